"""Mesa agents as live views on the columns of a run, and the model that holds them.

A researcher reads here what people do in a day, one short method for each phase, and changes it
by writing a subclass; see ``docs/how-to/override-a-behaviour.md``.
"""

from culturesim.agents.hospital import Hospital
from culturesim.agents.inquiry import Inquiry
from culturesim.agents.manager import Manager
from culturesim.agents.model import HospitalModel
from culturesim.agents.patient import Patient
from culturesim.agents.places import Team, Ward
from culturesim.agents.press import Press
from culturesim.agents.regulator import Regulator
from culturesim.agents.staff import Staff

__all__ = [
    "Hospital", "HospitalModel", "Inquiry", "Manager", "Patient", "Press", "Regulator", "Staff",
    "Team", "Ward",
]  # fmt: skip
