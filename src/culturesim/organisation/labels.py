"""Readable, invented names for hospitals, divisions, wards and departments."""

from __future__ import annotations

__all__ = ["DEPARTMENTS", "DIVISIONS", "department_label", "division_label", "ward_label"]

#: Name of a division, and the word its wards carry.
DIVISIONS = (
    ("Medicine", "Medicine"),
    ("Surgery", "Surgery"),
    ("Older people and clinical support", "Older people"),
    ("Women and children", "Women and children"),
    ("Urgent care", "Urgent care"),
    ("Cancer care", "Cancer care"),
    ("Specialist services", "Specialist"),
    ("Community care", "Community"),
)

#: Departments, in an order that suits the default four divisions.
DEPARTMENTS = (
    "Emergency department",
    "Acute assessment",
    "Endoscopy",
    "Dialysis",
    "Theatres",
    "Day surgery",
    "Fracture clinic",
    "Therapies",
    "Imaging",
    "Laboratories",
    "Pharmacy",
    "Delivery suite",
    "Antenatal clinic",
    "Children's clinic",
    "Outpatients",
    "Cardiac physiology",
    "Audiology",
    "Eye clinic",
    "Dental clinic",
    "Community nursing",
)


def division_label(number: int) -> str:
    """Name of a division.

    Parameters
    ----------
    number : int
        Position of the division in its hospital, from 0.

    Returns
    -------
    str
        The name; numbered once the list of names is used up.

    Examples
    --------
    >>> division_label(1), division_label(8)
    ('Surgery', 'Medicine 2')
    """
    name = DIVISIONS[number % len(DIVISIONS)][0]
    return name + _repeat(number, len(DIVISIONS))


def ward_label(number: int, division: int) -> str:
    """Name of a ward with beds.

    Parameters
    ----------
    number : int
        Position of the ward in its hospital, from 0.
    division : int
        Position of its division in the hospital, from 0.

    Returns
    -------
    str
        The ward's number and the word of its division.

    Examples
    --------
    >>> ward_label(6, 0)
    'Ward 7 (Medicine)'
    """
    word = DIVISIONS[division % len(DIVISIONS)][1]
    return f"Ward {number + 1} ({word}{_repeat(division, len(DIVISIONS))})"


def department_label(number: int) -> str:
    """Name of a department.

    Parameters
    ----------
    number : int
        Position of the department among its hospital's departments, from 0.

    Returns
    -------
    str
        The name; numbered once the list of names is used up.

    Examples
    --------
    >>> department_label(4), department_label(20)
    ('Theatres', 'Emergency department 2')
    """
    return DEPARTMENTS[number % len(DEPARTMENTS)] + _repeat(number, len(DEPARTMENTS))


def _repeat(number: int, n_names: int) -> str:
    return f" {number // n_names + 1}" if number >= n_names else ""
