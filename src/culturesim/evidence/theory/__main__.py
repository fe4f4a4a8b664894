"""Write the page of the documentation: ``python -m culturesim.evidence.theory > page.md``."""

import sys

from culturesim.evidence.theory.catalogue import run_theory
from culturesim.evidence.theory.page import theory_page

if __name__ == "__main__":
    sys.stdout.write(theory_page(run_theory()))
