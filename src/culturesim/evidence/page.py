"""A page that sets every published number beside the model's, with its source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from culturesim import __version__
from culturesim.evidence.pictures import strip
from culturesim.evidence.records import Part, tuned_by
from culturesim.evidence.statistics import Estimate
from culturesim.evidence.theory.records import TheoryResult
from culturesim.evidence.validation import Measured, Validation
from culturesim.report.html import Html, Node, el, join, table

__all__ = ["VERDICTS", "estimate_words", "figure", "short_source", "tuned_words"]
__all__ += ["validation_page"]

VERDICTS = {"in": "in band", "out": "out of band", "shown": "no band set",
            "unknown": "not measured"}  # fmt: skip
STYLE = """
svg.strip { display: block; width: 100%; max-width: 26rem; height: auto; margin: 0.2rem 0; }
svg.strip text { fill: var(--muted); font: 11px var(--font); }
svg.strip .axis { stroke: var(--line); stroke-width: 1; }
svg.strip .band { fill: var(--green); fill-opacity: 0.22; }
svg.strip line.published { stroke: var(--muted); stroke-width: 2; }
svg.strip polygon.published { fill: var(--card); stroke: var(--ink); stroke-width: 1.5; }
svg.strip line.model { stroke: var(--blue); stroke-width: 2; }
svg.strip circle.model { fill: var(--blue); }
svg.strip line.out { stroke: var(--vermilion); }
svg.strip path.out { stroke: var(--vermilion); stroke-width: 2.5; fill: none; }
.key { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; padding: 0; margin: 0.6rem 0;
  list-style: none; font-size: 0.92rem; }
.key svg.strip { display: inline-block; width: 1.6rem; height: 1.1rem; vertical-align: -0.2rem;
  margin: 0 0.35rem 0 0; }
.patterns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr));
  align-items: start; }
.patterns article { background: var(--card); border: 1px solid var(--line);
  border-radius: 0.6rem; padding: 0.8rem 1rem; min-width: 0; }
.patterns h3 { margin: 0 0 0.3rem; display: flex; justify-content: space-between; gap: 0.6rem; }
.patterns p { margin: 0.25rem 0; font-size: 0.92rem; }
.patterns .part { margin: 0.7rem 0 0; font-weight: 500; }
.verdict { font-weight: 600; font-size: 0.9rem; white-space: nowrap; }
.verdict.in { color: var(--green); } .verdict.out { color: var(--vermilion); }
.verdict.unknown, .verdict.shown { color: var(--muted); }
.patterns .figures { color: var(--muted); font-variant-numeric: tabular-nums; }
main { max-width: 76rem; } .patterns details { font-size: 0.92rem; margin: 0.6rem 0 0; }
table.numbers :is(td:first-of-type, td:last-child) { white-space: normal; }
@media (max-width: 40rem) { table.patterns-all :is(th, td):is(:nth-child(3), :nth-child(4),
  :nth-child(7)) { display: none; } table.patterns-all td:nth-child(5) { white-space: normal; } }
