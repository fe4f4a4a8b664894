"""What the System page is given: hospitals over runs, and a round of the game, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from culturesim.app.league import SCORES, Standing, Table
from culturesim.app.spotting import Game, Round
from culturesim.app.texts import t
from culturesim.outcomes.league import LIMITS, rank_correlation

__all__ = ["agreement", "hospitals_of", "round_data", "system_data", "table_data"]


def hospitals_of(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Put the runs together, hospital by hospital.

    Parameters
    ----------
    tables : sequence of Table
        Runs of the same hospitals, one or more.

    Returns
    -------
    list of dict
        Medians, with the lowest and highest of ``ratio`` and ``harm``; ``seen`` and ``true``, the
        places by the medians, 1 the worst; ``failing`` and ``caught``, in how many runs.

    Examples
    --------
    >>> hospitals_of.__name__
    'hospitals_of'
    """
    found = [_over([*runs]) for runs in zip(*(table.standings for table in tables), strict=True)]
    for place, by in (("seen", "ratio"), ("true", "harm")):
        for rank, k in enumerate(np.argsort([-item[by] for item in found], kind="stable"), 1):
            found[k][place] = rank
    return found


def _over(runs: list[Standing]) -> dict[str, Any]:
    """One hospital over its runs."""
    failing = sum(run.is_failing for run in runs)
    values: dict[str, Any] = {"name": runs[0].name, "failing": failing, "runs": len(runs),
                              "isFailing": 2 * failing >= len(runs),
                              "caught": sum(run.caught_by != "nobody" for run in runs
                                            if run.is_failing)}  # fmt: skip
    for name in ("expected", "ratio", "harm", "missed"):
        each = [getattr(run, name) for run in runs]
        values[name] = _digits(float(np.median(each)))
        values[f"{name}Low"], values[f"{name}High"] = _digits(min(each)), _digits(max(each))
    values["picture"] = _digits(float(np.median([np.mean(run.picture[-4:]) for run in runs])))
    return values


def _digits(value: float) -> float:
    return float(f"{value:.4g}")


