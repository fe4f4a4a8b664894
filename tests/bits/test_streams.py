"""Streams: known answers, equal bits compiled, moments, independence, and bad seeds."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from numba import njit

from culturesim import streams
from culturesim.errors import InputError
from culturesim.streams import (
    STREAM,
    STREAMS,
    check_seed,
    draw,
    field,
    integer,
    key,
    noise,
    poisson,
    uniform,
)  # fmt: skip

PACKAGE = Path(streams.__file__).parent.parent
PI = (0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89)
ONES = 2**64 - 1
PINNED_KEY = (0xA72BBC880ED71214, 0x269132EEACDC8FDB)
PINNED_WORDS = [0x15B5E4F92F77B6BD, 0x97FA77AF94F21565, 0xE45F45B813A7718A]


def words(n: int, seed: int = 3, stream: int = 0, day: int = 1) -> list[int]:
    k0, k1 = key(seed, stream, day)
    return [draw(k0, k1, counter) for counter in range(n)]


@pytest.mark.parametrize(
    ("counter", "keys", "expected"),
    [
        ((0, 0), (0, 0), (0xC2B6E3A8C2C69865, 0x6F81ED42F350084D)),
        ((ONES, ONES), (ONES, ONES), (0xE02CB7C4D95D277A, 0xD06633D0893B8B68)),
        (PI[:2], PI[2:], (0x263C7D30BB0F0AF1, 0x56BE8361D3311526)),
    ],
)
def test_threefry_published_answers(counter: tuple, keys: tuple, expected: tuple) -> None:
    """Known answers published with Random123 for Threefry2x64, 20 rounds."""
    assert streams._threefry(*keys, *counter) == expected


def test_mix_published_answers() -> None:
    """SplitMix64 started at 0: the first three outputs of the reference generator."""
    states = [(i * streams.GOLDEN) & ONES for i in (1, 2, 3)]
    expected = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert [streams._mix(state) for state in states] == expected


@pytest.mark.skipif(streams.GENERATOR != "hash", reason="pinned for the default generator")
def test_draws_never_change() -> None:
    """Pinned words: a change here changes every published result."""
    assert key(0, 0, 1) == PINNED_KEY
    assert [draw(*PINNED_KEY, c) for c in (0, 1, 2**40)] == PINNED_WORDS


@njit
def compiled_words(seed: int, stream: int, first: int, out: np.ndarray, shift: np.ndarray) -> None:
    for i in range(out.shape[0]):
        k0, k1 = key(seed, stream, first + i)
        word = draw(k0, k1, i * 32 + 7)
        out[i, 0], out[i, 1], out[i, 2] = k0, k1, word
        shift[i, 0] = uniform(word)
        shift[i, 1] = noise(word)
        shift[i, 2] = field(word, i & 3)
        shift[i, 3] = integer(word, 1 + i)
        shift[i, 4] = poisson(uniform(word), 0.01 * i)


def test_same_bits_compiled_also_before_day_one() -> None:
    n = 4000
    out = np.empty((n, 3), np.uint64)
    numbers = np.empty((n, 5))
    compiled_words(2**63 - 1, STREAM.speak, -2000, out, numbers)
    for i in range(n):
        k0, k1 = key(2**63 - 1, STREAM.speak, i - 2000)
        word = draw(k0, k1, i * 32 + 7)
        assert (k0, k1, word) == tuple(out[i].tolist())
        expected = [uniform(word), noise(word), field(word, i & 3), float(integer(word, 1 + i))]
        assert [*expected, float(poisson(uniform(word), 0.01 * i))] == numbers[i].tolist()


@njit
def compiled_threefry(out: np.ndarray) -> None:
    for i in range(out.shape[0]):
        k0, k1 = streams_key(i, 5, -i)
        out[i, 0], out[i, 1], out[i, 2] = k0, k1, streams_draw(k0, k1, i)


streams_key, streams_draw = streams._key_threefry, streams._draw_threefry


def test_validation_generator_same_bits_compiled() -> None:
    out = np.empty((500, 3), np.uint64)
    compiled_threefry(out)
    for i in range(500):
        k0, k1 = streams_key(i, 5, -i)
        assert (k0, k1, streams_draw(k0, k1, i)) == tuple(out[i].tolist())


def test_keys_differ_by_seed_stream_and_day() -> None:
    keys = [key(s, t, d) for s in range(12) for t in range(len(STREAMS)) for d in range(-12, 12)]
    halves = [half for pair in keys for half in pair]
    assert len(set(halves)) == len(halves)


def test_uniform_moments_and_range() -> None:
    u = np.array([uniform(w) for w in words(50_000)])
    assert u.min() >= 0.0
    assert u.max() < 1.0
    assert abs(u.mean() - 0.5) < 4 / math.sqrt(12 * u.size)
    assert abs(u.var() - 1 / 12) < 0.001
    assert uniform(ONES) == 1.0 - 2.0**-53


def test_noise_moments_and_range() -> None:
    z = np.array([noise(w) for w in words(50_000, seed=4)])
    assert abs(z.mean()) < 4 / math.sqrt(z.size)
    assert abs(z.std() - 1.0) < 0.01
    kurtosis = float((z**4).mean() / z.var() ** 2 - 3.0)
    assert abs(kurtosis + 0.3) < 0.06
    assert -3.4642 < noise(0) < -3.464 < 3.464 < noise(ONES) < 3.4642


def test_fields_are_uniform_and_independent() -> None:
    f = np.array([[field(w, j) for j in range(4)] for w in words(30_000, seed=5)])
    assert np.all((f > 0.0) & (f < 1.0))
    assert np.all(np.abs(f.mean(axis=0) - 0.5) < 0.007)
    correlation = np.corrcoef(f.T) - np.eye(4)
    assert np.abs(correlation).max() < 0.025
    assert [field(0xFFFF << 16 * j, j) for j in range(4)] == [1.0 - 2.0**-17] * 4


@pytest.mark.parametrize("neighbour", [(4, 0, 1), (3, 1, 1), (3, 0, 2), (3, 0, 0)])
def test_neighbouring_streams_are_unrelated(neighbour: tuple[int, int, int]) -> None:
    a = np.array([uniform(w) for w in words(20_000)])
    b = np.array([uniform(w) for w in words(20_000, *neighbour)])
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / math.sqrt(a.size)


def test_integer_covers_its_range_evenly() -> None:
    counts = np.bincount([integer(w, 7) for w in words(35_000, seed=6)], minlength=7)
    assert counts.size == 7
    assert float(((counts - 5000) ** 2 / 5000).sum()) < 22.5  # chi-square, 6 df, p = 0.001
    for n in (1, 2, 3, 10, 1000, 2**31):
        assert integer(0, n) == 0
        assert integer(ONES, n) == n - 1


@pytest.mark.parametrize("mean", [0.2, 3.0, 40.0, 550.0])
def test_poisson_is_the_inverse_distribution(mean: float) -> None:
    from scipy.stats import poisson as reference

    for u in np.linspace(0.0005, 0.9995, 400).tolist():
        assert poisson(u, mean) == int(reference.ppf(u, mean))


def test_poisson_edges_end() -> None:
    assert poisson(0.7, 0.0) == poisson(0.7, -1.0) == poisson(0.7, float("nan")) == 0
    for mean in (0.001, 1.0, 30.0, 600.0):
        assert poisson(1.0 - 2.0**-53, mean) < mean + 10 * math.sqrt(mean) + 12
    assert poisson(0.5, 1e9) == poisson(0.5, 600.0)


def test_stream_numbers_never_change_hands() -> None:
    """Numbers rise, none is used twice, and those of streams that are gone stay unused."""
    numbers = [getattr(STREAM, name) for name in STREAMS]
    assert numbers == sorted(set(numbers))
    assert not {11, 12, 19, 33} & set(numbers)
    assert (STREAM.roster, STREAM.speak, STREAM.patient_survey) == (0, 14, 35)


def test_every_stream_is_drawn_from() -> None:
    source = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    idle = [name for name in STREAMS if not re.search(rf"STREAM\.{name}\b", source)]
    assert not idle, f"nobody draws from {idle}"


@pytest.mark.parametrize("seed", [-1, 2**63, 1.0, "3", True, None])
def test_bad_seeds_are_refused(seed: object) -> None:
    with pytest.raises(InputError, match="seed"):
        check_seed(seed)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1, np.int64(5)])
def test_good_seeds_pass(seed: int) -> None:
    assert check_seed(seed) == seed


def test_unknown_generator_is_refused() -> None:
    with pytest.raises(InputError, match="CULTURESIM_GENERATOR"):
        streams._generator({"CULTURESIM_GENERATOR": "philox"})
    assert streams._generator({"CULTURESIM_GENERATOR": "threefry"}) == "threefry"
    assert streams._generator({}) == "hash"
