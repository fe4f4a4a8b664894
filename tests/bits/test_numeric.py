"""Elementary functions: accuracy against 40 digits, limits, and equal bits compiled."""

from collections.abc import Callable
from decimal import Decimal, getcontext

import numpy as np
import pytest
from numba import njit

from culturesim.rules.numeric import clip, exp, log, logistic, power, u64

getcontext().prec = 40
RNG = np.random.Generator(np.random.PCG64(20))
INF = float("inf")
NAN = float("nan")


def worst(function: Callable[[float], float], exact: Callable, values: np.ndarray) -> float:
    """Largest relative error of a function over some inputs."""
    largest = Decimal(0)
    for x in values.tolist():
        truth = exact(Decimal(x))
        got = Decimal(function(x))
        largest = max(largest, abs(got - truth) / abs(truth) if truth else abs(got))
    return float(largest)


def test_logistic_accuracy() -> None:
    values = np.concatenate([RNG.uniform(-40, 40, 3000), RNG.normal(0, 2, 3000)])
    assert worst(logistic, lambda x: 1 / (1 + (-x).exp()), values) < 5e-16


def test_exp_accuracy() -> None:
    values = np.concatenate([RNG.uniform(-700, 700, 3000), RNG.normal(0, 1, 3000)])
    assert worst(exp, Decimal.exp, values) < 5e-16


def test_log_accuracy() -> None:
    near_one = 1.0 + RNG.normal(0, 1e-3, 1500)
    values = [np.exp(RNG.uniform(-708, 709, 3000)), np.exp(RNG.normal(0, 1, 1500)), near_one]
    assert worst(log, Decimal.ln, np.concatenate(values)) < 5e-16


@pytest.mark.parametrize("a", [-3.0, 0.25, 0.5, 1.7, 12.0])
def test_power_accuracy(a: float) -> None:
    for x in np.exp(RNG.normal(0, 3, 300)).tolist():
        truth = (Decimal(a) * Decimal(x).ln()).exp()
        bound = (1.0 + abs(a * float(np.log(x)))) * 1e-15
        assert abs(Decimal(power(x, a)) - truth) / truth < bound


def test_limits_saturate_and_never_raise() -> None:
    assert exp(INF) == exp(1e300) == exp(700.0) < INF
    assert exp(-INF) == exp(-701.0) == exp(-700.0) > 0.0
    assert logistic(INF) == logistic(40.0) <= 1.0
    assert logistic(-INF) == logistic(-40.0) > 0.0
    assert log(0.0) == log(-5.0) == log(-INF) == log(5e-324) == log(2.0**-1022)
    assert log(INF) == log(1.7976931348623157e308)
    assert power(0.0, 2.0) == power(-1.0, 0.5) == 0.0
    assert power(0.0, 0.0) == power(9.0, 0.0) == 1.0


def test_not_a_number_stays_visible() -> None:
    for function in (exp, log, logistic):
        assert function(NAN) != function(NAN)
    assert clip(NAN, 0.0, 1.0) != clip(NAN, 0.0, 1.0)


def test_exact_values() -> None:
    assert (exp(0.0), log(1.0), logistic(0.0), power(1.0, 7.3)) == (1.0, 0.0, 0.5, 1.0)
    assert [clip(x, -1.0, 1.0) for x in (-2.0, -1.0, 0.3, 1.0, 2.0)] == [-1.0, -1.0, 0.3, 1.0, 1.0]


def test_u64_wraps() -> None:
    assert u64(-1) == 2**64 - 1
    assert u64(2**64) == 0
    assert u64(np.int64(-2)) == 2**64 - 2
    assert type(u64(np.uint64(7))) is int


def inputs(name: str, n: int) -> np.ndarray:
    """Random arguments over the whole range of a function, with its edges."""
    edges = np.array([0.0, -0.0, 1.0, -1.0, INF, -INF, NAN, 5e-324, 700.0, -700.0, 40.0, -40.0])
    wide = RNG.uniform(-720, 720, n // 2)
    near = RNG.normal(0, 3, n - n // 2 - edges.size)
    values = np.concatenate([wide, near, edges])
    return np.abs(np.exp(values * 0.98)) if name == "log" else values


def count_differences(function: Callable[[float], float], n: int) -> int:
    @njit(error_model="numpy")
    def loop(x: np.ndarray, out: np.ndarray) -> None:
        for i in range(x.size):
            out[i] = function(x[i])

    x = inputs(function.__name__, n)
    compiled = np.empty_like(x)
    loop(x, compiled)
    python = np.array([function(v) for v in x.tolist()])
    differ = python.view(np.uint64) != compiled.view(np.uint64)
    return int((differ & ~(np.isnan(python) & np.isnan(compiled))).sum())


@pytest.mark.parametrize("function", [exp, log, logistic])
def test_same_bits_compiled(function: Callable[[float], float]) -> None:
    assert count_differences(function, 100_000) == 0


@pytest.mark.slow
@pytest.mark.parametrize("function", [exp, log, logistic])
def test_same_bits_compiled_a_million(function: Callable[[float], float]) -> None:
    assert count_differences(function, 1_000_000) == 0


def test_power_and_clip_same_bits_compiled() -> None:
    @njit(error_model="numpy")
    def loop(x: np.ndarray, a: np.ndarray, out: np.ndarray) -> None:
        for i in range(x.size):
            out[i] = clip(power(x[i], a[i]), 1e-3, 1e3)

    x = np.exp(RNG.normal(0, 3, 50_000))
    a = RNG.normal(0, 2, 50_000)
    compiled = np.empty_like(x)
    loop(x, a, compiled)
    python = [clip(power(v, b), 1e-3, 1e3) for v, b in zip(x.tolist(), a.tolist(), strict=True)]
    assert np.array_equal(np.array(python).view(np.uint64), compiled.view(np.uint64))
