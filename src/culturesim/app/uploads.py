"""A scenario that somebody uploads: checked, limited, and kept away from the server's files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from culturesim import errors
from culturesim.app.settings import LIMITS
from culturesim.errors import InputError
from culturesim.organisation.sizes import OrganisationSizes

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["check_size", "read_upload"]

WHERE = "uploaded scenario"


def read_upload(text: str) -> Scenario:
    r"""Check an uploaded scenario.

    Parameters
    ----------
    text : str
        TOML.

    Returns
    -------
    Scenario
        The scenario, called ``uploaded``.

    Raises
    ------
    InputError
        If it is too long, names files of the server, is refused as a scenario file, or is larger
        than the page simulates.

    Examples
    --------
    >>> read_upload('title = "A week"\ndays = 7').name
    'uploaded'
    """
    from culturesim.scenario import Scenario

    n_bytes = len(text.encode("utf-8", "replace"))
    if n_bytes > LIMITS.upload_bytes:
        raise InputError(f"{WHERE}: {n_bytes:,} bytes; at most {LIMITS.upload_bytes:,} are allowed")
    table = errors.parse_toml(text, WHERE)
    organisation = table.get("organisation")
    if isinstance(organisation, dict):
        for key in ("graph", "nodes", "edges"):
            if key in organisation:
                raise InputError(f"{WHERE}, [organisation], {key}: files cannot be used on the "
                                 "page; run it at the command line")  # fmt: skip
    return check_size(replace(Scenario.from_toml(text), name="uploaded"))


def check_size(scenario: Scenario) -> Scenario:
    """Refuse what is larger than the page simulates.

    Parameters
    ----------
    scenario : Scenario
        A scenario.

    Returns
    -------
    Scenario
        The same.

    Raises
    ------
    InputError
        If it has too many posts or days, or too many of both together.

    Examples
    --------
    >>> from culturesim.scenario import Scenario
    >>> check_size(Scenario("Long", days=5000))
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: scenario, days: 5,000; the page simulates at most 4,018
    """
    total = scenario.days + scenario.warm_up_days
    sizes = scenario.organisation
    posts = sizes.n_posts if isinstance(sizes, OrganisationSizes) else LIMITS.posts
    for key, value, most in (
        ("days", scenario.days, LIMITS.days),
        ("warm_up_days", scenario.warm_up_days, LIMITS.days),
        ("[organisation], posts", posts, LIMITS.posts),
        ("posts times days", posts * total, LIMITS.post_days),
    ):
        if value > most:
            raise InputError(f"{scenario.name}, {key}: {value:,}; the page simulates at most "
                             f"{most:,}")  # fmt: skip
    return scenario
