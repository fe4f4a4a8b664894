"""A member of staff among others: ward, team and the people asked for advice."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from culturesim.agents.attributes import StaffColumns
from culturesim.agents.columns import Member

if TYPE_CHECKING:
    from culturesim.agents.places import Team, Ward
    from culturesim.agents.staff import Staff

__all__ = ["Person"]


class Person(StaffColumns, Member, population="staff"):
    """A post and whoever holds it, before anybody acts; see `culturesim.agents.staff.Staff`."""

    @cached_property
    def ward(self) -> Ward:
        """The ward of the post."""
        return self.model.wards[self.ward_row]

    @property
    def p(self) -> list[float]:
        """Parameter values in force on the ward, in the order of `culturesim.parameters.P`."""
        return self.ward.p

    @cached_property
    def team(self) -> Team:
        """The team of the post."""
        return self.model.teams[self.team_row]

    @cached_property
    def contacts(self) -> list[Staff]:
        """Those whom the holder asks for advice, in row order; ties belong to posts."""
        s = self.model.world
        first, last = s.tie_ptr[self.row], s.tie_ptr[self.row + 1]
        return [self.model.staff[j] for j in s.tie_idx[first:last].tolist()]
