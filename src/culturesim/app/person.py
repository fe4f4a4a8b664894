"""The inside of a decision: why one person spoke or kept silent, term by term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim.app.days import LOOK_BACK, SPOKEN, run_until
from culturesim.app.work import frozen_of
from culturesim.parameters import P
from culturesim.rules import voice
from culturesim.schedule import PHASES
from culturesim.state.ledger import KINDS, K, L
from culturesim.state.schema import SB, SF, SI, TI

if TYPE_CHECKING:
    from culturesim.scenario import Scenario
    from culturesim.simulation import Simulation

__all__ = ["Decision", "Person", "Term", "decision_on", "person_on"]

_HOW = ("acted", "ignored", "punished")
MOST_PAST = 8


@dataclass(frozen=True)
class Term:
    """One term of the log-odds of speaking.

    Attributes
    ----------
    name : str
        ``start``, ``severity``, ``fear``, ``futility``, ``norm``, ``hierarchy``, ``skill``,
        ``others`` or ``disposition``.
    value : float
        What the person had of it; for ``start`` and ``disposition`` the same as the amount. [-]
    amount : float
        What it added to the log-odds. [logit]

    Examples
    --------
    >>> Term("fear", 0.7, -2.1).amount
    -2.1
    """

    name: str
    value: float
    amount: float


@dataclass(frozen=True)
class Decision:
    """One decision to speak or to keep silent.

    Attributes
    ----------
    day : int
        When. [day]
    kind : str
        One of `culturesim.app.days.SPOKEN`.
    about : str
        What was seen: ``everyday``, ``no_harm`` or ``harm``.
    terms : tuple of Term
        In the order of the rule; their sum is the log-odds.
    logit, chance : float
        Log-odds and probability of speaking. [logit, day⁻¹]
    committed : bool
        Whether the person always speaks, whatever the odds.

    Examples
    --------
    >>> Decision(1, "silent", "harm", (), 0.0, 0.5, False).chance
    0.5
    """

    day: int
    kind: str
    about: str
    terms: tuple[Term, ...]
    logit: float
    chance: float
    committed: bool


@dataclass(frozen=True)
class Person:
    """One post-holder on a day.

    Attributes
    ----------
    row : int
        Post. [row]
    has : dict of str to float
        What he or she carries and believes: fear, futility, norm, energy, tolerance,
        risk_belief, moral_load, each in [0, 1] but for the load. [-]
    decision : Decision or None
        The last one of this holder, if there was any.
    past : list of (int, str, str)
        Concerns of this holder, newest first: day, what was done, what came of it.
    contacts : list of (int, float, float, str)
        Colleagues asked for advice: post, fear, futility, and what came of the last concern that
        they raised in the four weeks before.

    Examples
    --------
    >>> Person(0, {}, None, [], []).row
    0
    """

    row: int
    has: dict[str, float]
    decision: Decision | None
    past: list[tuple[int, str, str]]
    contacts: list[tuple[int, float, float, str]]


def person_on(scenario: Scenario, seed: int, day: int, row: int) -> Person:
    """Look into one person at the end of a day.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]
    day : int
        The day. [day]
    row : int
        Post. [row]

    Returns
    -------
    Person
        What there is to know.
    """
    sim = run_until(scenario, seed, day, "person")
    s, rows = sim.world, sim.ledger_rows()
    names = ("fear", "futility", "norm", "energy", "tolerance", "risk_belief", "moral_load")
    has = {name: float(s.sf[getattr(SF, name), row]) for name in names}
    past = _past(rows, row, 0)
    contacts = []
    for other in s.tie_idx[s.tie_ptr[row] : s.tie_ptr[row + 1]].tolist():
        if s.sb[SB.is_in_post, other]:
            lately = _past(rows, other, day - LOOK_BACK)
            contacts.append((other, float(s.sf[SF.fear, other]), float(s.sf[SF.futility, other]),
                             lately[0][2] if lately else ""))  # fmt: skip
    decision = decision_on(scenario, seed, past[0][0], row) if past else None
    return Person(row, has, decision, past[:MOST_PAST], contacts)


def _past(rows: Any, row: int, after: int) -> list[tuple[int, str, str]]:
    """List the concerns of a post's present holder, newest first, and what came of each."""
    kind, who = rows[:, L.kind], rows[:, L.who]
    joined = ((kind == K.join) & (who == row)).nonzero()[0]
    start = int(joined[-1]) if len(joined) else 0
    held = (who[start:] == row) & (rows[start:, L.day] > after)
    decided = {KINDS.index(name): name for name in SPOKEN}
    found: dict[int, list[Any]] = {}
    for event in (held.nonzero()[0] + start).tolist():
        if int(kind[event]) in decided:
            name = decided[int(kind[event])]
            found[event] = [int(rows[event, L.day]), name, "kept" if name == "silent" else ""]
    answers = {KINDS.index(name): name for name in _HOW}
    to_them = (rows[start:, L.whom] == row).nonzero()[0] + start
    for event in to_them.tolist():
        cause = int(rows[event, L.cause])
        if int(kind[event]) in answers and cause in found:
            found[cause][2] = answers[int(kind[event])]  # a punishment follows the answer
    return [(day, name, came) for day, name, came in reversed(found.values())]


