"""The reduced model as one would write it in Mesa: attributes, shuffle_do, DataCollector.

Same work and the same chances as the loops. Agents act one after another in random order and draw
from the model's random numbers, as is usual in Mesa, so runs agree in distribution, not in bits.
"""

import math

import mesa

from . import SERIES, TEAM, WARD


def logistic(x: float) -> float:
    """Probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-x))


class Ward(mesa.Agent):
    """A ward: counts today's events and holds its staff."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.staff: list[Staff] = []
        self.clear()

    def clear(self) -> None:
        """Start the day's counts again."""
        self.hazards = self.seen = self.spoken = self.blamed = self.thanked = 0

    def open_day(self) -> None:
        """Start a day: clear the counts, share out the work, see how pressed the ward is."""
        self.clear()
        gauss = self.random.gauss
        for person in self.staff:
            person.workload = gauss(0.0, 1.0)
        self.p_blame = logistic(2.0 * self.mean("workload") - 1.0)

    def mean(self, name: str) -> float:
        """Mean of an attribute over the staff."""
        return sum([getattr(person, name) for person in self.staff]) / len(self.staff)


class Staff(mesa.Agent):
    """A member of staff."""

    def __init__(self, model: mesa.Model, ward: Ward) -> None:
        super().__init__(model)
        self.ward = ward
        self.colleagues: list[Staff] = []
        self.ties: list[Staff] = []
        self.fear, self.voice, self.burnout, self.standard = 0.3, 0.5, 0.4, 0.6
        self.workload = 0.0

    def step(self) -> None:
        """Work a day; a hazard may be seen, and spoken of, by colleagues."""
        random = self.random.random
        if random() < logistic(0.5 * self.workload + self.burnout - self.standard - 3.2):
            self.ward.hazards += 1
            for colleague in self.colleagues:
                if random() < 0.3:
                    self.ward.seen += 1
                    colleague.consider_speaking()
        self.fear -= 0.002 * (self.fear - 0.3)
        self.voice -= 0.002 * (self.voice - 0.5)
        strain = min(max(0.4 + 0.25 * self.workload, 0.0), 1.0)
        self.burnout += 0.02 * (strain - self.burnout)
        self.standard += 0.005 * (self.voice - self.standard)

    def consider_speaking(self) -> None:
        """Speak or stay silent; the manager's answer teaches the speaker and the team."""
        random = self.random.random
        if random() >= logistic(2.0 * self.voice - 3.0 * self.fear):
            return
        ward = self.ward
        ward.spoken += 1
        blamed = random() < ward.p_blame
        if blamed:
            ward.blamed += 1
        else:
            ward.thanked += 1
        self.learn(blamed, 0.12)
        for colleague in self.colleagues:
            colleague.learn(blamed, 0.02)

    def learn(self, blamed: bool, rate: float) -> None:
        """Move fear and voice towards what was just seen."""
        self.fear += rate * (blamed - self.fear)
        self.voice += rate * ((not blamed) - self.voice)

    def hear_ties(self) -> None:
        """Work out the standard after hearing four ties."""
        self.next_standard = 0.5 * self.standard + 0.125 * sum([t.standard for t in self.ties])

    def take_standard(self) -> None:
        """Take over the standard worked out before."""
        self.standard = self.next_standard


def reporter(name: str):
    """Return how a series is read from a ward."""
    if name in {"hazards", "seen", "spoken", "blamed", "thanked"}:
        return name
    return lambda ward: ward.mean(name)


class Hospital(mesa.Model):
    """Wards of 36 staff in teams of 12."""

    def __init__(self, n_staff: int, seed: int = 0) -> None:
        super().__init__(seed=seed)
        self.wards = Ward.create_agents(self, n_staff // WARD)
        for ward in self.wards:
            ward.staff = [Staff(self, ward) for _ in range(WARD)]
            for i, person in enumerate(ward.staff):
                team = ward.staff[i - i % TEAM : i - i % TEAM + TEAM]
                person.colleagues = [other for other in team if other is not person]
        self.staff = self.agents_by_type[Staff]
        everybody = list(self.staff)
        for person in everybody:
            person.ties = self.random.choices(everybody, k=4)
        reporters = {name: reporter(name) for name in SERIES}
        self.datacollector = mesa.DataCollector(agenttype_reporters={Ward: reporters})

    def step(self) -> None:
        """Run one day."""
        self.wards.do("open_day")
        self.staff.shuffle_do("step")
        if self.steps % 30 == 0:
            self.staff.do("hear_ties")
            self.staff.do("take_standard")
        self.datacollector.collect(self)
