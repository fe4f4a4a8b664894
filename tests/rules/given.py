"""What the property tests of the rules draw from, and how they compare."""

from hypothesis import strategies as st

# Sums of a few roundings; the elementary functions are not monotone in their last bit.
SLACK = 1e-12


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Ordinary numbers of a closed range, without the smallest ones."""
    return st.floats(low, high, allow_subnormal=False)


UNIT = between(0.0, 1.0)
WEIGHT = between(0.0, 10.0)
PRESSURE = between(0.0, 3.0)
NOISE = between(-3.5, 3.5)
TAU = between(1.0, 10_000.0)
U = st.floats(0.0, 1.0, exclude_max=True, allow_subnormal=False)
COUNT = st.integers(0, 200)


def rises(low: float, high: float) -> bool:
    """Whether the second is at least the first, but for rounding."""
    return high >= low - SLACK * (1.0 + abs(low))


def lies_between(x: float, a: float, b: float) -> bool:
    """Whether x is between a and b in either order, but for rounding."""
    return rises(min(a, b), x) and rises(x, max(a, b))
