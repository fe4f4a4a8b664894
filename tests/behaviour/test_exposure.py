"""M16 and M17 over many runs: what comes out, how, how late, and what lasts of it.

Runs are paired: same seed, same patients. Bands are over seeds; n stands beside each.
"""

from functools import cache

import numpy as np
import pytest

from culturesim.outcomes import outcome_row, read_history, read_thresholds
from culturesim.scenario import load_scenario

from .studies import hospital, simulate, ward

YEAR = 365
SQUEEZED = {"money_pressure": 0.8, "attention_base": 0.35, "manager_blame": 0.6,
            "establishment_registered_nurse": 0.85}  # fmt: skip
OPEN = {"manager_blame": 0.1, "initial_fear": 0.2, "initial_futility": 0.2}
CLOSED = {"manager_blame": 0.7, "initial_fear": 0.65, "initial_futility": 0.65}
ORDERED = {"name": "public-inquiry", "day": 30}


@cache
def runs(days, n, *settings, levers=()):
    """Finished runs of the small hospital, one a seed."""
    pulled = [dict(lever) for lever in levers]
    scenario = load_scenario("small").with_changes(dict(settings), days=days, levers=pulled)
    return simulate(scenario, range(n))


def small(days, n, levers=(), **settings):
    entries = tuple(tuple(lever.items()) for lever in levers)
    return runs(days, n, *settings.items(), levers=entries)


def fresh(days, n, **settings):
    """Runs one after the other, none of them kept."""
    scenario = load_scenario("small").with_changes(settings, days=days)
    for seed in range(n):
        yield from simulate(scenario, range(seed, seed + 1))


def rows(finished):
    """Outcome rows of runs."""
    found = []
    for run in finished:
        history = read_history(run.series, run.organisation, 0, run.day)
        found.append(outcome_row(history, read_thresholds(run.scenario.parameters)))
    return found


def total(finished, name):
    return float(hospital(finished, name).sum())


def test_protection_brings_disclosures_and_retaliation_teaches_fear():
    loud = {"outside_channel": 1.0, "outside_visible": 1.0, "outside_severity": 0.6,
            "outside_attempts": 1, "outside_constant": -4.0, **CLOSED}  # fmt: skip
    hit = small(YEAR, 6, outside_protection=0.0, retaliation=1.0, **loud)
    spared = small(YEAR, 6, outside_protection=0.0, retaliation=0.0, **loud)
    shielded = small(YEAR, 6, outside_protection=1.0, retaliation=1.0, **loud)
    assert total(hit, "n_retaliated") > 0 == total(shielded, "n_retaliated")
    for name in ("n_outside_regulator", "n_outside_press"):
        assert total(shielded, name) > total(hit, name)
    fear = [np.mean([np.mean(r.world.sf[1]) for r in ensemble]) for ensemble in (hit, spared)]
    assert fear[0] > fear[1] + 0.02, "everybody in the hospital has learnt from it"


def test_a_campaign_needs_enough_wronged_families():
    """Below contact x families x time = 1 it dies out, above it grows; nobody sets the number."""
    many = {"complaint_constant": -2.0, "upheld_half": 0.95}
    grown = small(3 * YEAR, 6, **many)
    scattered = small(3 * YEAR, 6, family_contact=0.000005, **many)
    assert np.mean(hospital(grown, "campaign")[:, -1] >= 8.0) >= 0.8
    assert hospital(scattered, "campaign").max() < 8.0


def test_no_story_without_a_number_and_none_without_a_face():
    told = {"outside_channel": 1.0, "outside_press": 1.0, "press_rate": 1.0, **SQUEEZED}
    numbers = {"press_ratio_low": 40.0, "press_ratio_high": 60.0}
    nothing = {"press_finding": 0.0, "press_ratio_low": 390.0, "press_ratio_high": 400.0,
               "press_survey_low": 0.02, "press_survey_high": 0.01}  # fmt: skip
    assert total(small(YEAR, 4, **told, **numbers), "stories") > 0
    assert total(small(YEAR, 4, **told, **nothing), "stories") == 0
    faceless = told | {"outside_press": 0.0, "family_contact": 0.0}
    assert total(small(YEAR, 4, **faceless, **numbers), "stories") == 0


