"""Measures on hospitals made by hand: what comes out is what is in them."""

from dataclasses import replace

import numpy as np
import pytest

from culturesim.evidence.measures import MEASURES, NotMeasurableError, generator
from culturesim.evidence.measures.failures import failing_since
from culturesim.evidence.measures.harm import extra_stay
from culturesim.evidence.worlds import Seen

from .hospitals import DAYS, events, hospital, means, run, stays, survey, trial


def test_c01_review_finds_nine_in_ten():
    """Half of 2,000 stays were harmed, so a review shows about 45 in 100."""
    o = hospital(stays=stays([{"harm": k % 2} for k in range(2000)]))
    assert means("C01", ordinary=[o] * 20)["harmed"] == pytest.approx(45.0, abs=1.5)


def test_c02_misjudgement_moves_shares_to_the_middle():
    """All harm was preventable; 83.2 of 100 are judged so, and one in four was serious."""
    o = hospital(stays=stays([{"harm": 2 if k % 4 == 0 else 1, "preventable": 1}
                              for k in range(2000)]))  # fmt: skip
    found = means("C02", ordinary=[o] * 20)
    assert found["share"] == pytest.approx(83.2, abs=1.0)
    assert found["severe"] == pytest.approx(25.0, abs=1.0)
    assert found["preventable"] == pytest.approx(90 * 0.832, abs=1.5)


def test_c03_counts_deaths_of_preventable_harm_only():
    rows = [{"died": 1, "of_harm": 1, "preventable": 1}, {"died": 1, "of_harm": 1},
            {"died": 1, "preventable": 1}, {"died": 1}] * 25  # fmt: skip
    o = hospital(stays=stays([*rows, *[{"of_harm": 0}] * 50]))
    assert means("C03", ordinary=[o])["avoidable"] == pytest.approx(25.0)


def test_c04_leaves_day_cases_out():
    rows = [{"length": 1, "died": 1}, {"length": 4, "died": 1}, {"length": 6}, {"length": 8}]
    found = means("C04", ordinary=[hospital(stays=stays([*rows, {"length": 6}]))])
    assert found["deaths"] == pytest.approx(25.0)
    assert found["stay"] == pytest.approx(6.0)


def test_c04_compares_the_harmed_with_those_still_there():
    """Harm on day 3 of a stay of 10; others last 2, 4, 6: the last two were there."""
    rows = [{"bed": 1, "day": 10, "length": 10, "harm": 1}]
    rows += [{"bed": 2 + k, "day": 20, "length": n} for k, n in enumerate((2, 4, 6))]
    o = hospital(stays=stays(rows), events=events((3, "harm", -1, 1, -1, 10)))
    assert extra_stay(o) == pytest.approx(10 - 5)


CHAIN = events(
    (3, "exposure", -1, 1, -1, 0),  # 0
    (3, "harm", -1, 1, 0, 10),  # 1: reported by a nurse
    (3, "noticed", 0, -1, 1, 900),  # 2
    (3, "reported", 0, 0, 2, 4),  # 3
    (3, "acted", 0, 0, 3, 1),  # 4
    (4, "exposure", -1, 2, -1, 0),  # 5
    (4, "near_miss", -1, 2, 5, 0),  # 6: told to the manager, ignored, punished
    (4, "noticed", 4, -1, 6, 700),  # 7
    (4, "told_manager", 4, 0, 7, 3),  # 8
    (4, "ignored", 0, 4, 8, 0),  # 9
    (4, "punished", 0, 4, 8, 3),  # 10
    (5, "exposure", -1, 3, -1, 0),  # 11
    (5, "near_miss", -1, 3, 11, 0),  # 12: nobody noticed
    (265, "noticed", 2, -1, -1, 500),  # 13: an everyday concern, kept
    (265, "silent", 2, -1, 13, 0),  # 14
    (266, "noticed", 6, -1, 12, 500),  # 15: an incident, raised past the line
    (266, "bypassed", 6, 0, 15, 5),  # 16
    (266, "punished", 0, 6, 16, 5),  # 17
    (300, "leave", 0, 1, -1, 0),  # 18
    (300, "leave", 4, 1, -1, 1),  # 19: the post was cut
    (10, "complaint", -1, 1, -1, 0),  # 20
    (20, "hazard_born", -1, -1, -1, 0),  # 21: no incident, though somebody puts it on a form
    (21, "noticed", 1, -1, 21, 500),  # 22
    (21, "reported", 1, 0, 22, 4),  # 23
)
CHAIN_STAYS = stays([{"bed": 1, "harm": 1, "length": 9, "missed": 0.9}, {"bed": 2, "length": 8},
                     {"bed": 3, "length": 8}, *[{"bed": 9, "missed": 0.0}] * 7])  # fmt: skip


