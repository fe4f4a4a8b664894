"""Each mechanism, switched off, takes away what the theory says it adds; nothing else is changed.

Runs are paired: same seed, same patients, one switch. A figure is a mean over runs, and the bounds
stand at about half the difference seen when they were written.
"""

from functools import cache

import pytest

from culturesim.parameters import load_registry
from culturesim.scenario import load_scenario
from culturesim.state.schema import MF, SB, SF
from culturesim.state.series import OVERSIGHT_RECORD

from .studies import hospital, simulate, total, ward

SHORT = {"establishment_registered_nurse": 0.6, "establishment_support_worker": 0.6}
SQUEEZE = {"money_pressure": 0.9, "attention_base": 0.3}
CLOSED = {"manager_blame": 0.7, "initial_fear": 0.6, "initial_futility": 0.6}
OVERSIGHT = {column.name: q for q, column in enumerate(OVERSIGHT_RECORD)}


class Ensemble:
    """Runs of the small hospital for a year under some settings."""

    def __init__(self, runs):
        self.runs = runs

    def sum(self, name):
        return total(self.runs, name)

    def late(self, name):
        """Mean of a ward column over the last 90 days."""
        return float(ward(self.runs, name)[:, -90:].mean())

    def sum_hospital(self, name):
        return float(hospital(self.runs, name).sum())

    def late_hospital(self, name):
        return float(hospital(self.runs, name)[:, -90:].mean())

    def share(self, part, whole):
        return self.sum(part) / self.sum(whole)

    def visits(self):
        q = OVERSIGHT["is_inspected"]
        return sum(float((run.series.oversight[:, q] > 0).sum()) for run in self.runs)

    def staff(self, name):
        """Mean over people in post at the end."""
        worlds = [run.world for run in self.runs]
        found = [w.sf[getattr(SF, name)][w.sb[SB.is_in_post] == 1].mean() for w in worlds]
        return float(sum(found) / len(found))

    def managers(self, name):
        return float(sum(r.world.mf[getattr(MF, name)].mean() for r in self.runs) / len(self.runs))


@pytest.fixture(
    scope="module",
    params=[pytest.param(3, id="3 runs"), pytest.param(12, id="12 runs", marks=pytest.mark.slow)],
)
def runs_of(request):
    """Ensembles by settings, each simulated once."""

    @cache
    def ensemble(settings):
        scenario = load_scenario("small").with_changes(dict(settings), days=365)
        return Ensemble(simulate(scenario, range(request.param)))

    return lambda **settings: ensemble(tuple(settings.items()))


def test_every_switch_has_its_test():
    switches = {row.name for row in load_registry().rows if row.type == "bool"}
    tested = {name.split("_")[1].upper() + "_on" for name in globals() if name.startswith("test_m")}
    assert switches == tested


def test_m1_care_depends_on_staffing(runs_of):
    on, off = runs_of(**SHORT), runs_of(M1_on=False, **SHORT)
    assert on.late("missed_care") > off.late("missed_care") + 0.15
    assert on.sum("n_harms") > 1.5 * off.sum("n_harms")
    assert on.sum("n_excess") > 0 == off.sum("n_excess")


def test_m2_overload_tires_and_drives_away(runs_of):
    on, off = runs_of(**SHORT), runs_of(M2_on=False, **SHORT)
    assert off.late("energy_mean") == 1.0 > on.late("energy_mean") + 0.15
    assert on.share("n_absent", "n_rostered") > 1.3 * off.share("n_absent", "n_rostered")
    assert on.sum("n_leavers") > 1.3 * off.sum("n_leavers")


def test_m3_overload_lowers_practice_and_standards(runs_of):
    on, off = runs_of(**SHORT), runs_of(M3_on=False, **SHORT)
    assert on.late("practice") < off.late("practice") - 0.2
    assert on.late("standard_mean") < off.late("standard_mean") - 0.1
    assert on.share("n_incidents", "n_exposures") > 1.2 * off.share("n_incidents", "n_exposures")


def test_m4_problems_pile_up_and_add_work(runs_of):
    many = {"problem_inflow": 0.25}  # more than can be solved
    on, off = runs_of(**many), runs_of(M4_on=False, **many)
    assert on.late("problems") > 4.0 * off.late("problems")
    assert on.late("pressure") > 1.05 * off.late("pressure")


