"""Who is in a model: agents made when asked for, numbered for good, and their network."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import mesa
from mesa.discrete_space import Network
from mesa.discrete_space.cell import Cell

from culturesim.agents.columns import Member, column_views
from culturesim.agents.patient import Patient
from culturesim.agents.places import Team
from culturesim.agents.regulator import Case
from culturesim.simulation import Simulation

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.inquiry import Inquiry
    from culturesim.agents.manager import Manager
    from culturesim.agents.places import Ward
    from culturesim.agents.press import Press
    from culturesim.agents.regulator import Regulator
    from culturesim.agents.staff import Staff

__all__ = ["PeopledModel"]

OFF_GRID = ("Patient", "Press", "Inquiry")  # they stand at somebody else's place
STRANGERS = 10**15  # first identifier of agents that are not of this package


class PeopledModel(mesa.Model):
    """A Mesa model whose agents are views on the columns of a run.

    Agents are made the first time somebody asks for their kind, so that a run of 400,000 people
    that nobody looks at makes no objects.

    Parameters
    ----------
    simulation : Simulation
        The run.
    agent_classes : dict of str to type
        Class of each kind of agent.

    Attributes
    ----------
    organisation : Frozen
        Who works where.
    world : World
        The state.
    columns : dict of dict of memoryview
        Every column by population and name, without copies.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> issubclass(HospitalModel, PeopledModel)
    True
    """

    def __init__(self, simulation: Simulation, agent_classes: dict[str, type[Member]]) -> None:
        super().__init__(seed=simulation.seed)
        self.agent_classes = agent_classes
        self.organisation = simulation.organisation
        self.world = simulation.world
        self.columns = column_views(self.world)
        self._rolls: dict[str, list[Any]] = {}
        self._beds: dict[int, Patient] = {}
        self._grid: Network | None = None
        self._n_strangers = 0

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """How many there are of each kind that lasts."""
        o = self.organisation
        return {
            "Staff": o.n_staff,
            "Manager": o.n_managers,
            "Ward": o.n_wards,
            "Hospital": o.n_hospitals,
            "Regulator": self.world.ri.shape[1],
            "Team": o.n_teams,
            "Case": self.world.oi.shape[1],
            "Press": o.n_hospitals,
            "Inquiry": o.n_hospitals,
        }

    @cached_property
    def first_id(self) -> dict[str, int]:
        """Lowest ``unique_id`` of each population, the same in every run of one organisation."""
        first, ids = 1, {}
        for kind, n in self._sizes.items():
            ids[kind.lower()] = first
            first += n
        return ids | {"patient": first}

    def _roll(self, kind: str) -> list[Any]:
        """All agents of a kind in row order, made when first asked for."""
        if kind not in self._rolls:
            cls: Any = {"Team": Team, "Case": Case}.get(kind) or self.agent_classes[kind]
            self._rolls[kind] = [cls(self, row) for row in range(self._sizes[kind])]
        return self._rolls[kind]

    @property
    def staff(self) -> list[Staff]:
        """Posts, vacant ones among them, in row order."""
        return self._roll("Staff")

    @property
    def managers(self) -> list[Manager]:
        """Managers, in row order: first one for each ward."""
        return self._roll("Manager")

    @property
    def wards(self) -> list[Ward]:
        """Wards and departments, in row order."""
        return self._roll("Ward")

    @property
    def teams(self) -> list[Team]:
        """Teams, in row order; they are no Mesa agents, for they decide nothing."""
        return self._roll("Team")

    @property
    def hospitals(self) -> list[Hospital]:
        """Hospitals, in row order."""
        return self._roll("Hospital")

    @property
    def regulators(self) -> list[Regulator]:
        """Regulators, in row order."""
        return self._roll("Regulator")

    @property
    def cases(self) -> list[Case]:
        """Regulators' files on hospitals, in row order."""
        return self._roll("Case")

    @property
    def press(self) -> list[Press]:
        """Newspapers, one file a hospital, in row order."""
        return self._roll("Press")

    @property
    def inquiries(self) -> list[Inquiry]:
        """Inquiries, asleep or sitting, one a hospital, in row order."""
        return self._roll("Inquiry")

    @property
    def patients(self) -> list[Patient]:
        """Those in beds, in bed order."""
        return self.patients_in(range(self.organisation.n_beds))

    def patients_in(self, beds: range) -> list[Patient]:
        """Those in some of the beds.

        Parameters
        ----------
        beds : range
            Rows of the beds.

        Returns
        -------
        list of Patient
            Patients in bed order.
        """
        is_present = self.columns["patient"]["is_present"]
        return [self.patient(bed) for bed in beds if is_present[bed]]

    def patient(self, bed: int) -> Patient:
        """Patient in a bed, or who was there last.

        Parameters
        ----------
        bed : int
            Row of the bed.

        Returns
        -------
        Patient
            The same object for as long as it is the same patient.
        """
        found = self._beds.get(bed)
        if found is None or found.identity != found.present_identity():
            if found is not None:
                found.remove()
            cls: Any = self.agent_classes["Patient"]
            found = self._beds[bed] = cls(self, bed)
        return found

    def _populate(self) -> None:
        """Make every agent that is not there yet; patients who have left go."""
        for kind in self.agent_classes:
            if kind != "Patient":
                self._roll(kind)
        for bed, patient in list(self._beds.items()):
            if not patient.is_here:
                del self._beds[bed]
                patient.remove()
        self.patients_in(range(self.organisation.n_beds))

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take in an agent; Mesa calls it.

        Parameters
        ----------
        agent : mesa.Agent
            A new agent, of this package or of any other.

        Notes
        -----
        Mesa 3.3 counts identifiers in a table that belongs to the class and keeps every model
        alive; this model numbers its agents itself and takes itself out of that table.
        """
        getattr(mesa.Agent, "_ids", {}).pop(self, None)  # not in every Mesa
        if not isinstance(agent, Member):
            agent.unique_id = STRANGERS + self._n_strangers
            self._n_strangers += 1
        super().register_agent(agent)

    @property
    def agents(self) -> mesa.agent.AgentSet:
        """Everybody: staff, managers, wards, hospitals, regulators and present patients."""
        self._populate()
        return self._all_agents

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], mesa.agent.AgentSet]:
        """The same, by class."""
        self._populate()
        found: dict[type[mesa.Agent], mesa.agent.AgentSet] = self._agents_by_type
        return found

    @property
    def agent_types(self) -> list[type[mesa.Agent]]:
        """Classes of agents in the model."""
        return list(self.agents_by_type)

    @property
    def grid(self) -> Network:
        """The organisation as a Mesa network: a cell for each node, holding its agent."""
        if self._grid is None:
            from culturesim.organisation import to_graph

            self._grid = Network(to_graph(self.organisation), random=self.random)
            for kind in self.agent_classes:
                for agent in () if kind in OFF_GRID else self._roll(kind):
                    self._grid[agent.node].add_agent(agent)
        return self._grid

    @property
    def space(self) -> Network:
        """The same as `grid`, under Mesa's other name for it."""
        return self.grid

    def close(self) -> None:
        """Let go of all agents, the network and Mesa's caches; results stay readable."""
        self.remove_all_agents()
        self._rolls.clear()
        self._beds.clear()
        self._grid = None
        for cached in (Cell.get_neighborhood, Cell._neighborhood):
            getattr(cached, "cache_clear", lambda: None)()
