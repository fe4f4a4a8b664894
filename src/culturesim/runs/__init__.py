"""Running scenarios: many runs of one, two compared seed by seed, an organisation written out."""

from culturesim.runs.compared import Comparison, compare
from culturesim.runs.export import export_organisation
from culturesim.runs.many import ENGINES, run

__all__ = ["ENGINES", "Comparison", "compare", "export_organisation", "run"]
