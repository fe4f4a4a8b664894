"""The organisation as a scenario file gives it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.organisation.bodies import Body, appoint
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.organisation.source import OrganisationFiles, OrganisationSource
from culturesim.organisation.system import OrganisationSystem, read_system

__all__ = ["check_bodies", "estimated_bytes", "places_table", "read_places"]

BYTES_A_POST, BYTES_A_WARD_DAY = 400, 240


def read_places(
    whole: Mapping[str, Any], table: dict[str, Any], file: str, folder: Path
) -> OrganisationSource:
    """Check what a scenario file says of its organisation.

    Parameters
    ----------
    whole : mapping
        The whole file; ``system`` and ``hospitals`` are read from it.
    table : dict
        Its ``[organisation]``.
    file : str
        File to name in a message.
    folder : Path
        Where organisation files are looked for.

    Returns
    -------
    OrganisationSource
        Sizes, files, or hospitals that differ.

    Raises
    ------
    InputError
        If anything is refused.

    Examples
    --------
    >>> read_places({"hospitals": [{"wards": 2}]}, {}, "a.toml", Path(".")).n_beds
    46
    """
    where = f"{file}, [organisation]"
    if "system" in whole or whole.get("hospitals"):
        template = OrganisationSizes.from_mapping(table, where)
        at = f"{file}, [system]"
        system = errors.check_table(whole["system"], at) if "system" in whole else None
        return read_system(template, system, whole.get("hospitals", []), file)
    given = {key: table[key] for key in ("graph", "nodes", "edges") if key in table}
    if not given:
        return OrganisationSizes.from_mapping(table, where)
    if set(table) not in ({"graph"}, {"nodes", "edges"}):
        raise InputError(f"{where}: give sizes, or graph alone, or both nodes and edges")
    paths = {k: errors.check_file(v, folder, f"{where}, {k}") for k, v in given.items()}
    return OrganisationFiles(**paths)


def places_table(source: OrganisationSource) -> dict[str, Any]:
    """Write an organisation as tables of a scenario file.

    Parameters
    ----------
    source : OrganisationSource
        The organisation.

    Returns
    -------
    dict
        ``organisation``, and for hospitals that differ ``system`` and ``hospitals``.

    Examples
    --------
    >>> places_table(OrganisationFiles(graph="a.graphml"))
    {'organisation': {'graph': 'a.graphml'}}
    """
    if isinstance(source, OrganisationSystem):
        return source.to_tables()
    return {"organisation": {k: v for k, v in asdict(source).items() if v is not None}}


def check_bodies(source: OrganisationSource, bodies: tuple[Body, ...], where: str) -> None:
    """Refuse remits that do not fit, where hospitals are known before a file is read.

    Parameters
    ----------
    source : OrganisationSource
        The organisation.
    bodies : tuple of Body
        Bodies of the scenario.
    where : str
        File to name in a message.

    Raises
    ------
    InputError
        As :func:`~culturesim.organisation.bodies.appoint`.

    Examples
    --------
    >>> check_bodies(OrganisationSizes(), (Body(remit=(2,)),), "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, regulator Quality inspectorate, remit: 2 is not among \
hospitals 1 to 1
    """
    if not bodies or isinstance(source, OrganisationFiles):
        return
    if isinstance(source, OrganisationSystem):
        names = [plan.name for plan in source.plans]
    else:
        n, name = source.hospitals, source.name
        names = [f"{name} {h + 1}" if n > 1 else name for h in range(n)]
    appoint(bodies, names, where)


def estimated_bytes(source: OrganisationSource, days: int) -> int:
    """Estimate the memory of a run.

    Parameters
    ----------
    source : OrganisationSource
        The organisation.
    days : int
        Days recorded. [days]

    Returns
    -------
    int
        400 a post and 240 a ward and day, or ten times the size of organisation files. [bytes]

    Examples
    --------
    >>> estimated_bytes(OrganisationSizes(), 7) < 2_000_000
    True
    """
    if isinstance(source, OrganisationFiles):
        return 10 * sum(Path(path).stat().st_size for path in asdict(source).values() if path)
    if isinstance(source, OrganisationSystem):
        n_wards = source.n_wards
    else:
        n_wards = source.hospitals * (source.wards + source.departments)
    return BYTES_A_POST * source.n_posts + BYTES_A_WARD_DAY * n_wards * days
