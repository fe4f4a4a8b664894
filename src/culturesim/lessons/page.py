"""Answers to what-if questions as a table and as a page that opens offline."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.lessons.answer import Answer, Finding

__all__ = ["findings_table", "in_numbers", "number_words", "render"]


def number_words(finding: Finding) -> tuple[str, str, str]:
    """Write the numbers of a finding: first case, second case, difference with interval.

    Parameters
    ----------
    finding : Finding
        One expectation and what the model shows.

    Returns
    -------
    tuple of str
        Three texts; for an order the first two are empty.
    """
    gap = finding.difference
    return in_numbers(finding.first, finding.second, *gap[:3], finding.found)


def in_numbers(
    first: float, second: float, mean: float, low: float, high: float, found: str
) -> tuple[str, str, str]:
    """Write the same from plain numbers.

    Parameters
    ----------
    first, second : float
        Means of the two cases.
    mean, low, high : float
        Mean difference and its interval.
    found : str
        What is said instead of numbers, if anything.

    Returns
    -------
    tuple of str
        Three texts.

    Examples
    --------
    >>> in_numbers(2.0, 3.0, 1.0, 0.5, 1.5, "")
    ('2.00', '3.00', '+1.00 (+0.5000 to +1.50)')
    """
    if found:
        return "", "", found
    if np.isnan(mean):
        return _short(first), "no value", "no pair of runs has it"
    return (
        _short(first),
        _short(second),
        f"{_short(mean, True)} ({_short(low, True)} to {_short(high, True)})",
    )


def _short(value: float, signed: bool = False) -> str:
    if np.isnan(value):
        return "none"
    size = abs(value)
    places = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
    text = f"{value:+,.{places}f}" if signed else f"{value:,.{places}f}"
    return text.replace("-", "−")


def findings_table(answers: Sequence[Answer]) -> pd.DataFrame:
    """List every finding of every answer.

    Parameters
    ----------
    answers : sequence of Answer
        The answers.

    Returns
    -------
    DataFrame
        Columns number, question, compared, expected, first, second, difference, low, high, n (pairs
        of runs), found, verdict, status (of the literature), seed (of the first run).

    Examples
    --------
    >>> len(findings_table([]))
    0
    """
    import pandas as pd

    columns = ("number", "question", "compared", "expected", "first", "second", "difference",
               "low", "high", "n", "found", "verdict", "status", "seed")  # fmt: skip
    rows = [
        (a.question.number, a.question.question, f.what, f.expected, f.first, f.second,
         f.difference.mean, f.difference.low, f.difference.high, a.n, f.found, f.verdict,
         a.question.status, a.seed)
        for a in answers for f in a.findings
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns))


_STYLE = """
:root { color-scheme: light dark; --line: #8886; --agree: #0b62a4; --not: #a85800; }
@media (prefers-color-scheme: dark) { :root { --agree: #7cc0f5; --not: #f0a850; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
         vertical-align: top; }
td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
td.found { white-space: normal; min-width: 12rem; }
.agrees { color: var(--agree); font-weight: 600; }
.disagrees { color: var(--not); font-weight: 600; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem 0; }
"""
_MARKS = {"agrees": "✓ agrees", "disagrees": "✗ disagrees", "cannot tell": "? cannot tell"}


def render(answers: Sequence[Answer]) -> str:
    """Write answers as a self-contained page.

    Parameters
    ----------
    answers : sequence of Answer
        The answers, in order.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> render([]).startswith("<!doctype html>")
    True
    """
    agree = sum(answer.verdict == "agrees" for answer in answers)
    head = f"{agree} of {len(answers)} answers agree with the literature"
    body = "".join(_section(answer) for answer in answers)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What if: {head}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>What if?</h1><p>{head}. Numbers are means over runs; differences are between runs "
        "with the same seeds, with 95 % intervals. Agreement is of direction, not of size, and "
        "an interval that covers zero is called <em>cannot tell</em>.</p>"
        f"{body}</main></body></html>\n"
    )


def _section(answer: Answer) -> str:
    asked, say = answer.question, html.escape
    rows = "".join(_row(finding) for finding in answer.findings)
    told = "".join(
        f"<dt>{say(words)}</dt><dd>{say(text)}</dd>"
        for words, text in (
            (f"What the literature says ({asked.status})", asked.answer),
            ("Sources", asked.sources),
            ("What the board would see", asked.board),
            ("What is true", asked.truth),
            ("Why the model does not agree", "" if answer.verdict == "agrees" else asked.reason),
        )
        if text
    )
    cases = ", ".join(say(case.label) for case in asked.cases)
    return (
        f'<h2 id="q{asked.number}">{asked.number}. {say(asked.question)}</h2>'
        f'<p><span class="{answer.verdict.split()[0]}">{_MARKS[answer.verdict]}</span>'
        f" &middot; {answer.n} runs of each: {cases}</p>"
        '<div class="wide"><table><thead><tr><th>Compared</th><th>First</th><th>Second</th>'
        "<th>Difference (95 % interval)</th><th>Expected</th><th>Model</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div><dl>{told}</dl>"
    )


def _row(finding: Finding) -> str:
    say = html.escape
    first, second, gap = number_words(finding)
    kind = "n found" if finding.found else "n"
    why = f"<br><small>{say(finding.why)}</small>" if finding.why else ""
    return (
        f'<tr><td>{say(finding.what)}{why}</td><td class="n">{first}</td>'
        f'<td class="n">{second}</td><td class="{kind}">{say(gap)}</td>'
        f"<td>{say(finding.expected)}</td>"
        f'<td class="{finding.verdict.split()[0]}">{_MARKS[finding.verdict]}</td></tr>'
    )
