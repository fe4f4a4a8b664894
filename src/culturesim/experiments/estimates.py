"""How large a sweep is before it is run: runs, time and disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes

if TYPE_CHECKING:
    from culturesim.experiments.experiment import Experiment
    from culturesim.experiments.files import Plan
    from culturesim.scenario import Scenario

__all__ = ["MAX_RUNS", "Estimate", "days_of", "refuse_size", "seconds_of", "time_words"]

MAX_RUNS = 100_000_000
STAFF_DAYS_A_SECOND = 1.0e7  # one worker, order of magnitude; benchmarks/results/full.json
SECONDS_A_RUN, BYTES_A_POST = 0.012, 400.0  # set-up and outcomes
BYTES_A_NUMBER, BYTES_A_SERIES_NUMBER = 5.0, 4.0  # in a compressed file


@dataclass(frozen=True, slots=True)
class Estimate:
    """Size of a sweep.

    Attributes
    ----------
    points, runs, most_runs : int
        Points; runs; runs if every point needs all its replicates.
    workers : int
        Runs at a time.
    seconds : float
        Time of all runs with these workers. [s]
    bytes : int
        Disk, rows and series. [bytes]

    Examples
    --------
    >>> Estimate(6, 12, 12, 2, 0.4, 3000).words
    '6 points, 12 runs, about 1 s with 2 workers, 3 kB on disk'
    """

    points: int
    runs: int
    most_runs: int
    workers: int
    seconds: float
    bytes: int

    @classmethod
    def of(cls, experiment: Experiment, points: int, workers: int) -> Estimate:
        """Estimate a sweep of so many points."""
        plan = experiment.plan
        runs = points * plan.replicates.least
        scenarios = experiment.scenarios.values()
        seconds = sum(seconds_of(s, experiment) for s in scenarios) / len(experiment.scenarios)
        size = BYTES_A_NUMBER * (len(plan.outcomes) + len(plan.varied) + 4)
        for scenario in list(scenarios)[:1]:
            periods = -(-days_of(scenario, plan)[0] // plan.every)
            hospitals = asdict(scenario.organisation).get("hospitals", 1)
            size += BYTES_A_SERIES_NUMBER * periods * hospitals * len(plan.series)
        most = points * plan.replicates.most
        return cls(points, runs, most, workers, runs * seconds / workers, int(runs * size))

    @property
    def words(self) -> str:
        """The estimate in a line."""
        more = f" (up to {self.most_runs:,})" if self.most_runs > self.runs else ""
        plural = "" if self.workers == 1 else "s"
        return (
            f"{self.points:,} points, {self.runs:,} runs{more}, about {time_words(self.seconds)} "
            f"with {self.workers} worker{plural}, {size_words(self.bytes)} on disk"
        )


def days_of(scenario: Scenario, plan: Plan) -> tuple[int, int]:
    """Find days and warm-up days of a run of the experiment."""
    days = scenario.days if plan.days is None else plan.days
    warm_up = scenario.warm_up_days if plan.warm_up_days is None else plan.warm_up_days
    return days, warm_up


def seconds_of(scenario: Scenario, experiment: Experiment) -> float:
    """Estimate the seconds one run of a scenario takes."""
    organisation = scenario.organisation
    if isinstance(organisation, OrganisationSizes):
        posts: float = organisation.n_posts
    else:
        posts = scenario.estimate() / BYTES_A_POST
    return SECONDS_A_RUN + posts * sum(days_of(scenario, experiment.plan)) / STAFF_DAYS_A_SECOND


def refuse_size(experiment: Experiment, points: int, replicates: int, where: str) -> NoReturn:
    """Refuse a design that no cluster would finish, with the estimate."""
    seconds = max(seconds_of(s, experiment) for s in experiment.scenarios.values())
    runs = points * replicates
    raise InputError(
        f"{where}: {points:,} points and {runs:,} runs would take about "
        f"{time_words(runs * seconds)} of one processor; at most {MAX_RUNS:,} runs of "
        "10,000,000 points are allowed: take fewer levels, or a sampled design"
    )


def time_words(seconds: float) -> str:
    """Say a time in the unit that suits it.

    Examples
    --------
    >>> time_words(0.2), time_words(90.0), time_words(7200.0), time_words(1e12)
    ('1 s', '90 s', '2.0 hours', '31,688 years')
    """
    for size, word, below in ((1, "s", 180), (60, "minutes", 120), (3600, "hours", 72)):
        if seconds < size * below:
            value: Any = max(1, round(seconds)) if size == 1 else f"{seconds / size:.1f}"
            return f"{value} {word}"
    days = seconds / 86_400
    return f"{days:,.1f} days" if days < 1000 else f"{days / 365.25:,.0f} years"


def size_words(n_bytes: float) -> str:
    """Say a size.

    Examples
    --------
    >>> size_words(1_500), size_words(2.5e9)
    ('1.5 kB', '2.5 GB')
    """
    for size, word in ((1e9, "GB"), (1e6, "MB")):
        if n_bytes >= size:
            return f"{n_bytes / size:.3g} {word}"
    return f"{n_bytes / 1e3:.3g} kB"
