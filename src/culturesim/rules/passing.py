"""M13 and M11 event by event: which filter stops a warning, and when a hazard counts as born."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def stopped_by(u: float, kept: float, base: float, from_pressure: float) -> int:
    r"""Which filter stops a warning at one level, if any does.

    Parameters
    ----------
    u : float
        Uniform number in [0, 1). [-]
    kept : float
        Share of bad news the level keeps back, from
        :func:`~culturesim.rules.filtering.filter_share`, in [0, 0.95]. [-]
    base, from_pressure : float
        Parts of that share which are there without pressure or fear, and which pressure on the
        teller adds, 0 or more. [-]

    Returns
    -------
    int
        0 passed up; kept back 1 by habit, 2 for pressure on the teller, 3 for fear of the
        listener. [code]

    Notes
    -----
    .. math:: s = 0\ [u \ge f];\quad 1\ [u < f_0];\quad 2\ [u < f_0 + f_1 \Pi];\quad 3\ [u < f]

    Status D: the filter of the theory is a share, and a share of equal warnings is a chance for
    each of them, so that over L levels (1 - f)^L arrive, as in
    :func:`~culturesim.rules.filtering.surviving_share`. The three reasons divide the share as they
    make it up. Reasons not to pass bad news on: [1]_.

    References
    ----------
    .. [1] Morrison and Milliken, Organizational silence, Academy of Management Review, 2000.

    Examples
    --------
    >>> [stopped_by(u, 0.35, 0.1, 0.1) for u in (0.05, 0.15, 0.3, 0.35)]
    [1, 2, 3, 0]
    """
    if u >= kept:
        return 0
    if u < base:
        return 1
    return 2 if u < base + from_pressure else 3


@jitable
def hazards_born(gathered: float, unit: float) -> int:
    r"""Latent hazards that have come about since the last one was counted.

    Parameters
    ----------
    gathered : float
        Inflow gathered since then, 0 or more. [-]
    unit : float
        Amount of latent hazard that counts as one, above 0. [-]

    Returns
    -------
    int
        Whole units. [count]

    Notes
    -----
    .. math:: n = \lfloor g / h \rfloor

    Status A: the stock of the theory has no units of its own; the size of one moves the ledger
    only. Latent conditions that are created long before an accident: [1]_.

    References
    ----------
    .. [1] Reason, Human error: models and management, BMJ 320:768, 2000.

    Examples
    --------
    >>> hazards_born(0.25, 0.1), hazards_born(0.05, 0.1)
    (2, 0)
    """
    return int(gathered / unit)


@jitable
def takes_over(u: float, unit: float, stock: float) -> bool:
    r"""Whether the hazard just born is the one that today's events are put down to.

    Parameters
    ----------
    u : float
        Uniform number in [0, 1). [-]
    unit, stock : float
        Amount of latent hazard that counts as one, above 0, and the ward's stock, 0 or more. [-]

    Returns
    -------
    bool
        Whether it takes the place of the one before.

    Notes
    -----
    .. math:: c = [u H < h]

    Status D: reservoir sampling. Each unit of the stock has the same chance of being the one an
    event is put down to, so an old hazard gives way at the rate at which new ones make up the
    stock. After [1]_.

    References
    ----------
    .. [1] Vitter, Random sampling with a reservoir, ACM Transactions on Mathematical Software
       11:37, 1985, doi:10.1145/3147.3165.

    Examples
    --------
    >>> takes_over(0.05, 0.1, 1.0), takes_over(0.5, 0.1, 1.0), takes_over(0.9, 0.1, 0.05)
    (True, False, True)
    """
    return u * stock < unit


@jitable
def decline_percent(base: float, inflow: float) -> int:
    r"""Percentage of new latent hazards that comes of slipping practice and pending problems.

    Parameters
    ----------
    base, inflow : float
        Inflow at full standard and without a backlog, and today's, 0 or more. [day⁻¹]

    Returns
    -------
    int
        0 to 100, rounded down; 0 without any inflow. [%]

    Notes
    -----
    .. math:: d = \lfloor 100 (1 - a_0 / a) \rfloor

    Status D: the rest of :func:`~culturesim.rules.learning.hazard_inflow` above its base. Drift as
    a source of latent conditions: [1]_.

    References
    ----------
    .. [1] Reason, Human error: models and management, BMJ 320:768, 2000.

    Examples
    --------
    >>> decline_percent(0.001, 0.004), decline_percent(0.0, 0.0)
    (75, 0)
    """
    if not inflow > 0.0:
        return 0
    return int(100.0 * (1.0 - base / inflow))
