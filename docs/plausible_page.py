"""The pages of plausible sets and of sensitivity, and the way of a search into the package.

    culturesim calibrate calibration/defaults.toml --out FOLDER
    python docs/plausible_page.py ensemble FOLDER [--provisional WHY]

    culturesim calibrate calibration/defaults.toml --sensitivity --every-pattern --out FOLDER
    python docs/plausible_page.py sensitivity FOLDER

    culturesim calibrate calibration/defaults.toml --sensitivity --assumed --out FOLDER
    python docs/plausible_page.py assumed FOLDER

The first copies sets, checksum and pairwise picture into the package and docs/model; the others
copy table, how it was made and heat map. All write the page anew, as ``docs/generate.py`` does.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from culturesim.errors import InputError
from culturesim.evidence import load_patterns
from culturesim.evidence.calibrating.pictures import MOST_ROWS
from culturesim.evidence.calibrating.screening import LUCK
from culturesim.evidence.calibrating.showing import show
from culturesim.evidence.calibrating.task import Task
from culturesim.parameters import load_registry
from culturesim.parameters.plausible import Plausible, load_plausible, packaged, read_plausible
from culturesim.runs import model_digest

HERE = Path(__file__).resolve().parent / "model"
PAIRS, TABLE = HERE / "plausible-pairs.png", HERE / "sensitivity.csv"
ASSUMED = "sensitivity-assumed"
MOST = 3  # parameters named for a pattern
CARRIES = 1.0  # half-widths of a band from which a guess is said to carry a result
PLAUSIBLE = """\
<!-- Written by docs/generate.py from the package's ensemble; `make ensemble` replaces it. -->
# Plausible sets of parameters

Most numbers of the model are assumed. This is the ensemble of sets with which the model shows every
tuning pattern: each set was simulated, and the first number of each tuning pattern was in its band
([decision 0035](../decisions/0035-plausible-means-simulated-in-band.md)). Sets carry no
probability. Bands drawn over them say what the published numbers leave open, given the priors
below; they say nothing of what is wrong with the model itself ([limits](limits.md)).

```console
$ culturesim run midshire --uncertainty both         # luck and plausible sets
$ culturesim compare steady fear-culture             # both, unless told otherwise
$ culturesim run steady --set parameter_set=7        # one set
```

A set stands in for defaults. What a scenario or `--set` sets itself, by parameter, dial, date or
lever, wins over it ([decision 0040](../decisions/0040-bands-over-plausible-sets.md)).
"""
SENSITIVITY = """\
<!-- Written by docs/generate.py from docs/model/sensitivity.csv; see `make sensitivity`. -->
# Which guess carries which result

Morris screening of the published patterns: each parameter is moved through its prior, in steps,
from many starting points, and the mean size of what that does to a pattern is set against half the
width of the pattern's acceptance band. At 1 the guess alone can take a result from the middle of
its band to the edge. The sign says which way the pattern moves as the parameter rises.

Luck is screened as if it were one more parameter: *luck* is what another seed does, an effect no
larger than it means nothing. A pattern whose band has one end, or none, has no half-width; its
effects stand in its own unit.
"""
TO_COME = """
Not measured yet on this version of the model. One command does it:

```console
$ make sensitivity
```
"""


def quoted(text: object) -> str:
    """Make text safe in a table."""
    return str(text).replace("|", r"\|")


def plausible_page() -> str:
    """Write the page of the package's ensemble."""
    found = load_plausible()
    told = found.about
    provisional = told.get("provisional")
    lines = [PLAUSIBLE]
    if provisional:
        lines += [f"> **Provisional:** {provisional}. Do not rely on bands drawn from it.", ""]
    lines += ["## How they were found", "", *_search_lines(found), "", *_wave_lines(told), ""]
    lines += ["## What is left of each prior", "", *_prior_lines(found), "", *_own_lines(found)]
    lines += ["", f"![Plausible sets, two parameters at a time]({PAIRS.name})", ""]
    return "\n".join(lines)


def _search_lines(found: Plausible) -> list[str]:
    told = found.about
    share = f"{told['accepted']} of {told['simulated']} sets ({100.0 * told['share']:.1f} %)"
    rows = {
        "plausible": share,
        "budget": f"{told['budget']} sets",
        "seed": told["seed"],
        "simulated for each set": f"{told['seeds']} runs of `{told['base']}`; {told['hospitals']} "
        "hospitals that differ, where a tuning pattern needs them",
        "tuning patterns": ", ".join(told["tuning"]),
        "made": f"{told['date']}, culturesim {told['culturesim']}, model `{told['model']}`",
        "SHA-256": f"`{found.checksum}`",
    }
    return ["| | |", "| --- | --- |", *(f"| {k} | {quoted(v)} |" for k, v in rows.items())]


