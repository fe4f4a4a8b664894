"""League tables of hospitals: what is published, what happened, and how ranks change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError
from culturesim.rules.returns import funnel_limit, funnel_z

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.outcomes.history import History

__all__ = ["LIMITS", "churn_table", "league_of", "league_table", "rank_correlation"]
__all__ += ["winsorised_dispersion"]

#: Limits of the funnel in standard deviations: about 95 and 99.8 per cent of units lie inside.
LIMITS = (1.96, 3.09)
ENOUGH = 10  # hospitals to take over-dispersion from
_NEEDED = ("n_deaths", "expected_deaths", "n_preventable", "n_patients")

Floats = NDArray[np.float64]


def winsorised_dispersion(z: Floats) -> float:
    r"""Over-dispersion of a set of hospitals.

    Parameters
    ----------
    z : ndarray of float64, shape (n_hospitals,)
        Distances from what was expected, in standard deviations. [-]

    Returns
    -------
    float
        Mean of the squares after the tenth at each end has been pulled in; 1 or more, and 1 for
        fewer than ten hospitals. [-]

    References
    ----------
    .. [1] Spiegelhalter, Quality and Safety in Health Care 14:347, 2005,
       doi:10.1136/qshc.2005.013755.

    Examples
    --------
    >>> winsorised_dispersion(np.array([-9.0, -2, -2, -2, -2, 2, 2, 2, 2, 30.0]))
    4.0
    """
    if len(z) < ENOUGH:
        return 1.0
    ranked, cut = np.sort(z), len(z) // 10
    kept = np.clip(z, ranked[cut], ranked[-1 - cut])
    return max(1.0, float(np.mean(kept**2)))


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's rank correlation.

    Parameters
    ----------
    a, b : ndarray of float64, shape (n,)
        Two measures of the same hospitals.

    Returns
    -------
    float
        In [-1, 1]; NaN where one of the two does not vary. [-]

    Examples
    --------
    >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 30.0, 20.0]))
    0.5
    """
    from scipy.stats import rankdata

    ranks = [rankdata(values) for values in (a, b)]
    if any(np.ptp(rank) == 0.0 for rank in ranks):
        return float("nan")
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def league_table(results: Any) -> pd.DataFrame:
    """Make a league table a year and run.

    Parameters
    ----------
    results : Results
        Runs of a scenario with several hospitals, of a year or more.

    Returns
    -------
    DataFrame
        A row a run, year (from 1) and hospital: ``observed`` and ``expected`` deaths, their
        ``ratio`` (100 = as expected), its ``z``, the over-dispersion ``dispersion`` of the year,
        ``is_outlier`` (above the upper of :data:`LIMITS`, widened by it), ``harm_rate`` (true
        preventable harm per 1,000 bed-days), and ``rank_ratio`` and ``rank_harm``, 1 the worst.

    Raises
    ------
    InputError
        If there is one hospital only, or less than a year.

    Examples
    --------
    >>> league_table.__name__
    'league_table'
    """
    n_hospitals = len(results.provenance["organisation"]["hospitals"])
    years = int(results.provenance["days"]) // 365
    _check(n_hospitals, years)
    series = results.series
    chosen = (series["level"] == "hospital") & series["quantity"].isin(_NEEDED)
    rows = series[chosen.to_numpy()]
    year = (rows["day"].to_numpy() - 1) // 365 + 1
    rows = rows.assign(year=year)[year <= years]
    wide = rows.pivot_table(
        index=["run", "year", "place"], columns="quantity", values="value", aggfunc="sum",
        observed=True,
    ).reset_index()  # fmt: skip
    return _measured(wide)


