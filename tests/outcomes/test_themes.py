"""The five themes: formulas by hand, range, and dials that bring them about or cut them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.outcomes import OUTCOMES, QUANTITIES, THEMES, read_history, theme_days
from culturesim.outcomes.themes import NEEDED, WINDOW_DAYS
from culturesim.parameters import DIALS
from culturesim.parameters.themes import THEME_DIALS
from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation

DAY = {
    "n_turns": 10.0, "n_beyond": 2.0, "n_acted": 3.0, "n_arrivals": 4.0, "attention": 0.6,
    "missed_care": 0.3, "practice": 0.9, "problems": 1.0, "true_view": 0.5, "board_view": 0.2,
    "n_answered": 1.0, "n_voiced": 4.0, "n_upheld": 1.0, "n_complaints": 2.0, "n_silent": 3.0,
    "n_concerns": 5.0, "fear_mean": 0.2, "futility_mean": 0.6, "community_futility": 0.8,
}  # fmt: skip


def days(n=3, **changes):
    return {name: np.full(n, value) for name, value in (DAY | changes).items()}


def test_each_by_hand():
    found = {name: index[-1] for name, index in theme_days(days()).items()}
    assert found == pytest.approx(
        {
            "isolation": 1.0 - 2.0 * 0.2,
            "inadequate_leadership": (0.25 + 0.4) / 2.0,
            "system_failure": (0.3 + 0.1 + 0.5) / 3.0,
            "poor_communication": (0.6 + 0.75 + 0.5) / 3.0,
            "disempowerment": (0.6 + 0.4 + 0.8) / 3.0,
        }
    )


def test_counts_are_those_of_the_window():
    values = days(200)
    values["n_beyond"] = np.where(np.arange(200) < 100, 0.0, 5.0)
    isolation = theme_days(values)["isolation"]
    assert isolation[99] == 1.0
    assert isolation[99 + WINDOW_DAYS // 2] == pytest.approx(0.5)
    assert isolation[99 + WINDOW_DAYS] == 0.0


def test_a_share_of_nothing_counts_nothing_and_no_comparison_is_isolation():
    nothing = dict.fromkeys(DAY, 0.0) | {"attention": 1.0, "practice": 1.0}
    found = {name: index[-1] for name, index in theme_days(days(**nothing)).items()}
    assert found == {name: 1.0 if name == "isolation" else 0.0 for name in THEMES}


@given(st.lists(st.floats(0.0, 50.0), min_size=len(NEEDED), max_size=len(NEEDED)))
def test_every_index_is_in_0_to_1(values):
    made = {name: np.array([value]) for name, value in zip(NEEDED, values, strict=True)}
    assert all(0.0 <= index[0] <= 1.0 for index in theme_days(made).values())


def test_they_are_quantities_outcomes_and_dials():
    assert list(THEMES) == list(THEME_DIALS)
    assert all(QUANTITIES[name].source == "theme" for name in THEMES)
    assert set(THEMES) <= set(OUTCOMES)
    assert set(THEMES) <= set(DIALS)


def index_at_end(name, **dials):
    """Mean of an index over the last quarter of half a year, over three runs."""
    scenario = load_scenario("small").with_changes(days=180, dials=dials)
    found = []
    for seed in range(3):
        run = Simulation(scenario, seed)
        run.run()
        found.append(read_history(run.series, run.organisation, 0, run.day).mean(name, 45))
    return float(np.mean(found))


@pytest.mark.parametrize("name", THEMES)
def test_a_dial_brings_its_theme_about_and_cuts_it(name):
    cut, ordinary, full = (index_at_end(name, **dials) for dials in ({name: 0.0}, {}, {name: 1.0}))
    assert cut <= ordinary < full
    assert full - cut > 0.05, (cut, ordinary, full)