def agreement(tables: Sequence[Table]) -> tuple[list[float], int, int]:
    """Tell how far the published table agrees with the truth.

    Parameters
    ----------
    tables : sequence of Table
        Runs, one or more.

    Returns
    -------
    correlations : list of float
        Rank correlation of published ratio and true harm, run by run. [-]
    found, worst : int
        How many of the ``worst`` tenth in truth are among as many worst published, by medians.

    Examples
    --------
    >>> agreement.__name__
    'agreement'
    """
    each = [
        rank_correlation(*(np.array([getattr(s, name) for s in table.standings])
                           for name in ("ratio", "harm")))
        for table in tables
    ]  # fmt: skip
    hospitals = hospitals_of(tables)
    worst = max(1, len(hospitals) // 10)
    return each, sum(max(h["seen"], h["true"]) <= worst for h in hospitals), worst


def system_data(tables: Sequence[Table]) -> dict[str, Any]:
    """Describe the funnel, the truth and the ranking.

    Parameters
    ----------
    tables : sequence of Table
        Runs, one or more.

    Returns
    -------
    dict
        Hospitals, limits of the funnel and words.

    Examples
    --------
    >>> system_data.__name__
    'system_data'
    """
    hospitals = hospitals_of(tables)
    for item in hospitals:
        item["told"] = _told(item, len(hospitals))
    each, found, worst = agreement(tables)
    keys: tuple[str, ...] = ("funnel", "funnel_unit", "funnel_tip", "true", "true_unit", "true_tip")
    keys += ("ranks", "ranks_unit", "ranks_tip", "expected", "published", "truth")
    keys += ("failing", "sound", "choose", "nobody")
    n = len(tables)
    return {
        "hospitals": hospitals,
        "dispersion": float(np.median([table.dispersion for table in tables])),
        "limits": [*LIMITS],
        "about": t("frame.about"),
        "note": t("system.one_run") if n == 1 else t("system.runs", n=n),
        "agree": t("system.agree_one" if n == 1 else "system.agree", mean=f"{np.mean(each):.2f}",
                   low=f"{min(each):.2f}", high=f"{max(each):.2f}", worst=worst, found=found),
        **{key: t(f"system.{key}") for key in keys},
    }  # fmt: skip


def _told(item: dict[str, Any], n: int) -> list[str]:
    seen = t("system.seen_of", name=item["name"], ratio=f"{item['ratio']:.0f}", seen=item["seen"],
             n=n, picture=f"{100 * item['picture']:.0f}")  # fmt: skip
    true = t("system.true_of", name=item["name"], harm=f"{item['harm']:.1f}", true=item["true"],
             n=n, missed=_percent(item["missed"]), failing=item["failing"], runs=item["runs"],
             caught=item["caught"])  # fmt: skip
    return [seen, true]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def table_data(tables: Sequence[Table]) -> dict[str, Any]:
    """Describe the table of all hospitals, the worst in truth first.

    Parameters
    ----------
    tables : sequence of Table
        Runs, one or more.

    Returns
    -------
    dict
        As the component ``Table`` takes it.

    Examples
    --------
    >>> table_data.__name__
    'table_data'
    """
    rows = sorted(hospitals_of(tables), key=lambda item: item["true"])
    return {
        "label": t("system.table"),
        "search": t("system.search"),
        "choiceLabel": t("system.status"),
        "choices": [[word, word] for word in (t("system.failing"), t("system.sound"))],
        "choiceAt": 6,
        "all": t("system.all"),
        "count": t("system.count", shown="{shown}", total="{total}"),
        "heads": [t(f"system.{key}") for key in
                  ("name", "ratio", "place_seen", "harm_head", "place_true", "failed_runs",
                   "status")],
        "rows": [[item["name"], f"{item['ratio']:.0f}", str(item["seen"]), f"{item['harm']:.1f}",
                  str(item["true"]), f"{item['failing']} / {item['runs']}",
                  t("system.failing") if item["isFailing"] else t("system.sound")]
                 for item in rows],
    }  # fmt: skip


def round_data(played: Round | None, game: Game) -> dict[str, Any]:
    """Describe a round; nothing of the truth is in it before something has been chosen.

    Parameters
    ----------
    played : Round or None
        The round; None where there is nothing to spot.
    game : Game
        How far the reader is.

    Returns
    -------
    dict
        Dashboards, the score, and after the choice what was true.

    Examples
    --------
    >>> round_data(None, Game())["hospitals"]
    []
    """
    score = t("spot.score", found=game.found, played=game.played, by_ratio=game.by_ratio,
              by_dashboard=game.by_dashboard) if game.played else t("spot.start")  # fmt: skip
    plain = ("title", "lead", "picture", "pick", "next", "of_100")
    words = {key: t(f"spot.{key}") for key in plain}
    if played is None:
        return {**words, "lead": t("spot.none"), "hospitals": [], "score": "", "result": "",
                "chosen": -1, "open": False}  # fmt: skip
    is_open = game.chosen is not None
    hospitals = [_dashboard(s, k, is_open) for k, s in enumerate(played.standings)]
    result = ""
    if is_open:
        key = "right" if game.chosen == played.failing else "wrong"
        result = t(f"spot.{key}", letter="ABCD"[played.failing],
                   name=played.standings[played.failing].name)  # fmt: skip
    return {**words, "hospitals": hospitals, "score": score, "result": result, "open": is_open,
            "chosen": -1 if game.chosen is None else game.chosen}  # fmt: skip


def _dashboard(s: Standing, k: int, is_open: bool) -> dict[str, Any]:
    """One hospital of a round."""
    rows = [[t(f"spot.{name}"), round(100 * score)] for name, score in
            zip(SCORES, s.scores, strict=True)]  # fmt: skip
    found = {
        "title": t("spot.letter", letter="ABCD"[k]),
        "rows": rows,
        "ratio": [t("spot.ratio"), f"{s.ratio:.0f}"],
        "picture": [round(value, 3) for value in s.picture],
        "failing": False,
        "truth": [],
    }
    if is_open:
        found["failing"] = s.is_failing
        found["truth"] = _truth(s)
    return found


def _truth(s: Standing) -> list[str]:
    told = [f"{s.name}: {t('spot.is_failing') if s.is_failing else t('spot.not_failing')}",
            t("spot.was", harm=f"{s.harm:.1f}", missed=_percent(s.missed))]  # fmt: skip
    if s.is_failing and s.caught_by == "nobody":
        told.append(t("spot.uncaught"))
    elif s.is_failing:
        told.append(t("spot.caught", who=t(f"spot.by_{s.caught_by}"),
                      days=f"{s.caught_after:.0f}"))  # fmt: skip
    return told
