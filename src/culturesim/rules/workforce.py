"""M2: rosters, energy, absence, leaving and its contagion, posts and vacancies."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp

SEVENTH, FIFTY_SECOND = 1.0 / 7.0, 1.0 / 52.0


@jitable
def is_rostered(day: int, offset: int, shifts_per_week: int, weeks_leave: int) -> bool:
    r"""Whether a post is on the day's roster: a weekly pattern, less weeks of leave.

    Parameters
    ----------
    day : int
        Day of the run, 0 or more. [day]
    offset : int
        Lasting offset of the post, 0 or more. [-]
    shifts_per_week : int
        Shifts, 0 to 7. [week⁻¹]
    weeks_leave : int
        Weeks off the roster, 0 to 52. [year⁻¹]

    Returns
    -------
    bool
        Whether the post is rostered today.

    Notes
    -----
    .. math:: [(d + 3 o) \bmod 7 < s]\ \wedge\ [(w + 11 o) \bmod 52 \ge l]

    with w the week. The multipliers 3 and 11 only spread posts: they share no factor with 7 and
    52. Status A: rosters are averaged over in the staffing studies used [1]_.

    References
    ----------
    .. [1] Griffiths P et al., BMJ Quality and Safety 28:609, 2019, doi:10.1136/bmjqs-2018-008043.

    Examples
    --------
    >>> sum((is_rostered(day, 4, 3, 0) for day in range(7)))
    3
    >>> sum((is_rostered(day, 4, 3, 7) for day in range(364)))
    135
    """
    turn = day % 7 + 3 * offset
    week = (day - day % 7) // 7 % 52 + 11 * offset
    # Remainders by way of a float, and no branch: a third of the time in a compiled loop.
    is_turn = turn - 7 * int((turn + 0.5) * SEVENTH) < shifts_per_week
    is_leave = week - 52 * int((week + 0.5) * FIFTY_SECOND) < weeks_leave
    return is_turn and not is_leave


@jitable
def p_absent(
    energy: float, base: float, slope: float, rel_profession: float, rel_season: float
) -> float:
    r"""Chance that a rostered person is off sick today.

    Parameters
    ----------
    energy : float
        Energy, in [0, 1]. [-]
    base, slope : float
        Chance at full energy and what is added at none, in [0, 1]. [day⁻¹]
    rel_profession, rel_season : float
        Multipliers of profession and season, 0 or more. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: p = \min((a_0 + a_1 (1 - E))\, r_p r_s, 1)

    Status A: M2 of the theory; level, season and order of professions after [1]_.

    References
    ----------
    .. [1] Palmer and Rolewicz, All is not well, Nuffield Trust, 2023.

    Examples
    --------
    >>> p_absent(1.0, 0.04, 0.1, 1.0, 1.0), round(p_absent(0.5, 0.04, 0.1, 1.0, 1.0), 6)
    (0.04, 0.09)
    """
    p = (base + slope * (1.0 - energy)) * rel_profession * rel_season
    return 1.0 if p > 1.0 else p


@jitable
def energy_next(
    energy: float,
    is_on_shift: bool,
    rho: float,
    overtime: float,
    moral_load: float,
    recovery: float,
    drain: float,
    moral_drain: float,
) -> float:
    r"""Energy after today: rest restores, overload and moral load take.

    Parameters
    ----------
    energy : float
        Energy before, in [0, 1]. [-]
    is_on_shift : bool
        Whether the person worked.
    rho, overtime : float
        Pressure, 0 or more, and extra hours as a share. [-]
    moral_load : float
        Moral load, 0 or more, see :func:`moral_load_next`. [-]
    recovery : float
        Share of lost energy a day off gives back, in [0, 1]. [day⁻¹]
    drain, moral_drain : float
        Energy lost a shift at pressure 2, and a day at moral load 1, 0 or more. [day⁻¹]

    Returns
    -------
    float
        Energy after, in [0.01, 1], the lower one a numerical bound. [-]

    Notes
    -----
    .. math:: E' = E + r (1 - E)\,[off] - d\,(\rho - 1)_+ (1 + o)\,[on] - d_m M

    Status A: M2 of the theory, overtime counted as its share; the floor keeps capacity above 0.
    Burnout as a stock drained by overwork: [1]_.

    References
    ----------
    .. [1] Homer, System Dynamics Review 1:42, 1985.

    Examples
    --------
    >>> round(energy_next(0.8, True, 1.5, 0.1, 0.0, 0.15, 0.1, 0.01), 6)
    0.745
    >>> round(energy_next(0.8, False, 1.5, 0.1, 0.5, 0.15, 0.1, 0.01), 6)
    0.825
    """
    if is_on_shift:
        excess = rho - 1.0
        if excess < 0.0:
            excess = 0.0
        after = energy - drain * excess * (1.0 + overtime) - moral_drain * moral_load
    else:
        after = energy + recovery * (1.0 - energy) - moral_drain * moral_load
    if after < 0.01:
        return 0.01
    return 1.0 if after > 1.0 else after


@jitable
def moral_load_next(load: float, missed: float, n_unspoken: int, ethic: float, tau: float) -> float:
    r"""Moral load after today: care one had to leave and concerns kept, fading.

    Parameters
    ----------
    load : float
        Load before, 0 or more. [-]
    missed : float
        Care left undone on the shift, in [0, 1]. [-]
    n_unspoken : int
        Concerns kept to oneself today, 0 or more. [day⁻¹]
    ethic : float
        Weight of missed care, 0 or more. [-]
    tau : float
        Time over which it fades, 1 or more. [day]

    Returns
    -------
    float
        Load after, 0 or more. [-]

    Notes
    -----
    .. math:: M' = M + (m e + n - M) / \tau

    Status A: M2 of the theory adds missed care and unspoken concerns of the day; here they are
    averaged over about a month. Burnout as a stock that fills and drains: [1]_.

    References
    ----------
    .. [1] Homer, System Dynamics Review 1:42, 1985.

    Examples
    --------
    >>> round(moral_load_next(0.0, 0.3, 1, 1.0, 30.0), 6)
    0.043333
    """
    return load + (missed * ethic + n_unspoken - load) / tau


@jitable
def p_leave(
    energy: float,
    contacts_left: float,
    fear: float,
    rate_base: float,
    b_energy: float,
    b_contacts: float,
    b_fear: float,
) -> float:
    r"""Chance of leaving the hospital today.

    Parameters
    ----------
    energy, contacts_left, fear : float
        Energy, share of contacts who left lately, fear, in [0, 1]. [-]
    rate_base : float
        Rate at full energy, stable contacts and no fear, 0 or more. [day⁻¹]
    b_energy, b_contacts, b_fear : float
        Log rise at no energy, all contacts gone and full fear, 0 or more. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: p = \min(r\, e^{b_E (1 - E) + b_x x + b_F F}, 1)

    Status A: M2 of the theory; contagion of leaving is from [1]_, the level of about one nurse in
    nine a year from [2]_.

    References
    ----------
    .. [1] Felps et al., Turnover contagion, Academy of Management Journal, 2009.
    .. [2] Palmer and Rolewicz, Peak leaving?, Nuffield Trust, 2022.

    Examples
    --------
    >>> p_leave(1.0, 0.0, 0.0, 0.0002, 1.5, 0.8, 1.0)
    0.0002
    >>> round(p_leave(0.5, 0.5, 0.5, 0.0002, 1.5, 0.8, 1.0), 6)
    0.001041
    """
    p = rate_base * exp(b_energy * (1.0 - energy) + b_contacts * contacts_left + b_fear * fear)
    return 1.0 if p > 1.0 else p


@jitable
def contacts_left_next(share: float, n_left: int, n_contacts: int, memory_days: float) -> float:
    r"""Share of a person's contacts who left lately.

    Parameters
    ----------
    share : float
        Share before, in [0, 1]. [-]
    n_left, n_contacts : int
        Contacts who left today and all contacts, 0 or more. [count]
    memory_days : float
        Days a leaving is remembered, 1 or more. [day]

    Returns
    -------
    float
        Share after, in [0, 1]. [-]

    Notes
    -----
    .. math:: x' = \min\left(x (1 - 1/\tau) + n_l / n, 1\right)

    Status A: fading memory in place of the theory's count over 90 days, so no history is kept;
    contagion of leaving: [1]_.

    References
    ----------
    .. [1] Felps et al., Turnover contagion, Academy of Management Journal, 2009.

    Examples
    --------
    >>> contacts_left_next(0.0, 2, 8, 90.0), contacts_left_next(0.9, 4, 8, 90.0)
    (0.25, 1.0)
    """
    faded = share * (1.0 - 1.0 / memory_days)
    if n_contacts > 0:
        faded = faded + n_left / n_contacts
    return 1.0 if faded > 1.0 else faded


@jitable
def is_funded(rank: float, establishment: float) -> bool:
    """Whether a post is in the establishment.

    Parameters
    ----------
    rank : float
        Permanent rank of the post in its profession, 0 or more, 1 at the planned number. [-]
    establishment : float
        Funded posts over the plan, 0 or more. [-]

    Returns
    -------
    bool
        Whether the post is funded.

    Notes
    -----
    .. math:: [r < e]

    Status D: a cut takes the posts of the highest rank, and the same ones return. Nurses per
    patient as the lever behind it: [1]_.

    References
    ----------
    .. [1] Aiken et al., Lancet 383:1824, 2014, doi:10.1016/S0140-6736(13)62631-8.

    Examples
    --------
    >>> is_funded(0.95, 1.0), is_funded(0.95, 0.9)
    (True, False)
    """
    return rank < establishment


@jitable
def vacancy_days(u: float, shortest: float, longest: float, rel_delay: float) -> int:
    r"""Days until a vacancy is filled.

    Parameters
    ----------
    u : float
        Uniform draw in [0, 1). [-]
    shortest, longest : float
        Bounds in normal times, 0 or more. [day]
    rel_delay : float
        Length relative to normal, above 0. [-]

    Returns
    -------
    int
        Days, 1 or more. [day]

    Notes
    -----
    .. math:: t = \lfloor (a + (b - a) u) k \rfloor + 1

    Status A: M2 of the theory gives 60 to 120 days; vacancies as the gap in Homer-type workforce
    loops: [1]_.

    References
    ----------
    .. [1] Homer, System Dynamics Review 1:42, 1985.

    Examples
    --------
    >>> vacancy_days(0.0, 60.0, 120.0, 1.0), vacancy_days(0.5, 60.0, 120.0, 2.0)
    (61, 181)
    """
    return int((shortest + (longest - shortest) * u) * rel_delay) + 1