def _wave_lines(told: dict[str, Any]) -> list[str]:
    head = ["| wave | sets | plausible |", "| ---: | ---: | ---: |"]
    return head + [f"| {w['wave']} | {w['sets']} | {w['accepted']} |" for w in told["waves"]]


def _prior_lines(found: Plausible) -> list[str]:
    sets = pd.DataFrame(found.rows, columns=list(found.names))
    lines = ["| parameter | prior | default | plausible, middle 90 % | prior from |",
             "| --- | --- | ---: | --- | --- |"]  # fmt: skip
    for name, (low, high, why) in found.about["priors"].items():
        five, last = np.percentile(sets[name], [5, 95])
        lines.append(f"| `{name}` | {low:g} to {high:g} | {load_registry()[name].default:g} | "
                     f"{five:.3g} to {last:.3g} | {quoted(why)} |")  # fmt: skip
    return lines


def _own_lines(found: Plausible) -> list[str]:
    """Say what each set has of its own: references."""
    own = [name for name in found.about.get("references", []) if name in found.names]
    if not own:
        return []
    sets = pd.DataFrame(found.rows, columns=list(found.names))
    lines = ["Two numbers are by definition what the ordinary hospital shows, so each set has its",
             "own, and was simulated with it:", "",
             "| parameter | default | middle 90 % of sets |", "| --- | ---: | --- |"]  # fmt: skip
    for name in own:
        five, last = np.percentile(sets[name], [5, 95])
        lines.append(f"| `{name}` | {load_registry()[name].default:g} | {five:.3g} to {last:.3g} |")
    return lines


def sensitivity_page() -> str:
    """Write the page of what each guess carries."""
    if not TABLE.exists():
        return SENSITIVITY + TO_COME
    found = pd.read_csv(TABLE)
    told = json.loads(TABLE.with_suffix(".json").read_text(encoding="utf-8"))
    lines = [SENSITIVITY, _made_words(told), "", *_pattern_lines(found)]
    if told["left_out"]:
        left = ", ".join(told["left_out"])
        lines += ["", f"Not measurable in every set, and so left out: {left}."]
    about = f"Patterns that it moves by {CARRIES:g} half-width or more, and more than luck does."
    lines += ["", "## What each guess carries", "", about, "",
              "| parameter | prior | carries |", "| --- | --- | --- |", *_guess_lines(found, told),
              "", "![Effects of parameters on patterns](sensitivity.png)", ""]  # fmt: skip
    lines += _assumed_lines()
    return "\n".join(lines)


def _assumed_lines() -> list[str]:
    """Tell the screening of every assumed number, where there is one."""
    path = TABLE.with_name(f"{ASSUMED}.csv")
    if not path.exists():
        return []
    found = pd.read_csv(path)
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    luck = found[found["parameter"] == LUCK].set_index("id")["mu_star"]
    clear = found[(found["parameter"] != LUCK) & (found["low"] > found["id"].map(luck))]
    idle = len(told["priors"]) - clear["parameter"].nunique()
    lines = ["## Every assumed number", "",
             "The same for each number of status A, moved a third either way of its default, on",
             "the patterns that the ordinary hospital alone shows. " + _made_words(told), "",
             f"{idle} of {len(told['priors'])} move none of these patterns by clearly more than",
             "luck does (lower end of the interval above it). The others, pattern by pattern:", "",
             *_pattern_lines(found)]  # fmt: skip
    lines += ["", f"Patterns that a number moves by {CARRIES:g} half-width or more, and more than",
              "luck does:", "", "| parameter | range | carries |", "| --- | --- | --- |",
              *_guess_lines(found, told), ""]  # fmt: skip
    return lines


def _made_words(told: dict[str, Any]) -> str:
    others = f" and {told['hospitals']} hospitals that differ" if _is_wide(told) else ""
    return (
        f"{len(told['priors'])} parameters, {told['trajectories']} trajectories, "
        f"{told['simulated']} sets; {told['seeds']} runs of `{told['base']}`{others} for each; "
        f"seed {told['seed']}; {told['date']}, culturesim {told['culturesim']}, model "
        f"`{told['model']}`."
    )


def _is_wide(told: dict[str, Any]) -> bool:
    from culturesim.evidence.measures import MEASURES

    return any(set(MEASURES[name].worlds) - {"ordinary"} for name in told["patterns"])