def test_m5_barriers_respond_to_what_happens_on_the_ward(runs_of):
    def rise(**switch):
        """Harm an exposure in the short hospital over that in the ordinary one."""
        short, ordinary = runs_of(**switch, **SHORT), runs_of(**switch)
        return short.share("n_harms", "n_exposures") / ordinary.share("n_harms", "n_exposures")

    assert rise() > 1.35
    assert 0.85 < rise(M5_on=False) < 1.15


def test_m6_harmless_deviance_becomes_normal_and_harm_wakes(runs_of):
    quiet = {"exposure_base": 0.0}  # nothing goes wrong; creep goes with see_base
    on, off, harmed = runs_of(**quiet), runs_of(M6_on=False, **quiet), runs_of()
    assert on.staff("tolerance") > off.staff("tolerance") + 0.028
    assert on.sum("n_concerns") < 0.97 * off.sum("n_concerns")
    assert harmed.staff("tolerance") < on.staff("tolerance") - 0.028
    assert on.staff("risk_belief") <= off.staff("risk_belief") < harmed.staff("risk_belief")


def test_m7_without_voice_hazards_stay(runs_of):
    on, off = runs_of(), runs_of(M7_on=False)
    assert on.sum("n_voiced") > 0 == off.sum("n_voiced")
    assert off.sum("n_silent") == off.sum("n_concerns")
    assert off.late("hazard") > 1.15 * on.late("hazard")


def test_m8_a_squeeze_raises_blame_and_ends_action(runs_of):
    on, off = runs_of(**SQUEEZE), runs_of(M8_on=False, **SQUEEZE)
    assert on.managers("blame") > off.managers("blame") + 0.3
    assert on.managers("attention") < off.managers("attention") - 0.1
    assert on.share("n_acted", "n_arrivals") < 0.75 * off.share("n_acted", "n_arrivals")
    assert on.share("n_punished", "n_voiced") > 1.7 * off.share("n_punished", "n_voiced")


def test_m9_people_learn_from_what_happens_to_speakers(runs_of):
    kind, harsh = {"manager_blame": 0.05}, {"manager_blame": 0.7}
    assert runs_of(**harsh).late("fear_mean") > runs_of(**kind).late("fear_mean") + 0.2
    deaf = [runs_of(M9_on=False, **managers).late("fear_mean") for managers in (kind, harsh)]
    assert deaf[0] == pytest.approx(deaf[1], abs=0.01)
    assert deaf[0] > runs_of(**kind).late("fear_mean") + 0.15


def test_m10_silence_is_catching(runs_of):
    on, off = runs_of(**CLOSED), runs_of(M10_on=False, **CLOSED)
    assert on.staff("norm") < off.staff("norm") - 0.2
    assert on.late("voice_mean") < 0.6 * off.late("voice_mean")
    assert on.staff("enforcement") > 0 == off.staff("enforcement")


def test_m11_action_removes_hazards_and_leaves_lessons(runs_of):
    on, off = runs_of(), runs_of(M11_on=False)
    assert on.sum("n_fixed") > 0 == off.sum("n_fixed")
    assert off.late("hazard") > 1.15 * on.late("hazard")
    assert on.late("lessons") > 1.6 * off.late("lessons")


def test_m13_bad_news_thins_on_its_way_up(runs_of):
    on, off = runs_of(), runs_of(M13_on=False)
    assert on.late_hospital("board_view") < 0.75 * on.late_hospital("true_view")
    assert off.late_hospital("board_view") == off.late_hospital("true_view")
    assert on.late_hospital("board_picture") > off.late_hospital("board_picture") + 0.02


def test_m14_patients_are_heard_or_not(runs_of):
    on, off = runs_of(), runs_of(M14_on=False)
    for name in ("n_complaints", "n_informal"):
        assert on.sum(name) > 0 == off.sum(name)
    assert off.late_hospital("score_complaints") > on.late_hospital("score_complaints") + 0.1


def test_m15_the_regulator_comes_and_the_board_attends(runs_of):
    often = {"inspect_interval": 180.0, **SHORT}
    on, off = runs_of(**often), runs_of(M15_on=False, **often)
    assert on.visits() > 0 == off.visits()
    assert on.sum("n_alerts") > 0 == off.sum("n_alerts")
    assert on.late_hospital("attention") > off.late_hospital("attention") + 0.05


def test_m16_what_is_not_heard_inside_goes_outside(runs_of):
    out = {"outside_channel": 0.5, "press_rate": 1.0, "press_ratio_low": 60.0,
           "complaint_constant": -2.0, "family_alone": 1.0, "M15_on": False,
           **SHORT, **CLOSED}  # fmt: skip
    on, off = runs_of(**out), runs_of(M16_on=False, **out)
    for name in ("n_outside_regulator", "n_outside_press", "campaign", "n_letters", "story"):
        assert on.sum_hospital(name) > 0 == off.sum_hospital(name), name
    assert on.late_hospital("attention") > off.late_hospital("attention") + 0.05