def ordered(n, years, **settings):
    return small(years * YEAR, n, levers=(ORDERED,), **(SQUEEZED | settings))


BY_ORDER, OWNED = {"local_ownership": 0.0}, {"local_ownership": 0.9}


def check_what_lasts(n, record):
    alone = {"inquiry_median": 400.0, "family_contact": 0.0}  # campaigns would keep attention up
    finished = {name: ordered(n, 8, **alone, **settings)
                for name, settings in (("order", BY_ORDER), ("owned", OWNED))}  # fmt: skip
    change = {name: hospital(ensemble, "change") for name, ensemble in finished.items()}
    end = {name: course[:, -1] for name, course in change.items()}
    kept = {name: float((course[:, -1] / course.max(axis=1)).mean())
            for name, course in change.items()}  # fmt: skip
    record("change in force after 8 years, by order and owned",
           {name: round(float(course.mean()), 2) for name, course in end.items()})  # fmt: skip
    record("share of the greatest change still in force", {k: round(v, 2) for k, v in kept.items()})
    assert (end["owned"] > end["order"]).mean() >= 0.9
    assert kept["owned"] > kept["order"] + 0.15
    return finished


def test_what_is_owned_locally_lasts_longer_than_what_is_ordered(record_property):
    check_what_lasts(4, record_property)


@pytest.mark.slow
def test_what_lasts_over_sixteen_seeds(record_property):
    finished = check_what_lasts(16, record_property)
    blame = {name: np.mean([run.world.mf[0].mean() for run in ensemble])
             for name, ensemble in finished.items()}  # fmt: skip
    record_property("blame at the end", {k: round(float(v), 3) for k, v in blame.items()})
    assert blame["owned"] < blame["order"]


def test_attention_brings_posts_late_and_loses_them_again():
    """Money follows attention by months, people follow money by months, and both go (F8)."""
    alone = {"M15_on": False, "M16_on": False, "inquiry_spread": 0.0}
    unread = ordered(4, 2, inquiry_median=10_000.0, **alone)
    assert hospital(unread, "posts_granted").max() == 0.0, "nothing is known before a report"
    reported = ordered(8, 6, inquiry_median=200.0, **alone)
    posts = hospital(reported, "posts_granted").mean(axis=0)
    peak = int(np.argmax(posts))
    assert 90 <= peak - 230 <= 540, "the report came out on day 230"
    assert posts[-1] < 0.4 * posts[peak]
    without = small(6 * YEAR, 8, **(SQUEEZED | alone))
    gained = (ward(reported, "n_staff") - ward(without, "n_staff")).sum(axis=2).mean(axis=0)
    assert gained[peak - 30 : peak + 400].mean() > 1.0, "posts"
    assert gained[200:260].mean() < 0.5 * gained[peak : peak + 400].mean()


def test_a_longer_list_brings_no_more_change():
    """Decision 0021 says so; until recommendations repeated each other the model did not."""
    alone = {"inquiry_median": 200.0, "inquiry_spread": 0.0, "M16_on": False}
    usual, long = (ordered(4, 5, inquiry_recommendations=n, **alone) for n in (38.0, 290.0))
    made, change = (
        [hospital(r, name)[:, -1].mean() for r in (usual, long)]
        for name in ("recommendations", "change")
    )
    assert made[1] > 5.0 * made[0]
    assert change[1] <= 1.1 * change[0]
    boundless = ordered(4, 5, inquiry_recommendations=290.0, recommendations_new=290.0, **alone)
    assert hospital(boundless, "change")[:, -1].mean() > 1.5 * change[0]


def test_the_ordinary_hospital_is_not_news():
    quiet = simulate(load_scenario("steady").with_changes(days=3 * YEAR), range(6))
    assert total(quiet, "is_scandal") == 0
    assert (hospital(quiet, "story") > 0).sum() <= 2
    disclosed = total(quiet, "n_outside_regulator") + total(quiet, "n_outside_press")
    assert disclosed / (3 * 6) < 3.0, "a year and hospital"