@pytest.fixture
def told():
    return hospital(events=CHAIN, stays=CHAIN_STAYS)


def test_c05_sees_what_notes_and_reports_show(told):
    """Three incidents, one reported; of the harmed stays, the one has a report."""
    found = means("C05", ordinary=[told])
    assert found["harmed"] == pytest.approx(100.0)
    assert any(found["reported"] == pytest.approx(share) for share in (100 / 3, 50.0, 100.0))
    many = means("C05", ordinary=[told] * 300)["reported"]
    assert 100 / 3 < many < 40.0


def test_c06_counts_by_the_thousand_slips(told):
    found = means("C06", ordinary=[told])
    assert found["reported"] == pytest.approx(1000 / 3)
    assert found["noticed"] == pytest.approx(1000.0)
    assert "all" not in found


def test_c15_leavers_are_nurses_whose_posts_were_not_cut(told):
    o = told  # ten nurses, one of them gone
    assert means("C15", ordinary=[o], hospitals=[o] * 4)["leavers"] == pytest.approx(10.0)


def test_c17_and_c18_look_four_weeks_back(told):
    everybody = [told] * 400
    found = means("C17", ordinary=everybody)
    assert found["witnessed"] == pytest.approx(100 / 40, abs=0.4)
    assert found["reported"] == pytest.approx(100.0)  # past the line counts as reported
    voice = means("C18", ordinary=everybody)
    assert voice["held"] == pytest.approx(10.0, abs=1.0)  # two of twenty nurses and doctors
    assert voice["withheld"] == pytest.approx(5.0, abs=0.7)
    assert voice["raised"] == pytest.approx(5.0, abs=0.7)


def test_c20_follows_what_came_of_it(told):
    found = means("C20", ordinary=[told])
    assert found == pytest.approx({"nothing": 100.0, "discouraged": 100.0, "detriment": 100.0})


def test_c26_joins_complaints_to_stays(told):
    found = means("C26", ordinary=[told])
    assert found["formal"] == pytest.approx(100.0 / 3)  # the worst 24 in 100 of ten, ties with it


@pytest.mark.parametrize(("futility", "fear", "feedback", "afraid"), [
    (0.9, 0.0, 100.0, 0.0), (0.0, 0.9, 0.0, 100.0), (0.5, 0.5, 50.0, 50.0),
])  # fmt: skip
def test_c08_people_say_what_they_believe(futility, fear, feedback, afraid):
    asked = survey(4000, futility=futility, fear=fear)
    o = hospital(4000, surveys=(asked, asked))
    found = means("C08", ordinary=[o])
    assert found["feedback"] == pytest.approx(feedback, abs=6.0)
    assert found["fear"] == pytest.approx(afraid, abs=6.0)


@pytest.mark.parametrize(("energy", "share"), [(1.0, 0.0), (0.5, 50.0), (0.2, 100.0)])
def test_c13_exhaustion_past_half_the_scale_is_burnout(energy, share):
    asked = survey(4000, energy=energy)
    o = hospital(4000, surveys=(asked, asked))
    o.ward["n_rn_on_shift"][:] = 3
    found = means("C13", ordinary=[o], hospitals=[o] * 4)
    assert np.isnan(found["odds"])  # all hospitals have the same staffing
    assert found["burnout"] == pytest.approx(share, abs=4.0)


