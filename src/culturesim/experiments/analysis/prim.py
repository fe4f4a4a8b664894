"""Scenario discovery: boxes of factors in which something happens most often (PRIM)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from culturesim.experiments.analysis.bins import value_words
from culturesim.experiments.analysis.estimates import alikeness

__all__ = ["Box", "find_boxes", "stability"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Limit = tuple[float, float] | frozenset[Any]
PEEL, PASTE = 0.05, 0.05  # share of a box that one step takes off, or puts back
LEAST_MASS = 0.05
LARGEST_P = 0.05
HALVES, MOST_ROWS = 10, 20_000


@dataclass(frozen=True)
class Box:
    """A part of the factors' space in which what is looked for is frequent.

    Attributes
    ----------
    limits : dict of str to tuple of float or frozenset
        Closed range of a number, or the values of a choice; factors that do not matter are left
        out.
    coverage : float
        Of all cases, the share inside. [-]
    density : float
        Of what is inside, the share that are cases. [-]
    mass : float
        Share of all rows inside. [-]
    n : int
        Rows inside.
    p_values : dict of str to float
        For each limit, the chance that dropping it would do as well by luck.
    steps : DataFrame
        Peeling and pasting: ``n``, ``coverage``, ``density``, ``mass``, ``n_limits``.

    Examples
    --------
    >>> Box({"fear": (0.7, 1.0)}, 0.8, 0.9, 0.3, 300, {"fear": 0.0}, pd.DataFrame()).words()
    'fear at least 0.7'
    """

    limits: dict[str, Limit]
    coverage: float
    density: float
    mass: float
    n: int
    p_values: dict[str, float]
    steps: pd.DataFrame
    span: dict[str, tuple[float, float]] | None = None

    def words(self) -> str:
        """Write the box as a person would say it."""
        parts = []
        for name, limit in self.limits.items():
            label = name.rsplit(".", 1)[-1].replace("_", " ")
            if isinstance(limit, frozenset):
                parts.append(f"{label} {' or '.join(sorted(value_words(v) for v in limit))}")
                continue
            low, high = limit
            lowest, highest = (self.span or {}).get(name, (-np.inf, 1.0 if high >= 1.0 else np.inf))
            near = 0.01 * (highest - lowest) if np.isfinite([lowest, highest]).all() else 0.0
            if high >= highest - near:
                parts.append(f"{label} at least {value_words(low)}")
            elif low <= lowest + near:
                parts.append(f"{label} at most {value_words(high)}")
            else:
                parts.append(f"{label} from {value_words(low)} to {value_words(high)}")
        return ", ".join(parts)

    def inside(self, table: pd.DataFrame) -> Bools:
        """Tell which rows of factors are inside."""
        kept = np.ones(len(table), dtype=bool)
        for name, limit in self.limits.items():
            kept &= _within(table[name], limit)
        return kept


def _within(values: pd.Series, limit: Limit) -> Bools:
    if isinstance(limit, frozenset):
        return np.asarray(values.isin(list(limit)))
    x = values.to_numpy(dtype=np.float64)
    return np.asarray((x >= limit[0]) & (x <= limit[1]))


def _is_choice(values: pd.Series) -> bool:
    return bool(pd.api.types.is_bool_dtype(values.dtype)
                or not pd.api.types.is_numeric_dtype(values.dtype))  # fmt: skip


class _Data:
    """Columns as arrays: numbers as floats, choices as codes."""

    def __init__(self, table: pd.DataFrame, cases: Bools, alike: float) -> None:
        self.names = [str(c) for c in table]
        self.choice = {n: sorted(table[n].unique().tolist(), key=str) for n in self.names
                       if _is_choice(table[n])}  # fmt: skip
        self.x: dict[str, Floats] = {}
        for n in self.names:
            if n in self.choice:
                place = {v: float(k) for k, v in enumerate(self.choice[n])}
                self.x[n] = table[n].map(place).to_numpy(dtype=np.float64)
            else:
                self.x[n] = table[n].to_numpy(dtype=np.float64)
        self.y = cases.astype(np.float64)
        self.alike = alike

    def luck(self, inside: NDArray[np.intp], p: float) -> float:
        """Chance of at least the cases of a box if each row were one with chance p."""
        if not 0.0 < p < 1.0:
            return 1.0
        cases, n = float(self.y[inside].sum()) / self.alike, len(inside) / self.alike
        return float(stats.binom.sf(np.ceil(cases) - 1, np.ceil(n), p))

    def cuts(self, name: str, rows: NDArray[np.intp], least: int) -> list[tuple[Bools, Any]]:
        """Ways of taking a little off a box along a factor: what stays, and the new limit."""
        x = self.x[name][rows]
        if name in self.choice:
            here = np.unique(x)
            ways = [(x != v, v) for v in here] if len(here) > 1 else []
        else:
            k = max(1, int(PEEL * len(x)))
            low, high = np.partition(x, [k, len(x) - 1 - k])[[k, len(x) - 1 - k]]
            lowest, highest = x.min(), x.max()
            if lowest == highest:
                return []
            keep_low = x >= low if low > lowest else x > lowest
            keep_high = x <= high if high < highest else x < highest
            ways = [(keep_low, None), (keep_high, None)]
        return [(kept, v) for kept, v in ways if kept.sum() >= least]


def _peel(data: _Data, rows: NDArray[np.intp], least: int) -> list[NDArray[np.intp]]:
    """Take off, again and again, the piece that raises density most for the mass it costs."""
    boxes = [rows]
    while True:
        rows = boxes[-1]
        y = data.y[rows]
        best, best_gain = None, -np.inf
        for name in data.names:
            for kept, _ in data.cuts(name, rows, least):
                lost = len(rows) - int(kept.sum())
                gain = (float(y[kept].mean()) - float(y.mean())) / lost
                if gain > best_gain:
                    best, best_gain = kept, gain
        if best is None or best_gain < 0.0 or y.mean() >= 1.0:
            return boxes
        boxes.append(rows[best])


def _limits(data: _Data, inside: NDArray[np.intp], among: NDArray[np.intp]) -> dict[str, Limit]:
    """Ranges of a box, of the factors it restricts within ``among``."""
    found: dict[str, Limit] = {}
    for name in data.names:
        x, whole = data.x[name][inside], data.x[name][among]
        if name in data.choice:
            values = np.unique(x)
            if len(values) < len(np.unique(whole)):
                found[name] = frozenset(data.choice[name][int(v)] for v in values)
        elif x.min() > whole.min() or x.max() < whole.max():
            found[name] = (float(x.min()), float(x.max()))
    return found


def _rows_in(data: _Data, limits: dict[str, Limit], among: NDArray[np.intp]) -> NDArray[np.intp]:
    kept = np.ones(len(among), dtype=bool)
    for name, limit in limits.items():
        x = data.x[name][among]
        if isinstance(limit, frozenset):
            kept &= np.isin(x, [data.choice[name].index(v) for v in limit])
        else:
            kept &= (x >= limit[0]) & (x <= limit[1])
    return among[kept]


def _paste(
    data: _Data, limits: dict[str, Limit], among: NDArray[np.intp]
) -> tuple[dict[str, Limit], NDArray[np.intp]]:
    """Put back pieces that do not lower the density, which peeling took off too eagerly."""
    inside = _rows_in(data, limits, among)
    while True:
        density, best = float(data.y[inside].mean()), None
        for name, limit in limits.items():
            rest = _rows_in(data, {k: v for k, v in limits.items() if k != name}, among)
            x = data.x[name][rest]
            for wider in _wider(limit, x, data, name, len(inside)):
                rows = _rows_in(data, limits | {name: wider}, among)
                if len(rows) > len(inside) and data.y[rows].mean() >= density:
                    density, best = float(data.y[rows].mean()), (name, wider, rows)
        if best is None:
            return limits, inside
        limits, inside = limits | {best[0]: best[1]}, best[2]


def _wider(limit: Limit, x: Floats, data: _Data, name: str, n: int) -> list[Limit]:
    if isinstance(limit, frozenset):
        return [limit | {v} for v in data.choice[name] if v not in limit]
    k = max(1, int(PASTE * n))
    below, above = np.sort(x[x < limit[0]])[::-1], np.sort(x[x > limit[1]])
    ways: list[Limit] = []
    if len(below):
        ways.append((float(below[min(k, len(below)) - 1]), limit[1]))
    if len(above):
        ways.append((limit[0], float(above[min(k, len(above)) - 1])))
    return ways


def _p_values(data: _Data, limits: dict[str, Limit], among: NDArray[np.intp]) -> dict[str, float]:
    """Chance of a box's cases if the limit did nothing: binomial, as if the limit were dropped."""
    inside, found = _rows_in(data, limits, among), {}
    for name in limits:
        without = _rows_in(data, {k: v for k, v in limits.items() if k != name}, among)
        found[name] = data.luck(inside, float(data.y[without].mean()))
    return found


