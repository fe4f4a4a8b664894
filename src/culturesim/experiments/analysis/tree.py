"""A tree of yes-or-no questions that tells cases from the rest (CART, by scikit-learn)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.experiments.analysis.bins import value_words
from culturesim.experiments.analysis.estimates import alikeness, wilson

__all__ = ["Branch", "Tree", "grow_tree"]

Bools = NDArray[np.bool_]
DEPTHS = (1, 2, 3)
LEAST_LEAF = 0.02


@dataclass(frozen=True)
class Branch:
    """A node of the tree.

    Attributes
    ----------
    question : str
        What is asked; empty at a leaf.
    yes, no : Branch or None
        Where the answers lead.
    n : int
        Rows that come here.
    share : float
        Share of cases among them. [-]

    Examples
    --------
    >>> Branch("", None, None, 10, 0.2).is_leaf
    True
    """

    question: str
    yes: Branch | None
    no: Branch | None
    n: int
    share: float

    @property
    def is_leaf(self) -> bool:
        """Whether nothing more is asked."""
        return self.yes is None


@dataclass(frozen=True)
class Tree:
    """A grown tree and how well it tells cases it has not seen.

    Attributes
    ----------
    root : Branch
        First question.
    leaves : DataFrame
        Worst first: ``rule``, ``n``, ``share``, ``low``, ``high`` (Wilson, for rows of a point
        that are alike), ``part``, the share of all cases in this leaf.
    auc : float
        Chance that a case ranks above another row, on points left out; 0.5 is guessing. [-]
    depth : int
        Questions in a row.
    worst, best : float
        Share of cases on points left out, in the leaf that had most, and least, on the rest. [-]

    Examples
    --------
    >>> Tree(Branch("", None, None, 10, 0.2), pd.DataFrame(), 0.5, 0).depth
    0
    """

    root: Branch
    leaves: pd.DataFrame
    auc: float
    depth: int
    worst: float = float("nan")
    best: float = float("nan")


def _encode(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, tuple[str, Any]]]:
    """Numbers as they are, choices as one column of 0 and 1 a value."""
    columns: dict[str, Any] = {}
    meaning: dict[str, tuple[str, Any]] = {}
    for name in map(str, table):
        values = table[name]
        if pd.api.types.is_bool_dtype(values.dtype):
            columns[name], meaning[name] = values.astype(float), (name, True)
        elif pd.api.types.is_numeric_dtype(values.dtype):
            columns[name], meaning[name] = values.astype(float), (name, None)
        else:
            for value in sorted(values.unique().tolist(), key=str):
                key = f"{name}={value}"
                columns[key], meaning[key] = (values == value).astype(float), (name, value)
    return pd.DataFrame(columns), meaning


def _question(key: str, limit: float, meaning: dict[str, tuple[str, Any]]) -> tuple[str, str]:
    """Word the question at a split, and its denial, which is scikit-learn's left branch."""
    name, value = meaning[key]
    label = name.rsplit(".", 1)[-1].replace("_", " ")
    if value is True:
        return label, f"no {label}"
    if value is not None:
        return f"{label} is {value_words(value)}", f"{label} is not {value_words(value)}"
    return f"{label} above {value_words(limit)}", f"{label} at most {value_words(limit)}"


def _read(model: Any, columns: list[str], meaning: dict[str, tuple[str, Any]]) -> tuple[
    Branch, list[tuple[str, int, float]]
]:  # fmt: skip
    nodes, rules = model.tree_, []

    def walk(k: int, said: tuple[str, ...]) -> Branch:
        n = int(nodes.n_node_samples[k])
        share = float(nodes.value[k][0][1] / nodes.value[k][0].sum())
        if nodes.children_left[k] < 0:
            rules.append((", ".join(said) or "always", n, share))
            return Branch("", None, None, n, share)
        yes, no = _question(columns[nodes.feature[k]], float(nodes.threshold[k]), meaning)
        left = walk(nodes.children_left[k], (*said, no))
        right = walk(nodes.children_right[k], (*said, yes))
        return Branch(f"{yes}?", right, left, n, share)

    return walk(0, ()), rules


def grow_tree(table: pd.DataFrame, cases: Bools, groups: NDArray[np.int64]) -> Tree | None:
    """Grow a tree of at most three questions in a row.

    Parameters
    ----------
    table : DataFrame, shape (n, n_factors)
        Factors of each row.
    cases : ndarray of bool, shape (n,)
        Whether what is looked for happened.
    groups : ndarray of int64, shape (n,)
        Point of each row; rows of a point are left out together.

    Returns
    -------
    Tree or None
        The shallowest tree whose five-fold score is within 0.02 of the best; None if fewer than
        ten rows are cases, or all but nine, or there are fewer than ten points.

    References
    ----------
    .. [1] Breiman L and others, Classification and Regression Trees, Wadsworth, 1984.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 200)
    >>> grow_tree(pd.DataFrame({"x": x}), x > 0.5, np.arange(200)).root.question
    'x above 0.5?'
    """
    n_cases, n = int(cases.sum()), len(cases)
    if min(n_cases, n - n_cases) < 10 or len(np.unique(groups)) < 10:
        return None
    encoded, meaning = _encode(table)
    x = encoded.to_numpy()
    tried = {depth: _left_out(x, cases, groups, depth) for depth in DEPTHS}
    most = max(auc for auc, *_ in tried.values())
    depth = next(d for d in DEPTHS if tried[d][0] >= most - 0.02)
    root, rules = _read(_model(depth).fit(x, cases), [str(c) for c in encoded], meaning)
    alike = alikeness(cases, groups)
    lines = [(rule, m, share, *wilson(share * m / alike, m / alike), share * m / n_cases)
             for rule, m, share in rules]  # fmt: skip
    leaves = pd.DataFrame(lines, columns=["rule", "n", "share", "low", "high", "part"])
    leaves = leaves.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    auc, worst, best = tried[depth]
    return Tree(root, leaves, auc, depth, worst, best)


def _model(depth: int) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(max_depth=depth, min_samples_leaf=LEAST_LEAF, random_state=0)


def _left_out(
    x: NDArray[np.float64], cases: Bools, groups: NDArray[np.int64], depth: int
) -> tuple[float, float, float]:
    """Grow on four fifths of the points five times, and score on the rest.

    Answers the chance that a case ranks above another row, and the shares of cases in the leaves
    that had most and least where they were grown: free of having been picked.
    """
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold

    guess, ends = np.zeros(len(cases)), np.zeros((2, len(cases)), dtype=bool)
    for learn, test in GroupKFold(5).split(x, cases, groups):
        fitted = _model(depth).fit(x[learn], cases[learn])
        if len(fitted.classes_) < 2:
            guess[test] = float(cases[learn][0])
            continue
        seen, new = (fitted.predict_proba(x[rows])[:, 1] for rows in (learn, test))
        guess[test] = new
        ends[0, test], ends[1, test] = new >= seen.max(), new <= seen.min()
    worst, best = (float(cases[rows].mean()) if rows.any() else float("nan") for rows in ends)
    return float(roc_auc_score(cases, guess)), worst, best
