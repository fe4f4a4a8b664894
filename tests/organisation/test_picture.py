"""The picture: everybody inside it, levels above one another, staff under their own ward."""

import numpy as np
import pytest

from culturesim.organisation import OrganisationSizes, freeze_sizes, layout


@pytest.mark.parametrize("which", ["hospital", "system"])
@pytest.mark.parametrize("aspect", [0.5, 2.0, 4.0])
def test_layout(which, aspect, request):
    f = request.getfixturevalue(which)
    picture = layout(f, aspect)
    for points, n in (
        (picture.hospital, f.n_hospitals),
        (picture.manager, f.n_managers),
        (picture.ward, f.n_wards),
        (picture.staff, f.n_staff),
    ):
        assert points.shape == (n, 2)
        assert np.all((points >= 0.0) & (points <= 1.0))
    heights = [np.unique(picture.manager[f.manager_level == level, 1]) for level in range(4)]
    assert all(len(height) == 1 for height in heights)
    assert np.all(np.diff(np.concatenate(heights)) > 0)
    assert picture.staff[:, 1].max() < picture.ward[0, 1] < heights[0][0]
    distance = np.abs(picture.staff[:, 0] - picture.ward[f.staff_ward, 0])
    assert np.all(distance < picture.ward_width / 2)


def test_no_two_people_at_one_place(system):
    picture = layout(system)
    points = np.round(np.concatenate([picture.manager, picture.staff]), 9)
    assert len(np.unique(points, axis=0)) == len(points)


def test_chair_and_chief_executive_are_in_the_middle(hospital):
    picture = layout(hospital)
    chief, chair = hospital.manager_start[2:4]
    assert picture.manager[chair, 0] == pytest.approx(0.5)
    assert picture.manager[chief, 0] == pytest.approx(3.5 / 6)
    others = picture.manager[chief + 1 : chair, 0]
    assert np.all(np.diff(others) > 0)


def test_wards_of_a_division_stand_together(hospital):
    left_to_right = np.argsort(layout(hospital).ward[:, 0])
    changes = np.diff(hospital.ward_division[left_to_right]) != 0
    assert changes.sum() == hospital.n_divisions - 1


def test_division_without_wards_is_drawn_in_the_middle():
    f = freeze_sizes(OrganisationSizes(wards=1, departments=2, divisions=3), 1)
    assert np.isfinite(layout(f).manager).all()


@pytest.mark.parametrize("aspect", [0.0, -1.0, float("nan"), float("inf")])
def test_bad_aspect(hospital, aspect):
    with pytest.raises(ValueError, match="is not a number above 0"):
        layout(hospital, aspect)
