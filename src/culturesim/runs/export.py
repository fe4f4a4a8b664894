"""A scenario's organisation as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from culturesim.errors import check_whole
from culturesim.results import write_folder
from culturesim.runs.many import LARGEST_SEED, load
from culturesim.scenario import Scenario

__all__ = ["export_organisation"]


def export_organisation(
    scenario: Scenario | str | Path, folder: str | Path, seed: int = 0, force: bool = False
) -> Path:
    """Write a scenario's organisation to files, to be edited and read back.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, the name of a shipped one, or a file.
    folder : str or Path
        Where to write; made if need be.
    seed : int
        Seed of the run whose organisation it is; ties differ between seeds. [-]
    force : bool
        Replace what is there.

    Returns
    -------
    Path
        The folder, with ``organisation.graphml``, ``nodes.csv`` and ``edges.csv``.

    Raises
    ------
    InputError
        If the scenario is refused, the folder holds something and ``force`` is not given, or it
        cannot be written to.

    Examples
    --------
    >>> export_organisation("nowhere.toml", "folder")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: scenario file nowhere.toml: no such file
    """
    from culturesim.organisation import freeze_source, oversee, to_graph, write_csv, write_graphml
    from culturesim.simulation import build_seed

    loaded = load(scenario)
    check_whole(seed, 0, LARGEST_SEED, "seed")
    graph = to_graph(
        oversee(freeze_source(loaded.organisation, build_seed(seed)), loaded.regulators)
    )
    writers: dict[str, Callable[[Path], object]] = {
        "organisation.graphml": lambda path: write_graphml(graph, path),
        "nodes.csv": lambda path: write_csv(graph, path, path.with_name("edges.csv")),
        "edges.csv": lambda path: path,  # written with the nodes
    }
    return write_folder(folder, writers, force)
