"""One run of one scenario without Mesa: state, timetable, record and ledger.

`culturesim.agents.HospitalModel` is this with agents on top; sweeps and the command line use it
bare.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culturesim.engine.day import record, run_days
from culturesim.engine.kernel import compiling
from culturesim.engine.start import start
from culturesim.engine.together import compile_engine
from culturesim.errors import InputError
from culturesim.interventions import Coverage, cover
from culturesim.organisation.frozen import Frozen
from culturesim.organisation.source import freeze_source, oversee
from culturesim.schedule import PHASES
from culturesim.state.columns import Series, make_series, make_world
from culturesim.state.ledger import FIELDS
from culturesim.streams import STREAM, check_seed, draw, key

if TYPE_CHECKING:
    from culturesim.scenario import Scenario
    from culturesim.state.world import IntBlock, World

_POSITION = {phase.name: k for k, phase in enumerate(PHASES)}
LEDGER_ROWS_KEPT = 20_000_000


@lru_cache(maxsize=8)
def _timetable(scenario: Scenario) -> list[tuple[int, NDArray[np.float64]]]:
    """Parameter vectors of a scenario, worked out once for all its runs."""
    return scenario.timetable()


def _on(table: list[tuple[int, NDArray[np.float64]]], day: int) -> NDArray[np.float64]:
    """Vector of a timetable in force on a day."""
    return table[bisect_right(table, day, key=lambda segment: segment[0]) - 1][1]


def _all_days(
    table: list[tuple[int, NDArray[np.float64]]],
    others: list[list[tuple[int, NDArray[np.float64]]]],
) -> list[tuple[int, NDArray[np.float64]]]:
    """Split a timetable on every day on which another one changes."""
    days = sorted({day for one in [table, *others] for day, _ in one})
    return [(day, _on(table, day)) for day in days]


def coverage_of(scenario: Scenario, organisation: Frozen, seed: int) -> Coverage:
    """Work out which wards have which levers.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    organisation : Frozen
        Its organisation.
    seed : int
        Seed of the run; it draws the wards of a lever that covers a share. [-]

    Returns
    -------
    Coverage
        Sets of levers, and the set of each ward.

    Raises
    ------
    InputError
        If a lever names a ward that there is not.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> from culturesim.scenario import Scenario
    >>> two = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), 1)
    >>> coverage_of(Scenario("A week", days=7), two, 1).ward_set
    (0, 0)
    """
    o = organisation
    if not any(use.is_limited for use in scenario.levers):
        return Coverage((0,) * o.n_wards, (scenario.levers,))
    k0, k1 = key(seed, STREAM.build, 1)
    words = [draw(k0, k1, w) for w in range(o.n_wards)]
    ranks = []
    for w in range(o.n_wards):
        h = o.ward_hospital[w]
        first, last = int(o.hospital_ward_start[h]), int(o.hospital_ward_start[h + 1])
        before = sum(words[v] < words[w] for v in range(first, last))
        ranks.append((before + 0.5) / (last - first))
    names = list(zip(o.ward_label, o.ward_node, strict=True))
    return cover(scenario.levers, names, ranks, f"scenario {scenario.name}, levers")


def build_seed(seed: int) -> int:
    """Seed of the organisation's builders, taken from a stream of the run's seed.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 <= seed < 2**63. [-]

    Returns
    -------
    int
        In [0, 2**63). [-]

    Examples
    --------
    >>> build_seed(1) == build_seed(1), build_seed(1) == build_seed(2)
    (True, False)
    """
    k0, k1 = key(seed, STREAM.build, 0)
    return draw(k0, k1, 0) >> 1


class Simulation:
    """State of one run and the way through its days.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed of the run, 0 <= seed < 2**63. [-]
    ledger : bool
        Whether events are kept.
    organisation : Frozen, optional
        The organisation, if the caller has frozen it already (it depends on scenario and seed).

    Attributes
    ----------
    coverage : Coverage
        Which wards have which levers.
    world : World
        State as it stands: blocks of columns and index arrays.
    series : Series
        Record of the days so far.
    day : int
        Last day simulated; 0 when the warm-up is over. [day]
    ledger_truncated_on : int or None
        Day on which the ledger was full, if it was. [day]

    Raises
    ------
    InputError
        If the seed is refused, or the organisation's files are.

    Examples
    --------
    >>> from culturesim.scenario import load_scenario
    >>> simulation = Simulation(load_scenario("small"), seed=1)
    >>> simulation.run(7)
    >>> simulation.day, simulation.days_left
    (7, 1818)
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        *,
        ledger: bool = False,
        organisation: Frozen | None = None,
    ) -> None:
        self.scenario = scenario
        self.seed = check_seed(seed)
        self.organisation = organisation or oversee(
            freeze_source(scenario.organisation, build_seed(self.seed)),
            scenario.regulators,
            f"scenario {scenario.name}",
        )
        self._timetable = _timetable(scenario)
        self.coverage = coverage_of(scenario, self.organisation, self.seed)
        self._ward_tables: list[list[tuple[int, NDArray[np.float64]]]] = []
        if not self.coverage.is_trivial:
            sets = range(len(self.coverage.levers))
            base, *rest = (scenario.timetable(weight=self.coverage.weight(k)) for k in sets)
            self._timetable, self._ward_tables = _all_days(base, rest), rest
        self.world: World = make_world(
            self.organisation,
            self._ledger_capacity() if ledger else 0,
            np.array(self.coverage.ward_set, dtype=np.int64),
            self._timetable[0][1].size,
        )
        self.has_ledger = ledger
        self.ledger_truncated_on: int | None = None
        self._chunks: list[IntBlock] = []
        self._kept = 0
        self._segment = 0
        self.series: Series = make_series(self.organisation, scenario.days)
        self.day = 0
        self._warm_up()

    def _ledger_capacity(self) -> int:
        """Rows a single day can need at most, with room for several ordinary days."""
        o = self.organisation
        return 16 * o.n_staff + 8 * o.n_beds + 64 * o.n_wards + 4096

    def _warm_up(self) -> None:
        """Simulate the days before day 1; nothing of them is reported."""
        first = 1 - self.scenario.warm_up_days
        p = self.parameters_on(first)
        compile_engine()
        with compiling():  # a stretch of no days puts the loops together, if that is to be done
            run_days(self.world, p, self._seed, first, 0, self.series, -1, 0, 0)
            start(self.world, p, self._seed, first - 1)
        self.day = first - 1
        self._stop_ledger()
        self._through(self.scenario.warm_up_days, record_days=False, keep=False)
        self.world.ledger_count[:] = 0

    def _stop_ledger(self) -> None:
        """Take no more events: a full buffer answers -1, so no cause points at a row not kept."""
        self.world.ledger_count[0] = self.world.ledger.shape[0]

    @property
    def _seed(self) -> Any:
        """Seed as the compiled loops take it, so that they are compiled once."""
        return np.uint64(self.seed)

    @property
    def days_left(self) -> int:
        """Days of the scenario not yet simulated [days]."""
        return self.scenario.days - self.day

    def parameters_on(self, day: int) -> NDArray[np.float64]:
        """Parameter vector in force on a day; days must be asked for in order.

        Parameters
        ----------
        day : int
            Day, not before one asked for earlier. [day]

        Returns
        -------
        ndarray of float64, shape (n_parameters,)
            In registry order. [as in the registry]
        """
        table = self._timetable
        while self._segment + 1 < len(table) and table[self._segment + 1][0] <= day:
            self._segment += 1
        self.world.ward_p[0] = table[self._segment][1]
        for k, limited in enumerate(self._ward_tables, start=1):
            self.world.ward_p[k] = _on(limited, day)
        return table[self._segment][1]

    def run(self, days: int | None = None) -> None:
        """Simulate ``days`` more days, or all that are left, in compiled loops.

        Parameters
        ----------
        days : int, optional
            How many, 0 to `days_left`. [days]

        Raises
        ------
        InputError
            If more days are asked for than are left, or fewer than none.
        """
        n = self.days_left if days is None else days
        if n > self.days_left or n < 0:
            raise InputError(
                f"days: {n} asked for, {self.days_left} left of scenario {self.scenario.name}"
            )
        self._through(n, record_days=True, keep=self.has_ledger)

    def _through(self, n: int, *, record_days: bool, keep: bool) -> None:
        """Run ``n`` days by segments of the timetable, one by one when a ledger is kept."""
        last = self.day + n
        while self.day < last:
            p = self.parameters_on(self.day + 1)
            until = last
            if self._segment + 1 < len(self._timetable):
                until = min(last, self._timetable[self._segment + 1][0] - 1)
            stretch = 1 if keep else until - self.day
            row = self.day if record_days else -1
            run_days(
                self.world, p, self._seed, self.day + 1, stretch, self.series, row, 0, len(PHASES)
            )
            self.day += stretch
            if keep:
                self._spill()

    def run_phase(self, name: str, day: int, p: NDArray[np.float64]) -> None:
        """Run one phase of a day in its compiled loop.

        Parameters
        ----------
        name : str
            Name of a phase of `culturesim.schedule.PHASES`.
        day : int
            Day. [day]
        p : ndarray of float64, shape (n_parameters,)
            Parameters in registry order. [as in the registry]

        Notes
        -----
        Nothing is recorded until :meth:`close_day`.
        """
        k = _POSITION[name]
        run_days(self.world, p, self._seed, day, 1, self.series, -1, k, k + 1)

    def close_day(self, day: int) -> None:
        """Record a day after its last phase was run phase by phase.

        Parameters
        ----------
        day : int
            Day, one after the last recorded. [day]
        """
        record(self.world, self.series, day - 1)
        self.day = day
        if self.has_ledger:
            self._spill()

    def _spill(self) -> None:
        """Move the ledger's rows out of the buffer while there is room for another full day."""
        count = self.world.ledger_count
        rows = int(count[0])
        if self.ledger_truncated_on is not None or rows < self.world.ledger.shape[0] // 2:
            return
        self._chunks.append(self.world.ledger[:rows].copy())
        self._kept += rows
        count[0], count[1] = 0, self._kept
        if self._kept > LEDGER_ROWS_KEPT:
            self.ledger_truncated_on = self.day
            self._stop_ledger()

    def ledger_rows(self) -> IntBlock:
        """Events so far.

        Returns
        -------
        ndarray of int32, shape (n_events, 7)
            One row each, columns as in `culturesim.state.ledger.FIELDS`; none without a ledger.
        """
        n_rest = 0 if self.ledger_truncated_on is not None else int(self.world.ledger_count[0])
        rest = self.world.ledger[:n_rest]
        rows = [*self._chunks, rest]
        return np.concatenate(rows) if rows else np.zeros((0, len(FIELDS)), dtype=np.int32)