"""


def figure(value: float | None, like: float | None = None) -> str:
    """Write a number with about three figures; a dash for none.

    Parameters
    ----------
    value : float or None
        The number.
    like : float, optional
        A number beside it, whose decimals it takes.

    Returns
    -------
    str
        In words.

    Examples
    --------
    >>> figure(8.0194), figure(231.48), figure(None), figure(-0.00578, 3.45)
    ('8.02', '231', '-', '-0.01')
    """
    if value is None or not math.isfinite(value):
        return "-"
    size = abs(value if like is None else like)
    if value == 0.0 or (like is None and size < 0.001):
        return f"{value:.3g}"
    return f"{value:.{3 - sum(size >= bound for bound in (1.0, 10.0, 100.0))}f}"


def estimate_words(estimate: Estimate) -> str:
    """Write what the model showed, with its interval.

    Parameters
    ----------
    estimate : Estimate
        The estimate.

    Returns
    -------
    str
        In words; a dash if there is nothing.

    Examples
    --------
    >>> estimate_words(Estimate(8.02, 7.85, 8.15, 4, "runs"))
    '8.02 (7.85 to 8.15)'
    """
    mean = estimate.mean
    if not math.isfinite(mean):
        return "-"
    if not math.isfinite(estimate.low):
        return figure(mean)
    return f"{figure(mean)} ({figure(estimate.low, mean)} to {figure(estimate.high, mean)})"


def tuned_words(id_: str) -> str:
    """Say whether a pattern was used to set the defaults, and which.

    Parameters
    ----------
    id_ : str
        Number of the pattern.

    Returns
    -------
    str
        In words.

    Examples
    --------
    >>> tuned_words("C29")
    'left alone'
    """
    rows = tuned_by()[id_]
    return f"tuned: {', '.join(rows)}" if rows else "left alone"


def short_source(source: str) -> str:
    """Shorten a reference to its first author or body and its first year.

    Parameters
    ----------
    source : str
        The reference.

    Returns
    -------
    str
        In words.

    Examples
    --------
    >>> short_source("Sari AB-A, Sheldon T. BMJ 2007;334:79.")
    'Sari 2007'
    """
    year = re.search(r"\b(?:19|20)\d\d\b", source)
    words = re.split(r"[/,;]", source, maxsplit=1)[0].split()
    name = [words[0]]
    if len(words) > 1 and len(words[1]) > 1 and words[1].istitle() and words[1][-1] != ".":
        name.append(words[1])
    return " ".join([*name, *([year.group()] if year else [])])


def validation_page(
    validation: Validation | None, theory: Sequence[TheoryResult] = (), command: str = ""
) -> str:
    """Write the page.

    Parameters
    ----------
    validation : Validation or None
        Patterns that were measured.
    theory : sequence of TheoryResult
        Theory replications that were run.
    command : str
        What was typed to make it.

    Returns
    -------
    str
        A whole HTML page that fetches nothing.

    Examples
    --------
    >>> validation_page(None).startswith("<!doctype html>")
    True
    """
    from culturesim import report

    style = Path(report.__file__).with_name("style.css").read_text(encoding="utf-8")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", "Evidence - culturesim"),
        el("style", Html(style + STYLE)),
    )
    parts: list[Node] = [
        el("p", f"culturesim {__version__}", class_="kind"),
        el("h1", "The model beside the evidence"),
    ]
    if validation is not None:
        parts += _patterns(validation)
    if theory:
        parts += _theory(theory)
    if command:
        parts += [el("h2", "How this was made"), el("p", el("code", command))]
    body = el("body", el("main", *parts))
    return "<!doctype html>\n" + el("html", head, body, lang="en-GB") + "\n"


def _patterns(validation: Validation) -> list[Node]:
    """Everything about the patterns: summary, key, table, cards."""
    n = len(validation.measured)
    size = validation.size
    n_in, n_out, n_unknown = (validation.count(word) for word in ("in", "out", "unknown"))
    counts = f"{n_in} of {n} in their band, {n_out} out of it, {n_unknown} not measured."
    made = (f"{size.seeds} runs of the ordinary hospital and of the failing one, {size.hospitals} "
            f"hospitals that differ, {size.trial} in trials; first seed {size.seed}; "
            f"{validation.date}.")  # fmt: skip
    changed = ", ".join(f"{k} = {v}" for k, v in validation.changes.items())
    return [
        el("div", el("p", el("b", counts), " A pattern is judged by its first number."),
           class_="story"),
        el("p", made, f" Changed from the defaults: {changed}." if changed else ""),
        el("p", "A band is our judgement, wider than the published interval, since country, year "
           "and method differ. Intervals of the model are 95 % and cover luck, not what is "
           "unknown. Tuned patterns were used to set the defaults, so they test less than "
           "those left alone."),
        _key(),
        el("h2", "All patterns"),
        table(["", "pattern", "published", "band", "model, 95 % interval", "", "source; defaults"],
              _rows(validation.measured), "numbers patterns-all"),
        el("h2", "One by one"),
        el("div", *(_card(one) for one in validation.measured), class_="patterns"),
    ]  # fmt: skip


def _rows(measured: Iterable[Measured]) -> list[list[Node]]:
    """Make a row of the overview for each pattern: its headline."""
    rows: list[list[Node]] = []
    for one in measured:
        part = one.pattern.headline
        label = join([part.label, f", {part.unit}" if part.unit else ""])
        pattern = one.pattern
        rows.append([el("a", pattern.id, href=f"#{pattern.id}"), label, part.published, part.band,
                     estimate_words(one.of(part)), _verdict(one.verdict),
                     [short_source(pattern.source), "; ", tuned_words(pattern.id)]])  # fmt: skip
    return rows


def _verdict(verdict: str) -> Html:
    return el("span", VERDICTS[verdict], class_=f"verdict {verdict}")


def _key() -> Html:
    """Say what the marks are."""

    def mark(*drawn: Html) -> Html:
        return el("svg", *drawn, class_="strip", viewBox="0 0 24 16", aria_hidden="true")

    disc = el("circle", cx="12", cy="8", r="4.5", class_="model")
    cross = el("path", d="M7.5 3.5L16.5 12.5M7.5 12.5L16.5 3.5", class_="model out")
    diamond = el("polygon", points="6,8 12,2 18,8 12,14", class_="published")
    bar = el("rect", x="1", y="2", width="22", height="12", class_="band")
    entries = ((bar, "band"), (diamond, "published"), (disc, "model"),
               (cross, "model, out of band"))  # fmt: skip
    return el("ul", *(el("li", mark(drawn), words) for drawn, words in entries), class_="key")


def _card(one: Measured) -> Html:
    """One pattern: what was found, its numbers, where from, how measured."""
    pattern = one.pattern
    doi = f" doi:{pattern.doi}" if pattern.doi else ""
    inside = [
        el("h3", pattern.id, _verdict(one.verdict)),
        el("p", pattern.statement),
        *([el("p", el("b", "Not measured: "), one.reason, ".")] if one.reason else []),
        *(_part(one, part) for part in pattern.parts),
        *([el("p", el("b", "Why it misses: "), pattern.miss)]
          if one.verdict == "out" and pattern.miss else []),
        el("details", el("summary", "Source, method, caveat"),
           el("p", f"{pattern.source}{doi} Figures: {pattern.confidence}."),
           el("p", el("b", "Measured here: "), one.how),
           el("p", el("b", "Caveat: "), pattern.caveat),
           el("p", el("b", "Defaults: "), tuned_words(pattern.id))),
    ]  # fmt: skip
    return el("article", *inside, id=pattern.id)


def _part(one: Measured, part: Part) -> Html:
    """One number of a pattern as words and picture."""
    estimate, verdict = one.of(part), one.verdict_of(part)
    model = estimate_words(estimate)
    n = f", {estimate.n:,} {estimate.what}" if estimate.n else ""
    shown = f"model {model}{n}: " if estimate.n else "model: "
    words = f"published {part.published}; band {part.band}; {shown}{VERDICTS[verdict]}"
    label = f"{part.label}, {part.unit}" if part.unit else part.label
    is_in = {"in": True, "out": False}.get(verdict)
    return join([el("p", label, class_="part"), strip(part, estimate, is_in, words),
                 el("p", words, class_="figures")])  # fmt: skip


def _theory(results: Sequence[TheoryResult]) -> list[Node]:
    """Theory replications: a row a check."""
    held = sum(result.ok for result in results)
    words = {
        True: el("span", "holds", class_="verdict in"),
        False: el("span", "missed", class_="verdict out"),
    }
    rows: list[list[Node]] = [
        [f"{result.replication.id} {result.replication.title}", check.name,
         figure(check.reference), check.tolerance, figure(check.result), words[check.ok]]
        for result in results
        for check in result.checks
    ]  # fmt: skip
    head = ["replication", "check", "published or computed", "tolerance", "result", ""]
    return [el("h2", "Theory replications"),
            el("p", f"{held} of {len(results)} hold in every check."),
            table(head, rows, "numbers")]  # fmt: skip
