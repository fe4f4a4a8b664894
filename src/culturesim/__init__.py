"""culturesim: how safety culture in a hospital fails or recovers, day by day.

A scenario file becomes parameters and an organisation graph; a model holds the state in columns;
a day is a fixed list of phases made of small rules; instruments look at the state; reports,
comparisons and pictures read tables.

The names below are loaded when first used, so that ``import culturesim`` stays quick.

Examples
--------
>>> import culturesim
>>> culturesim.__version__.count(".")
2
>>> "HospitalModel" in dir(culturesim)
True
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from culturesim.agents.model import HospitalModel
    from culturesim.experiments import Experiment
    from culturesim.parameters import Parameters
    from culturesim.results import Results
    from culturesim.runs import compare, run
    from culturesim.scenario import list_scenarios, load_scenario

__version__ = "0.1.0"

__all__ = [
    "Experiment",
    "HospitalModel",
    "Parameters",
    "Results",
    "__version__",
    "compare",
    "list_scenarios",
    "load_scenario",
    "run",
]

_HOMES = {
    "Experiment": "culturesim.experiments",
    "HospitalModel": "culturesim.agents.model",
    "Parameters": "culturesim.parameters",
    "Results": "culturesim.results",
    "compare": "culturesim.runs",
    "list_scenarios": "culturesim.scenario",
    "load_scenario": "culturesim.scenario",
    "run": "culturesim.runs",
}


def __getattr__(name: str) -> object:
    """Load a public name from the room that owns it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
