"""Runs that differ by luck, by plausible sets, or by both, and what is said of them."""

import numpy as np
import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.outcomes import OUTCOMES
from culturesim.outcomes.intervals import bootstrap_mean, middle_of_runs
from culturesim.outcomes.spans import interval_of, span_words
from culturesim.report import render, tell
from culturesim.report.comparison import render_comparison
from culturesim.results import Results
from culturesim.runs import compare, run

DAYS = {"days": 60}
NAMES = list(OUTCOMES)


@pytest.fixture
def short(scenario):
    """The tiny hospital without the dial that would win over the sets."""
    return scenario.with_changes(days=60).__class__(
        "Short", 60, warm_up_days=20, organisation=scenario.organisation, name="short"
    )


def same(one, other):
    pd.testing.assert_frame_equal(one[NAMES].reset_index(drop=True),
                                  other[NAMES].reset_index(drop=True))  # fmt: skip


def test_seeds_alone_are_the_usual_and_leave_no_mark(short, three_sets):
    found = run(short, runs=2)
    same(found.outcomes, run(short, runs=2, uncertainty="seeds").outcomes)
    assert "parameter_set" not in found.outcomes
    assert found.provenance["parameter_sets"] == []
    assert found.provenance["ensemble"] is None
    assert span_words(found.provenance) == "2 runs; seeds alone"


def test_both_gives_each_run_its_seed_and_set(short, three_sets):
    found = run(short, runs=5, seed=2, uncertainty="both")
    assert found.outcomes["seed"].tolist() == [2, 3, 4, 5, 6]
    assert found.outcomes["parameter_set"].tolist() == [2, 0, 1, 2, 0]
    assert found.provenance["parameter_sets"] == [2, 0, 1, 2, 0]
    by_hand = run(short.with_changes(parameter_set=1), runs=1, seed=4)
    same(found.outcomes.iloc[[2]], by_hand.outcomes)
    same(found.outcomes.iloc[[2]], run(short, runs=1, seed=4, uncertainty="both").outcomes)
    defaults = run(short, runs=1, seed=4).outcomes
    assert not found.outcomes[NAMES].iloc[2].equals(defaults[NAMES].iloc[0])


def test_parameters_alone_keep_the_luck(short, three_sets):
    found = run(short, runs=3, seed=8, uncertainty="parameters")
    assert found.outcomes["seed"].tolist() == [8, 8, 8]
    assert found.outcomes["parameter_set"].tolist() == [0, 1, 2]
    assert span_words(found.provenance) == "3 runs; plausible parameter sets alone"
    with pytest.raises(InputError, match="4 runs, 3 plausible sets"):
        run(short, runs=4, uncertainty="parameters")


