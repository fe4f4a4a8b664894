"""Organisations that several files of tests look at."""

import networkx as nx
import pytest

from culturesim.organisation import Frozen, OrganisationSizes, build_organisation, freeze_sizes

SMALL = OrganisationSizes(wards=3, departments=1, divisions=2, executives=3, board_members=4)


@pytest.fixture(scope="session")
def sizes() -> OrganisationSizes:
    """Three wards and a department in two divisions."""
    return SMALL


@pytest.fixture
def graph() -> nx.Graph:
    """The small organisation's graph, new for each test, free to be spoilt."""
    return build_organisation(SMALL, seed=1)


@pytest.fixture(scope="session")
def hospital() -> Frozen:
    """The default organisation."""
    return freeze_sizes(OrganisationSizes(), seed=1)


@pytest.fixture(scope="session")
def system() -> Frozen:
    """Three small hospitals."""
    return freeze_sizes(OrganisationSizes(hospitals=3, wards=3, departments=1), seed=2)
