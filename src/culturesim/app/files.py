"""Files to keep: figures and runs as CSV, the changed scenario as TOML, a report to print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from culturesim import __version__
from culturesim.app.changes import View, base_of, changed_of
from culturesim.app.shown import file_name
from culturesim.app.texts import t

if TYPE_CHECKING:
    from culturesim.app.answers import Answer

__all__ = ["KINDS", "figures_file", "report_file", "runs_file", "toml_file"]


def figures_file(answer: Answer) -> dict[str, str]:
    """Write every outcome of base and change, with the paired difference, as CSV.

    Parameters
    ----------
    answer : Answer
        The runs.

    Returns
    -------
    dict
        ``name``, ``type`` and ``text``; the columns are those of ``comparison.csv`` that
        ``culturesim compare --out`` writes, with the model's version.
    """
    import pandas as pd

    from culturesim.app.answers import pairwise
    from culturesim.outcomes import OUTCOMES

    rows = []
    for name, outcome in OUTCOMES.items():
        found = pairwise(name, answer.rows(0), answer.rows(1))
        d = found.difference
        runs = pairwise(name, answer.rows(0), answer.rows(1), "both").difference
        rows.append({
            "outcome": name, "label": outcome.label, "unit": outcome.unit, "better": outcome.better,
            "base": found.base.mean, "other": found.other.mean, "difference": d.mean,
            "low": d.low, "high": d.high, "share_same_sign": found.share_same_sign, "n": d.n,
            "run_low": runs.low, "run_high": runs.high, "model_version": __version__,
        })  # fmt: skip
    return _csv("culturesim-figures.csv", pd.DataFrame(rows))


def runs_file(answer: Answer) -> dict[str, str]:
    """Write the outcomes of every run as CSV, a row each.

    Parameters
    ----------
    answer : Answer
        The runs.

    Returns
    -------
    dict
        ``name``, ``type`` and ``text``.
    """
    import pandas as pd

    frames = [pd.DataFrame(answer.rows(k)).assign(scenario=which)
              for k, which in enumerate(("base", "changed"))]  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    table["run"] = table["seed"] - answer.view.seed + 1
    table["model_version"] = __version__
    first = ["scenario", "run", "seed"]
    return _csv("culturesim-runs.csv", table[[*first, *table.columns.drop(first)]])


def _csv(name: str, table: Any) -> dict[str, str]:
    return {"name": name, "type": "text/csv", "text": table.to_csv(index=False)}


def toml_file(view: View) -> dict[str, str]:
    """Write the changed scenario as a file that runs at the command line.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    dict
        ``name``, ``type`` and ``text``.

    Raises
    ------
    InputError
        If the state stands for no scenario.

    Examples
    --------
    >>> toml_file(View())["name"]
    'small-changed.toml'
    """
    changed = changed_of(base_of(view), view.change)
    name, told = file_name(changed), t("keep.toml_head")
    run = f"culturesim run {name} --runs {view.runs} --seed {view.seed}"
    head = f"# {told}\n# {run} --uncertainty {view.spans}\n"
    return {"name": name, "type": "application/toml", "text": head + changed.to_toml()}


def report_file(answer: Answer) -> dict[str, str]:
    """Write a page to print.

    Parameters
    ----------
    answer : Answer
        The runs.

    Returns
    -------
    dict
        ``name``, ``type`` and ``text``.
    """
    from culturesim.app.printed import printed

    return {"name": "culturesim-report.html", "type": "text/html", "text": printed(answer)}


#: Kind of file to what makes it of an answer; ``toml`` needs no answer.
KINDS: dict[str, Callable[..., dict[str, str]]] = {
    "csv": figures_file,
    "runs_csv": runs_file,
    "toml": toml_file,
    "report": report_file,
}