def _opened(
    data: _Data, limits: dict[str, Limit], among: NDArray[np.intp]
) -> list[dict[str, Limit]]:
    """Ways of opening a box: a choice dropped, or one end of a range let go."""
    ways = []
    for name, limit in limits.items():
        rest = {k: v for k, v in limits.items() if k != name}
        if isinstance(limit, frozenset):
            ways.append(rest)
            continue
        lowest, highest = data.x[name][among].min(), data.x[name][among].max()
        for low, high in ((lowest, limit[1]), (limit[0], highest)):
            if (low, high) != limit:
                is_open = low <= lowest and high >= highest
                ways.append(rest if is_open else rest | {name: (float(low), float(high))})
    return ways


def _release(data: _Data, limits: dict[str, Limit], among: NDArray[np.intp]) -> dict[str, Limit]:
    """Let go, one by one, of ends of a box without which it would do as well by luck."""
    while limits:
        inside = _rows_in(data, limits, among)
        ways = _opened(data, limits, among)
        shares = [float(data.y[_rows_in(data, way, among)].mean()) for way in ways]
        luck = [data.luck(inside, p) for p in shares]
        worst = int(np.argmax(luck))
        if luck[worst] <= LARGEST_P:
            break
        limits = ways[worst]
    return limits


def _one_box(data: _Data, among: NDArray[np.intp], all_cases: float, n_all: int) -> Box | None:
    least = max(2, int(LEAST_MASS * n_all))
    if len(among) < 2 * least or data.y[among].sum() < 2:
        return None
    trail = _peel(data, among, least)
    steps = []
    for rows in trail:
        y = data.y[rows]
        steps.append((len(rows), y.sum() / all_cases, y.mean(), len(rows) / n_all,
                      len(_limits(data, rows, among))))  # fmt: skip
    table = pd.DataFrame(steps, columns=["n", "coverage", "density", "mass", "n_limits"])
    both = table["coverage"] * table["density"] / (table["coverage"] + table["density"])
    half_way = (table["density"].iloc[0] + table["density"].max()) / 2.0
    both = both.where(table["density"] >= half_way, -1.0)
    limits = _limits(data, trail[int(both.to_numpy().argmax())], among)
    limits, inside = _paste(data, limits, among)
    limits = _release(data, limits, among)
    inside = _rows_in(data, limits, among)
    if not limits:
        return None
    y = data.y[inside]
    return Box(limits, float(y.sum() / all_cases), float(y.mean()), len(inside) / n_all,
               len(inside), _p_values(data, limits, among), table)  # fmt: skip


