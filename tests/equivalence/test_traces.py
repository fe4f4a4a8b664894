"""The ledger answers what stopped a warning and where a harm came from, event by event."""

import numpy as np
import pytest

from culturesim.agents import HospitalModel
from culturesim.agents.overriding import STOCK
from culturesim.simulation import Simulation
from culturesim.state.ledger import K, L
from culturesim.state.schema import HI, MI, SB, WI
from culturesim.state.series import HOSPITAL_RECORD

from .eventful import TWO_HOSPITALS, eventful

COUNTS = [c.name for c in HOSPITAL_RECORD]
TO_MANAGERS = (K.told_manager, K.reported, K.bypassed)


def ledger_of(days=120, seed=3, **settings):
    simulation = Simulation(eventful(days, TWO_HOSPITALS, **settings), seed, ledger=True)
    simulation.run()
    return simulation, simulation.ledger_rows()


@pytest.fixture(scope="module")
def told():
    return ledger_of()


def of_kind(rows, *kinds):
    return rows[np.isin(rows[:, L.kind], kinds)]


def test_every_warning_to_a_manager_is_followed_to_its_end(told):
    simulation, rows = told
    mi = simulation.world.mi
    after = {}
    for event in of_kind(rows, K.passed_up, K.stopped_at):
        after.setdefault(int(event[L.cause]), []).append(event)
    ends = {"board": 0, "stopped": 0}
    for number in np.flatnonzero(np.isin(rows[:, L.kind], TO_MANAGERS)):
        warning, at, holder = rows[number], int(number), int(rows[number, L.ward])
        if warning[L.kind] == K.bypassed:
            holder = int(mi[MI.parent, holder])
        while mi[MI.level, holder] < 3:
            (event,) = (e for e in after[at] if e[L.who] == holder)
            assert event[L.whom] == mi[MI.parent, holder]
            assert (event[L.day], event[L.ward]) == (warning[L.day], warning[L.ward])
            if event[L.kind] == K.stopped_at:
                assert event[L.detail] in (1, 2, 3)
                ends["stopped"] += 1
                break
            assert event[L.detail] == mi[MI.level, event[L.whom]]
            at = int(np.flatnonzero((rows == event).all(axis=1))[0])
            holder = int(event[L.whom])
        else:
            ends["board"] += 1
    assert min(ends.values()) > 50
    assert sum(ends.values()) == len(of_kind(rows, *TO_MANAGERS))


def test_warnings_past_the_line_were_stopped_before(told):
    simulation, rows = told
    past = of_kind(rows, K.passed_up)
    past = past[past[:, L.detail] == 4]
    assert len(past) > 5
    assert set(rows[past[:, L.cause], L.kind].tolist()) == {K.stopped_at}
    assert set(past[:, L.whom].tolist()) <= set(simulation.world.chair.tolist())


def test_counts_are_those_of_the_ledger(told):
    simulation, rows = told
    totals = dict(zip(COUNTS, simulation.series.hospital.sum(axis=(0, 2)), strict=True))
    passed = of_kind(rows, K.passed_up)[:, L.detail]
    bypassed = len(of_kind(rows, K.bypassed))
    assert totals["n_reached_ward"] + bypassed == len(of_kind(rows, *TO_MANAGERS))
    assert totals["n_reached_division"] == (passed == 1).sum() + bypassed
    mi, up = simulation.world.mi, of_kind(rows, K.passed_up)
    among = mi[MI.level, up[:, L.who]] == mi[MI.level, up[:, L.whom]]
    assert among.sum() > 50, "executives also report to a chief executive, counted once"
    assert totals["n_reached_executive"] == ((passed == 2) & ~among).sum()
    assert totals["n_reached_board"] == (passed == 3).sum()
    assert totals["n_reached_past"] == (passed == 4).sum()


