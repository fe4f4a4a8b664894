"""A run as a Mesa model: days as steps, agents on demand, any phase open to a subclass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa

from culturesim.agents.columns import Member
from culturesim.agents.overriding import AGENT_PHASES, check_classes, phases_overridden
from culturesim.agents.population import PeopledModel
from culturesim.agents.recorded import recorded
from culturesim.engine.events import emit
from culturesim.errors import InputError, nearest
from culturesim.scenario import Scenario, load_scenario
from culturesim.schedule import PHASES
from culturesim.simulation import Simulation
from culturesim.state.ledger import K
from culturesim.streams import STREAM, key

if TYPE_CHECKING:
    from culturesim.results import Results

__all__ = ["HospitalModel"]

ENGINES = ("compiled", "agents")


class HospitalModel(PeopledModel):
    """One run of one scenario, a day a step.

    Parameters
    ----------
    scenario : Scenario, str or Path
        What is simulated: a scenario, the name of one shipped with the package, or a file.
    seed : int
        Seed of the run, 0 <= seed < 2**63. [-]
    engine : str
        ``"compiled"``, or ``"agents"`` to run every phase through Mesa agents: the same results
        to the last bit, more slowly.
    agent_classes : mapping of str to type, optional
        Name of a stock class (``"Staff"``) and the subclass to use in its place. Phases whose
        behaviour it changes go through agents, the others stay compiled.
    ledger : bool
        Whether events are kept.
    days : int, optional
        Length of the run, if not the scenario's. [days]
    **kwargs
        Dials, parameters and other settings of the scenario by name: ``fear=0.2``.

    Attributes
    ----------
    simulation : Simulation
        The run underneath: state, timetable, record and ledger.
    day : int
        The day being simulated, or the last one simulated; 0 before the first. [day]
    p : list of float
        Parameter values in force, in the order of `culturesim.parameters.P`.
    agent_phases : frozenset of str
        Phases that go through agents.

    Raises
    ------
    InputError
        If the scenario, seed, engine, an agent class or a setting is refused; from `step` and
        `run`, if there are no days left.

    Notes
    -----
    Days before day 1 are simulated compiled and with the stock behaviour, so that runs with
    different agent classes start from the same morning.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> scenario = Scenario("A week", days=7, warm_up_days=30, organisation=sizes)
    >>> model = HospitalModel(scenario, seed=1, fear=0.2)
    >>> model.step()
    >>> model.run()
    >>> model.steps, model.running
    (7, False)
    >>> len(model.agents.select(lambda agent: getattr(agent, "profession", None) == 2))
    11
    """

    def __init__(
        self,
        scenario: Scenario | str | Path = "small",
        seed: int = 0,
        *,
        engine: str = "compiled",
        agent_classes: Mapping[str, type[Member]] | None = None,
        ledger: bool = True,
        days: int | None = None,
        **kwargs: Any,
    ) -> None:
        if engine not in ENGINES:
            raise InputError(
                f"engine: {engine!r} is not an engine{nearest(engine, ENGINES)}; "
                f"allowed: {', '.join(ENGINES)}"
            )
        classes = check_classes(agent_classes)
        chosen = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        changes = kwargs | ({} if days is None else {"days": days})
        if changes:
            chosen = chosen.with_changes(changes, where="HospitalModel")
        self.simulation = Simulation(chosen, seed, ledger=ledger)
        super().__init__(self.simulation, classes)
        overridden = [phases_overridden(name, cls) for name, cls in classes.items()]
        self.agent_phases = AGENT_PHASES if engine == "agents" else frozenset().union(*overridden)
        self._collector: mesa.DataCollector | None = None
        self._recorded: tuple[int, mesa.DataCollector] | None = None
        self._streams: dict[tuple[str, int], tuple[int, int]] = {}
        self.day = 0
        self.p: list[float] = []
        self._ward_p: list[list[float]] = []
        self._look_at(1)
        self.day = 0

    def step(self) -> None:
        """Simulate one day: its phases in order, each compiled or through agents."""
        if self.simulation.days_left < 1:
            self.steps = self.simulation.day  # Mesa has counted this step already
            raise InputError(
                f"step: no days left of scenario {self.simulation.scenario.name} "
                f"({self.simulation.scenario.days} days)"
            )
        self._look_at(self.simulation.day + 1)
        if self.agent_phases:
            self._run_phases()
        else:
            self.simulation.run(1)
        self.running = self.simulation.days_left > 0

    def run(self, days: int | None = None) -> None:
        """Simulate several days.

        Parameters
        ----------
        days : int, optional
            How many; all that are left if left out. [days]

        Notes
        -----
        Without phases to run through agents, and unless a subclass has a `step` of its own, the
        days run in one compiled stretch.
        """
        n = self.simulation.days_left if days is None else days
        if not 0 <= n <= self.simulation.days_left:
            raise InputError(f"days: {n} asked for, {self.simulation.days_left} left")
        if self.agent_phases or type(self).step is not HospitalModel.step:
            for _ in range(n):
                self.step()
            return
        self.simulation.run(n)
        self.steps += n
        self.running = self.simulation.days_left > 0
        if n:
            self._look_at(self.simulation.day)

    def run_model(self) -> None:
        """Simulate all days that are left, as Mesa calls it."""
        self.run()

    def _look_at(self, day: int) -> None:
        """Set the day, and parameters and streams for agents to read."""
        self.day = day
        self.p = self.simulation.parameters_on(day).tolist()
        self._ward_p = [values.tolist() for values in self.world.ward_p]
        self._streams.clear()

    def ward_parameters(self, ward: int) -> list[float]:
        """Parameter values in force on a ward, where a lever may be limited to some.

        Parameters
        ----------
        ward : int
            Ward. [row]

        Returns
        -------
        list of float
            In the order of `culturesim.parameters.P`.
        """
        return self._ward_p[self.world.ward_set[ward]]

    def _run_phases(self) -> None:
        """Run the day phase by phase."""
        vector = self.simulation.parameters_on(self.day)
        for phase in PHASES:
            if phase.name in self.agent_phases:
                self.run_agents(phase.name, phase.agent)
            else:
                self.simulation.run_phase(phase.name, self.day, vector)
        self.simulation.close_day(self.day)

    def run_agents(self, phase: str, kind: str) -> None:
        """Run one phase through its agents, in row order.

        Parameters
        ----------
        phase : str
            Name of the phase, which is the name of the method.
        kind : str
            Name of the stock class of those who act.
        """
        before = getattr(self.agent_classes[kind], f"before_{phase}", None)
        if before:
            before(self)
        for agent in self.patients if kind == "Patient" else self._roll(kind):
            getattr(agent, phase)()
        after = getattr(self.agent_classes[kind], f"after_{phase}", None)
        if after:
            after(self)

    def stream(self, name: str, day: int | None = None) -> tuple[int, int]:
        """Key of a stream, worked out once a day.

        Parameters
        ----------
        name : str
            A field of `culturesim.streams.STREAM`.
        day : int, optional
            Day, if not today. [day]

        Returns
        -------
        tuple of int
            The key, for `culturesim.streams.draw`.
        """
        at = (name, self.day if day is None else day)
        found = self._streams.get(at)
        if found is None:
            found = self._streams[at] = key(self.simulation.seed, getattr(STREAM, at[0]), at[1])
        return found

    def emit(
        self,
        kind: str,
        *,
        who: int = -1,
        whom: int = -1,
        ward: int = -1,
        cause: int = -1,
        detail: int = 0,
    ) -> int:
        """Write an event of today into the ledger.

        Parameters
        ----------
        kind : str
            One of `culturesim.state.ledger.KINDS`.
        who, whom, ward : int
            Rows of those concerned, -1 for nobody. [row]
        cause : int
            Ledger row of the event that led to it, -1 for none.
        detail : int
            As the kind of event has it.

        Returns
        -------
        int
            Ledger row, -1 when no ledger is kept.
        """
        s = self.world
        number = getattr(K, kind)
        return int(emit(s.ledger, s.ledger_count, self.day, number, who, whom, ward, cause, detail))

    @property
    def datacollector(self) -> mesa.DataCollector:
        """A collector that holds the hospitals' recorded days, unless another has been set."""
        if self._collector is not None:
            return self._collector
        if self._recorded is None or self._recorded[0] != self.simulation.day:
            self._recorded = self.simulation.day, recorded(self.simulation)
        return self._recorded[1]

    @datacollector.setter
    def datacollector(self, collector: mesa.DataCollector) -> None:
        self._collector = collector

    def results(self) -> Results:
        """Tables of the run so far.

        Returns
        -------
        Results
            Series, outcomes, ledger and provenance.
        """
        from culturesim.results import Results

        return Results.from_simulation(self.simulation)