def test_m17_exposure_brings_attention_money_and_change(runs_of):
    called = {"inquiry_ordered": 1.0, "inquiry_median": 60.0, "inquiry_shortest": 60.0,
              "money_pressure": 0.5, **SHORT}  # fmt: skip
    on, off = runs_of(**called), runs_of(M17_on=False, **called)
    for name in ("is_sitting", "recommendations", "change", "reform_load", "posts_granted"):
        assert on.sum_hospital(name) > 0 == off.sum_hospital(name), name
    assert on.late_hospital("attention") > off.late_hospital("attention") + 0.05
    assert on.late("n_staff") > 1.04 * off.late("n_staff"), "posts come back"


BUSY = {"walk_rounds": 4.0, "huddle_rate": 1.0, "leader_tenure": 300.0}


def test_m18_leaders_change_wards_learn_and_somebody_comes_round(runs_of):
    on, off = runs_of(**BUSY), runs_of(M18_on=False, **BUSY)
    for name in ("n_turns", "n_huddles", "n_visits"):
        assert on.sum(name) > 0 == off.sum(name)
    assert on.late_hospital("n_chiefs") > 0 == off.late_hospital("n_chiefs")
    assert off.late("know_how") == pytest.approx(load_registry()["know_how_reference"].default)
    usual = load_registry()["handover_usual"].default
    assert on.managers("handover") > usual + 0.1
    assert off.managers("handover") == pytest.approx(usual)
    assert on.late("lessons") > 1.1 * off.late("lessons")


def test_m18_huddles_loosen_tongues_and_teach(runs_of):
    """T13: where huddles are daily, teams learn a fifth to a quarter more from what is fixed."""
    new = {"lessons_initial": 0.0}  # so that all that is held has been learnt here
    with_them, without = runs_of(huddle_rate=1.0, **new), runs_of(**new)
    voiced, usual = (r.share("n_voiced", "n_concerns") for r in (with_them, without))
    assert voiced / (1.0 - voiced) > 1.15 * usual / (1.0 - usual)
    gained = [r.late("lessons") / r.sum("n_fixed") for r in (with_them, without)]
    assert 1.15 < gained[0] / gained[1] < 1.25


def test_m18_walk_rounds_help_with_feedback_and_harm_without(runs_of):
    usual = runs_of().late("futility_mean")
    heard = runs_of(walk_rounds=2.0, walk_feedback=0.9).late("futility_mean")
    silent = runs_of(walk_rounds=2.0, walk_feedback=0.0).late("futility_mean")
    assert heard < usual - 0.01
    assert silent > usual + 0.01


def test_m18_a_ward_cut_off_forgets_what_it_cannot_see(runs_of):
    change = {"practice_change": 0.3}
    linked = runs_of(**change)
    cut_off = runs_of(link_wards=0.0, outside_contact=0.0, **change)
    assert cut_off.late("know_how") < linked.late("know_how") - 0.015
    assert cut_off.sum("n_beyond") == 0 < linked.sum("n_beyond")


def test_m18_fast_induction_destroys_what_newcomers_bring(runs_of):
    """March 1991: with turnover and a world that moves on, slow socialisation knows more."""
    churn = {"practice_change": 0.3, "leave_rate": 0.5, "outside_contact": 0.0}
    slow = runs_of(induction=0.02, induction_days=365, **churn)
    fast = runs_of(induction=1.0, induction_days=365, socialisation=0.5, **churn)
    assert slow.late("know_how") > fast.late("know_how") + 0.02


def test_m18_newcomers_take_over_the_standard_they_find(runs_of):
    churn = {"leave_rate": 0.5, **SHORT}
    pulled, apart = runs_of(induction_pull=0.5, **churn), runs_of(induction_pull=0.0, **churn)
    assert pulled.late("standard_mean") < apart.late("standard_mean") - 0.01


def test_m18_a_new_manager_has_heard_nothing(runs_of):
    stable, churned = runs_of(leader_tenure=100000.0), runs_of(leader_tenure=60.0)
    assert churned.late_hospital("true_view") < 0.9 * stable.late_hospital("true_view")
    assert churned.share("n_acted", "n_arrivals") < stable.share("n_acted", "n_arrivals")