def test_the_share_that_arrives_is_that_of_the_theory():
    """T27 on simulated warnings: 1 - (1 - w) (1 - (1 - f)^L): ward, division, two executives."""
    f, w = 0.3, 0.2
    _, rows = ledger_of(
        120,
        filter_base=f,
        filter_pressure=0.0,
        filter_fear=0.0,
        board_bypass=w,
        bypass_share=0.0,
        committed_share=1.0,
    )
    n = len(of_kind(rows, K.told_manager, K.reported))
    passed = of_kind(rows, K.passed_up)[:, L.detail]
    expected = 1.0 - (1.0 - w) * (1.0 - (1.0 - f) ** 4)
    assert n > 800
    assert (passed >= 3).sum() / n == pytest.approx(expected, abs=4.0 * (0.25 / n) ** 0.5)
    assert set(of_kind(rows, K.stopped_at)[:, L.detail].tolist()) == {1}


def test_without_filtering_every_warning_reaches_the_board():
    _, rows = ledger_of(60, M13_on=0.0)
    assert len(of_kind(rows, K.stopped_at)) == 0
    passed = of_kind(rows, K.passed_up)[:, L.detail]
    assert (passed == 3).sum() == len(of_kind(rows, *TO_MANAGERS)) > 100


def test_exposures_and_concerns_go_back_to_a_hazard_of_their_ward(told):
    _, rows = told
    for kind in (K.exposure, K.noticed, K.fixed):
        found = of_kind(rows, kind)
        causes = rows[found[found[:, L.cause] >= 0, L.cause]]
        of_hazard = causes[:, L.kind] == K.hazard_born
        assert of_hazard.sum() > 100
        mine = found[found[:, L.cause] >= 0][of_hazard]
        assert (mine[:, L.ward] == causes[of_hazard][:, L.ward]).all()
        assert (mine[:, L.day] >= causes[of_hazard][:, L.day]).all()


def test_as_many_exposures_have_a_hazard_behind_them_as_hazards_add():
    """With a hazard stock of 1 that stays 1, every second exposure is put down to it."""
    _, rows = ledger_of(
        70, exposure_base=0.05, exposure_most=1.0, hazard_inflow=0.0, hazard_fading=0.0,
        hazard_fix=0.0,
    )  # fmt: skip
    exposures = of_kind(rows, K.exposure)
    share = (exposures[:, L.cause] >= 0).mean()
    assert len(exposures) > 300
    assert share == pytest.approx(0.5, abs=4.0 * (0.25 / len(exposures)) ** 0.5)


def test_hazards_are_born_as_fast_as_they_flow_in():
    simulation, rows = ledger_of(
        200, hazard_inflow=0.02, hazard_standard=0.0, hazard_problems=0.0, hazard_unit=0.1
    )
    born = of_kind(rows, K.hazard_born)
    n_wards = simulation.world.wi.shape[1]
    assert (born[:, L.detail] == -1).sum() == n_wards
    later = born[born[:, L.detail] >= 0]
    assert len(later) == pytest.approx(200 * 0.02 / 0.1 * n_wards, abs=n_wards)
    assert set(later[:, L.detail].tolist()) == {0}
    representative = simulation.world.wi[WI.hazard_event]
    assert (rows[representative, L.kind] == K.hazard_born).all()
    assert len(set(rows[representative, L.day].tolist())) > 1


def test_a_manager_who_tells_all_lets_every_warning_through():
    class Open(STOCK["Manager"]):
        """Keeps nothing back."""

        def reason_to_stop(self, u):
            return 0

    model = HospitalModel(eventful(20, TWO_HOSPITALS), 3, agent_classes={"Manager": Open})
    assert model.agent_phases == {"report_upward"}
    model.run(20)
    assert len(of_kind(model.simulation.ledger_rows(), K.stopped_at)) == 0
    assert int(model.world.hi[HI.n_reached_board].sum()) == int(
        (model.world.sb[SB.channel] > 2).sum()
    )