def _scaled(one: Any) -> tuple[float, str]:
    """Half-widths of the band for a unit of the pattern; 1 and the unit where it has no width."""
    if np.isfinite(one.in_bands) and one.mu_star:
        return one.in_bands / one.mu_star, ""
    return 1.0, f" {one.unit}"


def _pattern_lines(found: pd.DataFrame) -> list[str]:
    head = ["| pattern | what | carried most by: half-widths of the band (95 % interval) | luck |",
            "| --- | --- | --- | ---: |"]  # fmt: skip
    return head + [_pattern_line(str(k), rows) for k, rows in found.groupby("id", sort=True)]


def _pattern_line(name: str, rows: pd.DataFrame) -> str:
    is_luck = rows["parameter"] == LUCK
    cells = []
    for one in rows[~is_luck].sort_values("mu_star", ascending=False).head(MOST).itertuples():
        scale, unit = _scaled(one)
        size, low, high = (f"{scale * v:.2g}" for v in (one.mu_star, one.low, one.high))
        sign = "+" if one.mu >= 0 else "−"
        cells.append(f"`{one.parameter}` {sign}{size} ({low} to {high}){unit}")
    luck = next(rows[is_luck].itertuples())
    floor = f"{_scaled(luck)[0] * luck.mu_star:.2g}"
    label = load_patterns()[name].headline.label
    return f"| {name} | {quoted(label)} | {quoted('; '.join(cells))} | {floor} |"


def _guess_lines(found: pd.DataFrame, told: dict[str, Any]) -> list[str]:
    luck = found[found["parameter"] == LUCK].set_index("id")["mu_star"]
    more = found["mu_star"] > found["id"].map(luck)
    carried = found[(found["in_bands"] >= CARRIES) & more]
    lines = []
    for name, (low, high, _) in told["priors"].items():
        rows = carried[carried["parameter"] == name].sort_values("in_bands", ascending=False)
        words = ", ".join(f"{one.id} ({one.in_bands:.1f})" for one in rows.itertuples())
        if words or len(told["priors"]) <= MOST_ROWS:
            lines.append(f"| `{name}` | {low:g} to {high:g} | {words or 'none'} |")
    return lines


def _still_shows(found: Plausible) -> bool:
    """Simulate the first sets again: a model with other words in it gives the same numbers."""
    told = found.about
    task = Task("again", told["base"], tuple(told["tuning"]), (), seed=told["seed"],
                seeds=told["seeds"], hospitals=told["hospitals"])  # fmt: skip
    pairs = [(show(task, found.taken(k), task.tuning), before)
             for k, before in enumerate(told.get("shown", []))]  # fmt: skip
    return bool(pairs) and all(now[n] == before[n] for now, before in pairs for n in before)


def install_ensemble(folder: Path, provisional: str = "") -> None:
    """Copy a finished search into the package."""
    found = read_plausible(folder / "plausible.parquet")
    if found.about.get("model") != model_digest() and not _still_shows(found):
        raise InputError(f"{folder}: was found with model {found.about.get('model')}, and under "
                         f"this one, {model_digest()}, its sets show something else; search "
                         "again")  # fmt: skip
    told = {**found.about, "provisional": provisional}
    target = packaged()
    target.write_bytes((folder / "plausible.parquet").read_bytes())
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    target.with_suffix(".json").write_text(text, encoding="utf-8")
    shutil.copyfile(folder / "pairs.png", PAIRS)
    load_plausible.cache_clear()
    (HERE / "plausible.md").write_text(plausible_page(), encoding="utf-8")


def install_sensitivity(folder: Path, name: str = "sensitivity") -> None:
    """Copy a finished screening into docs/model, under a name."""
    for end in ("csv", "json", "png"):
        made = folder / f"sensitivity.{end}"
        if not made.is_file():
            raise InputError(f"{folder}: {made.name} is missing; finish the screening first")
        shutil.copyfile(made, HERE / f"{name}.{end}")
    (HERE / "sensitivity.md").write_text(sensitivity_page(), encoding="utf-8")


def main() -> None:
    """Install what was asked for; one line and exit code 2 where it is refused."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("what", choices=("ensemble", "sensitivity", "assumed"))
    words.add_argument("folder", type=Path)
    words.add_argument("--provisional", default="", metavar="WHY")
    given = words.parse_args()
    try:
        if given.what == "ensemble":
            install_ensemble(given.folder, given.provisional)
        elif given.what == "assumed":
            install_sensitivity(given.folder, ASSUMED)
        else:
            install_sensitivity(given.folder)
    except InputError as error:
        sys.stderr.write(f"plausible_page.py: {error}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
