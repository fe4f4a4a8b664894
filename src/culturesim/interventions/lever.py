"""What a lever is: the parameters it moves, its side effects, its cost and its sources."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["GROUPS", "KINDS", "Effect", "Lever"]

#: Kinds of change, with the words a reader sees before the amount.
KINDS = {
    "times": "times",
    "by": "by",
    "to": "towards",
    "at least": "to at least",
    "at most": "to at most",
}

#: Groups of levers, in the order in which they are listed.
GROUPS = ("Berwick's ten", "what people also try")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a lever at full strength does to one parameter.

    Attributes
    ----------
    parameter : str
        Name of the parameter.
    kind : str
        ``"times"`` multiplies, ``"by"`` adds, ``"to"`` pulls towards a value, ``"at least"`` and
        ``"at most"`` pull only from below or from above.
    amount : float
        Factor, addition or value at full strength, in the parameter's unit.
    source : str
        Where direction or size comes from; ``"assumed"`` if from nowhere.
    lasts_days : int
        0 for an effect that lasts. Otherwise it is in full force for so many days after the ramp
        and fades on a straight line over as many again. [days]

    Examples
    --------
    >>> Effect("agency_cover", "times", 0.5, "assumed").words
    'agency_cover times 0.5'
    """

    parameter: str
    kind: str
    amount: float
    source: str = "assumed"
    lasts_days: int = 0

    @property
    def words(self) -> str:
        """The change in words, without its source."""
        sign = "+" if self.kind == "by" and self.amount > 0 else ""
        passing = f", passing after {self.lasts_days} days" if self.lasts_days else ""
        return f"{self.parameter} {KINDS[self.kind]} {sign}{self.amount:g}{passing}"

    def progress(self, day: int, first_day: int, ramp_days: int) -> float:
        """Share of the effect in force on a day.

        Parameters
        ----------
        day : int
            The day. [day]
        first_day : int
            Day on which the lever begins. [day]
        ramp_days : int
            0: whole from the first day. Otherwise nothing on the first day, and on a straight
            line to the whole ``ramp_days`` later. [days]

        Returns
        -------
        float
            Share in [0, 1]. [-]

        Examples
        --------
        >>> passing = Effect("prior_fear", "by", 0.1, lasts_days=10)
        >>> [passing.progress(day, 1, 4) for day in (1, 3, 5, 15, 20, 25)]
        [0.0, 0.5, 1.0, 1.0, 0.5, 0.0]
        """
        elapsed = day - first_day
        if elapsed < 0:
            return 0.0
        if elapsed < ramp_days:
            return elapsed / ramp_days
        fading = elapsed - ramp_days - self.lasts_days
        if not self.lasts_days or fading <= 0:
            return 1.0
        return max(0.0, 1.0 - fading / self.lasts_days)

    def moving_days(self, first_day: int, ramp_days: int) -> list[range]:
        """Days on which the share in force may differ from that of the day before.

        Parameters
        ----------
        first_day : int
            Day on which the lever begins. [day]
        ramp_days : int
            Length of the ramp. [days]

        Returns
        -------
        list of range
            The days of the ramp, and those of the fading.

        Examples
        --------
        >>> Effect("prior_fear", "by", 0.1).moving_days(5, 2)
        [range(5, 8)]
        """
        rise = range(first_day, first_day + ramp_days + 1)
        if not self.lasts_days:
            return [rise]
        fades = rise.stop + self.lasts_days
        return [rise, range(fades, fades + self.lasts_days)]


@dataclass(frozen=True, slots=True)
class Lever:
    """Something people do to change a hospital.

    Attributes
    ----------
    name, title : str
        Name in a scenario file and at the command line; a few words.
    group : str
        One of :data:`GROUPS`.
    what_changes : str
        What is done, and how the model carries it, in one or two sentences.
    ramp_days : int
        Days until it is in full force, unless a scenario says otherwise. [days]
    effects, side_effects : tuple of Effect
        What it is meant to do, and what comes with it.
    cost_money : float
        Cost of full strength, less than 0 for a saving. [GBP a year per 100 beds]
    cost_hours : float
        Staff time of full strength that is not in the posts' care. [hours a week per 100 beds]
    cost_source : str
        Where the cost comes from.
    status : str
        Status of the direction of the main effect: V, R, D, C or A as in the registry. Sizes are
        assumed unless the effect names a source for them.
    sources : str
        Literature and notes for the lever as a whole.
    works_through : tuple of str
        Mechanisms that carry it, as in ``("M8", "M9")``.
    shows_in : tuple of (str, int)
        Outcomes that move on the small hospital at full strength, and the sign; empty if weak.
    cost_days : int
        Days after the ramp for which it is paid; 0 for as long as an effect is in force. [days]

    Examples
    --------
    >>> from culturesim.interventions import LEVERS
    >>> LEVERS["agency-cap"].group
    "Berwick's ten"
    """

    name: str
    title: str
    group: str
    what_changes: str
    ramp_days: int
    effects: tuple[Effect, ...]
    side_effects: tuple[Effect, ...]
    cost_money: float
    cost_hours: float
    cost_source: str
    status: str
    sources: str
    works_through: tuple[str, ...]
    shows_in: tuple[tuple[str, int], ...] = ()
    cost_days: int = 0

    @property
    def all_effects(self) -> tuple[Effect, ...]:
        """What it is meant to do, then what comes with it."""
        return self.effects + self.side_effects

    @property
    def is_weak(self) -> bool:
        """Whether no outcome of the ordinary hospital is known to move."""
        return not self.shows_in