def league_of(histories: Sequence[History], run: int = 1) -> pd.DataFrame:
    """Make the league tables of one run from its days, without the tables of a whole result.

    Parameters
    ----------
    histories : sequence of History
        Two hospitals or more, of a year or more.
    run : int
        Number of the run.

    Returns
    -------
    DataFrame
        As :func:`league_table`, with years that end on day 365, 730 and so on exactly.

    Raises
    ------
    InputError
        If there is one hospital only, or less than a year.

    Examples
    --------
    >>> league_of.__name__
    'league_of'
    """
    import pandas as pd

    years = histories[0].days // 365 if histories else 0
    _check(len(histories), years)
    rows = [
        {"run": run, "year": year, "place": history.hospital}
        | {name: history.total(name, 365 * (year - 1) + 1, 365 * year) for name in _NEEDED}
        for year in range(1, years + 1)
        for history in histories
    ]
    return _measured(pd.DataFrame(rows))


def _check(n_hospitals: int, years: int) -> None:
    if n_hospitals < 2:
        raise InputError("league table: the scenario has one hospital; two or more are needed")
    if years < 1:
        raise InputError("league table: a year or more must be simulated")


def _measured(wide: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    observed, expected = (wide[n].to_numpy(float) for n in ("n_deaths", "expected_deaths"))
    found = pd.DataFrame(
        {
            "run": wide["run"].to_numpy(),
            "year": wide["year"].to_numpy(),
            "hospital": wide["place"].astype(str).to_numpy(),
            "observed": observed,
            "expected": expected,
            "ratio": 100.0 * observed / np.maximum(expected, 1e-9),
            "z": [funnel_z(o, e, 1.0) for o, e in zip(observed, expected, strict=True)],
            "harm_rate": 1000.0 * wide["n_preventable"] / np.maximum(wide["n_patients"], 1.0),
        }
    )
    table = found.groupby(["run", "year"])
    found["dispersion"] = table["z"].transform(lambda z: winsorised_dispersion(z.to_numpy()))
    limits = [funnel_limit(LIMITS[1], phi) for phi in found["dispersion"]]
    found["is_outlier"] = found["z"] > np.array(limits)
    for name, measure in (("rank_ratio", "ratio"), ("rank_harm", "harm_rate")):
        found[name] = table[measure].rank(ascending=False, method="first").astype(int)
    return found


def churn_table(league: pd.DataFrame) -> pd.DataFrame:
    """Tell how far a league table agrees with itself a year later, and with what happened.

    Parameters
    ----------
    league : DataFrame
        From :func:`league_table`.

    Returns
    -------
    DataFrame
        A row a run and year: ``published_and_true``, rank correlation of published ratio and true
        harm; ``published_again`` and ``true_again``, of each with itself a year before (NaN in the
        first year); ``worst_again``, the share of the published worst tenth that was in it a year
        before; ``outliers``, how many lie above the funnel.

    Examples
    --------
    >>> churn_table.__name__
    'churn_table'
    """
    import pandas as pd

    lines = []
    for run, rows in league.groupby("run"):
        wide = {
            name: rows.pivot_table(index="year", columns="hospital", values=name)
            for name in ("ratio", "harm_rate", "rank_ratio", "is_outlier")
        }
        worst = wide["rank_ratio"] <= max(1, wide["rank_ratio"].shape[1] // 10)
        for k, year in enumerate(wide["ratio"].index):
            ratio, harm = (wide[name].to_numpy(float) for name in ("ratio", "harm_rate"))
            line = {"run": run, "year": year, "outliers": int(wide["is_outlier"].iloc[k].sum())}
            line["published_and_true"] = rank_correlation(ratio[k], harm[k])
            line |= {"published_again": np.nan, "true_again": np.nan, "worst_again": np.nan}
            if k:
                line["published_again"] = rank_correlation(ratio[k - 1], ratio[k])
                line["true_again"] = rank_correlation(harm[k - 1], harm[k])
                both = worst.iloc[k] & worst.iloc[k - 1]
                line["worst_again"] = float(both.sum() / worst.iloc[k].sum())
            lines.append(line)
    return pd.DataFrame(lines)
