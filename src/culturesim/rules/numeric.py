"""Elementary functions with the same bits everywhere.

The mathematical library of one machine differs from that of the next in the last bit, and
compiled code may call another version than Python does. The functions here are built from
``+ - * /``, comparisons and integer conversion only, which IEEE 754 fixes exactly, so plain
Python and compiled loops agree to the last bit on every platform.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload

from culturesim.jitable import jitable

__all__ = ["clip", "exp", "log", "logistic", "power", "u64"]

MASK = 0xFFFFFFFFFFFFFFFF
LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693145751953125  # ln 2 in two parts: 15 significant bits, so k * LN2_HIGH is exact,
LN2_LOW = 1.4286068203094172e-06  # and the remainder.
LOGISTIC_LIMIT = 40.0
EXP_LIMIT = 700.0
SMALLEST = 2.2250738585072014e-308  # 2**-1022, the smallest normal double
LARGEST = 1.7976931348623157e308
SQRT_2 = 1.4142135623730951
# 2**512, 2**256, ..., 2**1: exact doubles.
POWERS = (float(1 << 512), float(1 << 256), float(1 << 128), float(1 << 64), float(1 << 32),
          float(1 << 16), float(1 << 8), float(1 << 4), float(1 << 2), float(1 << 1))  # fmt: skip
INVERSES = tuple(1.0 / power_of_two for power_of_two in POWERS)
TWO_TO_1022 = 1.0 / SMALLEST
# A double is 52 bits of fraction, above them the exponent plus 1023 (IEEE 754).
FRACTION_BITS, BIAS, FRACTION = 52, 1023, (1 << 52) - 1


def u64(x: int) -> int:
    """Wrap an integer to 64 unsigned bits.

    Parameters
    ----------
    x : int
        Any integer; a negative one is taken in two's complement. [-]

    Returns
    -------
    int
        ``x`` modulo 2**64, in [0, 2**64). [-]

    Notes
    -----
    A mask in Python and a cast in compiled code. Wrap every product, sum and left shift of
    64-bit words. Status D (technical).

    References
    ----------
    .. [1] ISO/IEC 9899:2018, section 6.2.5: unsigned arithmetic wraps modulo 2**64.

    Examples
    --------
    >>> u64(2**64 + 5), u64(-1) == 2**64 - 1
    (5, True)
    """
    return int(x) & MASK


@overload(u64)
def _u64_compiled(x: types.Type) -> Callable[[Any], Any] | None:
    def to_unsigned(x: types.Type) -> Any:  # numba wants the two signatures spelt alike
        return types.uint64(x)

    return to_unsigned if isinstance(x, types.Integer) else None


@jitable
def clip(x: float, low: float, high: float) -> float:
    r"""Keep a number between two bounds.

    Parameters
    ----------
    x : float
        Any number; not-a-number is returned as it is. [any]
    low, high : float
        Bounds, ``low <= high``. [same as x]

    Returns
    -------
    float
        The nearest number to ``x`` in [low, high]. [same as x]

    Notes
    -----
    .. math:: \min(\max(x, l), h)

    Exact. Status D (technical).

    References
    ----------
    .. [1] IEEE 754-2019, section 5.6.1, comparisons.

    Examples
    --------
    >>> clip(1.2, 0.0, 1.0), clip(-3.0, 0.0, 1.0), clip(0.4, 0.0, 1.0)
    (1.0, 0.0, 0.4)
    """
    if x < low:
        return low
    if x > high:
        return high
    return x


@jitable
def logistic(x: float) -> float:
    r"""Logistic function: log-odds to probability.

    Parameters
    ----------
    x : float
        Log-odds, any size; beyond 40 in size treated as 40. [-]

    Returns
    -------
    float
        Probability in [4.2e-18, 1]; not-a-number gives not-a-number. [-]

    Notes
    -----
    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}}

    The exponential is the [6/6] Padé approximant [1]_ after reduction by a power of two. Relative
    error below 5e-16. Not monotone in the last bit. Status D (numerical method).

    References
    ----------
    .. [1] Baker and Graves-Morris, Padé Approximants, 2nd edition, Cambridge University Press,
       1996, doi:10.1017/CBO9780511530074.

    Examples
    --------
    >>> logistic(0.0), round(logistic(1.0), 6), logistic(1000.0)
    (0.5, 0.731059, 1.0)
    """
    size = x if x >= 0.0 else -x
    if not size < LOGISTIC_LIMIT:
        size = LOGISTIC_LIMIT
    k = int(size * LOG2_E + 0.5)
    kf = float(k)
    r = (size - kf * LN2_HIGH) - kf * LN2_LOW
    s = r * r
    even = ((s + 840.0) * s + 75600.0) * s + 665280.0
    odd = r * ((42.0 * s + 10080.0) * s + 332640.0)
    low = even - odd
    high = float(1 << k) * (even + odd)
    probability = (high if x >= 0.0 else low) / (low + high)
    return probability if x >= 0.0 or x < 0.0 else x


@jitable
def exp(x: float) -> float:
    r"""Exponential function.

    Parameters
    ----------
    x : float
        Any number; beyond 700 in size treated as 700. [-]

    Returns
    -------
    float
        In [9.86e-305, 1.014e304]; not-a-number gives not-a-number. [-]

    Notes
    -----
    .. math:: e^x = 2^k e^r, \quad k = \lfloor |x| / \ln 2 + 1/2 \rfloor

    with the [6/6] Padé approximant [1]_ for :math:`e^r`. Relative error below 5e-16. Never raises
    and never overflows. Status D (numerical method).

    References
    ----------
    .. [1] Baker and Graves-Morris, Padé Approximants, 2nd edition, Cambridge University Press,
       1996, doi:10.1017/CBO9780511530074.

    Examples
    --------
    >>> exp(0.0), round(exp(1.0), 12), exp(1e9) == exp(700.0)
    (1.0, 2.718281828459, True)
    """
    size = x if x >= 0.0 else -x
    if not size < EXP_LIMIT:
        size = EXP_LIMIT
    k = int(size * LOG2_E + 0.5)
    kf = float(k)
    r = (size - kf * LN2_HIGH) - kf * LN2_LOW
    s = r * r
    even = ((s + 840.0) * s + 75600.0) * s + 665280.0
    odd = r * ((42.0 * s + 10080.0) * s + 332640.0)
    scale = _two_to_the(k)
    if x >= 0.0:
        return (even + odd) / (even - odd) * scale
    if x < 0.0:
        return (even - odd) / (even + odd) / scale
    return x


def _two_to_the(k: int) -> float:
    """Return 2**k exactly, for 0 <= k < 1024."""
    scale = float(1 << (k & 31))
    if k & 32:
        scale = scale * 4294967296.0
    if k & 64:
        scale = scale * POWERS[3]
    if k & 128:
        scale = scale * POWERS[2]
    if k & 256:
        scale = scale * POWERS[1]
    if k & 512:
        scale = scale * POWERS[0]
    return scale


def _split(x: float) -> tuple[float, float]:
    """Split a normal positive double into a number in [1, 2) and a power of two."""
    m = x
    e = 0.0
    if x < 1.0:
        m = x * TWO_TO_1022
        e = -1022.0
    step = 512.0
    for i in range(10):
        if m >= POWERS[i]:
            m = m * INVERSES[i]
            e = e + step
        step = step * 0.5
    return m, e


def _take_word(_context: Any, _x: Any) -> Any:
    """Take the 64 bits of a double."""

    def lower(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), lower


def _make_double(_context: Any, _word: Any) -> Any:
    """Make the double with these 64 bits."""

    def lower(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), lower


_word_of: Any = intrinsic(_take_word)
_double_of: Any = intrinsic(_make_double)


@overload(_two_to_the)
def _two_to_the_compiled(k: Any) -> Any:
    def from_exponent(k: Any) -> Any:
        return _double_of((k + BIAS) << FRACTION_BITS)

    return from_exponent if isinstance(k, types.Integer) else None


@overload(_split)
def _split_compiled(x: Any) -> Any:
    def by_exponent(x: Any) -> Any:
        word = _word_of(x)
        m = _double_of((word & FRACTION) | (BIAS << FRACTION_BITS))
        return m, float((word >> FRACTION_BITS) - BIAS)

    return by_exponent if isinstance(x, types.Float) else None


@jitable
def log(x: float) -> float:
    r"""Natural logarithm.

    Parameters
    ----------
    x : float
        Positive number. Zero, negative and subnormal numbers are treated as 2**-1022,
        infinity as the largest double. [-]

    Returns
    -------
    float
        In [-708.4, 709.8]; not-a-number gives not-a-number. [-]

    Notes
    -----
    .. math:: \ln x = e \ln 2 + 2\left(s + \frac{s^3}{3} + \frac{s^5}{5} + \dots\right), \quad
       s = \frac{m - 1}{m + 1}, \quad x = 2^e m

    with m between the square roots of 1/2 and 2 and eleven odd terms [1]_ after the first.
    Relative error below 5e-16. Never raises. Status D (numerical method).

    References
    ----------
    .. [1] Abramowitz and Stegun, Handbook of Mathematical Functions, National Bureau of
       Standards, 1964, equation 4.1.27.

    Examples
    --------
    >>> log(1.0), round(log(10.0), 12), round(log(0.0), 1)
    (0.0, 2.302585092994, -708.4)
    """
    if not x >= SMALLEST:
        if x < SMALLEST:
            return _log_normal(SMALLEST)
        return x
    if x > LARGEST:
        return _log_normal(LARGEST)
    return _log_normal(x)


@jitable
def _log_normal(x: float) -> float:
    """Return the logarithm of a normal positive double."""
    m, e = _split(x)
    if m > SQRT_2:
        m = m * 0.5
        e = e + 1.0
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    tail = z * (1.0 / 19.0 + z * (1.0 / 21.0 + z * (1.0 / 23.0)))
    tail = z * (1.0 / 13.0 + z * (1.0 / 15.0 + z * (1.0 / 17.0 + tail)))
    tail = z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0 + tail)))
    tail = z * (1.0 / 3.0 + z * (1.0 / 5.0 + tail))
    return e * LN2_HIGH + (e * LN2_LOW + 2.0 * (s + s * tail))


@jitable
def power(x: float, a: float) -> float:
    r"""Raise a positive number to any power.

    Parameters
    ----------
    x : float
        Positive number; zero or below gives 0 when ``a`` is positive. [-]
    a : float
        Exponent. [-]

    Returns
    -------
    float
        ``x`` to the power ``a``, within the range of :func:`exp`. [-]

    Notes
    -----
    .. math:: x^a = e^{a \ln x}

    Relative error below (1 + \|a ln x\|) 1e-15. Zero to a power that is not positive follows the
    floor of :func:`log`. Status D (numerical method).

    References
    ----------
    .. [1] Abramowitz and Stegun, Handbook of Mathematical Functions, National Bureau of
       Standards, 1964, section 4.2.

    Examples
    --------
    >>> round(power(2.0, 0.5), 12), power(5.0, 0.0), power(0.0, 0.3)
    (1.414213562373, 1.0, 0.0)
    """
    if x <= 0.0 and a > 0.0:
        return 0.0
    return exp(a * log(x))
