"""PRIM and the tree on boxes that are known."""

import numpy as np
import pandas as pd
import pytest

from culturesim.experiments.analysis.prim import find_boxes, stability
from culturesim.experiments.analysis.tree import grow_tree

from .made import sampled_study


def known_box(n=4000, noise=0.0, seed=0):
    """Cases where a > 0.6, 0.2 < b < 0.7 and the region is north or west."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {"a": rng.uniform(size=n), "b": rng.uniform(size=n), "idle": rng.uniform(size=n),
         "count": rng.integers(1, 6, n), "switch": rng.uniform(size=n) < 0.5,
         "region": rng.choice(["north", "south", "west"], n)}
    )  # fmt: skip
    inside = (table["a"] > 0.6) & table["b"].between(0.2, 0.7) & (table["region"] != "south")
    return table, (inside ^ (rng.uniform(size=n) < noise)).to_numpy()


def test_prim_finds_the_known_box():
    table, cases = known_box()
    box = find_boxes(table, cases)[0]
    assert set(box.limits) == {"a", "b", "region"}
    assert box.limits["region"] == frozenset({"north", "west"})
    assert box.limits["a"] == pytest.approx((0.6, 1.0), abs=0.03)
    assert box.limits["b"] == pytest.approx((0.2, 0.7), abs=0.03)
    assert box.coverage > 0.95
    assert box.density > 0.95
    assert max(box.p_values.values()) < 1e-6
    inside = box.inside(table)
    assert inside.sum() == box.n
    assert cases[inside].mean() == pytest.approx(box.density)


def test_prim_withstands_noise_and_leaves_idle_factors_out():
    table, cases = known_box(6000, 0.05, seed=2)
    box = find_boxes(table, cases)[0]
    assert {"a", "b", "region"} <= set(box.limits)
    assert box.density > 0.85
    assert "idle" not in box.limits


def test_prim_with_two_separate_boxes_finds_both():
    rng = np.random.default_rng(5)
    table = pd.DataFrame({"x": rng.uniform(size=5000), "y": rng.uniform(size=5000)})
    one, two = (table["x"] < 0.2).to_numpy(), (table["y"] > 0.85).to_numpy()
    boxes = find_boxes(table, one | two)
    assert len(boxes) >= 2
    covered = np.any([b.inside(table) for b in boxes], axis=0)
    assert (one | two)[covered].mean() > 0.95
    assert covered[one | two].mean() > 0.9


@pytest.mark.parametrize("cases", [np.zeros(500, bool), np.ones(500, bool)])
def test_prim_has_nothing_to_say_of_none_or_all(cases):
    assert find_boxes(pd.DataFrame({"x": np.linspace(0, 1, 500)}), cases) == []


def test_prim_of_pure_chance_does_not_hold_on_the_other_half():
    rng = np.random.default_rng(1)
    table = pd.DataFrame(rng.uniform(size=(800, 5)), columns=list("abcde"))
    cases = rng.uniform(size=800) < 0.2
    halves = stability(table, cases, np.arange(800))
    assert halves["density"].mean(skipna=True) < 0.3 or halves["density"].isna().all()


@pytest.mark.slow  # importing the workbench takes longer than all else here
def test_prim_agrees_with_the_workbench():
    prim = pytest.importorskip("ema_workbench.analysis.prim")
    table, cases = known_box(1000, 0.03, seed=7)
    numbers = table[["a", "b", "idle"]]  # it cannot take whole numbers, switches or text as given
    ours = find_boxes(numbers, cases)[0]
    with np.errstate(all="ignore"):
        theirs = prim.Prim(numbers, cases.astype(float), threshold=0.5, peel_alpha=0.05)
        trail = theirs.find_box().peeling_trajectory
    alike = trail.loc[(trail["coverage"] - ours.coverage).abs().idxmin()]
    assert ours.density > alike["density"] - 0.05


def test_a_box_in_words():
    table, cases = known_box()
    words = find_boxes(table, cases)[0].words()
    assert "region north or west" in words
    assert "a at least 0.6" in words
    assert "b from 0.2" in words


def test_the_tree_asks_the_right_questions():
    table, cases = known_box()
    tree = grow_tree(table, cases, np.arange(len(table)))
    assert tree.auc > 0.9
    assert tree.depth == 3
    assert tree.leaves["n"].sum() == len(table)
    assert tree.leaves["part"].sum() == pytest.approx(1.0)
    assert tree.leaves["share"].iloc[0] > 0.6
    rules = " ".join(tree.leaves["rule"])
    assert "region is south" in rules or "region is not south" in rules
    assert "idle" not in rules


def test_no_tree_without_cases_or_points():
    table, cases = known_box(400)
    assert grow_tree(table, np.zeros(400, bool), np.arange(400)) is None
    assert grow_tree(table, cases, np.zeros(400, int)) is None


def test_discovery_says_who_fails_unseen_and_how_well_it_holds():
    from culturesim.experiments.analysis import analyse_study

    section = analyse_study(sampled_study(400, 3), only=["discovery"])["discovery"]
    text = section.findings[0].text
    assert "fail unseen" in text
    assert "other halves" in text
    boxes = section.tables["boxes"]
    assert {"fear", "staffing"} & set(boxes["factor"])
    assert not {"idle", "huddles", "region"} & set(boxes.loc[boxes["box"] == 1, "factor"])
