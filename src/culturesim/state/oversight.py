"""Who oversees whom, as rows: one case for each body and hospital, those of a hospital together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from culturesim.organisation.bodies import DEPTHS, KINDS_OF_BODY, LADDERS
from culturesim.organisation.frozen import TRAITS, Frozen
from culturesim.state.schema import HF, OI, RF, RI
from culturesim.state.world import World

__all__ = ["case_starts", "fill_oversight"]

NO_DIARY = 0.0
NAMED, COULD_BE = 1, 2  # lead of a hospital


def case_starts(o: Frozen) -> NDArray[np.int64]:
    """First case of each hospital.

    Parameters
    ----------
    o : Frozen
        The organisation.

    Returns
    -------
    ndarray of int64, shape (n_hospitals + 1,)
        Rows of the population ``oversight``; a case a body and hospital.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> sizes = OrganisationSizes(hospitals=2, wards=1, departments=0, divisions=1)
    >>> case_starts(freeze_sizes(sizes, 1)).tolist()
    [0, 1, 2]
    """
    rows = [row for overseer in o.bodies for row in overseer.hospitals]
    counts = np.bincount(np.array(rows, dtype=np.int64), minlength=o.n_hospitals)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def fill_oversight(s: World, o: Frozen) -> None:
    """Write what never changes about bodies, cases and hospitals' own ways.

    Parameters
    ----------
    s : World
        Blocks, changed in place.
    o : Frozen
        The organisation.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> from culturesim.state.columns import make_world
    >>> world = make_world(freeze_sizes(OrganisationSizes(wards=1, departments=0, divisions=1), 1))
    >>> world.oi[OI.lead].tolist(), world.ri[RI.signals].tolist()
    ([2], [261])
    """
    for r, overseer in enumerate(o.bodies):
        body = overseer.body
        s.rf[RF.capacity, r] = body.capacity
        s.rf[RF.rel_threshold, r] = body.rel_threshold
        s.rf[RF.rel_interval, r] = NO_DIARY if body.diary == "none" else body.rel_interval
        s.rf[RF.rel_reliance, r] = body.rel_reliance
        s.rf[RF.own_deterrence, r] = LADDERS[body.ladder]
        s.ri[RI.remit, r] = KINDS_OF_BODY[body.kind]
        s.ri[RI.signals, r] = body.bits
        s.ri[RI.is_sharing, r] = body.duty_to_share
        s.ri[RI.is_announcing, r] = body.announced
        s.ri[RI.depth_diary, r] = 0 if body.diary == "none" else DEPTHS.index(body.diary)
        s.ri[RI.depth_signals, r] = DEPTHS.index(body.on_signals)
    _fill_cases(s, o)
    if o.traits is not None:
        for name, values in zip(TRAITS, o.traits, strict=True):
            s.hf[getattr(HF, name)] = values


def _fill_cases(s: World, o: Frozen) -> None:
    place = s.hospital_case[:-1].copy()
    for r, overseer in enumerate(o.bodies):
        for h in overseer.hospitals:
            case = place[h]
            place[h] += 1
            s.oi[OI.regulator, case], s.oi[OI.hospital, case] = r, h
            s.oi[OI.lead, case] = NAMED if overseer.body.lead else 0
    for first, last in zip(s.hospital_case[:-1], s.hospital_case[1:], strict=True):
        if not s.oi[OI.lead, first:last].any():
            s.oi[OI.lead, first] = COULD_BE
