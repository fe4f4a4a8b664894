"""Named random streams: a draw is a pure function of (seed, stream, day, counter).

Nothing is stored between draws, so neither the order of agents nor the number of threads can
change a result, and two runs with one seed meet the same people and the same chances. Make a key
once for a stream and a day with :func:`key`, then one 64-bit word for each counter (who, and which
of their draws) with :func:`draw`, then turn the word into a number with :func:`uniform`,
:func:`noise`, :func:`field` or :func:`integer`.

The generator is a keyed hash made of SplitMix64 finalisers. For release checks the environment
variable ``CULTURESIM_GENERATOR=threefry``, read at import, puts Threefry2x64-20 in its place.
"""

import os

from culturesim.errors import InputError
from culturesim.jitable import jitable
from culturesim.rules.numeric import clip, exp, u64
from culturesim.streams.names import STREAM, STREAMS

__all__ = [
    "GENERATOR", "STREAM", "STREAMS", "check_seed", "draw", "field", "integer", "key", "noise",
    "poisson", "uniform",
]  # fmt: skip


GENERATORS = ("hash", "threefry")


def _generator(environment: dict[str, str] | os._Environ[str]) -> str:
    """Read the name of the generator from the environment."""
    name = environment.get("CULTURESIM_GENERATOR", "") or "hash"
    if name not in GENERATORS:
        raise InputError(
            f"environment variable CULTURESIM_GENERATOR: {name!r} is not a generator; "
            f"allowed: {', '.join(GENERATORS)}"
        )
    return name


GENERATOR: str = _generator(os.environ)

GOLDEN = 0x9E3779B97F4A7C15  # 2**64 divided by the golden ratio, the SplitMix64 step
# Square roots of 2, 3, 5, 7 (fractional bits): initial values of SHA-512, FIPS 180-4, 5.3.5.
ROOT_2 = 0x6A09E667F3BCC908
ROOT_3 = 0xBB67AE8584CAA73B
ROOT_5 = 0x3C6EF372FE94F82B
ROOT_7 = 0xA54FF53A5F1D36F1
PARITY = 0x1BD11BDAA9FC1A22  # Threefry key schedule
ROTATIONS = (16, 42, 12, 31, 16, 32, 24, 21)  # Threefry, two words
UNIT_53 = 1.0 / 9007199254740992.0  # 2**-53
UNIT_16 = 1.0 / 65536.0
NOISE_MEAN = 131070.0  # of the sum of four 16-bit fields
NOISE_SCALE = 1.0 / 37837.22723720648  # 1 / sqrt((65536**2 - 1) / 3)
POISSON_LIMIT = 600.0
NEGLIGIBLE = 1e-18


def check_seed(seed: int) -> int:
    """Return a seed, or refuse it.

    Parameters
    ----------
    seed : int
        Seed of a run, 0 <= seed < 2**63; 0 is a seed like any other. [-]

    Returns
    -------
    int
        The same seed.

    Raises
    ------
    InputError
        If ``seed`` is not a whole number or lies outside the range.

    Examples
    --------
    >>> check_seed(0)
    0
    """
    if isinstance(seed, bool) or not hasattr(seed, "__index__"):
        raise InputError(f"seed: {seed!r} is not a whole number; allowed: 0 to 2**63 - 1")
    if not 0 <= seed < 2**63:
        raise InputError(f"seed: {seed} is out of range; allowed: 0 to 2**63 - 1")
    return int(seed)


