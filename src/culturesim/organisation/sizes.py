"""How big an organisation is: the few numbers from which a whole one is built."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from culturesim.errors import InputError, nearest

__all__ = ["MAX_POSTS", "SPARE_PROFESSIONS", "OrganisationSizes"]

#: Most posts one organisation may have; more would need above 8 GB at about 400 bytes a post.
MAX_POSTS = 20_000_000

#: Professions that get spare posts, by number: 0 registered nurse, 1 support worker.
SPARE_PROFESSIONS = (0, 1)

_RANGES: dict[str, tuple[float, float]] = {
    "hospitals": (1, 10_000),
    "wards": (1, 1_000),
    "beds_per_ward": (0, 1_000),
    "divisions": (1, 100),
    "departments": (0, 1_000),
    "executives": (1, 100),
    "board_members": (1, 100),
    "ward_registered_nurses": (0, 10_000),
    "ward_support_workers": (0, 10_000),
    "ward_doctors": (0, 10_000),
    "ward_allied": (0, 10_000),
    "department_registered_nurses": (0, 10_000),
    "department_support_workers": (0, 10_000),
    "department_doctors": (0, 10_000),
    "department_allied": (0, 10_000),
    "team_size": (1, 1_000),
    "ties_per_person": (0.0, 50.0),
    "ties_same_profession": (0.0, 1.0),
    "ties_same_ward": (0.0, 1.0),
    "spare_posts": (0.0, 2.0),
}


@dataclass(frozen=True)
class OrganisationSizes:
    """Sizes of an organisation; the defaults are a district hospital of 460 beds.

    Parameters
    ----------
    hospitals : int
        Hospitals under the same regulator, all of these sizes, 1 to 10,000. [hospitals]
    name : str
        Name shown to readers; several hospitals are numbered after it. Invented, never a real one.
    wards : int
        Wards with beds in each hospital, 1 to 1,000. [wards]
    beds_per_ward : int
        Beds on each of those wards, 0 to 1,000. [beds]
    divisions : int
        Divisions in each hospital, 1 to 100, at most one for every ward and department. [divisions]
    departments : int
        Wards without beds in each hospital (emergency department, theatres, ...), 0 to 1,000.
        [departments]
    executives : int
        Executives in each hospital, chief executive included, 1 to 100. [people]
    board_members : int
        Members of each hospital's board, chair included, 1 to 100. [people]
    ward_registered_nurses, ward_support_workers, ward_doctors, ward_allied : int
        Funded posts on each ward, 0 to 10,000, at least one in all. [posts]
    department_registered_nurses, department_support_workers : int
        Funded posts in each department, 0 to 10,000. [posts]
    department_doctors, department_allied : int
        Funded posts in each department, 0 to 10,000, at least one with the two above. [posts]
    team_size : int
        Funded posts in a team, about, 1 to 1,000. [posts]
    ties_per_person : float
        Informal advice ties of a person with other funded posts, mean, 0 to 50. [ties]
    ties_same_profession : float
        Share of ties within the person's own profession, 0 to 1. [-]
    ties_same_ward : float
        Share of ties within the person's own ward, 0 to 1. [-]
    spare_posts : float
        Unfunded registered-nurse and support posts built beside the funded ones, as a share of
        these, 0 to 2, so that an establishment can later be raised. [-]

    Raises
    ------
    InputError
        If a size has the wrong type or is out of range, the name is empty, a ward or a department
        has no staff, there are more divisions than wards and departments, or more posts than
        :data:`MAX_POSTS`.

    Notes
    -----
    Posts and team size: status A, chosen to add up to a district hospital of about 3,000 staff.
    Shares of ties: status A. Ties are mostly within the own profession [1]_; 0.55 makes them about
    3.3 times as dense within professions as across them on the default wards, inside the band of
    1.3 to 5 that the evidence suite accepts. A share of 0.75 would make that about 8.

    References
    ----------
    .. [1] Creswick N, Westbrook JI, Braithwaite J, Understanding communication networks in the
       emergency department, BMC Health Services Research, 2009, doi:10.1186/1472-6963-9-247.

    Examples
    --------
    >>> sizes = OrganisationSizes()
    >>> sizes.n_staff, sizes.n_beds, sizes.n_posts
    (2958, 460, 3378)
    """

    hospitals: int = 1
    name: str = "Hospital"
    wards: int = 20
    beds_per_ward: int = 23
    divisions: int = 4
    departments: int = 14
    executives: int = 6
    board_members: int = 9
    ward_registered_nurses: int = 16
    ward_support_workers: int = 12
    ward_doctors: int = 11
    ward_allied: int = 6
    department_registered_nurses: int = 40
    department_support_workers: int = 40
    department_doctors: int = 12
    department_allied: int = 55
    team_size: int = 12
    ties_per_person: float = 8.0
    ties_same_profession: float = 0.55
    ties_same_ward: float = 0.7
    spare_posts: float = 0.25

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name != "name":
                _check_number(field.name, getattr(self, field.name), whole=field.type == "int")
        name: object = self.name
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            raise InputError(
                f"[organisation] name: {self.name!r} is not allowed; give one line of text"
            )
        self._check_together()

    def _check_together(self) -> None:
        if sum(self.ward_posts) == 0:
            raise InputError("[organisation] ward_*: a ward has no staff; give at least one post")
        if self.departments and sum(self.department_posts) == 0:
            raise InputError(
                "[organisation] department_*: a department has no staff; give at least one post "
                "or departments = 0"
            )
        if self.divisions > self.wards + self.departments:
            raise InputError(
                f"[organisation] divisions: {self.divisions} is more than the "
                f"{self.wards + self.departments} wards and departments they are made of"
            )
        if self.n_posts > MAX_POSTS:
            raise InputError(
                f"[organisation] {self.n_posts:,} posts would need about "
                f"{self.n_posts * 400 / 1e9:,.0f} GB of memory; at most {MAX_POSTS:,} are allowed"
            )

    @classmethod
    def from_mapping(
        cls, table: Mapping[str, Any], where: str = "[organisation]"
    ) -> OrganisationSizes:
        """Sizes from a table of a scenario file.

        Parameters
        ----------
        table : mapping of str to object
            Sizes by name; those left out keep their default.
        where : str
            File and table, named in messages.

        Returns
        -------
        OrganisationSizes
            The checked sizes.

        Raises
        ------
        InputError
            If a key is unknown, or a value is refused by the class.

        Examples
        --------
        >>> OrganisationSizes.from_mapping({"wards": 8}).wards
        8
        """
        names = [field.name for field in fields(cls)]
        for key in table:
            if key not in names:
                raise InputError(f"{where} {key}: no such size{nearest(str(key), names)}")
        try:
            return cls(**table)
        except InputError as error:
            raise InputError(str(error).replace("[organisation]", where, 1)) from None

    @property
    def ward_posts(self) -> tuple[int, int, int, int]:
        """Funded posts of a ward: registered nurses, support workers, doctors, allied health."""
        return (
            self.ward_registered_nurses,
            self.ward_support_workers,
            self.ward_doctors,
            self.ward_allied,
        )

    @property
    def department_posts(self) -> tuple[int, int, int, int]:
        """Funded posts of a department, by profession as in :attr:`ward_posts`."""
        return (
            self.department_registered_nurses,
            self.department_support_workers,
            self.department_doctors,
            self.department_allied,
        )

    @property
    def n_staff(self) -> int:
        """Funded posts in all hospitals, managers not among them [posts]."""
        per_hospital = self.wards * sum(self.ward_posts)
        return self.hospitals * (per_hospital + self.departments * sum(self.department_posts))

    @property
    def n_posts(self) -> int:
        """Funded and spare posts in all hospitals: the staff rows a model will hold [posts]."""
        spare = self.wards * sum(self.spare_of(self.ward_posts))
        spare += self.departments * sum(self.spare_of(self.department_posts))
        return self.n_staff + self.hospitals * spare

    @property
    def n_beds(self) -> int:
        """Beds in all hospitals [beds]."""
        return self.hospitals * self.wards * self.beds_per_ward

    @property
    def n_managers(self) -> int:
        """Managers in all hospitals, board members among them [people]."""
        per_hospital = self.wards + self.departments + self.divisions
        return self.hospitals * (per_hospital + self.executives + self.board_members)

    def spare_of(self, posts: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """Spare posts beside some funded ones.

        Parameters
        ----------
        posts : tuple of 4 int
            Funded posts by profession. [posts]

        Returns
        -------
        tuple of 4 int
            Spare posts by profession, rounded half up; none for doctors and allied health. [posts]

        Examples
        --------
        >>> OrganisationSizes().spare_of((16, 12, 11, 6))
        (4, 3, 0, 0)
        """
        nurses, support = (math.floor(self.spare_posts * n + 0.5) for n in posts[:2])
        return (nurses, support, 0, 0)


def _check_number(name: str, value: object, *, whole: bool) -> None:
    low, high = _RANGES[name]
    number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not number:
        raise InputError(
            f"[organisation] {name}: {value!r} is not {'a whole' if whole else 'a'} number; "
            f"allowed {low:,} to {high:,}"
        )
    if not low <= value <= high:  # type: ignore[operator]
        raise InputError(
            f"[organisation] {name}: {value!r} is outside its range {low:,} to {high:,}"
        )
