"""Measure what ``docs/model`` states: ``python docs/measure.py [PAGE ...] [--write]``.

Pages are calibration, midshire and mechanisms, all of them if none is named. Each prints its
tables; ``--write`` puts them into the page of that name, between the comments that mark them. All
of it takes some minutes. What is measured is measured as in ``tests/behaviour``.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from behaviour import facts, studies, test_culture, test_midshire  # noqa: E402

import culturesim  # noqa: E402
from culturesim.outcomes import OUTCOMES, bootstrap_mean  # noqa: E402
from culturesim.parameters import load_registry  # noqa: E402
from culturesim.scenario import load_scenario  # noqa: E402
from culturesim.simulation import Simulation  # noqa: E402
from culturesim.state.schema import SB  # noqa: E402

SEEDS = range(30)
MIDSHIRE_RUNS = 20
YEARS = 10
COUNTS = (
    "n_discharges", "n_deaths", "n_harmed_stays", "n_preventable", "n_avoidable",
    "n_stay_days", "n_reported", "n_incidents", "n_rn_missed", "n_rn_on_shift", "n_rn_agency",
    "n_absent", "n_rostered", "n_leavers", "n_staff", "n_ignored", "n_acted", "n_complaints",
    "n_upheld",
)  # fmt: skip
READINGS = ("survey_safe", "survey_heard", "survey_recommend", "ratio")

Measured = dict[str, str]


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Write a Markdown table."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(values: Any, digits: int = 1, scale: float = 1.0) -> str:
    """Mean over runs with its 95 % interval."""
    mean, low, high, _ = bootstrap_mean(scale * np.asarray(values, dtype=float))
    return f"{mean:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def odds(beta: Any, error: Any, k: int) -> str:
    """Odds ratio of a regression with its 95 % interval."""
    low, mid, high = np.exp(beta[k] + np.array([-1.96, 0.0, 1.96]) * error[k])
    return f"{mid:.3f} ({low:.3f} to {high:.3f})"


def sums(runs: list[Simulation], name: str) -> Any:
    """Sum of a ward count, one a run."""
    return studies.ward(runs, name).sum(axis=(1, 2))


def ordinary() -> Measured:
    """Patterns that the ordinary hospital shows in a year."""
    runs = studies.simulate(load_scenario("steady").with_changes(days=365), SEEDS)
    n = {name: sums(runs, name) for name in COUNTS}
    end = {name: studies.hospital(runs, name)[:, -1] for name in READINGS}
    stays = n["n_discharges"] + n["n_deaths"]
    shifts = n["n_rn_on_shift"] + n["n_rn_agency"]
    return {
        "harmed": shown(n["n_harmed_stays"] / stays, 1, 100),
        "preventable": shown(n["n_preventable"] / stays, 1, 100),
        "avoidable": shown(n["n_avoidable"] / n["n_deaths"], 1, 100),
        "deaths": shown(n["n_deaths"] / stays, 2, 100),
        "stay": shown(n["n_stay_days"] / stays),
        "reported": shown(n["n_reported"] / n["n_incidents"], 1, 100),
        "missed": shown(n["n_rn_missed"] / shifts, 1, 100),
        "absent": shown(n["n_absent"] / n["n_rostered"], 2, 100),
        "leave": shown(365 * n["n_leavers"] / n["n_staff"], 1, 100),
        "ignored": shown(n["n_ignored"] / (n["n_ignored"] + n["n_acted"]), 1, 100),
        "complaints": shown(n["n_complaints"] / stays, 1, 1000),
        "upheld": shown(n["n_upheld"] / n["n_complaints"], 1, 100),
        "safe": shown(end["survey_safe"], 1, 100),
        "heard": shown(end["survey_safe"] - end["survey_heard"], 1, 100),
        "recommend": shown(end["survey_recommend"], 1, 100),
        "ratio": shown(end["ratio"]),
    }


def four_weeks(seed: int) -> tuple[float, float, float]:
    """Shares of nurses and doctors with a concern, who raised one, and who kept one, in 28 days."""
    simulation = Simulation(load_scenario("steady").with_changes(days=28), seed)
    staff = simulation.world.sb
    held, raised, kept = np.zeros((3, staff.shape[1]), dtype=bool)
    for _ in range(28):
        simulation.run(1)
        held |= staff[SB.concern_kind] > 0
        raised |= staff[SB.channel] > 1
        kept |= staff[SB.channel] == 1
    asked = (staff[SB.is_in_post] == 1) & np.isin(staff[SB.profession], (0, 2))
    return held[asked].mean(), raised[asked].mean(), kept[asked].mean()


def voice() -> Measured:
    """Concerns of clinicians in four weeks."""
    with ThreadPoolExecutor(2) as pool:
        shares = zip(*pool.map(four_weeks, range(10)), strict=True)
    return {k: shown(v, 1, 100) for k, v in zip(("held", "raised", "kept"), shares, strict=True)}


def stays_of(base: Any, k: int, dial: float) -> studies.Stays:
    """Stays of a year in one small hospital with its own number of nurses."""
    scenario = base.with_changes({"staffing": str(dial)}, days=365)
    return studies.stays(Simulation(scenario, k), 365)


def staffing() -> Measured:
    """Staffing, crowding and death by regression."""
    dials = np.random.default_rng(11).uniform(0.75, 1.2, 120)
    base = load_scenario("small")
    full = load_scenario("steady").with_changes({"demand": "1.03"}, days=730)
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda k: stays_of(base, k, dials[k]), range(dials.size)))
        days = list(pool.map(lambda k: studies.patient_days(Simulation(full, k), 730), range(12)))
    s = studies.Stays(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    d = studies.Days(*(np.concatenate(columns) for columns in zip(*days, strict=True)))
    step, error = studies.logistic_regression(d.died, d.logit_risk, 10 * d.missed, d.is_full)
    lost = 100 * (1 - np.exp(-(step[3] + np.array([0.0, -1.96, 1.96]) * error[3])))
    low = studies.logistic_regression(d.died, d.logit_risk, d.day_of_stay, d.low_days)
    nurses = studies.logistic_regression(s.died, s.logit_risk, s.patients_per_nurse)
    missed = studies.logistic_regression(s.died, s.logit_risk, 10 * s.missed)
    return {
        "nurses": odds(*nurses, 2),
        "missed_odds": odds(*missed, 2),
        "low_days": odds(*low, 3),
        "crowding": "{:.1f} ({:.1f} to {:.1f})".format(*lost),
    }


def culture() -> Measured:
    """Tipping with memory, and reports after a reform."""
    up, down = test_culture.blame_up_and_down("steady", range(10))
    collapse, recovery = test_culture.crossing(up), test_culture.crossing(down)
    text = "manager_blame = 0.1, attention_base = 0.9"
    before, reports, hazard = test_culture.reform(SEEDS, text)
    peak = int(reports.argmax())
    rise, later = reports[peak] / before, reports[-1] / before
    return {
        "hysteresis": f"{100 * np.mean(collapse > recovery):.0f} of 10 runs",
        "folds": f"{shown(collapse, 2)}; {shown(recovery, 2)}",
        "hump": f"x{rise:.1f} in half-year {peak + 1}, then x{later:.1f}",
        "hazard": f"{hazard[-1] / hazard[0]:.2f}",
    }


def flagship() -> Measured:
    """Measure what the flagship must show, and when the regulator came."""
    cut, before, after = test_midshire.CUT, test_midshire.BEFORE, test_midshire.after
    runs = studies.simulate(load_scenario("midshire").with_changes(days=cut + 60 * 30), SEEDS)
    picture, harm = (studies.hospital(runs, name) for name in ("board_picture", "harm_rate"))
    change = picture[:, cut - 1 : cut - 1 + 720].mean(axis=1) - picture[:, before].mean(axis=1)
    rise = harm[:, after(18)].mean(axis=1) / harm[:, before].mean(axis=1) - 1
    found = np.stack([r.series.oversight[:, studies.OVERSIGHT["is_finding"], 0] for r in runs])
    later = found[:, cut - 1 :] > 0
    months = np.where(later.any(axis=1), later.argmax(axis=1) / 30.4, np.nan)
    n = int(np.isfinite(months).sum())
    return {
        "picture": shown(change, 3),
        "rise": shown(rise, 0, 100),
        "found": f"{shown(months)}, in {n} of {len(runs)} runs",
    }


def calibration() -> Measured:
    """Tables of the calibration page."""
    computed = [row for row in load_registry().rows if row.status == "C"]
    model = ordinary() | voice() | staffing() | culture() | flagship()
    with (FOLDER / "patterns.csv").open(encoding="utf-8", newline="") as lines:
        patterns = list(csv.DictReader(lines))
    return {
        "computed": table(
            ("parameter", "default", "set by"),
            [(f"`{row.name}`", f"{row.default:g}", row.source) for row in computed],
        ),
        "patterns": table(
            ("pattern", "what", "published", "band", "model, 95 % interval", "tuned"),
            [
                (r["pattern"], r["what"], r["published"], r["band"], model[r["key"]], r["tuned"])
                for r in patterns
            ],
        ),
    }


COLUMNS: dict[str, tuple[str, str, float, int]] = {
    "preventable harm per 1,000 bed-days": ("n_preventable", "n_patients", 1000, 1),
    "board's picture": ("board_picture", "", 1, 2),
    "published ratio": ("ratio", "", 1, 0),
    "care left undone, %": ("missed_care", "", 100, 0),
    "concerns raised, %": ("n_voiced", "n_concerns", 100, 0),
    "fear": ("fear_mean", "", 1, 2),
    "survey: recommend, %": ("survey_recommend", "", 100, 0),
}


SWITCHED = (
    "preventable_harm_rate",
    "deaths",
    "missed_care",
    "voice_share",
    "acted_share",
    "fear_end",
    "futility_end",
    "energy_end",
    "leavers_rate",
    "absence_rate",
    "complaints_rate",
    "reported_share",
    "picture_end",
    "inspections",
)


def midshire() -> Measured:
    """Tables of the Midshire page."""
    results = culturesim.run("midshire", runs=MIDSHIRE_RUNS)
    series = results.series[results.series.level == "hospital"]
    year = (series.day.to_numpy() - 4) // 365 + 2005  # rows stand for the week that ends that day
    yearly = series.assign(year=year).pivot_table(
        index=["run", "year"], columns="quantity", values="value", aggfunc="mean", observed=True
    )
    rows = []
    for label in sorted(set(year))[:YEARS]:
        one = yearly.xs(label, level="year")
        cells = [
            shown(one[above] / one[below] if below else one[above], digits, scale)
            for above, below, scale, digits in COLUMNS.values()
        ]
        rows.append((str(label), *cells))
    return {
        "years": table(("year", *COLUMNS), rows),
        "story": story(results.outcomes),
        "facts": facts.facts_table(),
    }


def story(o: Any) -> str:
    """Who caught it, and what happened before."""
    said = [("runs", str(len(o))), ("runs that fail", str(int(o.is_failing.sum())))]
    said += [(f"caught by: {who}", f"{n} runs") for who, n in o.caught_by.value_counts().items()]
    signals = o.caught_signal[o.caught_signal != ""].value_counts()
    said += [(f"by: {how}", f"{n} runs") for how, n in signals.items()]
    said += [
        ("failing begins, day", shown(o.failing_day, 0)),
        ("caught after, days from the beginning of failing", shown(o.caught_after, 0)),
        ("preventable harms between the two", shown(o.harms_before, 0)),
        ("concerns staff held between the two", shown(o.concerns_before, 0)),
        ("of these kept silent, %", shown(o.silent_before / o.concerns_before, 0, 100)),
        ("complaints between the two", shown(o.complaints_before, 0)),
        ("board ever knew", f"{int(o.board_day.notna().sum())} runs"),
        ("bad news ward managers kept back, %", shown(o.kept_back_ward, 0, 100)),
        ("bad news division managers kept back, %", shown(o.kept_back_division, 0, 100)),
        ("inspections in ten years", shown(o.inspections, 1)),
        ("of these, with a finding", shown(o.findings, 1)),
        ("still failing at the end", f"{int(o.failing_at_end.sum())} runs"),
    ]
    return table(("what", "value"), said)


def mechanisms() -> Measured:
    """Table of the mechanisms page: what is missing without each mechanism."""
    base = load_scenario("small").with_changes(days=1460)
    whole = culturesim.run(base, runs=6).outcomes
    rows = []
    for row in load_registry().rows:
        if row.group == "switch":
            less = culturesim.run(base.with_changes({row.name: False}), runs=6).outcomes
            rows.append((f"`{row.name}`", moved(whole, less) or "nothing beyond luck"))
    return {"switches": table(("switched off", "change in the ordinary small hospital"), rows)}


def moved(whole: Any, less: Any) -> str:
    """Outcomes that differ by more than 3 % and three standard errors of the paired difference."""
    words = []
    for name in SWITCHED:
        change = (less[name] - whole[name]).to_numpy(dtype=float)
        error, mean = change.std(ddof=1) / np.sqrt(len(change)), whole[name].mean()
        if abs(change.mean()) > max(3 * error, 0.03 * abs(mean)):
            label = OUTCOMES[name].label.lower()
            words.append(f"{label} {100 * change.mean() / mean:+.0f} %".replace("-", "−"))
    return ", ".join(words)


PAGES: dict[str, Callable[[], dict[str, str]]] = {
    "calibration": calibration,
    "midshire": midshire,
    "mechanisms": mechanisms,
}


def fill(page: str, tables: dict[str, str]) -> str:
    """Put tables between their marks, ``<!-- name -->`` and ``<!-- end -->``."""
    for name, text in tables.items():
        mark = f"<!-- {name} -->"
        page, n = re.subn(
            rf"{mark}\n.*?<!-- end -->",
            lambda _, text=text, mark=mark: f"{mark}\n{text}\n<!-- end -->",
            page,
            flags=re.DOTALL,
        )
        if n != 1:
            raise ValueError(f"page has {n} places marked {mark}")
    return page


def main(arguments: list[str]) -> None:
    """Measure the pages that are named, all if none is."""
    for name in [word for word in arguments if word in PAGES] or PAGES:
        tables = PAGES[name]()
        sys.stdout.write("\n\n".join(tables.values()) + "\n\n")
        if "--write" in arguments:
            path = FOLDER / "model" / f"{name}.md"
            text = fill(path.read_text(encoding="utf-8"), tables)
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