@jitable
def _mix(z: int) -> int:
    """SplitMix64 finaliser (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195)."""
    z = u64((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9)
    z = u64((z ^ (z >> 27)) * 0x94D049BB133111EB)
    return z ^ (z >> 31)


@jitable
def _key_hash(seed: int, stream: int, day: int) -> tuple[int, int]:
    """Two independently mixed halves of a 128-bit key."""
    seed, stream, day = u64(seed), u64(stream), u64(day)
    k0 = _mix(u64(seed + ROOT_2))
    k0 = _mix(u64(k0 + u64(stream * GOLDEN)))
    k0 = _mix(u64(k0 + u64(day * ROOT_3)))
    k1 = _mix(u64(seed ^ ROOT_5))
    k1 = _mix(u64(k1 + u64(stream * ROOT_7)))
    k1 = _mix(u64(k1 + u64(day * ROOT_5)))
    return k0, k1


@jitable
def _draw_hash(k0: int, k1: int, counter: int) -> int:
    """Two keyed mixes of the counter."""
    return _mix(_mix(u64(u64(u64(counter) * GOLDEN) + u64(k0))) ^ u64(k1))


@jitable
def _threefry(k0: int, k1: int, c0: int, c1: int) -> tuple[int, int]:
    """Threefry2x64-20 (Salmon and others 2011, doi:10.1145/2063384.2063405)."""
    keys = (u64(k0), u64(k1), u64(u64(k0) ^ u64(k1)) ^ u64(PARITY))
    x0, x1 = u64(u64(c0) + keys[0]), u64(u64(c1) + keys[1])
    for i in range(20):
        x0 = u64(x0 + x1)
        x1 = u64(u64(x1 << u64(ROTATIONS[i & 7])) | u64(x1 >> u64(64 - ROTATIONS[i & 7]))) ^ x0
        if i & 3 == 3:
            block = (i + 1) >> 2
            x0 = u64(x0 + keys[block % 3])
            x1 = u64(u64(x1 + keys[(block + 1) % 3]) + u64(block))
    return x0, x1


@jitable
def _key_threefry(seed: int, stream: int, day: int) -> tuple[int, int]:
    """Key for the validation generator: the seed enciphers stream and day."""
    return _threefry(seed, 0, stream, day)


@jitable
def _draw_threefry(k0: int, k1: int, counter: int) -> int:
    """First word of one Threefry block."""
    return _threefry(k0, k1, counter, 0)[0]


_chosen_key = _key_threefry if GENERATOR == "threefry" else _key_hash
_chosen_draw = _draw_threefry if GENERATOR == "threefry" else _draw_hash


@jitable
def key(seed: int, stream: int, day: int) -> tuple[int, int]:
    """Key of one stream on one day.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 <= seed < 2**63. [-]
    stream : int
        Index of the stream, a field of ``STREAM``. [-]
    day : int
        Day, negative during a warm-up. [day]

    Returns
    -------
    tuple of int
        Two 64-bit words, ``(k0, k1)``. [-]

    Notes
    -----
    The two halves come from independent mixes of the seed, so a key has 128 bits.

    References
    ----------
    .. [1] Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014,
       doi:10.1145/2660193.2660195.

    Examples
    --------
    >>> key(0, STREAM.speak, 1) == key(0, STREAM.speak, -1)
    False
    """
    return _chosen_key(seed, stream, day)


@jitable
def draw(k0: int, k1: int, counter: int) -> int:
    """64-bit word number ``counter`` of a key.

    Parameters
    ----------
    k0, k1 : int
        The key, from :func:`key`. [-]
    counter : int
        Who draws and which of their draws, for instance ``32 * person + slot``. [-]

    Returns
    -------
    int
        A word, uniform on [0, 2**64). [-]

    References
    ----------
    .. [1] Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011,
       doi:10.1145/2063384.2063405.

    Examples
    --------
    >>> k0, k1 = key(1, STREAM.speak, 5)
    >>> draw(k0, k1, 32) == draw(k0, k1, 32), draw(k0, k1, 32) == draw(k0, k1, 33)
    (True, False)
    """
    return _chosen_draw(k0, k1, counter)


@jitable
def uniform(word: int) -> float:
    """Turn a word into a uniform number.

    Parameters
    ----------
    word : int
        From :func:`draw`. [-]

    Returns
    -------
    float
        A multiple of 2**-53 in [0, 1). [-]

    Examples
    --------
    >>> uniform(0), uniform(1 << 63)
    (0.0, 0.5)
    """
    return float(word >> 11) * UNIT_53


@jitable
def field(word: int, j: int) -> float:
    """Turn one quarter of a word into a coarse uniform number: four cheap draws from one.

    Parameters
    ----------
    word : int
        From :func:`draw`. [-]
    j : int
        Which 16 bits, 0 to 3. [-]

    Returns
    -------
    float
        Middle of one of 65,536 equal intervals, in (0, 1). [-]

    Notes
    -----
    A chance below 1 in 131,072 never happens; use :func:`uniform` for rare events.

    Examples
    --------
    >>> field(0x8000 << 16, 1) > 0.5 > field(0x8000 << 16, 0)
    True
    """
    return (float((word >> u64(16 * j)) & u64(0xFFFF)) + 0.5) * UNIT_16


@jitable
def noise(word: int) -> float:
    """Turn a word into nearly normal noise.

    Parameters
    ----------
    word : int
        From :func:`draw`. [-]

    Returns
    -------
    float
        Mean 0, standard deviation 1, in [-3.4642, 3.4642]. [-]

    Notes
    -----
    The sum of four 16-bit fields, centred and scaled: excess kurtosis -0.3, no tail beyond 3.47.

    References
    ----------
    .. [1] Irwin, On the frequency distribution of the means of samples from a population having
       any law of frequency with finite moments, Biometrika 19, 1927, doi:10.1093/biomet/19.3-4.225.

    Examples
    --------
    >>> round(noise(0), 4), round(noise(2**64 - 1), 4)
    (-3.464, 3.464)
    """
    m = u64(0xFFFF)
    total = (word & m) + ((word >> 16) & m) + ((word >> 32) & m) + (word >> 48)
    return (float(total) - NOISE_MEAN) * NOISE_SCALE


@jitable
def integer(word: int, n: int) -> int:
    """Turn a word into a whole number below ``n``.

    Parameters
    ----------
    word : int
        From :func:`draw`. [-]
    n : int
        Number of choices, 1 <= n <= 2**31. [-]

    Returns
    -------
    int
        In [0, n), with unevenness below ``n * 2**-53``. [-]

    Examples
    --------
    >>> integer(0, 6), integer(2**64 - 1, 6)
    (0, 5)
    """
    return int(uniform(word) * float(n))


@jitable
def poisson(u: float, mean: float) -> int:
    """Poisson count at one uniform number, by inversion.

    Parameters
    ----------
    u : float
        Uniform number in [0, 1). [-]
    mean : float
        Expected count, 0 to 600; treated as 0 or 600 beyond. [count]

    Returns
    -------
    int
        Smallest count whose cumulative probability exceeds ``u``. [count]

    References
    ----------
    .. [1] Devroye, Non-Uniform Random Variate Generation, Springer, 1986,
       doi:10.1007/978-1-4613-8643-8, chapter X.3.

    Examples
    --------
    >>> poisson(0.0, 2.0), poisson(0.5, 2.0), poisson(0.99, 2.0)
    (0, 2, 6)
    """
    if not mean > 0.0:
        return 0
    mean = clip(mean, 0.0, POISSON_LIMIT)
    count = 0
    p = exp(-mean)
    cumulative = p
    # Rounding may leave the total just below 1, so stop once the tail has nothing left to add.
    while u >= cumulative and (float(count) < mean or p > NEGLIGIBLE):
        count += 1
        p = p * mean / float(count)
        cumulative += p
    return count
