"""A quick stand-in for the simulation: a straight line and a Gaussian process for each number."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Emulator", "fit", "outside"]

Floats = NDArray[np.float64]
LEARNT_FROM = 160  # sets from which length scales are learnt; all sets are used thereafter


@dataclass(frozen=True, slots=True)
class Emulator:
    """Gaussian processes, one a number.

    Attributes
    ----------
    models : tuple
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

    models: tuple[Any, ...]
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
            mean[:, j], sd[:, j] = model.predict(x, return_std=True)
        return _with_one(x) @ self.lines + self.spread * mean, self.spread * sd


def _with_one(x: Floats) -> Floats:
    return np.column_stack([np.ones(len(x)), x])


def fit(x: Floats, y: Floats, seed: int) -> Emulator:
    """Fit an emulator.

    Parameters
    ----------
    x : ndarray of float64, shape (n, n_priors)
        Sets as shares of their priors, in [0, 1]. [-]
    y : ndarray of float64, shape (n, n_numbers)
        What the simulation showed. [units of the numbers]
    seed : int
        Decides which sets length scales are learnt from. [-]

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
    from sklearn.gaussian_process import GaussianProcessRegressor

    slopes = np.linalg.lstsq(_with_one(x), y, rcond=None)[0]
    lines: Floats = np.asarray(slopes, dtype=np.float64)
    rest = y - _with_one(x) @ lines
    spread = np.maximum(rest.std(axis=0), 1e-9)
    some = np.random.default_rng(seed).permutation(len(x))[:LEARNT_FROM]
    models = []
    for z in (rest / spread).T:
        kernel = _learnt(x[some], z[some])
        models.append(GaussianProcessRegressor(kernel, optimizer=None).fit(x, z))
    return Emulator(tuple(models), lines, np.asarray(spread, dtype=np.float64))


def _learnt(x: Floats, z: Floats) -> Any:
    """Learn how much of a rest is smooth, over what length, and how much is luck.

    One length scale: with a scale a prior, learning takes minutes and predicts no better here. Two
    starts, mostly luck and mostly smooth, since from one of them the other is not always found.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    fits = []
    for luck, length in ((0.5, 2.0), (1e-3, 0.7)):
        start = ConstantKernel(1.0, (1e-3, 1e4)) * RBF(length, (0.1, 30.0)) + WhiteKernel(
            luck, (1e-6, 2.0)
        )
        with warnings.catch_warnings():  # a scale at its bound: nothing is left but luck
            warnings.simplefilter("ignore", ConvergenceWarning)
            fits.append(GaussianProcessRegressor(start).fit(x, z))
    return max(fits, key=lambda fit: fit.log_marginal_likelihood_value_).kernel_


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
