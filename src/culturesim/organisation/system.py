"""Many hospitals that differ: given one by one, or drawn from distributions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.organisation.distributions import Distribution, read_distribution
from culturesim.organisation.sizes import OrganisationSizes

if TYPE_CHECKING:
    from culturesim.organisation.frozen import Frozen

__all__ = ["MOST_HOSPITALS", "OrganisationSystem", "Plan", "freeze_system", "read_system"]

MOST_HOSPITALS = 1_000

#: What can be drawn, with the range allowed.
QUANTITIES: dict[str, tuple[float, float]] = {
    "beds": (1.0, 10_000.0),
    "staff_per_bed": (0.5, 50.0),
    "fear": (-1.0, 1.0),
    "staffing": (0.5, 1.25),
    "leadership": (-1.0, 1.0),
    "pressure": (-1.0, 1.0),
    "coding": (-0.5, 0.5),
}
_TRAITS = ("fear", "staffing", "leadership", "pressure", "coding")
_NO_TRAITS = {"fear": 0.0, "staffing": 1.0, "leadership": 0.0, "pressure": 0.0, "coding": 0.0}
_SIZES = tuple(f.name for f in fields(OrganisationSizes) if f.name not in {"hospitals", "name"})


@dataclass(frozen=True)
class Plan:
    """One hospital of a system.

    Attributes
    ----------
    name : str
        Name shown to readers.
    sizes : OrganisationSizes
        How big it is; one hospital.
    fear : float
        Difference from the scenario on the dial of fear. [-]
    staffing : float
        Funded nursing posts over the scenario's. [-]
    leadership : float
        Difference of the board's attention to safety. [-]
    pressure : float
        Difference of the pressure of money. [-]
    coding : float
        Difference of the depth of coding: how much more illness is recorded than there is. [-]

    Examples
    --------
    >>> Plan("A", OrganisationSizes()).staffing
    1.0
    """

    name: str
    sizes: OrganisationSizes
    fear: float = 0.0
    staffing: float = 1.0
    leadership: float = 0.0
    pressure: float = 0.0
    coding: float = 0.0


@dataclass(frozen=True)
class OrganisationSystem:
    """Hospitals under shared bodies, each of its own size and ways.

    Attributes
    ----------
    template : OrganisationSizes
        What hospitals have in common: the make-up of wards and departments, ties.
    given : tuple of Plan
        Hospitals given one by one; they come first.
    hospitals : int
        Hospitals in all; those beyond the given ones are drawn. [hospitals]
    seed : int
        Seed of the draws, the same hospitals in every run. [-]
    draws : tuple of (str, Distribution)
        What is drawn, and from where: beds [beds], staff_per_bed [posts a bed], fear, staffing,
        leadership, pressure and coding as in :class:`Plan`. What is left out is the template's.

    Examples
    --------
    >>> two = OrganisationSystem(OrganisationSizes(), (), 2)
    >>> [plan.name for plan in two.plans]
    ['Hospital 1', 'Hospital 2']
    """

    template: OrganisationSizes
    given: tuple[Plan, ...]
    hospitals: int
    seed: int = 0
    draws: tuple[tuple[str, Distribution], ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every hospital, given or drawn."""
        return _plans(self)

    @property
    def n_staff(self) -> int:
        """Funded posts in all hospitals [posts]."""
        return sum(plan.sizes.n_staff for plan in self.plans)

    @property
    def n_posts(self) -> int:
        """Funded and spare posts in all hospitals [posts]."""
        return sum(plan.sizes.n_posts for plan in self.plans)

    @property
    def n_beds(self) -> int:
        """Beds in all hospitals [beds]."""
        return sum(plan.sizes.n_beds for plan in self.plans)

    @property
    def n_wards(self) -> int:
        """Wards and departments in all hospitals [wards]."""
        return sum(plan.sizes.wards + plan.sizes.departments for plan in self.plans)

    def to_tables(self) -> dict[str, Any]:
        """Write the system as tables of a scenario file."""
        common = {k: v for k, v in asdict(self.template).items() if k != "hospitals"}
        system = {"hospitals": self.hospitals, "seed": self.seed}
        return {
            "organisation": common,
            "system": system | {name: draw.to_table() for name, draw in self.draws},
            "hospitals": [_to_entry(plan, self.template) for plan in self.given],
        }


def _to_entry(plan: Plan, template: OrganisationSizes) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": plan.name}
    entry |= {key: getattr(plan, key) for key in _TRAITS if getattr(plan, key) != _NO_TRAITS[key]}
    mine, common = asdict(plan.sizes), asdict(template)
    return entry | {key: mine[key] for key in _SIZES if mine[key] != common[key]}


@lru_cache(maxsize=8)
def _plans(system: OrganisationSystem) -> tuple[Plan, ...]:
    """Draw the hospitals: one stream of uniform numbers, always seven a hospital."""
    import numpy as np

    rng = np.random.Generator(np.random.PCG64(system.seed))
    draws = dict(system.draws)
    found = list(system.given)
    for number in range(len(system.given) + 1, system.hospitals + 1):
        u = dict(zip(QUANTITIES, rng.random(len(QUANTITIES)).tolist(), strict=True))
        drawn = {name: draw.at(u[name]) for name, draw in draws.items()}
        name = f"{system.template.name} {number}"
        sizes = _sizes_for(system.template, drawn.get("beds"), drawn.get("staff_per_bed"), name)
        traits = {key: round(drawn[key], 6) for key in _TRAITS if key in drawn}
        found.append(Plan(name, sizes, **traits))
    return tuple(found)


