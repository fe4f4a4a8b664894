"""A quick stand-in for the simulation: a straight line and a Gaussian process for each number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Emulator", "Smooth", "fit", "outside"]

Floats = NDArray[np.float64]
LEARNT_FROM = 160  # sets from which length and share of luck are learnt
MOST = 500  # sets that a process holds; more cost a minute a wave and say little, luck being most
LENGTHS = np.geomspace(0.3, 12.0, 16)  # [share of a prior]
SHARES_OF_LUCK = np.concatenate([np.geomspace(1e-4, 0.1, 7), np.linspace(0.15, 0.999, 18)])


@dataclass(frozen=True, slots=True)
class Smooth:
    """A Gaussian process with one length scale, and luck on top.

    Attributes
    ----------
    at : ndarray of float64, shape (n, n_priors)
        Sets it was fitted to. [-]
    lower : ndarray of float64, shape (n, n)
        Cholesky factor of the covariance of what they showed. [-]
    weights : ndarray of float64, shape (n,)
        Covariance solved for what they showed. [-]
    length : float
        Over which numbers go together. [share of a prior]
    smooth, luck : float
        Variances of the process and of luck. [-]

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 30)[:, None]
    >>> mean, sd = fit_smooth(x, np.sin(6.0 * x[:, 0])).predict(np.array([[0.5]]))
    >>> bool(abs(mean[0] - np.sin(3.0)) < 0.01)
    True
    """

    at: Floats
    lower: Floats
    weights: Floats
    length: float
    smooth: float
    luck: float

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Predict what sets would show, luck included in the doubt.

        Parameters
        ----------
        x : ndarray of float64, shape (m, n_priors)
            Sets. [-]

        Returns
        -------
        mean, sd : ndarray of float64, shape (m,)
            Prediction and its standard deviation. [-]
        """
        from scipy.linalg import solve_triangular

        near = self.smooth * np.exp(-0.5 * _squares(x, self.at) / self.length**2)
        known = solve_triangular(self.lower, near.T, lower=True, check_finite=False)
        rest = self.smooth + self.luck - np.square(known).sum(axis=0)
        return near @ self.weights, np.sqrt(np.maximum(rest, 1e-12))


