"""The regulator: charts, letters and inspections (the simple part of M15)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.attributes import CaseColumns
from culturesim.agents.columns import Member, Row
from culturesim.parameters import P
from culturesim.rules import exposure, oversight
from culturesim.streams import field, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital

__all__ = ["Case", "Regulator"]

DIARY, SIGNALS = 1, 2
TOP_STEP = 4  # of the sanction pyramid


class Case(CaseColumns, Row, population="oversight"):
    """A regulator's file on one hospital: every column of the population ``oversight``."""

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital it is about."""
        return self.model.hospitals[self.hospital_row]


class Regulator(Member):
    """A body that oversees hospitals: one case a hospital.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> [case.n_inspections for case in model.regulators[0].cases]
    [0]
    """

    population = "regulator"

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "cases": ("watch",),
        "follow": ("watch",),
        "read_charts": ("watch",),
        "weigh_signals": ("watch",),
        "reason_to_inspect": ("watch",),
        "inspect": ("watch",),
        "chance_of_finding": ("watch",),
    }

    @cached_property
    def cases(self) -> list[Case]:
        """The regulator's files, in row order."""
        return [case for case in self.model.cases if case.regulator_row == self.row]

    def watch(self) -> None:
        """Go through the files: charts, letters, and whether it is time to go and look."""
        p = self.model.p
        for case in self.cases:
            case.is_inspected = case.is_finding = 0
            case.hospital.scrutiny = oversight.scrutiny_next(
                case.hospital.scrutiny, p[P.scrutiny_tau]
            )
            if p[P.M15_on] > 0.0:
                self.follow(case)

    def follow(self, case: Case) -> None:
        """Weigh today's signals about a hospital and inspect it if there is reason to.

        Parameters
        ----------
        case : Case
            The file.
        """
        self.weigh_signals(case, self.read_charts(case))
        reason = self.reason_to_inspect(case)
        if reason:
            self.inspect(case, reason)

    def read_charts(self, case: Case) -> int:
        """Add today's leavers to the wards' CUSUM charts.

        Parameters
        ----------
        case : Case
            The file.

        Returns
        -------
        int
            Signals; the chart of the ward starts again at 0 after one. [count]
        """
        p = self.model.p
        n_alerts = 0
        for patient in case.hospital.patients:
            if patient.outcome == 0:
                continue
            ward = patient.home
            expected = oversight.expected_death(
                patient.risk, p[P.ratio_calibration], p[P.coding_depth]
            )
            ward.cusum = oversight.cusum_next(
                ward.cusum, expected, patient.outcome > 1, p[P.cusum_odds]
            )
            if ward.cusum >= p[P.cusum_limit]:
                ward.cusum = 0.0
                n_alerts += 1
                ward.n_alerts += 1
                self.model.emit("alert", who=self.row, whom=case.hospital.row, ward=ward.row)
        return n_alerts

    def weigh_signals(self, case: Case, n_alerts: int) -> None:
        """Turn charts and letters into a score, softened by what the board says of itself.

        Parameters
        ----------
        case : Case
            The file.
        n_alerts : int
            Signals of the charts today; some are explained away. [count]
        """
        p = self.model.p
        word = self.word("regulator", 4 * case.row)
        believed = 0
        for a in range(n_alerts):
            believed += field(word, a % 4) >= p[P.alert_explained]
        case.statistical = oversight.score_next(case.statistical, believed, p[P.alert_tau])
        heard = exposure.soft_signals(
            n_complaints=case.hospital.n_escalations,
            n_disclosures=case.hospital.n_outside_regulator,
            n_letters=case.hospital.n_letters,
            weight=p[P.outside_weight],
        )
        case.soft = oversight.score_next(case.soft, heard, p[P.alert_tau])
        case.score = oversight.concern_score(
            statistical=case.statistical,
            soft=case.soft,
            soft_weight=p[P.soft_weight],
            assurance=case.hospital.board_picture,
            reliance=p[P.reliance],
        )

    def reason_to_inspect(self, case: Case) -> int:
        """Why to inspect today.

        Parameters
        ----------
        case : Case
            The file.

        Returns
        -------
        int
            0 no reason, 1 it is in the diary, 2 the signals.
        """
        p, day = self.model.p, self.model.day
        if day >= case.day_next:
            return DIARY
        rested = day - case.day_last >= int(p[P.inspect_gap])
        return SIGNALS if rested and case.score >= p[P.inspect_threshold] else 0

    def chance_of_finding(self, case: Case) -> float:
        """Chance that an inspection finds what is wrong.

        Parameters
        ----------
        case : Case
            The file.

        Returns
        -------
        float
            Probability: it rises with preventable harm above the reference. [-]
        """
        p = self.model.p
        badness = case.hospital.harm_rate / p[P.harm_reference] - 1.0
        return oversight.p_finding(p[P.inspect_iota], max(badness, 0.0), p[P.inspect_veil])

    def inspect(self, case: Case, reason: int) -> None:
        """Inspect, and go up or down a step of the sanction pyramid.

        Parameters
        ----------
        case : Case
            The file.
        reason : int
            1 the diary, 2 the signals.
        """
        day, about = self.model.day, {"who": self.row, "whom": case.hospital.row}
        case.is_inspected = reason
        case.n_inspections += 1
        case.day_last = day
        case.day_next = day + int(self.model.p[P.inspect_interval])
        cause = self.model.emit("inspection", **about, detail=reason)
        if uniform(self.word("inspect", case.row)) < self.chance_of_finding(case):
            case.is_finding = 1
            case.n_findings += 1
            case.step = min(case.step + 1, TOP_STEP)
            case.hospital.scrutiny = 1.0
            self.model.emit("finding", **about, cause=cause, detail=case.step)
        else:
            case.step = max(case.step - 1, 0)
            case.statistical = 0.0
