"""Dials: the headline ones, fear, staffing and transparency, and one for each theme of inquiries.

A dial is one number that a workshop can turn. It sets several parameters at once, each on a
straight line between two values, so every mapping is monotone. A dial left alone leaves the
registry's defaults alone, which is to stand at :data:`DEFAULT_DIALS`: every line passes through
the default there. A parameter set by name wins over a dial.

The end points of the lines are assumed (status A): they span the range in which each parameter
is thought to matter, they are not measurements. The parameters beneath carry their own sources.
"""

from __future__ import annotations

from dataclasses import dataclass

from culturesim.errors import InputError, nearest, shown
from culturesim.parameters.registry import load_registry
from culturesim.parameters.themes import ORDINARY, THEME_DIALS, THEME_MAPPING
from culturesim.parameters.values import Parameters

__all__ = ["DEFAULT_DIALS", "DIALS", "MAPPING", "Dial", "DialRow", "apply_dials", "check_dial"]
__all__ += ["dial_table", "dial_values", "patients_per_nurse"]

PATIENTS_PER_NURSE = 8.0  # shown when staffing is 1.0; a way of showing the dial, not a finding


@dataclass(frozen=True, slots=True)
class Dial:
    """One headline dial.

    Attributes
    ----------
    name : str
        Name in a scenario's ``[dials]`` table.
    low, high : float
        Closed range allowed. [-]
    description : str
        What turning it up means.

    Examples
    --------
    >>> DIALS["staffing"].low, DIALS["staffing"].high
    (0.5, 1.25)
    """

    name: str
    low: float
    high: float
    description: str


@dataclass(frozen=True, slots=True)
class DialRow:
    """One parameter under a dial, as the manual shows it.

    Attributes
    ----------
    dial : str
        Name of the dial.
    parameter, unit : str
        Name and unit of the parameter it sets.
    at_low, at_high : float
        Value with the dial at the bottom and at the top of its range, in ``unit``.
    default : float
        Value when the dial is left alone, in ``unit``.

    Examples
    --------
    >>> dial_table()[0].dial
    'fear'
    """

    dial: str
    parameter: str
    unit: str
    at_low: float
    at_high: float
    default: float


DIALS = {
    dial.name: dial
    for dial in (
        Dial(
            "fear",
            0.0,
            1.0,
            "How managers answer bad news (blame, authority gradient) and the climate staff start "
            "from: 0 is safe to speak, 1 is punished for it.",
        ),
        Dial(
            "staffing",
            0.5,
            1.25,
            "Registered nurses in post as a share of what the patients' acuity needs: 1 is enough.",
        ),
        Dial(
            "transparency",
            0.0,
            1.0,
            "How much is fed back to those who spoke, passed up the line unfiltered and seen: 0 is "
            "closed, 1 is open.",
        ),
        *(Dial(name, 0.0, 1.0, description) for name, description in THEME_DIALS.items()),
    )
}

#: Rows of (dial, parameter, value with the dial at 0, value with the dial at 1), linear between.
MAPPING: tuple[tuple[str, str, float, float], ...] = (
    ("fear", "manager_blame", 0.05, 0.80),
    ("fear", "prior_fear", 0.45, 0.70),
    ("fear", "initial_fear", 0.05, 0.90),
    ("fear", "hierarchy_gradient", 0.4, 1.4),
    ("fear", "initial_norm", 0.65, 0.15),
    ("staffing", "establishment_registered_nurse", 0.0, 1.0),
    ("transparency", "visibility", 0.15, 0.90),
    ("transparency", "filter_base", 0.25, 0.0),
    ("transparency", "board_bypass", 0.03, 0.23),
    ("transparency", "feedback_to_speaker", 0.70, 0.95),
    ("transparency", "prior_futility", 0.60, 0.35),
    ("transparency", "initial_futility", 0.70, 0.30),
    *THEME_MAPPING,
)

#: Settings at which the lines pass through the registry's defaults: the ordinary hospital.
DEFAULT_DIALS: dict[str, float] = {
    "fear": 0.2,
    "staffing": 1.0,
    "transparency": 0.6,
    **dict.fromkeys(THEME_DIALS, ORDINARY),
}


