"""The page of the documentation about the theory replications, written from a run of them."""

from __future__ import annotations

from collections.abc import Sequence

from culturesim.evidence.theory.records import Check, Replication, TheoryResult

__all__ = ["theory_page"]

KINDS = {
    "X": "exact or published model",
    "E": "number from the world",
    "S": "shape",
}
INTRODUCTION = """\
# Theory replications

Before the parts are put together they are held to results that are known: published models, exact
algebra and a few numbers from the world. Each replication is a small sub-model; wherever a rule of
the simulator is the same, it runs that rule. Numbers T1 to T30 are those of the catalogue of tests
in [the theory](../science/theory.md), section 11; the other tests there need a whole run.

A check compares a result with a published or computed value and a stated tolerance, or with a
bound. A check that does not hold is shown as a **miss**. Results below are from seed 0; write this
page anew with `python -m culturesim.evidence.theory > docs/model/theory.md`.

From Python: `culturesim.evidence.theory.run_theory(["T5"])`, and `theory_table` for the rows below.
"""


def theory_page(results: Sequence[TheoryResult]) -> str:
    """Write the page.

    Parameters
    ----------
    results : sequence of TheoryResult
        From :func:`~culturesim.evidence.theory.catalogue.run_theory`.

    Returns
    -------
    str
        Markdown: an overview, then a section for each replication.

    Examples
    --------
    >>> theory_page([]).splitlines()[0]
    '# Theory replications'
    """
    overview = ["| | replication | kind | checks | result |", "|---|---|---|---|---|"]
    for result in results:
        one, n = result.replication, len(result.checks)
        missed = sum(not check.ok for check in result.checks)
        word = f"**{missed} missed**" if missed else "all hold"
        overview.append(f"| {one.id} | {one.title} | {KINDS[one.kind]} | {n} | {word} |")
    parts = [INTRODUCTION, "\n".join(overview), *(_section(result) for result in results)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(result: TheoryResult) -> str:
    """One replication: what it states, where from, what it ran, and its checks."""
    return "\n".join([*_heading(result.replication), *(_row(check) for check in result.checks)])


def _heading(one: Replication) -> list[str]:
    """Everything of a section above the rows."""
    rules = ", ".join(f"`rules/{name.replace('.', '.py: ')}`" for name in one.rules)
    lines = [
        f"## {one.id}. {one.title}",
        "",
        one.statement,
        "",
        f"- Source: {one.source}.",
        f"- Rules of the model it runs: {rules or 'none'}.",
    ]
    if one.note:
        lines.append(f"- Note: {one.note}")
    return [*lines, "", "| check | published or computed | tolerance | result | |",
            "|---|---|---|---|---|"]  # fmt: skip


def _row(check: Check) -> str:
    """One check."""
    reference = "" if check.reference is None else f"{check.reference:.4g}"
    word = "holds" if check.ok else "**miss**"
    return f"| {check.name} | {reference} | {check.tolerance} | {check.result:.4g} | {word} |"
