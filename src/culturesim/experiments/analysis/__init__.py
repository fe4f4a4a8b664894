"""Analyses of the runs of an experiment: what they mean, and how sure that is.

Nothing here simulates. :func:`analyse` reads the store of a sweep, makes every analysis that the
design permits and can write a page, pictures and tables; the functions behind it take a
:class:`Study`, which can be made from any tables.
"""

from culturesim.experiments.analysis.analysing import ANALYSES, Analysis, analyse, analyse_study
from culturesim.experiments.analysis.reading import read_study
from culturesim.experiments.analysis.sections.section import Options
from culturesim.experiments.analysis.study import Factor, Study

__all__ = ["ANALYSES", "Analysis", "Factor", "Options", "Study", "analyse", "analyse_study"]
__all__ += ["read_study"]