def test_threads_do_not_change_a_bit_here_either(short, three_sets):
    one, two = (run(short, runs=4, uncertainty="both", workers=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one.outcomes, two.outcomes)
    pd.testing.assert_frame_equal(one.series, two.series)


def test_what_the_scenario_sets_wins_over_the_set(short, three_sets):
    fixed = short.with_changes({"witness": 0.3, "prior_fear": 0.5})
    same(run(fixed, runs=3).outcomes, run(fixed, runs=3, uncertainty="both").outcomes)


def test_provenance_names_the_ensemble_and_the_scenario_as_it_was_asked_for(
    short, three_sets, tmp_path
):
    import hashlib

    found = run(short, runs=2, uncertainty="both")
    told = found.provenance
    assert told["ensemble"]["sha256"] == hashlib.sha256(three_sets.read_bytes()).hexdigest()
    assert told["ensemble"]["parameters"] == ["witness", "prior_fear"]
    assert told["scenario"]["toml"] == short.to_toml()
    assert not told["parameters"]["witness"]["changed"]
    again = Results.load(found.save(tmp_path / "r"))
    assert again.provenance == told
    assert again.outcomes["parameter_set"].tolist() == [0, 1]


def test_a_comparison_spans_both_unless_told_and_pairs_share_seed_and_set(short, three_sets):
    found = compare(short, short.with_changes({"sanction_strength": 0.5}), runs=3, seed=1)
    for half in (found.base, found.other):
        assert half.outcomes["parameter_set"].tolist() == [1, 2, 0]
        assert half.outcomes["seed"].tolist() == [1, 2, 3]
    assert found.spans == "3 pairs; seeds and plausible parameter sets"
    nothing = compare(short, short, runs=3)
    assert (nothing.table["difference"].dropna() == 0.0).all()
    alone = compare(short, short, runs=2, uncertainty="seeds")
    assert alone.spans == "2 pairs; seeds alone"
    sets = compare(short, short.with_changes({"fear": 0.9}), runs=3, uncertainty="parameters")
    row = sets.table.set_index("outcome").loc["fear_end"]  # one seed, so pairs go by run
    assert (row["n"], row["share_same_sign"]) == (3, 1.0)


def test_a_scenario_that_names_a_set_keeps_it(short, three_sets):
    named = short.with_changes(parameter_set=2)
    found = compare(named, named, runs=2)
    assert found.base.outcomes["parameter_set"].tolist() == [2, 2]
    assert found.spans == "2 pairs; seeds alone, with plausible set 2"
    with pytest.raises(InputError, match="names parameter_set 2 itself"):
        run(named, runs=2, uncertainty="both")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [("seed", "did you mean 'seeds'"), ("luck", "allowed: seeds, parameters, both")],
)
def test_no_such_choice(short, wrong, words):
    with pytest.raises(InputError, match=words) as error:
        run(short, runs=1, uncertainty=wrong)
    assert "\n" not in str(error.value)


def test_an_interval_over_sets_does_not_shrink_with_runs():
    values = np.random.default_rng(0).normal(0.0, 1.0, 4000)
    sets = {"seeds": [0, 1], "parameter_sets": [0, 1]}
    few, many = (interval_of(values[:n], sets) for n in (400, 4000))
    assert few.high - few.low == pytest.approx(many.high - many.low, rel=0.1)
    assert interval_of(values, {"seeds": [0, 1]}) == bootstrap_mean(values)
    assert middle_of_runs(values).high == pytest.approx(1.645, abs=0.1)


def test_readers_are_told_what_bands_span(short, ensemble):
    ensemble(pd.DataFrame({"witness": [0.4, 0.6], "harm_reference": [0.004, 0.02]}),
             provisional="made for a test")  # fmt: skip
    found = run(short, runs=2, uncertainty="both")
    assert "another plausible set of parameters" in tell(found)[0]
    page = render(found)
    for words in (found.provenance["ensemble"]["sha256"], "seeds and plausible parameter sets",
                  "Middle 90 %", "provisional: made for a test",
                  "witness, harm_reference"):  # fmt: skip
        assert words in page
    figures = (found.plot.culture(), found.plot.outcomes())
    notes = [figure._supxlabel.get_text() for figure in figures]
    assert all("seeds and plausible parameter sets (provisional)" in words for words in notes)
    assert len(found.plot.truth_and_board().axes[0].patches) == 1  # a belt of failing lines
    luck = run(short, runs=2)
    assert "seeds alone" in render(luck)
    assert "Middle 90 %" not in render(luck)
    assert not luck.plot.truth_and_board().axes[0].patches


def test_the_page_of_a_comparison_says_it_too(short, three_sets):
    page = render_comparison(compare(short, short.with_changes({"fear": 0.6}), runs=2))
    for words in ("the same plausible parameter sets", "Middle 90 % of pairs",
                  "2 pairs; seeds and plausible parameter sets"):  # fmt: skip
        assert words in page
    alone = render_comparison(compare(short, short, runs=2, uncertainty="seeds"))
    assert "plausible" not in alone