@dataclass(frozen=True, slots=True)
class Emulator:
    """Gaussian processes, one a number.

    Attributes
    ----------
    models : tuple of Smooth
        Processes fitted to what the lines leave, standardised.
    lines : ndarray of float64, shape (n_priors + 1, n_numbers)
        Constants and slopes. [units of the numbers]
    spread : ndarray of float64, shape (n_numbers,)
        What the rest was divided by. [units of the numbers]

    Examples
    --------
    >>> Emulator((), np.zeros((2, 0)), np.ones(0)).predict(np.zeros((3, 1)))[0].shape
    (3, 0)
    """

    models: tuple[Smooth, ...]
    lines: Floats
    spread: Floats

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Predict every number.

        Parameters
        ----------
        x : ndarray of float64, shape (n, n_priors)
            Sets as shares of their priors, in [0, 1]. [-]

        Returns
        -------
        mean, sd : ndarray of float64, shape (n, n_numbers)
            What a simulation would show, and how far off that may be, luck included. [units]
        """
        mean, sd = (np.empty((len(x), len(self.models))) for _ in range(2))
        for j, model in enumerate(self.models):
            mean[:, j], sd[:, j] = model.predict(x)
        return _with_one(x) @ self.lines + self.spread * mean, self.spread * sd


def _with_one(x: Floats) -> Floats:
    return np.column_stack([np.ones(len(x)), x])


def _squares(x: Floats, y: Floats) -> Floats:
    """Squared distances, shape (len(x), len(y))."""
    inner = (x**2).sum(axis=1)[:, None] + (y**2).sum(axis=1)[None, :] - 2.0 * x @ y.T
    return np.maximum(np.asarray(inner, dtype=np.float64), 0.0)


def fit(x: Floats, y: Floats, seed: int) -> Emulator:
    """Fit an emulator.

    Parameters
    ----------
    x : ndarray of float64, shape (n, n_priors)
        Sets as shares of their priors, in [0, 1]. [-]
    y : ndarray of float64, shape (n, n_numbers)
        What the simulation showed; not-a-number where it was not asked. [units of the numbers]
    seed : int
        Decides which sets processes are fitted to. [-]

    Returns
    -------
    Emulator
        The fit.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 12)[:, None]
    >>> mean, sd = fit(x, 2.0 * x, 0).predict(np.array([[0.5]]))
    >>> bool(abs(mean[0, 0] - 1.0) < 0.05)
    True
    """
    order = np.random.default_rng(seed).permutation(len(x))
    lines, spread = np.empty((x.shape[1] + 1, y.shape[1])), np.empty(y.shape[1])
    models = []
    found: dict[bytes, list[tuple[Floats, Floats]]] = {}
    for j, numbers in enumerate(y.T):
        at = order[np.isfinite(numbers[order])]
        known = np.sort(at)
        lines[:, j] = np.linalg.lstsq(_with_one(x[known]), numbers[known], rcond=None)[0]
        rest = numbers - _with_one(x) @ lines[:, j]
        spread[j] = max(float(rest[known].std()), 1e-9)
        which = at[:LEARNT_FROM].tobytes()  # numbers known of the same sets share the hard part
        if which not in found:
            found[which] = _decomposed(x[at[:LEARNT_FROM]])
        models.append(fit_smooth(x[at[:MOST]], rest[at[:MOST]] / spread[j], found[which]))
    return Emulator(tuple(models), lines, spread)


def fit_smooth(
    x: Floats, z: Floats, decomposed: list[tuple[Floats, Floats]] | None = None
) -> Smooth:
    """Fit a Gaussian process, learning how much of a rest is smooth, over what length.

    Parameters
    ----------
    x : ndarray of float64, shape (n, n_priors)
        Sets, in an order drawn at random. [-]
    z : ndarray of float64, shape (n,)
        What is left of their numbers, standardised. [-]
    decomposed : list of (ndarray, ndarray), optional
        Eigenvalues and eigenvectors of the first 160 sets' covariance for each length of the
        grid, if they are known already.

    Returns
    -------
    Smooth
        With the likeliest length and share of luck of a grid, learnt from the first 160 sets.

    Notes
    -----
    One length scale: with a scale a prior, learning takes minutes and predicts no better here. For
    one length, eigenvectors of the covariance serve every share of luck.
    """
    from scipy.linalg import cho_factor, cho_solve

    pairs = decomposed or _decomposed(x[:LEARNT_FROM])
    tried = [(length, *_likeliest(*pair, z[:LEARNT_FROM]))
             for length, pair in zip(LENGTHS, pairs, strict=True)]  # fmt: skip
    length, _, share, total = max(tried, key=lambda one: one[1])
    smooth, luck = total * (1.0 - share), total * share
    covariance = smooth * np.exp(-0.5 * _squares(x, x) / length**2)
    covariance[np.diag_indices(len(x))] += luck + 1e-9 * total
    factor = cho_factor(covariance, lower=True)
    return Smooth(x, np.tril(factor[0]), cho_solve(factor, z), length, smooth, luck)


def _decomposed(x: Floats) -> list[tuple[Floats, Floats]]:
    """Eigenvalues and eigenvectors of the covariance of sets, for each length of the grid."""
    apart = _squares(x, x)
    found = []
    for length in LENGTHS:
        values, vectors = np.linalg.eigh(np.exp(-0.5 * apart / length**2))
        found.append((values, vectors))
    return found


def _likeliest(values: Floats, vectors: Floats, z: Floats) -> tuple[float, float, float]:
    """Log likelihood, share of luck and variance, at the likeliest share of luck."""
    turned, best = np.square(vectors.T @ z), (-np.inf, 1.0, 1.0)
    for share in SHARES_OF_LUCK:
        spectrum = (1.0 - share) * np.maximum(values, 0.0) + share
        total = max(float((turned / spectrum).mean()), 1e-12)  # the likeliest one
        likelihood = -0.5 * (len(z) * np.log(total) + float(np.log(spectrum).sum()))
        if likelihood > best[0]:
            best = (likelihood, float(share), total)
    return best


def outside(values: Floats, low: Floats, high: Floats) -> Floats:
    """Say how far numbers lie outside their bands.

    Parameters
    ----------
    values : ndarray of float64, shape (n, n_numbers)
        Numbers. [units]
    low, high : ndarray of float64, shape (n_numbers,)
        Ends of the bands, infinite where there is none. [units]

    Returns
    -------
    ndarray of float64, shape (n, n_numbers)
        Distance to the nearer end, 0 inside. [units]

    Examples
    --------
    >>> outside(np.array([[1.0, 5.0]]), np.array([2.0, 2.0]), np.array([4.0, 4.0])).tolist()
    [[1.0, 1.0]]
    """
    return np.maximum(np.maximum(low - values, values - high), 0.0)
