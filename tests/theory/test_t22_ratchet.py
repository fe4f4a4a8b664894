"""T22: standards ratchet downwards under noise that is even-handed, after Oliva and Sterman (2001).

Set-up that gives the table: the log of pressure is an AR(1) process of coefficient 0.9 and the
stated standard deviation, practice is the standard times pressure ** -0.6 in slack as well as in
overload, standards fall with a time constant of 30 days and rise with the one of the column,
nothing restores them, and the mean standard is read after 730 days.

The table was computed from 200 runs a cell. Runs of the symmetric column scatter so widely (a mean
of 200 has a standard error of 0.02 at sd 0.1 and 0.05 at 0.2) that two standard errors of the
table are the tolerance there where they exceed 0.02; every other cell must come within 0.02. The
ensemble here is large enough for its own error not to matter.
"""

import numpy as np
import pytest

from culturesim.evidence.theory.ratchet import (
    NEVER,
    RUNS,
    TABLE,
    TABLE_RUNS,
    TAU_DOWN,
    quarter_of_overload,
    standards_at_end,
)
from culturesim.evidence.theory.ratchet import log_pressure as draw_log_pressure

CELLS = [(sd, tau_up) for sd, row in TABLE.items() for tau_up in row]


@pytest.fixture(scope="module")
def log_pressure() -> np.ndarray:
    """AR(1) noise of unit variance, shape (days, runs)."""
    noise = draw_log_pressure(np.random.default_rng(22))
    assert noise.shape == (730, RUNS)
    return noise


@pytest.mark.parametrize(("sd", "tau_up"), CELLS)
def test_mean_standard_after_two_years(log_pressure, sd, tau_up):
    ends = standards_at_end(np.exp(sd * log_pressure), tau_up, 0.0)
    tolerance = 0.02
    if tau_up == TAU_DOWN:
        tolerance = max(tolerance, 2.0 * ends.std() / np.sqrt(TABLE_RUNS))
    assert ends.mean() == pytest.approx(TABLE[sd][tau_up], abs=tolerance)


def test_more_noise_and_slower_recovery_mean_lower_standards(log_pressure):
    runs = log_pressure[:, :1000]
    means = np.array(
        [[standards_at_end(np.exp(sd * runs), t, 0.0).mean() for t in TABLE[sd]] for sd in TABLE]
    )
    assert (np.diff(means, axis=1) < 0.0).all()  # from symmetric to never up
    assert (np.diff(means[:, 1:], axis=0) < 0.0).all()  # from little noise to much
    assert (means[:, 0] > 1.0).all()  # even-handed adjustment has no downward drift


@pytest.mark.parametrize("tau_up", [1.0, 30.0, 300.0, NEVER])
def test_a_passing_overload_leaves_a_lasting_loss(tau_up):
    # (1 - (1 - 1.2 ** -0.6) / 30) ** 90 = 0.73
    for years_after in (0, 1, 20):
        (end,) = standards_at_end(quarter_of_overload(years_after), tau_up, 0.0)
        assert end == pytest.approx(0.7325, abs=5e-4)


def test_training_brings_the_standard_back():
    restoring = 1.0 / 730.0
    (at_once,) = standards_at_end(quarter_of_overload(0), 300.0, restoring)
    (later,) = standards_at_end(quarter_of_overload(20), 300.0, restoring)
    assert at_once < 0.76
    assert later == pytest.approx(1.0, abs=1e-4)


def test_half_of_the_loss_is_made_good_in_the_half_life_of_the_restoring_term():
    restoring, half_life = 1.0 / 730.0, round(730.0 * np.log(2.0))
    (low,) = standards_at_end(quarter_of_overload(0), 300.0, restoring)
    pressure = np.vstack([quarter_of_overload(0), np.ones((half_life, 1))])
    (after,) = standards_at_end(pressure, 300.0, restoring)
    assert 1.0 - after == pytest.approx((1.0 - low) / 2.0, rel=0.01)
