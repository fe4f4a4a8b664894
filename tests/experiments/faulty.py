"""Models that go wrong on purpose, where fear is 0.5; experiments name them as their model."""

import os
import signal
import time
from pathlib import Path

from culturesim.simulation import Simulation


def wrong(sim):
    return dict(sim.scenario.dials).get("fear") == 0.5


class Raises(Simulation):
    def run(self, days=None):
        if wrong(self):
            raise ValueError("the roster\nis empty")
        super().run(days)


class RaisesOnce(Simulation):
    """Goes wrong until a file named ``mended`` lies in the working directory."""

    def run(self, days=None):
        if wrong(self) and not Path("mended").exists():
            raise ValueError("the roster is empty")
        super().run(days)


class Hangs(Simulation):
    """Never comes back, and cannot be asked to."""

    def run(self, days=None):
        while wrong(self):
            time.sleep(0.05)
        super().run(days)


class Dawdles(Simulation):
    """Gets on, but not in time."""

    def run(self, days=None):
        if not wrong(self):
            super().run(days)
            return
        time.sleep(0.4)
        super().run(1)


class Dies(Simulation):
    """Takes its process with it."""

    def run(self, days=None):
        if wrong(self):
            os.kill(os.getpid(), signal.SIGKILL)
        super().run(days)


class Slow(Simulation):
    """Takes a moment, without a processor, so that there is time to kill something."""

    def run(self, days=None):
        time.sleep(0.03)
        super().run(days)
