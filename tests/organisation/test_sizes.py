"""Sizes: what they add up to, and what is refused."""

import pytest

from culturesim.errors import InputError
from culturesim.organisation.sizes import OrganisationSizes


def test_totals_by_hand():
    sizes = OrganisationSizes(
        hospitals=2,
        wards=3,
        beds_per_ward=10,
        divisions=2,
        departments=1,
        executives=4,
        board_members=5,
        ward_registered_nurses=4,
        ward_support_workers=2,
        ward_doctors=1,
        ward_allied=0,
        department_registered_nurses=1,
        department_support_workers=1,
        department_doctors=1,
        department_allied=1,
        spare_posts=0.5,
    )
    assert sizes.n_staff == 2 * (3 * 7 + 4)
    assert sizes.n_posts == sizes.n_staff + 2 * (3 * 3 + 2)  # 0.5 of a post is rounded up
    assert sizes.n_beds == 60
    assert sizes.n_managers == 2 * (4 + 2 + 4 + 5)


def test_default_is_a_district_hospital():
    sizes = OrganisationSizes()
    assert (sizes.n_beds, sizes.n_staff) == (460, 2958)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("hospitals", 0, "outside its range 1 to 10,000"),
        ("wards", 0, "outside its range"),
        ("wards", 3.0, "is not a whole number"),
        ("wards", True, "is not a whole number"),
        ("wards", "20", "is not a whole number"),
        ("board_members", 0, "outside its range"),
        ("team_size", 0, "outside its range"),
        ("ties_per_person", float("nan"), "outside its range"),
        ("ties_per_person", "8", "is not a number"),
        ("ties_same_ward", 1.1, "outside its range"),
        ("spare_posts", -0.1, "outside its range"),
        ("divisions", 50, "is more than the 34 wards and departments"),
        ("name", "  ", "give one line of text"),
        ("name", "a\nb", "give one line of text"),
        ("name", 3, "give one line of text"),
    ],
)
def test_wrong_value_is_named(key, value, said):
    with pytest.raises(InputError, match=rf"^\[organisation\] {key}: .*{said}"):
        OrganisationSizes(**{key: value})


def test_whole_numbers_are_allowed_for_shares():
    assert OrganisationSizes(ties_same_ward=1).ties_same_ward == 1


@pytest.mark.parametrize("place", ["ward", "department"])
def test_place_without_staff_is_refused(place):
    nobody = dict.fromkeys(("registered_nurses", "support_workers", "doctors", "allied"), 0)
    posts = {f"{place}_{who}": n for who, n in nobody.items()}
    with pytest.raises(InputError, match=f"a {place} has no staff"):
        OrganisationSizes(**posts)
    if place == "department":
        assert OrganisationSizes(**posts, departments=0).n_staff == 900


def test_billion_staff_is_refused_with_an_estimate():
    with pytest.raises(InputError, match=r"posts would need about .* GB of memory"):
        OrganisationSizes(hospitals=10_000, wards=1_000, ward_registered_nurses=100)


def test_unknown_key_names_the_nearest_and_the_file():
    with pytest.raises(InputError, match=r"^x.toml \[organisation\] wrads: .*did you mean 'wards'"):
        OrganisationSizes.from_mapping({"wrads": 3}, "x.toml [organisation]")
    with pytest.raises(InputError, match=r"^x.toml wards: 0 is outside"):
        OrganisationSizes.from_mapping({"wards": 0}, "x.toml")
