"""Pictures of results, made with matplotlib's objects so that no screen is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError, nearest

if TYPE_CHECKING:
    from culturesim.plots.style import Picture

__all__ = ["WIDTH", "Plots"]

WIDTH = 8.0  # inches


class Plots:
    """Pictures of one set of results; each method returns a matplotlib ``Figure``.

    Parameters
    ----------
    results : Results
        The runs. Many runs are drawn as a median with bands over runs: the middle half, and the
        middle nine tenths.
    hospital : str, optional
        Which hospital, if there are several; the first if left out.

    Raises
    ------
    InputError
        If there is no such hospital.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> results = SimpleNamespace(provenance={"organisation": {"hospitals": ["Midshire"]}})
    >>> Plots(results, "Midshyre")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: plots: no hospital 'Midshyre'; did you mean 'Midshire'?
    """

    def __init__(self, results: Any, hospital: str | None = None) -> None:
        hospitals = results.provenance["organisation"]["hospitals"]
        if hospital is not None and hospital not in hospitals:
            raise InputError(f"plots: no hospital {hospital!r}{nearest(hospital, hospitals)}")
        self._results, self._hospital = results, hospital

    def truth_and_board(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw true preventable harm above the board's dashboard and the published ratio.

        Parameters
        ----------
        width : float
            Width; below 5 panels are made for a phone. [inch]
        title : bool
            Write a title, and the timeline and number of runs below.

        Returns
        -------
        Figure
            The picture.
        """
        from culturesim.plots.figures import draw_truth

        return draw_truth(self._results, self._hospital, width, title)

    def culture(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw fear, futility, voice and energy; arguments as :meth:`truth_and_board`."""
        from culturesim.plots.figures import draw_culture

        return draw_culture(self._results, self._hospital, width, title)

    def staffing(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw nurse shifts and care left undone; arguments as :meth:`truth_and_board`."""
        from culturesim.plots.figures import draw_staffing

        return draw_staffing(self._results, self._hospital, width, title)

    def who_knew(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw how bad each level took things to be; arguments as :meth:`truth_and_board`."""
        from culturesim.plots.figures import draw_who_knew

        return draw_who_knew(self._results, self._hospital, width, title)

    def outcomes(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw headline outcomes, a dot a run; arguments as :meth:`truth_and_board`."""
        from culturesim.plots.figures import draw_outcomes

        return draw_outcomes(self._results, self._hospital, width, title)

    def funnel(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw all hospitals in the funnel of deaths of the last year.

        Parameters
        ----------
        width : float
            Width. [inch]
        title : bool
            Write a title.

        Returns
        -------
        Figure
            The picture.

        Raises
        ------
        InputError
            If there is one hospital only, or less than a year.
        """
        from culturesim.plots.league import draw_funnel

        return draw_funnel(self._results, width, title)

    def ranking(self, width: float = WIDTH, title: bool = True) -> Picture:
        """Draw published rank against true rank of all hospitals; as :meth:`funnel`.

        Parameters
        ----------
        width : float
            Width. [inch]
        title : bool
            Write a title.

        Returns
        -------
        Figure
            The picture.

        Raises
        ------
        InputError
            If there is one hospital only, or less than a year.
        """
        from culturesim.plots.league import draw_ranking

        return draw_ranking(self._results, width, title)

    def organisation(
        self, by: str = "silence", width: float = WIDTH, title: bool = True
    ) -> Picture:
        """Draw the organisation from the board down, wards coloured.

        Parameters
        ----------
        by : str
            ``"silence"``, share of concerns kept silent, or ``"harm"``, preventable harms per
            1,000 post-days.
        width : float
            Width. [inch]
        title : bool
            Write a title, and the number of runs below.

        Returns
        -------
        Figure
            The picture, all hospitals side by side.

        Raises
        ------
        InputError
            If wards cannot be coloured by that.
        """
        from culturesim.plots.organisation import COLOUR_BY, draw_organisation

        if by not in COLOUR_BY:
            raise InputError(f"plots, by: {by!r} is not known{nearest(by, COLOUR_BY)}")
        return draw_organisation(self._results, by, width, title)