@pytest.mark.slow
def test_midshire_comes_out(record_property):
    """Twelve runs of ten years: families organise, stories follow, a scandal breaks in most.

    In the middle run the scandal breaks with the first story.
    """
    midshire = simulate(load_scenario("midshire"), range(12))
    first = {}
    for name in ("is_campaign", "story", "is_scandal"):
        course = hospital(midshire, name) > 0
        days = [int(np.argmax(run)) + 1 for run in course if run.any()]
        first[name] = float(np.median(days)) if days else float("nan")
        record_property(f"runs with {name}, of 12", len(days))
        record_property(f"median day of the first {name}", first[name])
        assert len(days) >= 8, name
    assert first["is_campaign"] < first["story"] <= first["is_scandal"]


NEEDED = ("is_scandal", "recommendations", "recommendations_open", "recommendations_done")


def sixty_years(n, **settings):
    """A few columns of long runs of the squeezed hospital; the records themselves are let go."""
    scenario = load_scenario("small").with_changes(SQUEEZED | settings, days=60 * YEAR)
    for seed in range(n):
        run = simulate(scenario, range(seed, seed + 1))
        yield {name: hospital(run, name)[0] for name in NEEDED}


@pytest.mark.slow
def test_t25_scandals_come_back_and_persistence_beats_implementation(record_property):
    """T25: sixty years of the squeezed hospital, twelve seeds a setting."""
    settings = {
        "short attention": {"attention_tau_memory": 120.0, "scrutiny_tau": 120.0},
        "default": {},
        "long attention": {"attention_tau_memory": 1095.0, "scrutiny_tau": 1095.0},
        "little carried out": {"implement_rate": 0.002},
        "much carried out": {"implement_rate": 0.02},
    }
    years_between, gaps, full = {}, [], []
    for name, changed in settings.items():
        n_scandals = 0
        for run in sixty_years(12, **changed):
            days = np.flatnonzero(run["is_scandal"] > 0)
            n_scandals += days.size
            if name == "default":
                gaps.extend(np.diff(days))
                full.extend(_followed_up(run))
        years_between[name] = 60.0 * 12 / max(n_scandals, 1)
    record_property("years between scandals", {k: round(v, 1) for k, v in years_between.items()})
    variation = float(np.std(gaps) / np.mean(gaps))
    record_property("coefficient of variation of the gaps", round(variation, 2))
    record_property("inquiries followed up in full", f"{np.mean(np.array(full) >= 0.9):.2f}")
    assert len(gaps) >= 10
    assert variation < 1.0
    assert np.mean(np.array(full) >= 0.9) < 0.10
    by_attention = years_between["long attention"] / years_between["short attention"]
    by_doing = years_between["much carried out"] / years_between["little carried out"]
    assert by_attention > max(by_doing, 1.2)


def _followed_up(run):
    """Share of the recommendations open at each report carried out before the next, or in 10 y."""
    made, is_open, done = (run[name] for name in NEEDED[1:])
    reports = np.flatnonzero(np.diff(made) > 0.5) + 1
    for k, day in enumerate(reports):
        end = reports[k + 1] - 1 if k + 1 < len(reports) else len(made) - 1
        if is_open[day] > 1.0:
            yield (done[min(end, day + 10 * YEAR)] - done[day]) / is_open[day]


@pytest.mark.slow
def test_t29_patients_matter_most_where_staff_are_silent(record_property):
    """T29: without patients' complaints detection is delayed more in closed than open cultures."""
    # No visits by diary, and a threshold for the signals of 110 beds rather than 465.
    sensors = {"inspect_interval": 10_000.0, "inspect_threshold": 3.0}
    never = 6.0 * YEAR
    delay = {}
    for name, culture in (("open", OPEN), ("closed", CLOSED)):
        for on in (True, False):
            found = rows(fresh(6 * YEAR, 30, **(SQUEEZED | sensors | culture | {"M14_on": on})))
            days = [
                never if row["caught_by"] == "nobody" else row["caught_after"]
                for row in found
                if row["is_failing"]
            ]
            assert len(days) >= 25
            delay[name, on] = float(np.median(days))
    record_property("median days to detection (culture, complaints)", str(delay))
    rise = {name: delay[name, False] - delay[name, True] for name in ("open", "closed")}
    assert rise["closed"] > rise["open"]
