"""The organisation from the board down, its wards coloured by what went on in them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize

from culturesim.organisation.picture import layout
from culturesim.plots.style import INK, MUTED, SIZE, Picture, notes

__all__ = ["COLOUR_BY", "draw_organisation", "ward_table"]

ASPECT = 1.9
DOTS_DRAWN = 8000  # above this many posts wards are drawn as blocks

#: What wards can be coloured by: words, counts above and below, multiple.
COLOUR_BY = {
    "silence": ("Share of concerns kept silent", "n_silent", "n_concerns", 1.0),
    "harm": ("Preventable harms per 1,000 post-days", "n_preventable", "n_staff", 1000.0),
}


def ward_table(results: Any) -> Any:
    """Add up each ward's counts over all days and runs.

    Parameters
    ----------
    results : Results
        The runs.

    Returns
    -------
    DataFrame
        A row a ward, in order of the organisation: division, beds, posts, and counts a run
        (concerns, silent, preventable harms, missed care as a mean).

    Examples
    --------
    >>> ward_table.__name__
    'ward_table'
    """
    import pandas as pd

    outline = results.provenance["organisation"]
    wards = pd.DataFrame(outline["wards"])
    wards["division"] = [outline["divisions"][d] for d in wards["division"]]
    series = results.series
    at_wards = series[(series["level"] == "ward").to_numpy()]
    for name, how in (
        ("n_concerns", "sum"),
        ("n_silent", "sum"),
        ("n_preventable", "sum"),
        ("n_staff", "sum"),
        ("missed_care", "mean"),
    ):
        rows = at_wards[(at_wards["quantity"] == name).to_numpy()]
        found = rows.groupby("place", observed=True)["value"].agg(how).astype(float)
        per_run = results.n_runs if how == "sum" else 1
        wards[name] = found.reindex(wards["label"]).to_numpy() / per_run
    return wards


def _rebuild(outline: dict[str, Any]) -> Any:
    """Give the arrays that a layout needs, from the outline in the provenance."""
    wards = outline["wards"]
    posts = np.array([ward["posts"] for ward in wards], dtype=np.int32)
    owner = np.array([ward["hospital"] for ward in wards], dtype=np.int32)
    n = len(wards)
    levels = [owner, outline["division_hospital"], outline["executives"], outline["board"]]
    sizes = [len(level) for level in levels]
    n_hospitals = len(outline["hospitals"])
    return SimpleNamespace(
        n_wards=n,
        n_divisions=sizes[1],
        n_staff=int(posts.sum()),
        ward_hospital=owner,
        ward_division=np.array([ward["division"] for ward in wards], dtype=np.int32),
        ward_staff_start=np.concatenate([[0], np.cumsum(posts)]).astype(np.int32),
        staff_ward=np.repeat(np.arange(n), posts).astype(np.int32),
        hospital_ward_start=np.searchsorted(owner, np.arange(n_hospitals + 1)).astype(np.int32),
        manager_start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        manager_hospital=np.concatenate([np.asarray(level, np.int32) for level in levels]),
    )


def _squares(centres: Any, side: float, height: float) -> Any:
    """Corners of a rectangle round each centre, shape (n, 4, 2)."""
    half = np.array([[-side, -height], [side, -height], [side, height], [-side, height]]) / 2.0
    return centres[:, None, :] + half[None, :, :]


def _lines(outline: dict[str, Any], place: Any) -> list[Any]:
    """Lines of management, from everybody who has a line manager to him or her."""
    at = place.manager
    return [(at[m], at[boss]) for m, boss in enumerate(outline["manager_parent"]) if boss >= 0]


def draw_organisation(results: Any, by: str, width: float, title: bool) -> Picture:
    """Draw the organisation, wards coloured by silence or harm."""
    words, above, below, multiple = COLOUR_BY[by]
    outline = results.provenance["organisation"]
    o = _rebuild(outline)
    wards = ward_table(results)
    values = multiple * (wards[above] / wards[below].where(wards[below] > 0.0)).to_numpy()
    place = layout(o, ASPECT)
    figure = Picture(width, width / ASPECT + 1.0)
    axes = figure.subplots()
    low, high = (0.0, 1.0) if by == "silence" else (0.0, 1.1 * float(np.nanmax(values)) or 1.0)
    shade = ScalarMappable(Normalize(low, high), _colours())  # from nought: no drama out of noise
    colours = shade.to_rgba(np.nan_to_num(values, nan=low))
    lines = _lines(outline, place)
    axes.add_collection(LineCollection(lines, colors=MUTED, linewidths=0.7, alpha=0.7))
    axes.add_collection(_staff(o, place, colours))
    at, start = place.manager, o.manager_start
    for level, size in ((0, 10), (1, 42), (2, 30), (3, 30)):
        dots = at[start[level] : start[level + 1]]
        axes.scatter(dots[:, 0], dots[:, 1], s=size, color=INK, zorder=3, linewidths=0)
    _label(axes, place, wards["label"].tolist())
    bar = figure.colorbar(shade, ax=axes, location="bottom", shrink=0.5, aspect=40, pad=0.02)
    bar.set_label(words, fontsize=SIZE, color=INK)
    bar.ax.tick_params(labelsize=SIZE - 1, colors=INK)
    bar.outline.set_visible(False)
    axes.set(xlim=(-0.085, 1.0), ylim=(-0.01, 0.95))
    axes.axis("off")
    if title:
        figure.suptitle("The organisation", fontsize=SIZE + 3, color=INK, x=0.01, ha="left")
        notes(figure, [f"A square a post. Mean of {results.n_runs} runs over all days."], width)
    return figure


def _colours() -> Colormap:
    """Blue to vermilion, apart with any colour vision, on white and on black."""
    return LinearSegmentedColormap.from_list("worse", ["#8FC1E3", "#DCC9A3", "#D65D00"])


def _staff(o: Any, place: Any, colours: Any) -> PolyCollection:
    """Squares for posts, or a block a ward when there are too many."""
    if o.n_staff <= DOTS_DRAWN:
        side = 0.78 * place.dot
        corners = _squares(place.staff, side, side * ASPECT)
        return PolyCollection(list(corners), facecolors=colours[o.staff_ward], linewidths=0)
    lowest = np.minimum.reduceat(place.staff[:, 1], o.ward_staff_start[:-1])
    middle = np.column_stack([place.ward[:, 0], (place.ward[:, 1] + lowest) / 2.0])
    blocks = [_squares(middle[w : w + 1], 0.85 * place.ward_width, place.ward[w, 1] - lowest[w])[0]
              for w in range(o.n_wards)]  # fmt: skip
    return PolyCollection(blocks, facecolors=colours, linewidths=0)


def _label(axes: Any, place: Any, names: list[str]) -> None:
    """Name the levels at the left, and each ward under its staff."""
    for words, y in (("Board", 0.90), ("Executives", 0.80), ("Divisions", 0.70), ("Wards", 0.60)):
        axes.text(-0.005, y, words, fontsize=SIZE - 0.5, color=INK, ha="right", va="center")
    if len(names) > 60:
        return
    bottom = float(place.staff[:, 1].min()) - 0.012
    for (x, _), name in zip(place.ward, names, strict=True):
        axes.text(x, bottom, name, fontsize=SIZE - 2.5, color=INK, rotation=90, ha="center",
                  va="top", clip_on=False)  # fmt: skip