def find_boxes(table: pd.DataFrame, cases: Bools, most: int = 3, alike: float = 1.0) -> list[Box]:
    """Find boxes of factors in which cases are frequent, one after another.

    Parameters
    ----------
    table : DataFrame, shape (n, n_factors)
        Factors of each row: numbers, bools or text, without missing values.
    cases : ndarray of bool, shape (n,)
        Whether what is looked for happened.
    most : int
        Most boxes; each next one is looked for among rows outside the earlier ones.
    alike : float
        Rows that say as much as one independent row, for quasi-p-values; see
        :func:`culturesim.experiments.analysis.estimates.alikeness`. [-]

    Returns
    -------
    list of Box
        Coverage and mass are shares of all cases and all rows. A box is chosen on the peeling
        trail by the highest harmonic mean of coverage and density among those at least half-way
        from the overall density to the highest, widened by pasting, and freed
        of limits whose quasi-p-value is above 0.05. A box must be at least a quarter denser
        than cases are overall.

    References
    ----------
    .. [1] Friedman JH, Fisher NI, Bump hunting in high-dimensional data, Stat Comput, 1999,
       doi:10.1023/A:1008894516817.
    .. [2] Bryant BP, Lempert RJ, Thinking inside the box, Technol Forecast Soc Change, 2010,
       doi:10.1016/j.techfore.2009.08.002.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 400)
    >>> boxes = find_boxes(pd.DataFrame({"x": x, "y": np.tile([0.0, 1.0], 200)}), x > 0.7)
    >>> list(boxes[0].limits), boxes[0].coverage > 0.95, boxes[0].density > 0.95
    (['x'], True, True)
    """
    data = _Data(table, cases, alike)
    everything = np.arange(len(table))
    total, overall = float(data.y.sum()), float(data.y.mean())
    if total < 2 or overall >= 1.0:
        return []
    span = {n: (float(data.x[n].min()), float(data.x[n].max())) for n in data.names
            if n not in data.choice}  # fmt: skip
    found: list[Box] = []
    among = everything
    for _ in range(most):
        box = _one_box(data, among, total, len(table))
        if box is None or box.density < min(1.25 * overall, 0.5 + overall / 2.0):
            break
        found.append(replace(box, span=span))
        taken = np.zeros(len(table), dtype=bool)
        taken[_rows_in(data, box.limits, among)] = True
        among = among[~taken[among]]
    return found


