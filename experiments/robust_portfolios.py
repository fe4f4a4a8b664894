"""Search for portfolios of levers that hold up whatever the uncertain parameters are.

``python experiments/robust_portfolios.py OUT`` searches and writes ``OUT/front.csv``; running
it again goes on where it stopped. It needs ``pip install 'culturesim[search]'``.

A portfolio is a set of levers. It is tried in every member of an ensemble: plausible parameter sets
of the package and, for what these leave alone, ranges, filled by a Latin hypercube; the same for
all portfolios and with the same seed, so that portfolios differ by their levers alone. Three
objectives, less being better: preventable harm in the worst tenth of the ensemble against the same
members without levers, cost, and days to detection. The search is NSGA-II.

Each generation is a sweep of its own in ``OUT/generation-NNN``, resumed like any other; the state
of the search is pickled after each generation to ``OUT/search.pickle``.
"""

from __future__ import annotations

import argparse
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import qmc

from culturesim import Experiment
from culturesim.errors import InputError
from culturesim.interventions import CONTRADICTIONS
from culturesim.interventions.berwick import BERWICK
from culturesim.parameters.plausible import load_plausible

NAMES = tuple(lever.name for lever in BERWICK)
OBJECTIVES = ("worst_harm", "cost_money", "detection_days")
#: What the plausible sets leave alone: dials, and a third either way of the registry's value.
UNCERTAIN = {
    "fear": (0.3, 0.8),
    "staffing": (0.75, 1.0),
    "visibility": (0.4, 0.8),
    "act_attention": (2.7, 5.3),
    "hazard_inflow": (0.0012, 0.0024),
    "missed_steepness": (1.7, 3.3),
    "practice_theta": (0.33, 0.67),
}
FILE = """\
name = "generation"
scenario = "small"
seed = {seed}
days = {days}
replicates = 1
outcomes = ["preventable_harms", "cost_money", "is_failing", "caught_by", "caught_after"]
[design]
kind = "table"
file = "points.csv"
[factors]
"""


@dataclass
class Search:
    """State of a search, pickled between generations.

    Attributes
    ----------
    days, members, population, seed : int
        Days of a run; members of the ensemble; portfolios of a generation; seed of all of it.
    known : dict of tuple of bool to tuple of float
        Objectives of each portfolio tried.
    base : ndarray of float64, shape (members,) or None
        Preventable harms without levers, by member.
    algorithm : object
        NSGA-II.
    generation : int
        Generations done.
    """

    days: int = 1460
    members: int = 12
    population: int = 20
    seed: int = 11
    known: dict[tuple[bool, ...], tuple[float, ...]] = field(default_factory=dict)
    base: Any = None
    algorithm: Any = None
    generation: int = 0

    def ensemble(self) -> pd.DataFrame:
        """Members: a row each, a column an uncertain parameter, and the plausible set."""
        unit = qmc.LatinHypercube(len(UNCERTAIN) + 1, rng=np.random.default_rng(self.seed))
        shares, n_sets = unit.random(self.members), len(load_plausible())
        low, high = np.array(list(UNCERTAIN.values())).T
        table = pd.DataFrame(qmc.scale(shares[:, 1:], low, high), columns=[*UNCERTAIN])
        table.insert(0, "parameter_set", (shares[:, 0] * n_sets).astype(int))
        return table


def allowed(chosen: np.ndarray) -> tuple[bool, ...]:
    """Portfolio without contradictions: of two levers that exclude each other the first stays."""
    some = dict(zip(NAMES, map(bool, chosen), strict=True))
    for first, second, _ in CONTRADICTIONS:
        if some.get(first) and some.get(second):
            some[second] = False
    return tuple(some.values())


