"""What is said about each lever holds together, and is what the manual prints."""

import importlib.util
from dataclasses import replace

import pytest

from culturesim.interventions import (
    CONTRADICTIONS,
    LEVERS,
    Cost,
    DatedLever,
    cost_of,
    with_levers,
)
from culturesim.interventions.lever import GROUPS, KINDS
from culturesim.outcomes import OUTCOMES
from culturesim.parameters import Change, Parameters, load_registry, timetable
from culturesim.report.levers import cost_words, shows_words

ASKED_FOR = {
    "learning-cycle", "leaders-attention", "patients-present", "staffing-establishment",
    "skill-mix", "minimum-ratio", "agency-cap", "retention", "safety-training",
    "transparency-supported", "transparency-unsupported", "feedback-loop", "complaints-read",
    "cost-cutting", "huddles", "walk-rounds", "walk-rounds-silent", "speak-up-guardian",
    "duty-of-candour", "coding-away", "replace-chief-executive", "prosecute-individual",
    "inspection-blitz", "mandated-checklist", "recommendations-list", "suspend-speaker",
    "blame-free-policy", "learning-network", "buddying", "rotation", "open-induction",
    "patients-on-the-board", "reorganisation", "merger",
}  # fmt: skip
# A hospital in which no effect happens to aim at the value that is there already.
ELSEWHERE = Parameters.default().replace(manager_blame=0.4, attention_base=0.5, deterrence=0.5)


def test_every_lever_asked_for_is_there():
    assert set(LEVERS) >= ASKED_FOR
    assert all(name == lever.name for name, lever in LEVERS.items())


@pytest.mark.parametrize("lever", LEVERS.values(), ids=LEVERS)
def test_a_lever_is_told_in_full(lever):
    registry = load_registry()
    assert lever.group in GROUPS
    assert lever.effects
    assert lever.side_effects, "nothing comes without a side effect"
    assert lever.status in "VRDCA"
    for text in (lever.title, lever.what_changes, lever.cost_source, lever.sources):
        assert text.strip()
    assert all(f"{mechanism}_on" in registry for mechanism in lever.works_through)
    assert {name for name, _ in lever.shows_in} <= set(OUTCOMES)
    assert {sign for _, sign in lever.shows_in} <= {-1, 1}
    for effect in lever.all_effects:
        assert effect.parameter in registry
        assert effect.kind in KINDS
        assert effect.source.strip()
        assert effect.lasts_days >= 0
        if effect.kind in {"to", "at least", "at most"}:
            row = registry[effect.parameter]
            assert row.low <= effect.amount <= row.high


@pytest.mark.parametrize("lever", LEVERS.values(), ids=LEVERS)
def test_every_effect_and_side_effect_is_present_and_nothing_else(lever):
    days = lever.ramp_days + 1
    use = DatedLever(lever.name, 1.0, day=1, ramp_days=lever.ramp_days)
    before = ELSEWHERE.stored
    after = with_levers(timetable(ELSEWHERE, [], days), [use], days)[-1][1]
    names = list(load_registry())
    changed = {name for name, a, b in zip(names, before, after, strict=True) if a != b}
    assert changed == {effect.parameter for effect in lever.all_effects}


@pytest.mark.parametrize("name", LEVERS)
def test_every_effect_and_side_effect_counts(name, monkeypatch):
    use, lever = DatedLever(name, 1.0, day=1, ramp_days=0), LEVERS[name]

    def vectors():
        return [v.tobytes() for _, v in with_levers(timetable(ELSEWHERE, [], 9), [use], 9)]

    whole = vectors()
    for effect in lever.all_effects:
        kept = {part: tuple(e for e in getattr(lever, part) if e is not effect)
                for part in ("effects", "side_effects")}  # fmt: skip
        monkeypatch.setitem(LEVERS, name, replace(lever, **kept))
        assert vectors() != whole, effect


def test_a_new_chief_executive_comes_once_and_memory_is_lost_for_a_time():
    use = DatedLever("replace-chief-executive", 1.0, day=1, ramp_days=0)
    table = with_levers(timetable(ELSEWHERE, [], 2000), [use], 2000)
    place = load_registry().position
    removal = {day: vector[place("chief_removal")] for day, vector in table}
    assert [removal[day] for day in sorted(removal)][:2] == [1.0, 0.0]
    assert sorted(removal)[1] == 3
    first, last = table[0][1], table[-1][1]
    assert [first[place("tau_attention")], last[place("tau_attention")]] == pytest.approx(
        [58.5, 45.0]
    )


def test_all_levers_together_can_be_pulled():
    left = {second for _, second, _ in CONTRADICTIONS}
    uses = [DatedLever(n, 1.0, 5, lever.ramp_days) for n, lever in LEVERS.items() if n not in left]
    cut = [Change(30, (("agency_cover", 0.1),), ramp_days=50)]
    for _, vector in with_levers(timetable(Parameters.default(), cut, 900), uses, 900):
        Parameters(tuple(vector.tolist()))


def test_contradictions_name_levers():
    assert all({a, b} <= set(LEVERS) and reason for a, b, reason in CONTRADICTIONS)


def test_costs_by_hand():
    half = DatedLever("call-line", 0.5, day=1, ramp_days=0)
    assert cost_of([half], 200.0, 730) == pytest.approx((80_000.0, 15.0 * 730 / 7))
    assert cost_of([], 200.0, 730) == Cost(0.0, 0.0)
    late = DatedLever("call-line", 1.0, day=366, ramp_days=0)
    assert cost_of([half, late], 100.0, 730).money == pytest.approx(40_000.0 + 40_000.0)
    assert cost_of([DatedLever("cost-cutting", 1.0, 1, 0)], 100.0, 365).money < 0.0


def test_what_passes_is_paid_for_as_long_as_it_acts():
    blitz = DatedLever("inspection-blitz", 1.0, day=1, ramp_days=0)
    year, long = cost_of([blitz], 100.0, 365).money, cost_of([blitz], 100.0, 4000).money
    assert year == pytest.approx(120_000.0)
    assert long == pytest.approx(1.5 * year, rel=0.01)  # whole for a year, fading over another


def test_one_lasting_effect_is_enough_to_be_paid_for_and_some_are_paid_once(monkeypatch):
    chief = DatedLever("replace-chief-executive", 1.0, day=1, ramp_days=0)
    assert cost_of([chief], 100.0, 4000).money == pytest.approx(200_000.0)
    lever = replace(LEVERS["merger"], cost_days=0)
    monkeypatch.setitem(LEVERS, "test-both", lever)
    both = DatedLever("test-both", 1.0, day=1, ramp_days=0)
    assert cost_of([both], 100.0, 3650).money == pytest.approx(9_000_000.0)


def test_words_for_people():
    assert cost_words(LEVERS["cost-cutting"]) == "saves GBP 700,000 a year"
    assert cost_words(LEVERS["skill-mix"]) == "nothing of its own"
    assert shows_words(LEVERS["call-line"]).startswith("weak")
    assert LEVERS["call-line"].is_weak


def test_the_manual_is_what_the_code_says(repository):
    path = repository / "docs" / "generate.py"
    spec = importlib.util.spec_from_file_location("generate", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (path.parent / "model" / "levers.md").read_text(encoding="utf-8")
    assert page == module.levers_page(), "run python docs/generate.py"
    for name, lever in LEVERS.items():
        assert f"`{name}`" in page
        assert all(f"`{effect.parameter}`" in page for effect in lever.all_effects)