def check_dial(name: str, value: object, where: str = "dials") -> float:
    """Check the setting of a dial.

    Parameters
    ----------
    name : str
        A name in :data:`DIALS`.
    value : object
        Setting, within the dial's range. [-]
    where : str
        File and table to name in a message.

    Returns
    -------
    float
        The setting.

    Raises
    ------
    InputError
        If there is no such dial, or the setting is not a number or out of range.

    Examples
    --------
    >>> check_dial("fear", 1.5)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: dials, fear: 1.5 is outside the range 0 to 1
    """
    if name not in DIALS:
        raise InputError(f"{where}: no dial {name!r}{nearest(name, DIALS)}")
    dial = DIALS[name]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputError(f"{where}, {name}: expected a number, got {shown(value)}")
    if not dial.low <= value <= dial.high:
        allowed = f"{dial.low:g} to {dial.high:g}"
        raise InputError(f"{where}, {name}: {shown(value)} is outside the range {allowed}")
    return float(value) + 0.0


def dial_values(dial: str, setting: float) -> dict[str, float]:
    """Work out what a dial sets.

    Parameters
    ----------
    dial : str
        Name of the dial.
    setting : float
        Setting within the dial's range. [-]

    Returns
    -------
    dict
        Parameter name to value, in registry units. Each moves one way only as the dial turns up.

    Raises
    ------
    InputError
        As :func:`check_dial`.

    Examples
    --------
    >>> dial_values("staffing", 0.85)
    {'establishment_registered_nurse': 0.85}
    """
    x = check_dial(dial, setting)
    # Twelve decimals: the ends come out as written, and rounding keeps the order of values.
    return {
        parameter: round(at_0 + (at_1 - at_0) * x, 12)
        for name, parameter, at_0, at_1 in MAPPING
        if name == dial
    }


def apply_dials(
    parameters: Parameters, where: str = "dials", **settings: float | None
) -> Parameters:
    """Set the parameters under the dials that are given.

    Parameters
    ----------
    parameters : Parameters
        Start from these. What a dial sets is overwritten: replace by name afterwards to win.
    where : str
        File and table to name in a message.
    **settings : float, optional
        Settings by name of the dial; one that is left out or None changes nothing. [-]

    Returns
    -------
    copy : Parameters
        A copy with the dials applied.

    Raises
    ------
    InputError
        If there is no such dial, or a setting is not a number or out of range.

    Examples
    --------
    >>> apply_dials(Parameters.default(), fear=0.0).manager_blame
    0.05
    >>> apply_dials(Parameters.default(), **DEFAULT_DIALS) == Parameters.default()
    True
    """
    for name, setting in settings.items():
        if setting is not None:
            values = dial_values(name, check_dial(name, setting, where))
            parameters = parameters.replace(f"{where}, {name}", **values)
    return parameters


def dial_table() -> tuple[DialRow, ...]:
    """List every parameter under every dial, for the manual.

    Returns
    -------
    tuple of DialRow
        In the order of :data:`MAPPING`.

    Examples
    --------
    >>> [row.parameter for row in dial_table() if row.dial == "staffing"]
    ['establishment_registered_nurse']
    """
    registry = load_registry()
    rows = []
    for dial, parameter, _, _ in MAPPING:
        low, high = (dial_values(dial, x)[parameter] for x in (DIALS[dial].low, DIALS[dial].high))
        row = registry.rows[registry.position(parameter, "dials")]
        rows.append(DialRow(dial, parameter, row.unit, low, high, row.default))
    return tuple(rows)


def patients_per_nurse(staffing: float) -> float:
    """Show the staffing dial as patients per registered nurse on a day shift.

    Parameters
    ----------
    staffing : float
        Registered nurses in post as a share of what acuity needs, above 0. [-]

    Returns
    -------
    float
        Patients per registered nurse; 8 when staffing is 1. [patients]

    Raises
    ------
    InputError
        If the setting is out of the dial's range.

    Examples
    --------
    >>> patients_per_nurse(0.8)
    10.0
    """
    return PATIENTS_PER_NURSE / check_dial("staffing", staffing)
