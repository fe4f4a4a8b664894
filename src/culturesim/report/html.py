"""HTML from nested calls; whatever is not HTML already is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

__all__ = ["Html", "Node", "el", "join", "table"]

VOID = frozenset({"meta", "br", "hr"})


class Html(str):
    """Text that is HTML already and must not be escaped again.

    Examples
    --------
    >>> join(["<b>", Html("<b>")])
    '&lt;b&gt;<b>'
    """

    __slots__ = ()


Node: TypeAlias = "str | Html | Iterable[Node]"


def join(children: Node) -> Html:
    """Put children together, escaping all that is plain text.

    Parameters
    ----------
    children : str, Html or iterable of these
        What to put together.

    Returns
    -------
    Html
        HTML.

    Examples
    --------
    >>> join(["5 < 6", [" & ", Html("<br>")]])
    '5 &lt; 6 &amp; <br>'
    """
    if isinstance(children, Html):
        return children
    if isinstance(children, str):
        return Html(escape(children))
    return Html("".join(join(child) for child in children))


def el(tag: str, *children: Node, **attributes: str) -> Html:
    """Make one element.

    Parameters
    ----------
    tag : str
        Its name.
    *children : str, Html or iterable of these
        What is in it.
    **attributes
        Attributes; ``class_`` stands for class, other underscores for hyphens.

    Returns
    -------
    Html
        The element.

    Examples
    --------
    >>> el("p", "a < b", class_="note", aria_label='"x"')
    '<p class="note" aria-label="&quot;x&quot;">a &lt; b</p>'
    """
    text = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
    )
    if tag in VOID:
        return Html(f"<{tag}{text}>")
    return Html(f"<{tag}{text}>{join(children)}</{tag}>")


def table(head: Sequence[Node], rows: Iterable[Sequence[Node]], class_: str = "") -> Html:
    """Make a table that scrolls sideways by itself on a narrow screen.

    Parameters
    ----------
    head : sequence of str or Html
        Column headings.
    rows : iterable of sequence of str or Html
        Cells; the first of a row is its heading.
    class_ : str
        Class of the table.

    Returns
    -------
    Html
        The table.

    Examples
    --------
    >>> '<th scope="row">a</th><td>1</td>' in table(["x", "y"], [["a", "1"]])
    True
    """
    body = [
        el("tr", el("th", row[0], scope="row"), [el("td", cell) for cell in row[1:]])
        for row in rows
    ]
    top = el("thead", el("tr", [el("th", cell, scope="col") for cell in head]))
    return el("div", el("table", top, el("tbody", body), class_=class_), class_="scroll")
