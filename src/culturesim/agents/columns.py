"""Agents as live views: an attribute of an agent is a cell of a column, read and written in place.

Nothing is copied, so compiled loops and agents can take turns within one day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import mesa

from culturesim.state.schema import Column, columns
from culturesim.state.world import World
from culturesim.streams import draw

if TYPE_CHECKING:
    from culturesim.agents.model import HospitalModel

__all__ = ["Member", "Row", "attribute_name", "column_views"]

Views = dict[str, dict[str, memoryview]]

_BLOCKS = {
    "staff": ("sf", "si", "sb"),
    "team": ("tf", "ti"),
    "ward": ("wf", "wi"),
    "patient": ("pf", "pi"),
    "manager": ("mf", "mi"),
    "hospital": ("hf", "hi"),
    "oversight": ("of", "oi"),
    "regulator": ("rf", "ri"),
}


def attribute_name(column: Column) -> str:
    """Name of a column as an attribute of an agent.

    Parameters
    ----------
    column : Column
        A row of the schema.

    Returns
    -------
    str
        The column's name; with ``_row`` added where it holds the row of somebody else, so that
        ``person.ward_row`` is a number and ``person.ward`` is the ward.

    Examples
    --------
    >>> from culturesim.state.schema import columns
    >>> [attribute_name(c) for c in columns("team")][:2]
    ['event_severity', 'ward_row']
    """
    return f"{column.name}_row" if column.unit == "row" else column.name


def column_views(world: World) -> Views:
    """Make views on every column, by population and attribute name.

    Parameters
    ----------
    world : World
        The state of a run.

    Returns
    -------
    dict of dict of memoryview
        One-dimensional views without copies. They give and take Python's own numbers, which the
        rules turn into the same bits as compiled loops do.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> from culturesim.state.columns import make_world
    >>> world = make_world(freeze_sizes(OrganisationSizes(wards=1, departments=0, divisions=1), 1))
    >>> column_views(world)["ward"]["beds"][0]
    23
    """
    return {
        population: {
            attribute_name(column): memoryview(block[row])
            for kind, block in zip(
                ("float", "int", "byte"), (getattr(world, name) for name in names), strict=False
            )
            for row, column in enumerate(columns(population, kind))
        }
        for population, names in _BLOCKS.items()
    }


def _column_property(column: Column) -> property:
    """Attribute that reads and writes one column at the agent's row."""
    name = attribute_name(column)

    def read(agent: Any) -> Any:
        return agent.columns[name][agent.row]

    def write(agent: Any, value: Any) -> None:
        agent.columns[name][agent.row] = value

    return property(
        read, write, doc=f"{column.meaning[:1].upper()}{column.meaning[1:]}. [{column.unit}]"
    )


class Row:
    """One row of a population, with every column of the schema as an attribute.

    Parameters
    ----------
    model : HospitalModel
        The run.
    row : int
        Row in the columns. [row]

    Attributes
    ----------
    columns : dict of memoryview
        The population's columns by attribute name.

    Notes
    -----
    A class that names its population gets the attributes: ``class Team(Row, population="team")``.
    Whole-number columns refuse fractions, as the state does.
    """

    population: ClassVar[str]
    model: HospitalModel
    row: int
    columns: dict[str, memoryview]

    def __init_subclass__(cls, population: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if population:
            cls.population = population
            for column in columns(population):
                setattr(cls, attribute_name(column), _column_property(column))

    def __init__(self, model: HospitalModel, row: int) -> None:
        self.model = model
        self.row = row
        self.columns = model.columns.get(self.population, {})

    def word(self, stream: str, counter: int, day: int | None = None) -> int:
        """Draw a 64-bit word, the one compiled loops would draw.

        Parameters
        ----------
        stream : str
            Name of the decision, a field of `culturesim.streams.STREAM`.
        counter : int
            Who draws, and which of their draws. [-]
        day : int, optional
            Day, if not today. [day]

        Returns
        -------
        int
            The word, for `uniform`, `noise`, `field` or `integer` of `culturesim.streams`. [-]
        """
        k0, k1 = self.model.stream(stream, day)
        return draw(k0, k1, counter)


class Member(Row, mesa.Agent):
    """A Mesa agent that is a view on one row for good.

    Parameters
    ----------
    model : HospitalModel
        The run.
    row : int
        Row of the population. [row]

    Attributes
    ----------
    unique_id : int
        The same in every run of one organisation, whether or not other agents were made. [-]
    node : str
        Name in the organisation graph.
    cell : mesa.discrete_space.Cell
        Place in the model's network of the organisation.
    USED_BY : dict of tuple of str
        For each method that a subclass may override and that is not itself a phase: the phases
        that use it, and that go through agents when it is overridden.
    """

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __init__(self, model: HospitalModel, row: int) -> None:
        Row.__init__(self, model, row)
        mesa.Agent.__init__(self, model)
        self.unique_id = model.first_id[type(self).population] + row

    @property
    def node(self) -> str:
        """Name in the organisation graph."""
        name: str = getattr(self.model.organisation.nodes, self.population)[self.row]
        return name

    @property
    def cell(self) -> Any:
        """Place in `HospitalModel.grid`, the network of the organisation."""
        return self.model.grid[self.node]
