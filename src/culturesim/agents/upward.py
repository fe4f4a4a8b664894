"""M13 event by event: how a manager hands a warning on to the boss, or keeps it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturesim.agents.attributes import ManagerColumns
from culturesim.agents.columns import Member
from culturesim.agents.voice import BYPASS, PEER
from culturesim.engine.upward import PAST_THE_LINE, STEPS
from culturesim.parameters import P
from culturesim.rules import passing
from culturesim.streams import uniform

if TYPE_CHECKING:
    from culturesim.agents.manager import Manager
    from culturesim.agents.model import HospitalModel
    from culturesim.agents.staff import Staff

__all__ = ["REACHED", "Messenger"]

OF_BOARD = 3
#: Level of a manager to the counter of the hospital for concerns that came so far today.
REACHED = ("n_reached_ward", "n_reached_division", "n_reached_executive", "n_reached_board")


class Messenger(ManagerColumns, Member, population="manager"):
    """How a manager deals with a warning that could go further up."""

    @classmethod
    def after_report_upward(cls, model: HospitalModel) -> None:
        """Follow each concern that came to a manager today on its way up.

        Parameters
        ----------
        model : HospitalModel
            The run.
        """
        for hospital in model.hospitals:
            for counter in (*REACHED, "n_reached_past"):
                setattr(hospital, counter, 0)
        for ward in model.wards:
            if ward.n_arrivals > 0:
                for speaker in ward.staff:
                    if speaker.channel > PEER:
                        follow(speaker)

    def reason_to_stop(self: Manager, u: float) -> int:
        """Whether this manager keeps a warning back, and why.

        Parameters
        ----------
        u : float
            Uniform number in [0, 1). [-]

        Returns
        -------
        int
            0 passed up; 1 kept back by habit, 2 for pressure, 3 for fear of the boss. [code]
        """
        p = self.model.p
        from_pressure = p[P.filter_pressure] * self.pressure_felt
        return passing.stopped_by(u, self.filter, p[P.filter_base], from_pressure)


def follow(speaker: Staff) -> None:
    """Follow one warning from manager to manager until one keeps it back or the board has it.

    Parameters
    ----------
    speaker : Staff
        Who raised it today.
    """
    ward, model = speaker.ward, speaker.model
    holder = ward.manager
    if speaker.channel == BYPASS and holder.boss:
        holder = holder.boss
    _count(holder.level, ward.hospital)
    event, stopped, step = speaker.concern_event, 0, 0
    while not stopped and holder.level < OF_BOARD and holder.boss:
        boss = holder.boss
        stopped = holder.reason_to_stop(
            uniform(speaker.word("passing", STEPS * speaker.row + step))
        )
        if not stopped and boss.level > holder.level:
            _count(boss.level, ward.hospital)
        event = model.emit(
            "stopped_at" if stopped else "passed_up",
            who=holder.row,
            whom=boss.row,
            ward=ward.row,
            cause=event,
            detail=stopped or boss.level,
        )
        holder = boss
        step += 1
    u = uniform(speaker.word("passing", STEPS * speaker.row + STEPS - 1))
    if stopped and u < model.p[P.board_bypass]:
        ward.hospital.n_reached_past += 1
        chair = ward.hospital.chair
        model.emit("passed_up", whom=chair.row, ward=ward.row, cause=event, detail=PAST_THE_LINE)


def _count(level: int, hospital: object) -> None:
    """Count a concern that has come to somebody of a level today."""
    setattr(hospital, REACHED[level], getattr(hospital, REACHED[level]) + 1)