def evaluate(search: Search, portfolios: list[tuple[bool, ...]], folder: Path) -> None:
    """Run portfolios over the ensemble as one sweep and keep their objectives in the search."""
    new = [p for p in dict.fromkeys(portfolios) if p not in search.known]
    if not new:
        return
    ensemble, frames = search.ensemble(), []
    for k, portfolio in enumerate(new):
        frames.append(ensemble.assign(**dict(zip(NAMES, map(float, portfolio), strict=True))))
        frames[-1].insert(0, "point", range(k * len(ensemble), (k + 1) * len(ensemble)))
    folder.mkdir(parents=True, exist_ok=True)
    pd.concat(frames).to_csv(folder / "points.csv", index=False)
    file = folder / "generation.toml"
    file.write_text(FILE.format(seed=search.seed, days=search.days), encoding="utf-8")
    experiment = Experiment.from_file(file)
    experiment.run(folder / "rows")
    rows = experiment.results(folder / "rows").sort_values("point")
    if (rows["status"] != "done").any():
        raise InputError(f"{folder}: some runs failed; look at their messages, then run again")
    for k, portfolio in enumerate(new):
        part = rows.iloc[k * len(ensemble) : (k + 1) * len(ensemble)]
        harms = part["preventable_harms"].to_numpy(float)
        if search.base is None:  # the first portfolio of the first sweep pulls no lever
            search.base = harms
        never = float(search.days)
        late = part["caught_after"].where(part["caught_by"] != "nobody", never)
        days = late.where(part["is_failing"] > 0, 0.0).fillna(0.0).median()
        worst = float(np.quantile(harms / np.maximum(search.base, 1.0), 0.9))
        search.known[portfolio] = (worst, float(part["cost_money"].mean()), float(days))


def start(search: Search) -> None:
    """Set NSGA-II up over sets of levers."""
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import Problem
    from pymoo.operators.crossover.pntx import TwoPointCrossover
    from pymoo.operators.mutation.bitflip import BitflipMutation
    from pymoo.operators.sampling.rnd import BinaryRandomSampling

    problem = Problem(n_var=len(NAMES), n_obj=len(OBJECTIVES), xl=0, xu=1, vtype=bool)
    search.algorithm = NSGA2(pop_size=search.population, sampling=BinaryRandomSampling(),
                             crossover=TwoPointCrossover(), mutation=BitflipMutation(),
                             eliminate_duplicates=True)  # fmt: skip
    search.algorithm.setup(problem, seed=search.seed, verbose=False)


def advance(search: Search, out: Path) -> None:
    """Make one generation, and keep the state of the search."""
    from pymoo.core.evaluator import Evaluator
    from pymoo.problems.static import StaticProblem

    asked = search.algorithm.ask()
    portfolios = [allowed(row) for row in asked.get("X")]
    none = (False,) * len(NAMES)
    folder = out / f"generation-{search.generation:03d}"
    evaluate(search, [none, *portfolios], folder)
    values = np.array([search.known[p] for p in portfolios])
    asked.set("X", np.array(portfolios))
    Evaluator().eval(StaticProblem(search.algorithm.problem, F=values), asked)
    search.algorithm.tell(infills=asked)
    search.generation += 1
    beside = out / "search.pickle.tmp"
    beside.write_bytes(pickle.dumps(search))
    beside.replace(out / "search.pickle")


def front(search: Search) -> pd.DataFrame:
    """Portfolios that none of those tried beats, least harm first."""
    from culturesim.experiments.analysis.levers import is_dominated

    values = np.array(list(search.known.values()))
    kept = ~is_dominated(values)
    table = pd.DataFrame(values[kept], columns=OBJECTIVES)
    words = [" + ".join(n for n, on in zip(NAMES, p, strict=True) if on) or "no lever"
             for p, keep in zip(search.known, kept, strict=True) if keep]  # fmt: skip
    table.insert(0, "portfolio", words)
    return table.sort_values(list(OBJECTIVES), ignore_index=True)


def run(out: Path, generations: int, **size: int) -> Search:
    """Search, or go on with the search that ``out`` holds, up to so many generations."""
    out.mkdir(parents=True, exist_ok=True)
    kept = out / "search.pickle"
    # a pickle can run code: open only what you wrote yourself
    search = pickle.loads(kept.read_bytes()) if kept.is_file() else Search(**size)
    if search.algorithm is None:
        start(search)
    while search.generation < generations:
        advance(search, out)
    front(search).to_csv(out / "front.csv", index=False)
    return search


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("out", type=Path)
    words.add_argument("--generations", type=int, default=12)
    given = words.parse_args()
    found = front(run(given.out, given.generations))
    print(found.to_string(index=False, float_format="{:,.2f}".format))
