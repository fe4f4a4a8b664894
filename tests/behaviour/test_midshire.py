"""Midshire: the board's picture holds while care gets worse."""

import dataclasses

import numpy as np
import pytest

from culturesim.scenario import load_scenario

from .studies import OVERSIGHT, hospital, simulate

CUT = 456  # 1 April 2006
MONTH = 30
BEFORE = slice(CUT - 1 - 365, CUT - 1)


def after(month: int) -> slice:
    """Half a year from so many months after the posts begin to go."""
    start = CUT - 1 + MONTH * month
    return slice(start, start + 6 * MONTH)


def check_midshire(seeds: range, record) -> None:
    runs = simulate(load_scenario("midshire").with_changes(days=CUT + 40 * MONTH), seeds)
    picture, harm = hospital(runs, "board_picture"), hospital(runs, "harm_rate")
    as_before = picture[:, BEFORE].mean()
    found = [np.argmax(r.series.oversight[:, OVERSIGHT["is_finding"], 0] > 0) for r in runs]
    caught = [(day - CUT) / MONTH for day in found if day > 0]
    record("share of runs with a finding within 40 months", len(caught) / len(runs))
    record("median months from the cut to the first finding", round(float(np.median(caught)), 1))
    for month in range(0, 24, 6):
        window = picture[:, after(month)]
        assert window.mean() >= as_before - 0.01, f"month {month}: the picture is flat or better"
    rise = harm[:, after(18)].mean(axis=1) / harm[:, BEFORE].mean(axis=1) - 1.0
    record("rise of preventable harm 18 to 24 months after the cut", round(float(rise.mean()), 2))
    record("picture 18 to 24 months after, less before", round(float(window.mean() - as_before), 3))
    assert rise.mean() >= 0.20, "true preventable harm rises by a fifth"
    assert np.mean(rise >= 0.20) >= 0.9, "and does so in nine runs of ten"


def test_midshire_looks_well_while_harm_rises(record_property):
    check_midshire(range(8), record_property)


@pytest.mark.slow
def test_midshire_over_thirty_seeds(record_property):
    check_midshire(range(30), record_property)


def test_no_cut_no_rise():
    """The same hospital without its timeline stays as it was."""
    scenario = load_scenario("midshire").with_changes(days=1500)
    quiet = dataclasses.replace(scenario, timeline=())
    harm = hospital(simulate(quiet, range(4)), "harm_rate")
    assert harm[:, after(18)].mean() < 1.15 * harm[:, BEFORE].mean()
