"""Main effects, interactions, Sobol and Morris indices of functions whose answers are known."""

import numpy as np
import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.experiments.analysis import Options, Study, analyse_study
from culturesim.experiments.analysis.effects import interactions, main_effects, responses
from culturesim.experiments.analysis.indices import morris_indices, sobol_indices

from .made import cube, dials_study, grid, rows_of

ISHIGAMI_S1 = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
ISHIGAMI_ST = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}


def ishigami(points, replicate, rng):
    a, b, c = (2.0 * np.pi * points[name].to_numpy() - np.pi for name in ("x1", "x2", "x3"))
    return {"y": np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)}


def study_of(kind, points, outcomes, replicates=1, **about):
    rows = rows_of(points, replicates, outcomes)
    return Study.of("known", kind, points, rows, about=about)


def saltelli(n=1024, second=True):
    from SALib.sample import sobol

    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    frame = pd.DataFrame(sobol.sample(problem, n, calc_second_order=second, seed=1),
                         columns=problem["names"])  # fmt: skip
    frame.insert(0, "point", range(len(frame)))
    return frame


@pytest.mark.parametrize("second", [True, False])
def test_sobol_of_the_ishigami_function(second):
    study = study_of("saltelli", saltelli(second=second), ishigami, second_order=second)
    indices, pairs = sobol_indices(study, "y")
    for row in indices.itertuples():
        assert pytest.approx(ISHIGAMI_S1[row.factor], abs=0.03) == row.S1
        assert pytest.approx(ISHIGAMI_ST[row.factor], abs=0.03) == row.ST
        assert row.ST_low <= ISHIGAMI_ST[row.factor] + 0.01 <= row.ST_high + 0.02
    assert bool(len(pairs)) is second
    if second:
        assert {pairs.a[0], pairs.b[0]} == {"x1", "x3"}


def test_sobol_refuses_what_salib_would_turn_into_zeros():
    points = saltelli(64, False)
    study = study_of("saltelli", points, ishigami, second_order=False)
    study.runs.loc[5, "y"] = np.nan
    with pytest.raises(InputError, match="1 runs have no number, the first at point 5"):
        sobol_indices(study, "y")


def test_sobol_refuses_points_that_are_missing_or_no_design():
    points = saltelli(64, False)
    study = study_of("saltelli", points, ishigami, second_order=False, n_points=len(points) + 5)
    with pytest.raises(InputError, match=r"325 points are needed, 320 have finished"):
        sobol_indices(study, "y")
    with pytest.raises(InputError, match="are no Saltelli design"):
        sobol_indices(study_of("saltelli", points.iloc[:7], ishigami), "y")


def test_indices_refuse_what_never_differs():
    points = saltelli(64, False)
    study = study_of("saltelli", points, lambda p, r, rng: {"y": np.ones(len(p))})
    with pytest.raises(InputError, match="is the same in every run"):
        sobol_indices(study, "y")


def test_noise_alone_at_every_point_has_no_indices():
    points = saltelli(64, False)
    study = study_of("saltelli", points, lambda p, r, rng: {"y": np.full(len(p), float(r))}, 2)
    with pytest.raises(InputError, match="the same at every point"):
        sobol_indices(study, "y")


def trajectories(n=10):
    from SALib.sample import morris

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    x = morris.sample(problem, n, num_levels=4, seed=3)
    frame = pd.DataFrame(x, columns=problem["names"])
    frame["b"] = 10.0 ** (2.0 * frame["b"])  # a factor on a logarithmic scale, 1 to 100
    frame.insert(0, "point", range(len(frame)))
    return frame


def linear(points, replicate, rng):
    return {"y": 2.0 * points["a"] - 6.0 * np.log10(points["b"]) / 2.0 + 0.0 * points["c"]}


def test_morris_of_a_linear_function():
    points = trajectories()
    rows = rows_of(points, 1, linear)
    study = Study.of("known", "morris", points, rows, scales={"b": "log"}, about={"levels": 4})
    table = morris_indices(study, "y").set_index("factor")
    assert table["mu_star"].to_dict() == pytest.approx({"b": 6.0, "a": 2.0, "c": 0.0}, abs=1e-9)
    assert table.loc["b", "mu"] == pytest.approx(-6.0)
    assert table["sigma"].max() < 1e-9


def test_morris_refuses_points_that_are_no_trajectories():
    points = cube(12, "a", "b", "c")
    with pytest.raises(InputError, match="no Morris trajectories"):
        morris_indices(study_of("morris", points, lambda p, r, g: {"y": p["a"]}), "y")


def test_morris_refuses_steps_of_other_levels():
    study = study_of("morris", trajectories().drop(columns="b"), lambda p, r, g: {"y": p["a"]})
    with pytest.raises(InputError):
        morris_indices(study, "y")
    points = trajectories()
    wrong = Study.of("w", "morris", points, rows_of(points, 1, linear), {"b": "log"},
                     about={"levels": 6})  # fmt: skip
    with pytest.raises(InputError, match="not of 6 levels"):
        morris_indices(wrong, "y")


def test_main_effects_of_a_sample_find_the_shares():
    """y = 3 a + b + noise on the unit cube: variances 9/12, 1/12 and what the noise leaves."""
    points = cube(3000, "a", "b", "idle")
    study = study_of("lhs", points, lambda p, r, g: {"y": 3.0 * p["a"] + p["b"]})
    table = main_effects(study, "y").set_index("factor")
    assert table.loc["a", "share"] == pytest.approx(0.9 * 35 / 36, abs=0.02)  # six bins
    assert table.loc["b", "share"] == pytest.approx(0.1, abs=0.03)
    assert table.loc["a", "low"] <= 0.875 <= table.loc["a", "high"]
    assert table.loc["idle", "low"] == 0.0
    assert table.loc["idle", "share"] < 0.01
    assert table.loc["a", "direction"] == "up"


def test_interaction_by_hand():
    """y = a b on {0, 1} squared: of the variance 3/16, a and b hold 1/16 each, the pair 1/16."""
    points = grid(a=[0.0, 1.0], b=[0.0, 1.0])
    study = study_of("grid", points, lambda p, r, g: {"y": p["a"] * p["b"]}, 6)
    assert interactions(study, "y")["share"][0] == pytest.approx(1.0 / 3.0)
    assert main_effects(study, "y")["share"].tolist() == pytest.approx([1 / 3, 1 / 3])


def test_a_sum_has_no_interaction():
    points = cube(2000, "a", "b")
    study = study_of("lhs", points, lambda p, r, g: {"y": p["a"] + 2.0 * p["b"]})
    row = interactions(study, "y").iloc[0]
    assert row["low"] == 0.0
    assert row["share"] < 0.02


def test_responses_say_how_many_runs_and_points():
    study = dials_study(5)
    table = responses(study, "is_failing")
    fear = table[table["factor"] == "fear"]
    assert fear["n_runs"].tolist() == [15 * 5] * 6
    assert fear["n_points"].tolist() == [15] * 6
    assert (fear["mean"].diff().dropna() > -0.05).all()
    by_hand = study.runs[study.runs["point"].isin(study.points.index[study.points["fear"] == 1.0])]
    assert fear["mean"].iloc[-1] == pytest.approx(by_hand["is_failing"].mean())


def test_an_outcome_that_was_not_kept_is_refused():
    with pytest.raises(InputError, match=r"outcome 'voise_share': was not kept; did you mean"):
        main_effects(dials_study(2), "voise_share")
    with pytest.raises(InputError, match="was not kept"):
        analyse_study(dials_study(2), Options(outcomes=("nothing",)), only=["effects"])
