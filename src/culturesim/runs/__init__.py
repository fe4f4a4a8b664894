"""Running scenarios: many runs of one, two compared seed by seed, an organisation written out."""

from culturesim.runs.compared import Comparison, compare
from culturesim.runs.export import export_organisation
from culturesim.runs.many import ENGINES, run
from culturesim.runs.single import Kept, keep, model_digest, prepare, simulate

__all__ = ["ENGINES", "Comparison", "Kept", "compare", "export_organisation", "keep"]
__all__ += ["model_digest", "prepare", "run", "simulate"]
