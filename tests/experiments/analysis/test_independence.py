"""Points that were made from one another are no sample: Saltelli's and Morris' designs."""

import numpy as np
import pandas as pd
import pytest

from culturesim.experiments.analysis import Study, analyse_study
from culturesim.experiments.analysis.effects import interactions, main_effects, responses
from culturesim.experiments.analysis.maps import phase_map
from culturesim.experiments.analysis.tree import grow_tree

from .made import cube, rows_of

NAMES = ["fear", "staffing", "transparency", "idle"]


def salib(kind, n, **more):
    from SALib.sample import morris, sobol

    problem = {"num_vars": 4, "names": NAMES, "bounds": [[0, 1]] * 4}
    if kind == "morris":
        x = morris.sample(problem, n, num_levels=4, seed=3)
    else:
        x = sobol.sample(problem, n, seed=5, **more)
    frame = pd.DataFrame(x, columns=NAMES)
    frame.insert(0, "point", range(len(frame)))
    return frame


def some_fail(points, replicate, rng):
    """Noise of each point, however alike it is to another, and a little of fear."""
    p = 0.3 + 0.4 * points["fear"].to_numpy()
    failing = rng.uniform(size=len(points)) < p
    return {"is_failing": failing.astype(float), "y": rng.normal(size=len(points)),
            "caught_by": np.where(rng.uniform(size=len(points)) < 0.5, "board", "nobody"),
            "caught_after": 30.0}  # fmt: skip


def saltelli(n=64, replicates=2, outcomes=some_fail, **more):
    points = salib("saltelli", n, calc_second_order=more.get("second_order", False))
    about = {"base": n, "n_points": len(points), "second_order": False} | more
    return Study.of("s", "saltelli", points, rows_of(points, replicates, outcomes), about=about)


@pytest.mark.parametrize("second", [False, True])
def test_only_both_samples_of_a_saltelli_design_count(second):
    study = saltelli(32, second_order=second)
    kept = study.independent()
    assert (kept.n_points, kept.n_runs) == (64, 128)
    x = kept.points[NAMES].to_numpy()
    for column in x.T:
        assert len(np.unique(column)) == 64, "no coordinate is there twice"
    assert len(np.unique(study.points["fear"])) < study.n_points
    assert kept.independent() is kept


def test_a_sweep_in_the_middle_keeps_the_points_it_has():
    study = saltelli(32)
    rows = study.runs.assign(status="done")
    points = study.points.reset_index()
    half = rows[rows["point"] < 100].drop(columns=["is_caught", "fails_unseen"])
    part = Study.of("s", "saltelli", points, half.assign(caught_by="nobody"), about=study.about)
    kept = part.independent().points.index.to_numpy()
    assert set(kept % 6) == {0, 5}
    assert kept.max() < 100


def test_one_point_of_each_morris_trajectory_counts():
    points = salib("morris", 12)
    about = {"trajectories": 12, "n_points": 60}
    study = Study.of("m", "morris", points, rows_of(points, 1, some_fail), about=about)
    assert study.independent().points.index.tolist() == list(range(0, 60, 5))


def test_a_sample_stays_as_it_is():
    points = cube(20, *NAMES)
    study = Study.of("l", "lhs", points, rows_of(points, 1, some_fail))
    assert study.independent() is study


def test_effects_and_maps_are_those_of_the_samples_alone():
    whole = saltelli(64)
    alone = whole.independent()
    rows = alone.runs.assign(status="done", caught_by="nobody")
    rows = rows.drop(columns=[c for c in rows if c.startswith(("is_caught", "fails", "detection"))])
    lhs = Study.of("l", "lhs", alone.points.reset_index(), rows)
    for found in (main_effects, responses, interactions):
        pd.testing.assert_frame_equal(found(whole, "y"), found(lhs, "y"))
    table, *_ = phase_map(whole, "fear", "staffing")
    assert table["n_runs"].sum() == 128 * 2


def test_what_does_nothing_is_seldom_sure_in_a_saltelli_design():
    """All points as if they were a sample: noise that base rows share looks like an effect."""
    sure, naive = 0, 0
    for k in range(60):

        def shared(points, replicate, rng, k=k):
            own = np.random.default_rng([k, 11]).normal(size=(2, 64))
            row, place = np.divmod(points["point"].to_numpy(), 6)
            return {"y": own[(place == 5).astype(int), row]}

        study = saltelli(64, 1, shared)
        found = main_effects(study, "y")
        sure += bool(found["low_joint"].iloc[0] > 0.0)
        plain = Study.of("l", "lhs", study.points.reset_index(), study.runs.assign(status="done"))
        naive += bool(main_effects(plain, "y")["low_joint"].iloc[0] > 0.0)
    assert naive > 10
    assert sure <= 4


def test_the_page_of_a_saltelli_design_says_how_many_points_count():
    found = analyse_study(saltelli(64), only=["effects", "maps", "discovery"])
    for section in found.sections:
        assert (
            "Of the 384 points the 128 that are independent of each other are used" in section.how
        )


def test_shared_seeds_of_a_sample_are_named():
    points = cube(80, *NAMES)
    rows = rows_of(points, 2, some_fail)
    study = Study.of("l", "lhs", points, rows, about={"shared_seeds": True})
    how = analyse_study(study, only=["effects"])["effects"].how
    assert "luck they share is not in the intervals" in how


def test_the_worst_leaf_of_noise_is_told_as_it_is_on_points_left_out():
    rng = np.random.default_rng(2)
    x = pd.DataFrame(rng.uniform(size=(300, 6)), columns=list("abcdef"))
    cases = rng.uniform(size=300) < 0.3
    tree = grow_tree(x, cases, np.arange(300))
    assert tree.leaves["share"].iloc[0] > 0.45, "where it was grown the worst leaf flatters itself"
    assert tree.worst < 0.42