def decision_on(scenario: Scenario, seed: int, day: int, row: int) -> Decision:
    """Work a decision out again from the rules, with what the person had at that moment.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]
    day : int
        A day on which this person held a concern. [day]
    row : int
        Post. [row]

    Returns
    -------
    Decision
        The decision and its terms.
    """
    from culturesim.simulation import Simulation

    organisation = None if scenario.regulators else frozen_of(scenario.organisation, seed)
    sim = Simulation(scenario, seed, organisation=organisation)
    sim.run(day - 1)
    p = sim.parameters_on(day)
    for phase in PHASES:
        if phase.name == "speak_up":
            break
        sim.run_phase(phase.name, day, p)
    terms, logit = _terms(sim, p, row)
    s = sim.world
    about = ("", "everyday", "no_harm", "harm")[int(s.sb[SB.concern_kind, row])]
    committed = bool(s.sb[SB.is_committed, row])
    sim.run_phase("speak_up", day, p)
    kind = ("", *SPOKEN)[int(s.sb[SB.channel, row])]
    return Decision(day, kind, about, terms, logit, voice.p_speak_up(logit), committed)


def _terms(sim: Simulation, p: Any, row: int) -> tuple[tuple[Term, ...], float]:
    """Each term of the rule, and what the rule itself makes of them."""
    s = sim.world
    had = {name: float(s.sf[getattr(SF, name), row])
           for name in ("fear", "futility", "norm", "skill", "disposition")}  # fmt: skip
    severity = float(s.sf[SF.concern, row])
    n = int(s.ti[TI.n_witnesses, s.si[SI.team, row]]) if s.sb[SB.concern_kind, row] > 1 else 0
    gradient = voice.felt_hierarchy(int(s.sb[SB.grade, row]), float(p[P.hierarchy_gradient]))
    others = voice.diffusion(n, float(p[P.voice_cost_ratio]))
    b = {name: float(p[getattr(P, f"voice_{name}")]) for name in
         ("constant", "severity", "fear", "futility", "norm", "hierarchy", "skill")}  # fmt: skip
    logit = voice.speak_up_logit(
        severity, had["fear"], had["futility"], had["norm"], gradient, had["skill"], others,
        had["disposition"], b["constant"], b["severity"], b["fear"], b["futility"], b["norm"],
        b["hierarchy"], b["skill"],
    )  # fmt: skip
    terms = (
        Term("start", b["constant"], b["constant"]),
        Term("severity", severity, b["severity"] * severity),
        Term("fear", had["fear"], -b["fear"] * had["fear"]),
        Term("futility", had["futility"], -b["futility"] * had["futility"]),
        Term("norm", had["norm"], b["norm"] * had["norm"]),
        Term("hierarchy", gradient, -b["hierarchy"] * gradient),
        Term("skill", had["skill"], b["skill"] * had["skill"]),
        Term("others", float(max(n - 1, 0)), others),
        Term("disposition", had["disposition"], had["disposition"]),
    )
    return terms, float(logit)
