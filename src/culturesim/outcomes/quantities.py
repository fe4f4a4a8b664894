"""What is kept of a run: the quantities of the tidy series, with unit and plain meaning.

A count is added up over wards and days, a level is averaged: over patients where it is about care,
over staff where it is about people. Truth is what happens to patients; what an observer sees comes
from an instrument and is marked so.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["QUANTITIES", "WARD_QUANTITIES", "Quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of the series.

    Attributes
    ----------
    name : str
        Name in the series, and of the recorded column.
    source : str
        Record it is taken from: ``ward``, ``hospital`` or ``oversight``; ``theme`` for an index
        worked out from others.
    weight : str
        ``count`` if it is added up; ``staff`` or ``patients`` if wards are averaged with these
        weights; ``level`` for a level of the whole hospital.
    unit : str
        Unit of a value; of a count, per period of the row.
    meaning : str
        What it is, in plain words.

    Examples
    --------
    >>> QUANTITIES["n_preventable"].unit
    'harms'
    """

    name: str
    source: str
    weight: str
    unit: str
    meaning: str

    @property
    def is_count(self) -> bool:
        """Whether values are added up over days, not averaged."""
        return self.weight == "count"


_TABLE = """
ward | n_patients      | count    | patient-days | patients in beds
ward | n_admissions    | count    | patients     | patients admitted
ward | n_deaths        | count    | deaths       | patients who died (truth)
ward | n_avoidable     | count    | deaths       | deaths from preventable harm (truth)
ward | n_excess        | count    | deaths       | further deaths that reference care would not have had (truth)
ward | n_incidents     | count    | incidents    | slips in care that reached or nearly reached a patient (truth)
ward | n_near_misses   | count    | incidents    | incidents stopped before harm (truth)
ward | n_harms         | count    | harms        | patients harmed by care (truth)
ward | n_preventable   | count    | harms        | harms that good care would have prevented (truth)
ward | missed_care     | patients | share        | share of needed care left undone (truth)
ward | n_rn_missed     | count    | shifts       | nurse shifts with a task left undone
ward | hazard          | staff    | hazards      | latent hazards nobody has fixed, per ward (truth)
ward | pressure        | staff    | ratio        | work needed over work available
ward | standard_mean   | staff    | share        | what staff hold to be proper care, 1 as taught
ward | n_concerns      | count    | concerns     | concerns held by staff
ward | n_voiced        | count    | concerns     | concerns raised, by any channel
ward | n_silent        | count    | concerns     | concerns kept silent
ward | n_reports       | count    | forms        | incident forms filed
ward | n_reported      | count    | incidents    | incidents with at least one form
ward | n_bypass        | count    | concerns     | concerns taken past the line manager
ward | n_arrivals      | count    | concerns     | concerns that reached a manager
ward | n_acted         | count    | concerns     | concerns acted on
ward | n_punished      | count    | concerns     | concerns that cost the speaker
ward | n_fixed         | count    | causes       | causes of hazards removed
ward | fear_mean       | staff    | share        | staff's mean belief that speaking brings detriment
ward | futility_mean   | staff    | share        | staff's mean belief that speaking changes nothing
ward | voice_mean      | staff    | share        | staff's mean readiness to raise a concern
ward | energy_mean     | staff    | share        | staff's mean energy, 1 rested
ward | n_staff         | count    | staff-days   | posts held
ward | n_leavers       | count    | people       | staff who left
ward | n_rn_planned    | count    | shifts       | nurse shifts funded and on the roster
ward | n_rn_on_shift   | count    | shifts       | nurse shifts worked by post holders
ward | n_rn_agency     | count    | shifts       | nurse shifts worked by agency staff
ward | n_rostered      | count    | shifts       | shifts rostered to post holders
ward | n_absent        | count    | shifts       | rostered shifts lost to sickness
ward | n_complaints    | count    | complaints   | formal complaints by patients or families
ward | n_upheld        | count    | complaints   | formal complaints upheld
ward | n_alerts        | count    | alerts       | mortality alerts raised by the regulator's chart (instrument)
ward | practice        | staff    | share        | practice of those on shift, 1 as taught (truth)
ward | problems        | staff    | backlogs     | pending operational problems, 1 a normal backlog (truth)
ward | lessons         | staff    | lessons      | lessons held, per ward (truth)
ward | know_how        | staff    | share        | points of good practice that wards have right (truth)
ward | n_answered      | count    | concerns     | concerns whose speaker was shown an action
ward | n_turns         | count    | people       | people who compared how they work
ward | n_beyond        | count    | people       | of these, with somebody beyond the ward
ward | n_huddles       | count    | huddles      | huddles held
ward | n_visits        | count    | visits       | leaders' walk-rounds
ward | n_visits_answered | count  | visits       | of these, with word of what was done
hospital | occupancy       | level | share  | beds taken over beds
hospital | n_turned_away   | count | patients | patients for whom there was no bed
hospital | n_escalations   | count | complaints | complaints taken outside the hospital
hospital | n_reached_ward  | count | concerns | concerns that reached a ward manager
hospital | n_reached_division | count | concerns | concerns that reached a division manager
hospital | n_reached_executive | count | concerns | concerns that reached an executive
hospital | n_reached_board | count | concerns | concerns that reached the board through the line
hospital | n_reached_past  | count | concerns | concerns that reached the board past the line after having been stopped
hospital | attention       | level | share  | board's attention to safety
hospital | scrutiny        | level | share  | outside attention after a finding
hospital | true_view       | level | share  | ward managers' mean view of how bad things are
hospital | division_view   | level | share  | division managers' mean view of how bad things are
hospital | executive_view  | level | share  | executives' mean view of how bad things are
hospital | board_view      | level | share  | bad news as it reaches the board
hospital | board_picture   | level | score  | dashboard the board sees, 1 all well (instrument)
hospital | score_fill      | level | score  | dashboard: nurse staffing return (instrument)
hospital | score_ratio     | level | score  | dashboard: published mortality ratio (instrument)
hospital | score_complaints | level | score | dashboard: few complaints (instrument)
hospital | score_reports   | level | score  | dashboard: few incident forms (instrument)
hospital | score_escalated | level | score  | dashboard: little bad news from below (instrument)
hospital | ratio           | level | points | published mortality ratio, 100 as expected (instrument)
hospital | survey_recommend | level | share | last staff survey: would recommend the care; -1 before the first (instrument)
hospital | survey_safe     | level | share  | last staff survey: safe to raise unsafe practice; -1 before the first (instrument)
hospital | survey_heard    | level | share  | last staff survey: the hospital would act; -1 before the first (instrument)
hospital | wait_median     | level | hours  | median wait of emergency patients (truth)
hospital | seen_in_time    | level | share  | emergency patients seen within the limit, last month (truth)
hospital | seen_reported   | level | share  | the same as the hospital reports it (instrument)
hospital | target_level    | level | share  | emergency patients whom the target wants seen within the limit
hospital | target_pressure | level | share  | pressure of the target on those in charge
hospital | target_effort   | level | share  | real effort spent on shorter waits
hospital | target_gaming   | level | share  | emergency patients reported as in time who were not (truth)
hospital | n_waits_early   | count | patients | emergency patients seen well within the limit (truth)
hospital | n_waits_just    | count | patients | emergency patients seen just inside the limit (truth)
hospital | n_waits_over    | count | patients | emergency patients seen after the limit (truth)
hospital | n_reported_early | count | patients | reported as seen well within the limit (instrument)
hospital | n_reported_just | count | patients | reported as seen just inside the limit (instrument)
hospital | n_reported_over | count | patients | reported as seen after the limit (instrument)
hospital | survey_waits    | level | share  | last patient survey: seen in time; -1 before the first (instrument)
hospital | community_futility | level | share | what people outside expect of a complaint: how likely it is in vain
hospital | handover        | level | share | how new the chief executive is, 1 on arrival
hospital | n_chiefs        | level | people | chief executives who have come so far
hospital | n_outside_regulator | count | disclosures | concerns staff took to the regulator (instrument)
hospital | n_outside_press | count | disclosures | concerns staff took to a newspaper (instrument)
hospital | n_retaliated    | count | people | staff who suffered for going outside (truth)
hospital | outside_score   | level | disclosures | fading count of disclosures to the regulator
hospital | campaign        | level | families | wronged families who have organised
hospital | n_letters       | count | letters | letters of the campaign to the regulator (instrument)
hospital | letters_score   | level | letters | fading count of these letters
hospital | story           | count | stories | stories in print (instrument)
hospital | public_attention | level | share | public attention after a scandal or a report
hospital | is_scandal      | count | scandals | scandals
hospital | is_sitting      | level | share | whether an inquiry sits
hospital | recommendations_open | level | recommendations | recommendations made and neither carried out nor fallen asleep
hospital | change          | level | share | change in force after exposure (truth)
hospital | posts_granted   | level | share | missing posts funded after exposure
hospital | stigma          | level | share | how bad the hospital's name is
oversight | statistical    | level | score  | regulator's fading score of believed mortality alerts
oversight | soft           | level | score  | regulator's fading score of complaints taken outside
hospital | rating          | level | score  | rating the hospital last declared of itself; -1 before the first (instrument)
ward | expected_deaths | count    | deaths       | deaths that the recorded case mix predicts (instrument)
oversight | returns        | level | score  | regulator's fading score of returns that fall short
oversight | step           | level | step   | step on the ladder of sanctions, the highest of all bodies
oversight | is_waiting     | count | days   | body-days on which signals sufficed and the case was left to others
oversight | is_inspected   | count | visits   | inspections by the regulator
oversight | is_finding     | count | findings | inspections that found it
theme | isolation       | level    | index    | isolation: practice is not compared with anybody's elsewhere
theme | inadequate_leadership | level | index | inadequate leadership: known problems are not tackled
theme | system_failure  | level    | index    | system and process failure: checks are absent or decayed
theme | poor_communication | level | index    | poor communication: messages are lost, inside and with patients
theme | disempowerment  | level    | index    | disempowered staff and patients: voice is costly or in vain
"""  # noqa: E501


def _read() -> dict[str, Quantity]:
    rows = (tuple(cell.strip() for cell in row.split("|")) for row in _TABLE.strip().splitlines())
    return {row[1]: Quantity(row[1], row[0], row[2], row[3], row[4]) for row in rows}


#: Quantities of a series by name, in order.
QUANTITIES: dict[str, Quantity] = _read()

#: Names of those that are kept for each ward too.
WARD_QUANTITIES: tuple[str, ...] = tuple(
    name for name, quantity in QUANTITIES.items() if quantity.source == "ward"
)
