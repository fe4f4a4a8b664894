"""One patient's story in words: every chance there was to prevent the harm."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from culturesim.app.inside import name_of
from culturesim.app.texts import t
from culturesim.words import date_words

if TYPE_CHECKING:
    import datetime as dt

    from culturesim.app.trail import Chance, Chances

__all__ = ["patient_data", "patients_list"]


def patients_list(
    patients: list[tuple[int, int, int, int]], outline: dict[str, Any], start: dt.date
) -> list[list[Any]]:
    """List the patients who can be followed.

    Parameters
    ----------
    patients : list of (int, int, int, int)
        Event, day, ward and grade.
    outline : dict
        From `culturesim.app.outline.outline_of`.
    start : date
        Date of day 1.

    Returns
    -------
    list of (int, str)
        Event and words, by day.
    """
    wards = outline["wards"]
    return [[event, f"{date_words(start, day)}, {wards[ward]['label']}: {t(f'knew.grade_{grade}')}"]
            for event, day, ward, grade in sorted(patients) if ward < len(wards)]  # fmt: skip


def patient_data(found: Chances, outline: dict[str, Any], start: dt.date) -> dict[str, Any]:
    """Tell one patient's story.

    Parameters
    ----------
    found : Chances
        What came before the harm.
    outline : dict
        From `culturesim.app.outline.outline_of`.
    start : date
        Date of day 1.

    Returns
    -------
    dict
        ``told``, sentences; ``shown``, words above the table; ``heads`` and ``rows`` of the table.
    """
    wards = outline["wards"]
    ward = wards[found.ward]["label"] if found.ward < len(wards) else ""
    told = [t("knew.harm", date=date_words(start, found.day), ward=ward, bed=found.bed + 1,
              grade=t(f"knew.grade_{max(found.grade, 2)}")), *_hazard(found, start)]  # fmt: skip
    if found.born is not None:
        told += _heard(found)
    told.append(t("knew.around", **found.ward_before))
    if found.after:
        after = ", ".join(f"{date_words(start, day)}: {t(f'knew.after_{kind}')}"
                          for day, kind in found.after)  # fmt: skip
        told.append(t("knew.after", after=after))
    keys = ("date", "saw", "by", "said", "answer", "up")
    return {
        "told": told,
        "shown": t("knew.shown", n=len(found.chances)) if found.chances else "",
        "heads": [t(f"knew.{key}") for key in keys],
        "rows": [_row(chance, outline, start) for chance in reversed(found.chances)],
    }


def _hazard(found: Chances, start: dt.date) -> list[str]:
    """Say what lay behind the harm."""
    if found.born is None:
        return [t("knew.hazard_none")]
    days, words = f"{found.day - found.born:,}", date_words(start, found.born)
    if found.of_decline < 0:
        said = [t("knew.hazard_old", days=days)]
    else:
        said = [t("knew.hazard", days=days, date=words)]
        if found.of_decline:
            said.append(t("knew.hazard_decline", share=found.of_decline))
    before = found.earlier
    return [*said, t("knew.earlier", near=before["near_miss"], harms=before["harm"],
                     fixed=before["fixed"])]  # fmt: skip


def _heard(found: Chances) -> list[str]:
    """Say what became of those who noticed."""
    silent, peer, acted, board = (found.ended[key] for key in ("silent", "peer", "acted", "board"))
    told = found.n_chances - silent - peer
    said = [t("knew.chances", n=found.n_chances, silent=silent, peer=peer, told=told, acted=acted,
              board=board)]  # fmt: skip
    if found.stops:
        stops = "; ".join(
            t("knew.stops_one", level=t(f"knew.level_{level}"), n=n,
              reason=t(f"knew.reason_{reason}"))
            for (level, reason), n in Counter(found.stops).most_common()
        )  # fmt: skip
        said.append(t("knew.stops", stops=stops))
    return said


def _row(chance: Chance, outline: dict[str, Any], start: dt.date) -> list[str]:
    who = name_of(outline, chance.who) if chance.who < len(outline["professions"]) else ""
    if chance.stopped == "board":
        up = t("knew.up_board")
    elif chance.stopped:
        up = t("knew.up_stop", level=t(f"knew.level_{chance.stopped}"),
               reason=t(f"knew.reason_{chance.reason}"))  # fmt: skip
    else:
        up = t("knew.up_none")
    answer = t(f"inside.came_{chance.answer}") if chance.answer else ""
    return [date_words(start, chance.day), t(f"knew.saw_{chance.saw}"), who,
            t(f"inside.said_{chance.said}"), answer, up]  # fmt: skip
