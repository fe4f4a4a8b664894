"""Levers, the Pareto front, tipping, hysteresis, single factors and convergence, by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.experiments.analysis import Study, analyse_study
from culturesim.experiments.analysis.convergence import half_widths, replicates_needed
from culturesim.experiments.analysis.levers import (
    is_dominated,
    lever_effects,
    pareto,
    portfolios,
)
from culturesim.experiments.analysis.single import base_point, single_changes
from culturesim.experiments.analysis.tipping import tipping_curve

from .made import EFFECT, dials_study, grid, levers_study, loop_study, rows_of


def test_levers_alone_are_what_was_put_in():
    alone, pairs = lever_effects(levers_study(), "preventable_harms")
    for row in alone.itertuples():
        assert row.low < EFFECT[row.lever] < row.high
        assert row.high - row.low < 6.0, "the same seeds take the luck of a run out"
    beyond = pairs.set_index(["a", "b"])
    assert beyond.loc[("huddles", "learning-cycle"), "beyond"] == pytest.approx(-15.0, abs=3.0)
    others = beyond.drop(("huddles", "learning-cycle"))
    assert ((others["low"] < 0.0) & (others["high"] > 0.0)).mean() >= 0.6


def test_the_front_by_hand():
    table = pareto(levers_study(), {"cost_money": -1, "preventable_harms": -1})
    front = set(table.loc[table["on_front"], "portfolio"])
    assert {"agency-cap", "learning-cycle + agency-cap"} & front or "agency-cap" in front
    assert "no lever" not in front, "the agency cap with a learning cycle is cheaper and better"
    assert "huddles + learning-cycle" in front
    assert table["how_often"].between(0.0, 1.0).all()


def test_never_caught_is_the_worst_detection():
    points = pd.DataFrame({"point": [0, 1], "huddles": [0.0, 1.0]})
    rows = pd.DataFrame({"point": [0] * 6 + [1] * 6, "replicate": list(range(6)) * 2,
                         "status": "done", "is_failing": 1.0,
                         "caught_by": ["nobody"] * 4 + ["board"] * 8,
                         "caught_after": [np.nan] * 4 + [50.0] * 8,
                         "preventable_harms": range(12)})  # fmt: skip
    table = pareto(Study.of("x", "table", points, rows), {"detection_days": -1})
    assert table.set_index("portfolio")["detection_days"].to_dict() == {
        "no lever": np.inf,
        "huddles": 50.0,
    }


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_what_is_not_beaten_is_on_the_front(rows):
    values = np.array(rows, dtype=float)
    beaten = is_dominated(values)
    assert not beaten.all()
    for k, row in enumerate(values):
        better = [(o <= row).all() and (o < row).any() for o in values]
        assert beaten[k] == any(better)


def test_levers_need_a_reference_and_nothing_else():
    with pytest.raises(InputError, match="no factor is a lever"):
        portfolios(dials_study(1))
    points = pd.DataFrame({"point": [0, 1], "huddles": [0.5, 1.0]})
    rows = rows_of(points, 2, lambda p, r, g: {"y": p["huddles"]})
    with pytest.raises(InputError, match="no point is without levers"):
        portfolios(Study.of("x", "table", points, rows))
    points = grid(huddles=[0.0, 1.0], fear=[0.0, 1.0])
    rows = rows_of(points, 2, lambda p, r, g: {"y": p["huddles"]})
    with pytest.raises(InputError, match="'fear' is no lever"):
        portfolios(Study.of("x", "table", points, rows))


def test_hysteresis_is_measured_with_its_interval():
    curve = tipping_curve(loop_study(), "blame", "voice_share", "start")
    at = curve.points.set_index("branch")["at"]
    assert at["calm"] == pytest.approx(0.6, abs=0.03)
    assert at["fearful"] == pytest.approx(0.4, abs=0.03)
    assert curve.gap.value == pytest.approx(-0.2, abs=0.02)
    assert curve.gap.high < 0.0
    assert curve.gap.n == 20


def test_no_loop_is_reported_as_none():
    points = grid(start=["calm", "fearful"], blame=[0.0, 0.2, 0.4, 0.6, 0.8])

    def outcomes(p, replicate, rng):
        return {"voice_share": 1.0 / (1.0 + np.exp((p["blame"] - 0.45) / 0.1))
                + rng.normal(0, 0.02, len(p))}  # fmt: skip

    study = Study.of("x", "grid", points, rows_of(points, 20, outcomes))
    section = analyse_study(study, only=["tipping"])["tipping"]
    assert "No difference by where hospitals came from" in section.findings[0].text
    assert section.findings[0].sure == "open"


def test_tipping_refuses_what_is_not_there():
    study = loop_study(2)
    with pytest.raises(InputError, match="no factor 'blam'"):
        tipping_curve(study, "blam", "voice_share")
    study.runs.loc[study.runs["point"] == 3, "voice_share"] = np.nan
    with pytest.raises(InputError, match="some points have no number"):
        tipping_curve(study, "blame", "voice_share", "start")


def single_study(replicates=6):
    points = pd.DataFrame({"point": range(4), "fear": [0.5, 0.0, 1.0, 0.5],
                           "staffing": [1.0, 1.0, 1.0, 0.7]})  # fmt: skip

    def outcomes(p, replicate, rng):
        harm = 10.0 + 4.0 * p["fear"] - 10.0 * (p["staffing"] - 1.0) + rng.normal()
        return {"preventable_harm_rate": harm}

    return Study.of("one", "one-at-a-time", points, rows_of(points, replicates, outcomes))


def test_one_factor_at_a_time():
    study = single_study()
    assert base_point(study) == 0
    table = single_changes(study, "preventable_harm_rate")
    assert table["change"].tolist() == pytest.approx([3.0, -2.0, 2.0])
    assert table["factor"].tolist() == ["staffing", "fear", "fear"]
    found = analyse_study(study)
    assert "staffing 0.7 changes it most" in found["single"].findings[0].text
    assert "see one factor at a time" in found.skipped["Main effects"]


def test_a_grid_has_no_base():
    with pytest.raises(InputError, match="no point differs from all others"):
        base_point(
            Study.of(
                "g",
                "grid",
                grid(a=[0, 1], b=[0, 1]),
                rows_of(grid(a=[0, 1], b=[0, 1]), 1, lambda p, r, g: {"y": p["a"]}),
            )
        )


def test_half_widths_fall_and_the_need_follows_the_square_root():
    rng = np.random.default_rng(0)
    points = grid(a=[0.0, 1.0])
    rows = rows_of(points, 80, lambda p, r, g: {"y": 10.0 + rng.normal(0, 5.0, 2)})
    study = Study.of("c", "grid", points, rows)
    table = half_widths(study, "y")
    assert table["widest"].iloc[-1] == pytest.approx(1.96 * 5.0 / np.sqrt(80), rel=0.25)
    need = replicates_needed(study, "y")
    assert need == pytest.approx((1.96 * 5.0 / 0.5) ** 2, rel=0.5)


def test_enough_replicates_are_told_as_enough():
    points = grid(a=[0.0, 1.0])
    study = Study.of("c", "grid", points, rows_of(points, 20, lambda p, r, g: {
        "y": 10.0 + 0.01 * g.normal(size=2)}))  # fmt: skip
    assert replicates_needed(study, "y") <= 5