def _sizes_for(
    template: OrganisationSizes, beds: float | None, staff_per_bed: float | None, name: str
) -> OrganisationSizes:
    """Sizes of a hospital: whole wards for its beds, and departments for the rest of its staff."""
    common = replace(template, hospitals=1, name=name)
    if beds is None and staff_per_bed is None:
        return common
    beds = common.n_beds if beds is None else beds
    wards = max(1, math.floor(beds / max(common.beds_per_ward, 1) + 0.5))
    units = common.wards + common.departments
    on_ward, on_department = sum(common.ward_posts), max(sum(common.department_posts), 1)
    departments = math.floor(common.departments * wards / common.wards + 0.5)
    if staff_per_bed is not None:
        others = staff_per_bed * wards * common.beds_per_ward - wards * on_ward
        departments = max(0, math.floor(others / on_department + 0.5))
    divisions = math.floor(common.divisions * (wards + departments) / units + 0.5)
    return replace(
        common,
        wards=wards,
        departments=departments,
        divisions=min(max(1, divisions), wards + departments, 100),
    )


def read_system(
    template: OrganisationSizes, system: Mapping[str, Any] | None, entries: object, where: str
) -> OrganisationSystem:
    """Check the system of a scenario file.

    Parameters
    ----------
    template : OrganisationSizes
        Its ``[organisation]``.
    system : mapping or None
        Its ``[system]``: hospitals, seed, and what is drawn.
    entries : object
        Its ``[[hospitals]]``: tables with a name, sizes and traits.
    where : str
        File to name in a message.

    Returns
    -------
    OrganisationSystem
        The system.

    Raises
    ------
    InputError
        If a key is unknown, a value is refused, hospitals are given and none is left to draw
        from, two have one name, or there are more than :data:`MOST_HOSPITALS`.

    Examples
    --------
    >>> read_system(OrganisationSizes(), {"hospitals": 0}, [], "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, [system], hospitals: 0 is outside the range 1 to 1,000
    """
    if template.hospitals > 1:
        raise InputError(
            f"{where}, [organisation], hospitals: with [system] or [[hospitals]] the number of "
            "hospitals is given there"
        )
    given = _given(template, entries, where)
    table = dict(system or {"hospitals": len(given)})
    at = f"{where}, [system]"
    errors.check_keys(table, ("hospitals", "seed", *QUANTITIES), at)
    if "hospitals" not in table:
        raise InputError(f"{at}: hospitals is missing")
    n = errors.check_whole(table["hospitals"], 1, MOST_HOSPITALS, f"{at}, hospitals")
    if n < len(given):
        raise InputError(f"{at}, hospitals: {n} is fewer than the {len(given)} [[hospitals]]")
    seed = errors.check_whole(table.get("seed", 0), 0, 2**63 - 1, f"{at}, seed")
    draws = tuple(
        (name, read_distribution(table[name], low, high, f"{at}, {name}"))
        for name, (low, high) in QUANTITIES.items()
        if name in table
    )
    made = OrganisationSystem(template, given, n, seed, draws)
    names = [plan.name for plan in made.plans]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{where}, hospitals: {errors.shown(name)} is given twice")
    return made


def _given(template: OrganisationSizes, entries: object, where: str) -> tuple[Plan, ...]:
    if not isinstance(entries, list):
        got = errors.shown(entries)
        raise InputError(f"{where}, hospitals: expected [[hospitals]] entries, got {got}")
    found = []
    for number, given in enumerate(entries, start=1):
        at = f"{where}, hospitals entry {number}"
        table = errors.check_table(given, at)
        errors.check_keys(table, ("name", *_SIZES, *_TRAITS), at)
        fallback = f"{template.name} {number}"
        name = errors.check_text(table.get("name", fallback), f"{at}, name", one_line=True)
        traits = {
            key: read_distribution(table[key], *QUANTITIES[key], f"{at}, {key}").at(0.5)
            for key in _TRAITS
            if key in table
        }
        common = {key: value for key, value in asdict(template).items() if key in _SIZES}
        sizes = {key: value for key, value in table.items() if key in _SIZES}
        made = OrganisationSizes.from_mapping({**common, **sizes, "name": name}, at)
        found.append(Plan(name, made, **traits))
    return tuple(found)


def freeze_system(system: OrganisationSystem, seed: int) -> Frozen:
    """Build the arrays of a system of hospitals.

    Parameters
    ----------
    system : OrganisationSystem
        The hospitals.
    seed : int
        Seed of the advice ties, 0 or more.

    Returns
    -------
    Frozen
        Hospitals one after the other; ties lead between hospitals too.

    Raises
    ------
    InputError
        If the seed is not a whole number of 0 or more.

    Notes
    -----
    What fear stands for: differences of ``prior_fear``, ``initial_fear`` and ``manager_blame``, by
    the slopes of the dial. The other two parameters under the dial are the same everywhere.

    Examples
    --------
    >>> freeze_system(OrganisationSystem(OrganisationSizes(), (), 2), seed=1).n_funded
    5916
    """
    import numpy as np

    from culturesim.organisation.joining import join_hospitals
    from culturesim.parameters.dials import MAPPING

    slope = {name: at_1 - at_0 for dial, name, at_0, at_1 in MAPPING if dial == "fear"}
    rows = [
        (
            plan.fear * slope["prior_fear"],
            plan.fear * slope["initial_fear"],
            plan.fear * slope["manager_blame"],
            plan.leadership,
            plan.pressure,
            plan.staffing,
            plan.coding,
        )
        for plan in system.plans
    ]
    traits = np.array(rows, dtype=np.float64).T
    return join_hospitals(tuple(plan.sizes for plan in system.plans), traits, seed)
