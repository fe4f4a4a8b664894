"""Designs hold the points they promise, and factors turn coordinates into values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from culturesim.experiments import Experiment
from culturesim.experiments.replicates import Replicates, Until, half_width, run_seed
from culturesim.experiments.schedule import of_shard, totals
from culturesim.experiments.spreads import Spread
from culturesim.experiments.work import STRIDE
from culturesim.scenario import load_scenario

HEAD = 'name = "x"\nscenario = "small"\n'
FACTORS = "\n[factors]\nfear = { low = 0.0, high = 1.0 }\nstaffing = { low = 0.6, high = 1.1 }\n"


def design(words, factors=FACTORS):
    return Experiment.from_toml(HEAD + f"[design]\n{words}" + factors).design()


def test_a_grid_is_every_combination_in_order():
    made = design('kind = "grid"', "\n[factors]\nfear = [0.0, 1.0]\nwards = [4, 6, 8]\n")
    assert made.to_numpy().tolist() == [
        [0, 0.0, 4], [1, 0.0, 6], [2, 0.0, 8], [3, 1.0, 4], [4, 1.0, 6], [5, 1.0, 8],
    ]  # fmt: skip


def test_a_latin_hypercube_has_one_point_in_every_row_and_column():
    made = design('kind = "lhs"\npoints = 40')
    for name, low, width in (("fear", 0.0, 1.0), ("staffing", 0.6, 0.5)):
        cells = np.floor((made[name] - low) / width * 40).astype(int)
        assert sorted(cells) == list(range(40))


def test_a_longer_sobol_sequence_begins_with_the_shorter():
    short, long = (design(f'kind = "sobol"\npoints = {n}') for n in (32, 64))
    assert long.iloc[:32].equals(short)
    assert ((long["fear"] < 0.5).sum(), (long["staffing"] < 0.85).sum()) == (32, 32)


def test_saltelli_and_morris_are_salibs():
    assert len(design('kind = "saltelli"\nbase = 16')) == 16 * (2 + 2)
    assert len(design('kind = "saltelli"\nbase = 16\nsecond_order = true')) == 16 * (2 * 2 + 2)
    made = design('kind = "morris"\ntrajectories = 5\nlevels = 4').drop(columns="point")
    assert len(made) == 5 * 3
    unit = (made - [0.0, 0.6]) / [1.0, 0.5]
    assert set(np.round(np.unique(unit.to_numpy() * 3), 9)) <= {0.0, 1.0, 2.0, 3.0}
    steps = unit.diff().to_numpy().reshape(5, 3, 2)[:, 1:]
    assert (np.count_nonzero(np.abs(steps) > 1e-9, axis=2) == 1).all()  # one factor at a time


def test_one_at_a_time_moves_one_factor_from_the_base():
    factors = "\n[factors]\nfear = [0.0, 1.0]\nstaffing = { low = 0.6, high = 1.0, levels = 3 }\n"
    made = design('kind = "one-at-a-time"', factors).drop(columns="point")
    assert made.to_numpy().tolist() == [
        [0.2, 1.0], [0.0, 1.0], [1.0, 1.0], [0.2, 0.6], [0.2, 0.8], [0.2, 1.0],
    ]  # fmt: skip


def test_designs_follow_the_seed():
    one, same, other = (
        Experiment.from_toml(f"seed = {seed}\n{HEAD}[design]\nkind = 'lhs'\n{FACTORS}").design()
        for seed in (1, 1, 2)
    )
    assert one.equals(same)
    assert not one.equals(other)


@given(st.floats(0.0, 1.0), st.sampled_from(["triangular", "normal", "lognormal", "beta"]))
def test_quantiles_stay_in_range_and_match_the_distribution(u, kind):
    numbers = {"triangular": (0.3,), "normal": (0.3, 0.2), "lognormal": (0.3, 0.5),
               "beta": (2.0, 3.0)}[kind]  # fmt: skip
    spread = Spread(kind, (), 0.1, 0.9, numbers=numbers)
    value = float(spread.quantile([u])[0])
    assert 0.1 <= value <= 0.9
    exact = {
        "triangular": stats.triang(0.25, 0.1, 0.8),
        "normal": stats.truncnorm(-1.0, 3.0, 0.3, 0.2),
        "beta": stats.beta(2.0, 3.0, 0.1, 0.8),
    }
    if kind in exact:
        assert exact[kind].cdf(value) == pytest.approx(u, abs=1e-6)


def test_whole_numbers_have_equal_shares():
    spread = Spread("range", low=2.0, high=5.0, is_whole=True)
    values, counts = np.unique(spread.quantile(np.linspace(0.0, 1.0, 401)), return_counts=True)
    assert values.tolist() == [2.0, 3.0, 4.0, 5.0]
    assert max(counts) - min(counts) <= 1


def test_a_point_sets_what_it_says_and_nothing_else():
    text = HEAD + (
        '[design]\nkind = "grid"\n[factors]\n'
        'later = { of = "fear", values = [0.2, 0.9], day = 100, ramp_days = 50 }\n'
        "huddles = { values = [0.0, 0.5], day = 30 }\nwards = [8, 4]\nmanager_blame = 0.3\n"
        'scenario = ["small", "steady"]\n'
    )
    job = Experiment.from_toml(text).job()
    plain, small = job.scenario((0.2, 0.0, 8.0, "small")), load_scenario("small")
    assert plain.levers == ()
    assert plain.parameters.changed() == {"manager_blame": 0.3}
    assert [(c.day, c.ramp_days) for c in plain.timeline] == [(100, 50)]
    assert plain.organisation == small.organisation
    moved = job.scenario((0.9, 0.5, 4.0, "steady"))
    assert moved.organisation.wards == 4
    assert [(u.name, u.strength, u.day) for u in moved.levers] == [("huddles", 0.5, 30)]
    values = dict(moved.timeline[0].values)
    assert values["prior_fear"] == pytest.approx(0.45 + 0.25 * 0.9)
    assert moved.days == load_scenario("steady").days


@given(st.integers(1, 60), st.integers(1, 7), st.integers(1, 30), st.booleans())
def test_shards_hold_every_run_once(points, n, replicates, adaptive):
    until = Until("deaths", 1.0) if adaptive else None
    rule = Replicates(replicates, replicates + adaptive, until=until)
    runs = (np.arange(points)[:, None] * STRIDE + np.arange(replicates)).ravel()
    owners = sum(of_shard(runs, rule, (k, n)).astype(int) for k in range(n))
    assert (owners == 1).all()


def test_seeds_differ_and_fit_their_column():
    seeds = {run_seed(3, r, p, False) for r in range(40) for p in range(40)}
    assert len(seeds) == 1600
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert run_seed(3, 1, 0, True) != run_seed(4, 1, 0, True)


def test_half_widths_by_hand():
    values = np.array([1.0, 2.0, 3.0, 4.0])  # s = 1.29099, t(0.975, 3) = 3.18245
    assert half_width(values, "t", 0.95) == pytest.approx(3.18245 * 1.29099 / 2.0, rel=1e-5)
    rare = np.zeros(48)  # Wilson: centre z2 / 2(n + z2), interval from 0 to z2 / (n + z2)
    assert half_width(rare, "wilson", 0.95) == pytest.approx(3.8415 / (48 + 3.8415) / 2, rel=1e-4)


def test_the_stopping_rule_waits_for_gaps_and_stops_at_most():
    rule = Replicates(2, 6, 2, Until("deaths", 0.5))
    wide = np.array([0.0, 9.0, 0.0, 9.0, 0.0, 9.0])
    runs = np.arange(6)
    assert totals(rule, 1, runs[:1], wide[:1]).tolist() == [2]
    assert totals(rule, 1, runs[:2], wide[:2]).tolist() == [4]
    assert totals(rule, 1, runs[[0, 1, 3]], wide[[0, 1, 3]]).tolist() == [4]
    assert totals(rule, 1, runs[1:4], wide[1:4]).tolist() == [2]  # the first is still to come
    assert totals(rule, 1, runs, wide).tolist() == [6]
    assert totals(rule, 1, runs[:2], np.array([3.0, np.nan])).tolist() == [4]  # one number is none


@pytest.mark.slow
def test_the_stopping_rule_covers_what_it_says():
    """Wilson's interval with the default minimum, on an event of one in five."""
    generator = np.random.default_rng(5)
    rule = Replicates(20, 400, 20, Until("is_failing", 0.08, interval="wilson"))
    covered, trials = 0, 600
    for _ in range(trials):
        values = (generator.random(400) < 0.2).astype(float)
        n = 0
        while (more := rule.next_total(n, values[:n])) > n:
            n = more
        p, z2 = values[:n].mean(), 1.959964**2
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        covered += abs(centre - 0.2) <= half_width(values[:n], "wilson", 0.95)
    assert covered / trials >= 0.90
