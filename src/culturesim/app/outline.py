"""The organisation as the picture needs it: wards, divisions and people of the first hospital."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturesim.app.work import frozen_of

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["outline_of"]


def outline_of(scenario: Scenario, seed: int) -> dict[str, Any]:
    """Outline the first hospital.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed, on which the organisation depends. [-]

    Returns
    -------
    dict
        ``hospital``, its name; ``divisions``, names; ``wards``, each with label, division,
        whether it is a department, first post and number of posts; ``professions`` and ``grades``,
        a digit a post; ``executives`` and ``board``, how many; ``staff``, posts in all hospitals.
    """
    o = frozen_of(scenario.organisation, seed)
    last = int(o.hospital_ward_start[1])
    wards = [
        {
            "label": o.ward_label[w],
            "division": int(o.ward_division[w]),
            "department": bool(o.is_department[w]),
            "first": int(o.ward_staff_start[w]),
            "n": int(o.ward_staff_start[w + 1] - o.ward_staff_start[w]),
        }
        for w in range(last)
    ]
    n = int(o.ward_staff_start[last])
    mine = o.manager_hospital == 0
    return {
        "hospital": o.hospital_label[0],
        "divisions": [label for label, h in zip(o.division_label, o.division_hospital, strict=True)
                      if h == 0],
        "wards": wards,
        "professions": "".join(map(str, o.staff_profession[:n].tolist())),
        "grades": "".join(map(str, o.staff_grade[:n].tolist())),
        "executives": int((mine & (o.manager_level == 2)).sum()),
        "board": int((mine & (o.manager_level == 3)).sum()),
        "staff": int(o.n_staff),
    }  # fmt: skip