def stability(
    table: pd.DataFrame, cases: Bools, groups: NDArray[np.int64], seed: int = 0
) -> pd.DataFrame:
    """Find the first box on random halves of the points and try it on the other halves.

    Parameters
    ----------
    table : DataFrame, shape (n, n_factors)
        Factors of each row.
    cases : ndarray of bool, shape (n,)
        Whether what is looked for happened.
    groups : ndarray of int64, shape (n,)
        Point of each row; rows of a point stay together.
    seed : int
        Seed of the halves.

    Returns
    -------
    DataFrame
        A row for each of ten halves: ``coverage`` and ``density`` on the half that did not see
        the box, and ``limits``, the factors limited, comma-separated. From at most 20,000 rows.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 400)
    >>> found = stability(pd.DataFrame({"x": x}), x > 0.7, np.arange(400))
    >>> len(found), bool((found["density"] > 0.9).all())
    (10, True)
    """
    rng = np.random.default_rng(seed)
    names = np.unique(groups)
    lines = []
    for _ in range(HALVES):
        half = np.isin(groups, rng.choice(names, len(names) // 2, replace=False))
        learn, test = np.flatnonzero(half), np.flatnonzero(~half)
        if len(learn) > MOST_ROWS:
            learn = np.sort(rng.choice(learn, MOST_ROWS, replace=False))
        seen = table.iloc[learn].reset_index(drop=True)
        boxes = find_boxes(seen, cases[learn], 1, alikeness(cases[learn], groups[learn]))
        if not boxes or not len(test) or not cases[test].any():
            lines.append((np.nan, np.nan, ""))
            continue
        inside = boxes[0].inside(table.iloc[test])
        hits = float(cases[test][inside].sum())
        density = hits / inside.sum() if inside.any() else np.nan
        lines.append((hits / cases[test].sum(), density, ",".join(sorted(boxes[0].limits))))
    return pd.DataFrame(lines, columns=["coverage", "density", "limits"])
