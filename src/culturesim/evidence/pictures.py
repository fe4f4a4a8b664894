"""One small picture a number: the band, the published figure and the model, on one line."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from culturesim.evidence.records import Part
from culturesim.evidence.statistics import Estimate
from culturesim.report.html import Html, el

__all__ = ["strip"]

Place: TypeAlias = Callable[[float], float]

WIDTH, HEIGHT, EDGE = 320.0, 46.0, 10.0
BAND, PUBLISHED, MODEL, FOOT = 18.0, 11.0, 24.0, 43.0  # heights of the four things shown


def _ends(part: Part, estimate: Estimate) -> tuple[float, float]:
    """Left and right end of the scale: everything that is shown, and a margin."""
    given = (part.value, part.low, part.high, part.band_low, part.band_high)
    found = (estimate.mean, estimate.low, estimate.high)
    shown = [float(v) for v in (*given, *found) if v is not None and math.isfinite(v)]
    low, high = min(shown, default=0.0), max(shown, default=1.0)
    margin = 0.1 * (high - low) or 0.1 * abs(high) or 1.0
    return low - margin, high + margin


def strip(part: Part, estimate: Estimate, is_in: bool | None, words: str) -> Html:
    """Draw one number.

    Parameters
    ----------
    part : Part
        Published figure and band.
    estimate : Estimate
        What the model showed.
    is_in : bool or None
        Whether it lies in the band; None if there is none.
    words : str
        The same in words, for those who do not see the picture.

    Returns
    -------
    Html
        An SVG element: the band as a bar, the published figure as a diamond and the model as a
        disc (in band or not judged) or a cross (out of it), each with its range as a line.

    Examples
    --------
    >>> from culturesim.evidence.records import load_patterns
    >>> part = load_patterns()["C01"].parts[0]
    >>> "band" in strip(part, Estimate(8.0, 7.0, 9.0, 4, "runs"), True, "in band")
    True
    """
    low, high = _ends(part, estimate)

    def x(value: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (value - low) / (high - low)

    drawn = [el("title", words)]
    if part.has_band:
        drawn.append(_band(part, x(low), x(high), x))
    drawn.append(_line(EDGE, WIDTH - EDGE, 32.0, "axis"))
    drawn += _published(part, x)
    if math.isfinite(estimate.mean):
        drawn += _model(estimate, is_in, x)
    drawn += _numbers(part, low, high, x)
    box = f"0 0 {WIDTH:g} {HEIGHT:g}"
    return el("svg", *drawn, class_="strip", viewBox=box, role="img", aria_label=words)


def _band(part: Part, left: float, right: float, place: Place) -> Html:
    """Draw the band, open at an end without a bound."""
    start = left if part.band_low is None else place(part.band_low)
    end = right if part.band_high is None else place(part.band_high)
    return el("rect", x=f"{start:.1f}", y=f"{BAND - 14:.1f}", width=f"{max(end - start, 1.0):.1f}",
              height="28", class_="band")  # fmt: skip


def _published(part: Part, place: Place) -> list[Html]:
    """Draw the published figure with its range."""
    drawn = []
    if part.low is not None and part.high is not None:
        drawn.append(_line(place(part.low), place(part.high), PUBLISHED, "published"))
    if part.value is not None:
        at = place(part.value)
        points = f"{at - 5:.1f},{PUBLISHED} {at:.1f},{PUBLISHED - 5} {at + 5:.1f},{PUBLISHED}"
        drawn.append(el("polygon", points=f"{points} {at:.1f},{PUBLISHED + 5}",
                        class_="published"))  # fmt: skip
    return drawn


def _model(estimate: Estimate, is_in: bool | None, place: Place) -> list[Html]:
    """Draw what the model showed with its interval."""
    kind = "model out" if is_in is False else "model"
    drawn, at = [], place(estimate.mean)
    if math.isfinite(estimate.low) and math.isfinite(estimate.high):
        drawn.append(_line(place(estimate.low), place(estimate.high), MODEL, kind))
    if is_in is False:
        a, b, c, d = at - 4.5, at + 4.5, MODEL - 4.5, MODEL + 4.5
        path = f"M{a:.1f} {c:.1f}L{b:.1f} {d:.1f}M{a:.1f} {d:.1f}L{b:.1f} {c:.1f}"
        drawn.append(el("path", d=path, class_=kind))
    else:
        drawn.append(el("circle", cx=f"{at:.1f}", cy=f"{MODEL:.1f}", r="4.5", class_=kind))
    return drawn


def _numbers(part: Part, low: float, high: float, place: Place) -> list[Html]:
    """Write the ends of the band under it; of the scale where there is no band."""
    if not part.has_band:
        return [_text(EDGE, low, "start"), _text(WIDTH - EDGE, high, "end")]
    ends = [end for end in (part.band_low, part.band_high) if end is not None]
    return [_text(place(end), end, "middle") for end in ends]


def _line(start: float, end: float, height: float, kind: str) -> Html:
    """Draw a line from left to right."""
    return el("line", x1=f"{start:.1f}", x2=f"{end:.1f}", y1=f"{height:g}", y2=f"{height:g}",
              class_=kind)  # fmt: skip


def _text(place: float, value: float, anchor: str) -> Html:
    """Write a number under an end of the scale."""
    return el("text", f"{value:.3g}", x=f"{place:.1f}", y=f"{FOOT:g}", text_anchor=anchor)