def test_c14_absence_season_and_roles():
    absent = np.zeros((DAYS, 4))
    absent[:, 0], absent[:, 1], absent[:, 2] = 0.5, 0.7, 0.1
    absent[:59] *= 2
    found = means("C14", ordinary=[hospital(absent=absent)])
    assert found["absence"] == pytest.approx(100 * 1.3 * (365 + 59) / (40 * 365))
    assert found["season"] == pytest.approx((59 * 2 + 31) / 90)
    assert found["roles"] == 1.0


def test_c19_readiness_and_the_recognition_of_the_study():
    asked = survey(4000, readiness=0.5)
    found = means("C19", ordinary=[hospital(4000, surveys=(asked,))] * 30)
    assert found["challenged"] == pytest.approx(33.0, abs=3.0)
    assert found["rank"] == pytest.approx(0.0)


def test_c16_takes_the_survey_as_it_is():
    o = hospital()
    o.hospital["survey_safe"][-1], o.hospital["survey_heard"][-1] = 0.7, 0.5
    assert means("C16", ordinary=[o]) == pytest.approx({"safe": 70.0, "gap": 20.0})


def test_c27_densities_by_hand():
    """20 people, four professions of five: all 80 ties within, and a ring of 20 across."""
    n = 20
    people = np.arange(n)
    ties = [[j for j in people if j % 4 == i % 4 and j != i] + [(i + 1) % n, (i - 1) % n]
            for i in people]  # fmt: skip
    ptr = np.concatenate([[0], np.cumsum([len(t) for t in ties])])
    o = hospital(n, tie_ptr=ptr, tie_idx=np.concatenate(ties), surveys=(survey(n),))
    found = means("C27", ordinary=[o])
    assert found["ratio"] == pytest.approx((80 / 80) / (40 / 300))
    assert found["brokers"] == pytest.approx(15.0)  # two neighbours touch three ties


def test_c07_median_and_spread_of_hospitals():
    made = []
    for forms in (0, 1, 2, 3, 4):
        o = hospital()
        o.ward["n_reports"][:] = forms
        made.append(o)
    found = means("C07", hospitals=made)
    assert found["rate"] == pytest.approx(200.0)
    assert found["spread"] == pytest.approx(380 / 20)


def test_c21_difference_of_differences():
    """One form more without the package and four more with it: three in ten bed-days."""
    found = means("C21", control=[trial(3, 1, before=2)] * 6, package=[trial(5, 0.5)] * 6)
    assert found["reports"] == pytest.approx(10_000 * 3 / 10)
    assert found["harm"] == pytest.approx(-50.0)


def test_c22_second_year_after_publication():
    found = means("C22", control=[trial(1, 1)] * 6, published=[trial(1, 1.1)] * 6)
    assert found["harm"] == pytest.approx(10.0)


def test_c30_needs_inspected_hospitals():
    with pytest.raises(NotMeasurableError, match="0 inspected hospitals"):
        run("C30", hospitals=[trial(1, 1)] * 8)


def test_c30_compares_with_those_not_visited():
    """Harm falls by half everywhere at the visit: nothing is due to it."""
    visited, others = [], [trial(1, 1) for _ in range(6)]
    for k in range(6):
        o = trial(1, 1)
        o.oversight["is_inspected"] = np.zeros(1095)
        o.oversight["is_inspected"][500 + k] = 1
        visited.append(o)
    for o in (*visited, *others):
        o.ward["n_harms"][500:] = 0.5
    assert means("C30", hospitals=[*visited, *others])["harm"] == pytest.approx(0.0, abs=1.0)
    for o in visited:
        o.ward["n_harms"][500:] = 0.25
    assert means("C30", hospitals=[*visited, *others])["harm"] == pytest.approx(-50.0, abs=1.0)


