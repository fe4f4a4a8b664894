"""Bodies that oversee hospitals: signals, who acts on them, inspections and sanctions (M15)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.attributes import CaseColumns, RegulatorColumns
from culturesim.agents.columns import Member, Row
from culturesim.agents.signals import (
    bear_sanctions,
    become_known,
    draw_funnel,
    prepare,
    share_signals,
    what_is_there,
)
from culturesim.engine import signals as told
from culturesim.parameters import P
from culturesim.rules import exposure, inspection, oversight, returns, watchers
from culturesim.streams import field, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.model import HospitalModel

__all__ = ["Case", "Regulator"]

DIARY, SIGNALS = 1, 2
DESK, DEEP = 0, 2
QUALITY = 0
NAMED = 1  # lead of a hospital


class Case(CaseColumns, Row, population="oversight"):
    """A regulator's file on one hospital: every column of the population ``oversight``."""

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital it is about."""
        return self.model.hospitals[self.hospital_row]

    @cached_property
    def body(self) -> Regulator:
        """The body that keeps it."""
        return self.model.regulators[self.regulator_row]


class Regulator(RegulatorColumns, Member, population="regulator"):
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

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = dict.fromkeys(
        (
            "before_watch", "cases", "gather", "returns_short", "weigh", "decide", "acts",
            "reason_to_inspect", "serve", "inspect", "depth", "chance_of_finding", "climb",
            "threshold", "degree_of_sharing", "deterrence",
        ),
        ("watch",),
    )  # fmt: skip

    @classmethod
    def before_watch(cls, model: HospitalModel) -> None:
        """Let things be known, take them up, and share them, before any body decides.

        Parameters
        ----------
        model : HospitalModel
            The run.
        """
        p, on = model.p, model.p[P.M15_on] > 0.0
        for case in model.cases:
            case.is_inspected = case.is_finding = 0
        for hospital in model.hospitals:
            hospital.scrutiny = oversight.scrutiny_next(hospital.scrutiny, p[P.scrutiny_tau])
            hospital.readiness = inspection.readiness_next(
                hospital.readiness, is_visited=False, tau=p[P.readiness_tau]
            )
            if on:
                become_known(hospital)
        if not on:
            return
        if model.day % 365 == int(p[P.funnel_day]):
            draw_funnel(model)
        for case in model.cases:
            case.body.gather(case)
        for hospital in model.hospitals:
            share_signals(hospital)

    @cached_property
    def cases(self) -> list[Case]:
        """The regulator's files, in row order."""
        return [case for case in self.model.cases if case.regulator_row == self.row]

    def threshold(self) -> float:
        """Score at which it wants to inspect [-]."""
        return float(self.model.p[P.inspect_threshold] * self.rel_threshold)

    def degree_of_sharing(self) -> float:
        """How far it shares: wholly under a duty of its own, else as the parameter says [-]."""
        return 1.0 if self.is_sharing else float(self.model.p[P.duty_to_share])

    def deterrence(self) -> float:
        """Form of its ladder of sanctions, 0 responsive to 1 deterrent [-]."""
        own = self.own_deterrence
        return own if own >= 0.0 else float(self.model.p[P.deterrence])

    def watch(self) -> None:
        """Go through the files, decide, and go and look while capacity lasts."""
        if self.model.p[P.M15_on] == 0.0:
            return
        for case in self.cases:
            self.decide(case)
        if self.capacity >= 0.0:
            self.serve()
        else:
            for case in self.cases:
                if case.wants:
                    self.inspect(case, case.wants)
                    case.wants = 0
        for case in self.cases:
            bear_sanctions(case.hospital)
            prepare(case.hospital)

    def gather(self, case: Case) -> None:
        """Take up what it is told of a hospital today.

        Parameters
        ----------
        case : Case
            The file.
        """
        p, day, hospital = self.model.p, self.model.day, case.hospital
        heard, short = 0.0, 0.0
        if self.signals & told.MORTALITY:
            word = self.word("regulator", 4 * case.row)
            for a in range(hospital.n_alerts_today):
                heard += field(word, a % 4) >= p[P.alert_explained]
        if self.signals & told.FUNNEL and day % 365 == int(p[P.funnel_day]):
            heard += p[P.funnel_weight] * hospital.is_funnel_outlier
        hears, meets = self.signals & told.COMPLAINTS, self.signals & told.CONTACTS
        letters = exposure.soft_signals(
            n_complaints=hospital.n_escalations if hears else 0,
            n_disclosures=hospital.n_outside_regulator if meets else 0,
            n_letters=hospital.n_letters if hears else 0,
            weight=p[P.outside_weight],
        )
        if day % told.MONTH == 0:
            short = p[P.returns_weight] * self.returns_short(hospital)
        case.statistical = oversight.score_next(case.statistical, heard, p[P.alert_tau])
        case.soft = oversight.score_next(case.soft, letters, p[P.alert_tau])
        case.returns = oversight.score_next(case.returns, short, p[P.alert_tau])

    def returns_short(self, hospital: Hospital) -> float:
        """Add up what a hospital's returns fall short of their limits.

        Parameters
        ----------
        hospital : Hospital
            The hospital.

        Returns
        -------
        float
            Sum of shares, of the returns that it receives. [-]
        """
        p, short = self.model.p, 0.0
        if self.signals & told.SURVEY and hospital.survey_recommend >= 0.0:
            short += returns.shortfall(hospital.survey_recommend, p[P.survey_limit])
        if self.signals & told.STAFFING:
            short += returns.shortfall(hospital.fill, p[P.fill_limit])
        if self.signals & told.TARGETS:
            is_set = p[P.target_threat] > 0.0 and hospital.target_level > 0.0
            wanted = hospital.target_level if is_set else p[P.seen_limit]
            short += returns.shortfall(hospital.seen_reported, wanted)
        if self.signals & told.FINANCE:
            short += returns.shortfall(1.0 - hospital.pressure, 1.0 - p[P.finance_limit])
        if self.signals & told.RATING and hospital.rating >= 0.0:
            short += returns.shortfall(hospital.rating, p[P.rating_limit])
        return short

    def weigh(self, case: Case) -> float:
        """Weigh signals, own and shared, against what reassures it.

        Parameters
        ----------
        case : Case
            The file.

        Returns
        -------
        float
            The score. [-]
        """
        p, hospital, degree = self.model.p, case.hospital, self.degree_of_sharing()
        statistical = watchers.pooled(case.statistical, hospital.shared_statistical, degree)
        short = watchers.pooled(case.returns, hospital.shared_returns, degree)
        is_rated = self.signals & told.RATING and hospital.rating >= 0.0
        others = hospital.calm - watchers.calm(case.score, self.threshold())
        return oversight.concern_score(
            statistical=statistical + short,
            soft=watchers.pooled(case.soft, hospital.shared_soft, degree),
            soft_weight=p[P.soft_weight],
            assurance=watchers.assurance(
                hospital.rating if is_rated else hospital.board_picture,
                max(others, 0.0),
                len(hospital.cases) - 1,
            ),
            reliance=min(p[P.reliance] * self.rel_reliance, 1.0),
        )

    def decide(self, case: Case) -> None:
        """Settle the score of a hospital, and whether to inspect it.

        Parameters
        ----------
        case : Case
            The file.
        """
        case.score = self.weigh(case)
        case.wants = self.reason_to_inspect(case)

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
        case.is_waiting = 0
        if self.rel_interval > 0.0 and day >= case.day_next:
            return DIARY
        rested = day - case.day_last >= int(p[P.inspect_gap])
        if not rested or case.score < self.threshold():
            return 0
        if self.acts(case):
            return SIGNALS
        case.is_waiting = 1
        return 0

    def acts(self, case: Case) -> bool:
        """Whether it acts in this round of review, or leaves the case to the others.

        Parameters
        ----------
        case : Case
            The file.

        Returns
        -------
        bool
            By the volunteer's dilemma; always, for a lead or a body that feels alone.
        """
        p, hospital, degree = self.model.p, case.hospital, self.degree_of_sharing()
        lead = 0.0 if case.lead == 0 else 1.0 if case.lead == NAMED else p[P.lead_body]
        cost = watchers.cost_borne(p[P.oversight_cost_ratio], degree, hospital.sharing - degree)
        n_felt = watchers.n_responsible(len(hospital.cases), p[P.extra_bodies], p[P.rel_bodies])
        review = self.model.day // int(p[P.oversight_review])
        u = uniform(self.word("responsibility", case.row, day=review))
        return bool(u < watchers.p_acts(n_felt, cost, lead))

    def serve(self) -> None:
        """Inspect while capacity lasts, highest score first."""
        p = self.model.p
        saved = self.left + self.capacity / 365.0
        deep = inspection.cost_of_visit(DEEP, p[P.desk_cost], p[P.deep_cost])
        self.left = min(saved, max(deep, self.capacity / 12.0))
        waiting = sorted((case for case in self.cases if case.wants), key=lambda case: -case.score)
        for case in waiting:
            cost = inspection.cost_of_visit(self.depth(case.wants), p[P.desk_cost], p[P.deep_cost])
            if cost > self.left:
                return
            self.left -= cost
            reason, case.wants = case.wants, 0
            self.inspect(case, reason)

    def depth(self, reason: int) -> int:
        """How deep it inspects for a reason: 0 desk, 1 visit, 2 deep dive.

        Parameters
        ----------
        reason : int
            1 the diary, 2 the signals.

        Returns
        -------
        int
            Code of the depth.
        """
        return self.depth_diary if reason == DIARY else self.depth_signals

    def chance_of_finding(self, case: Case, depth: int) -> float:
        """Chance that an inspection finds what is wrong.

        Parameters
        ----------
        case : Case
            The file.
        depth : int
            How deep it goes: 0 desk, 1 visit, 2 deep dive.

        Returns
        -------
        float
            Probability: on the spot it rises with preventable harm above the reference. [-]
        """
        p = self.model.p
        hidden = inspection.veil(
            depth, self.is_announcing == 1, p[P.inspect_veil], p[P.veil_unannounced]
        )
        sharp = inspection.sharpness(depth, p[P.inspect_iota], p[P.deep_gain])
        return oversight.p_finding(sharp, what_is_there(case.hospital, self.remit, depth), hidden)

    def inspect(self, case: Case, reason: int) -> None:
        """Inspect; what is found sends the hospital up the ladder of sanctions.

        Parameters
        ----------
        case : Case
            The file.
        reason : int
            1 the diary, 2 the signals.
        """
        p, day, depth = self.model.p, self.model.day, self.depth(reason)
        case.is_inspected = reason
        case.n_inspections += 1
        self.n_visits += 1
        case.day_last = day
        case.day_next = day + int(p[P.inspect_interval] * self.rel_interval)
        if depth > DESK:
            case.hospital.readiness = 1.0
        event = self.model.emit("inspection", who=self.row, whom=case.hospital.row, detail=reason)
        found = uniform(self.word("inspect", case.row)) < self.chance_of_finding(case, depth)
        if found:
            case.is_finding = 1
            case.n_findings += 1
            case.n_clean = 0
            if self.remit == QUALITY:
                drawn = oversight.attention_to_finding(
                    what_is_there(case.hospital, self.remit, depth)
                )
                case.hospital.scrutiny = max(case.hospital.scrutiny, drawn)
        else:
            case.n_clean += 1
            case.statistical = 0.0
        self.climb(case, found, event)

    def climb(self, case: Case, found: bool, event: int) -> None:
        """Go up or down the ladder of sanctions after an inspection.

        Parameters
        ----------
        case : Case
            The file.
        found : bool
            Whether something was found.
        event : int
            The inspection in the ledger.
        """
        about = {"who": self.row, "whom": case.hospital.row}
        step = inspection.next_step(case.step, found, case.n_clean, self.deterrence())
        if found:
            event = self.model.emit("finding", **about, cause=event, detail=step)
        if step != case.step:
            case.step = step
            self.model.emit("sanction", **about, cause=event, detail=step)
