"""Answers to what-if questions as a table and as a page that opens offline."""

from __future__ import annotations

import html
import math
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
    if 0.0 < size < SMALL:
        places = min(MOST_PLACES, 1 - math.floor(math.log10(size)))
    text = f"{value:+,.{places}f}" if signed and value else f"{value:,.{places}f}"
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


SMALL, MOST_PLACES = 0.01, 8  # below this two digits are shown
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --agree: #0b62a4; --not: #a85800; }
@media (prefers-color-scheme: dark) { :root { --agree: #7cc0f5; --not: #f0a850; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.finding { border-left: 4px solid var(--line); margin: 1rem 0; padding: .1rem 0 .1rem 1rem; }
.finding p { margin: .2rem 0; }
.what { font-weight: 600; }
.why { font-style: italic; }
.numbers { font-variant-numeric: tabular-nums; }
svg { vertical-align: middle; margin-left: .6rem; }
svg line { stroke: currentColor; }
svg circle { fill: currentColor; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid var(--line); }
td:first-child { text-align: right; }
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
    body = (_contents(answers) if len(answers) > 1 else "") + "".join(map(_section, answers))
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What if: {head}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>What if?</h1><p>{head}. Numbers are means over runs; differences are between runs "
        "with the same seeds, with 95 % intervals (dot and bar; upright: no difference). "
        "Agreement is of direction, not of size: the whole interval must lie where it is expected, "
        "otherwise one <em>cannot tell</em>.</p>"
        f"{body}</main></body></html>\n"
    )


def _section(answer: Answer) -> str:
    asked, say = answer.question, html.escape
    rows = "".join(map(_finding, answer.findings))
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
        f"{rows}<dl>{told}</dl>"
    )


def _contents(answers: Sequence[Answer]) -> str:
    rows = "".join(
        f'<tr><td>{a.question.number}</td><td><a href="#q{a.question.number}">'
        f"{html.escape(a.question.question)}</a></td>"
        f'<td class="{a.verdict.split()[0]}">{_MARKS[a.verdict]}</td></tr>'
        for a in answers
    )
    return (
        '<div class="scroll"><table><thead><tr><th>No.</th><th>Question</th><th>Model</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _finding(finding: Finding) -> str:
    say = html.escape
    first, second, gap = number_words(finding)
    numbers = f"{first} became {second}; difference {gap}" if first else gap
    return (
        f'<div class="finding"><p class="what">{say(finding.what)}</p>'
        f'<p class="numbers">{say(numbers)}{_bar(finding)}</p>'
        f'<p>Expected: {say(finding.expected)}. <span class="{finding.verdict.split()[0]}">'
        f'{_MARKS[finding.verdict]}</span> <span class="why">{say(finding.why)}</span></p></div>'
    )


WIDE, HIGH = 200, 16  # pixels


def _bar(finding: Finding) -> str:
    """Draw an interval, with a line where there is no difference."""
    mean, low, high = finding.difference[:3]
    reach = max(abs(low), abs(high))
    if math.isnan(reach) or reach == 0.0:
        return ""
    at = [WIDE / 2 * (1 + 0.94 * value / reach) for value in (mean, low, high)]
    middle = HIGH / 2
    return (
        f'<svg width="{WIDE}" height="{HIGH}" aria-hidden="true">'
        f'<line x1="{WIDE / 2:g}" x2="{WIDE / 2:g}" y1="0" y2="{HIGH}" stroke-dasharray="2 2"/>'
        f'<line x1="{at[1]:.1f}" x2="{at[2]:.1f}" y1="{middle:g}" y2="{middle:g}" '
        f'stroke-width="3"/><circle cx="{at[0]:.1f}" cy="{middle:g}" r="4.5"/></svg>'
    )