def test_c24_dates_the_failing_the_warning_and_the_end():
    """Harm doubles on day 400 of 1,095; an inquiry is called on day 1,000, after a finding."""
    o = trial(1, 1)
    o.ward["n_preventable"][:] = 1
    o.ward["n_preventable"][400:] = 2
    since = failing_since(o)
    assert 350 < since < 450
    o.ward["n_bypass"][since + 9] = 1
    o.ward["n_alerts"][since + 99] = 1
    for name, value in (("is_inspected", 2), ("is_finding", 1)):
        o.oversight[name] = np.zeros(1095)
        o.oversight[name][799] = value
    with pytest.raises(NotMeasurableError, match="ended in an inquiry"):
        run("C24", failing=[o])
    called = events((300, "inquiry_called", -1, -1, -1, 0), (1000, "inquiry_called", -1, -1, -1, 0))
    found = means("C24", failing=[replace(o, events=called), o])
    assert found["years"] == pytest.approx((1000 - since - 10) / 365, abs=0.01)
    assert found["alarm"] == pytest.approx((1000 - since - 100) / 365, abs=0.01)


def test_c24_says_when_nothing_failed():
    o = trial(1, 1)
    o.ward["n_preventable"][:] = 1
    with pytest.raises(NotMeasurableError, match="no run of the failing hospital"):
        run("C24", failing=[o])


def test_c28_says_when_there_are_no_inquiries():
    with pytest.raises(NotMeasurableError, match="no public inquiries"):
        MEASURES["C28"].run(Seen({"hospitals": [hospital()]}, ("harm",)), generator("C28", 0))


def test_c28_counts_inquiries_where_there_are_some():
    called = hospital(events=events((9, "harm", -1, -1, -1, 0)))
    seen = Seen({"hospitals": [called, hospital()]}, ("near", "far", "inquiry_called"))
    assert called.events[0, 1] == 2
    assert MEASURES["C28"].run(seen, generator("C28", 0))["rate"].mean == pytest.approx(225 / 2)


def test_c31_says_when_there_are_too_few_alerts():
    with pytest.raises(NotMeasurableError, match="0 mortality alerts"):
        run("C31", hospitals=[trial(1, 1)] * 8)


def test_c33_says_when_inspections_find_too_little():
    with pytest.raises(NotMeasurableError, match="take more hospitals"):
        run("C33", hospitals=[trial(1, 1)] * 8)


def test_one_generator_for_each_measure():
    draws = {name: generator(name, 0).random() for name in MEASURES}
    assert len(set(draws.values())) == len(draws)


@pytest.mark.parametrize("name", ["C01", "C02", "C03", "C05", "C06", "C15", "C17", "C18", "C20",
                                  "C25", "C26"])  # fmt: skip
def test_a_hospital_where_nothing_happens_gives_no_number_and_no_warning(name):
    """Shares of nothing are not known; shares of patients are 0."""
    beds = stays([{"bed": k} for k in range(40)])
    o = hospital(stays=beds, events=events((1, "join", 0, 0, -1, 0)))
    found = means(name, ordinary=[o] * 2, hospitals=[o] * 4)
    assert all(np.isnan(value) or 0.0 <= value <= 100.0 for value in found.values())
    harmless = {"C01": "harmed", "C02": "preventable", "C25": "confirmed", "C26": "formal"}
    if name in harmless:
        assert found[harmless[name]] == 0.0


@pytest.mark.parametrize("name", ["C21", "C22"])
def test_a_trial_without_harm_has_no_relative_change(name):
    arms = {world: [trial(1, 0)] * 6 for world in ("control", "package", "published")}
    for world in arms.values():
        world[0].ward["n_harms"][:] = 0
    assert np.isnan(means(name, **arms)["harm"])
