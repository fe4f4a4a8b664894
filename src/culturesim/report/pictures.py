"""Pictures as inline SVG that follows the page's colours, in a wide and a narrow drawing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from culturesim.plots.style import BLUE, GREEN, INK, MUTED, PURPLE, VERMILION
from culturesim.report.html import Html, el

__all__ = ["NARROW_INCHES", "WIDE_INCHES", "inline_svg", "picture"]

WIDE_INCHES, NARROW_INCHES = 8.0, 4.2
_COLOURS = {
    INK: "currentColor",
    MUTED: "var(--muted)",
    BLUE: "var(--blue)",
    VERMILION: "var(--vermilion)",
    GREEN: "var(--green)",
    PURPLE: "var(--purple)",
}


def inline_svg(figure: Any, label: str, salt: str) -> Html:
    """Draw a figure as SVG to put into a page.

    Parameters
    ----------
    figure : Figure
        The figure.
    label : str
        What a screen reader says.
    salt : str
        Makes the identifiers in it differ from those of other pictures on the page.

    Returns
    -------
    Html
        An ``svg`` element without fixed size, whose letters are text and whose ink is the page's.

    Examples
    --------
    >>> from culturesim.plots.style import Picture
    >>> inline_svg(Picture(2.0, 1.0), "Nothing", "a")[:4]
    '<svg'
    """
    import matplotlib as mpl

    buffer = io.StringIO()
    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": salt}
    with mpl.rc_context(settings):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    used = set(re.findall(r"#([\w.-]+)[\")]", svg))
    svg = re.sub(r' id="([\w.-]+)"', lambda m: m.group(0) if m.group(1) in used else "", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "var(--font)", svg)
    svg = re.sub(r"(\d+\.\d\d)\d+", r"\1", svg)  # hundredths of a point
    svg = re.sub(r"\n\s*", "\n", svg)
    for colour, variable in _COLOURS.items():
        svg = svg.replace(colour, variable).replace(colour.lower(), variable)
    opening = str(el("svg", role="img", aria_label=label)).removesuffix("></svg>")
    return Html(svg.replace("<svg", opening, 1).strip())


def picture(draw: Callable[[float], Any], label: str, name: str, narrow: bool = True) -> Html:
    """Draw a picture twice, for wide and for narrow screens.

    Parameters
    ----------
    draw : callable
        Width in inches to figure.
    label : str
        What a screen reader says.
    name : str
        Different for each picture of a page.
    narrow : bool
        Draw it for phones too; otherwise it scrolls sideways there.

    Returns
    -------
    Html
        Both drawings, of which the page's style shows one.

    Examples
    --------
    >>> from culturesim.plots.style import Picture
    >>> picture(lambda width: Picture(width, 1.0), "Nothing", "n").count("<svg")
    2
    """
    wide = inline_svg(draw(WIDE_INCHES), label, f"{name}-wide")
    if not narrow:
        return el("div", wide, class_="picture scroll only", tabindex="0")
    small = inline_svg(draw(NARROW_INCHES), label, f"{name}-narrow")
    return Html(el("div", wide, class_="picture wide") + el("div", small, class_="picture narrow"))
