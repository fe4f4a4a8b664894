"""How long two histories can be told apart, where the answer is known."""

import re

import numpy as np
import pandas as pd
import pytest

from culturesim.experiments.analysis import Study, analyse_study
from culturesim.experiments.analysis.memory import gaps_over_time, last_told_apart

from .made import grid, rows_of

DAYS = [600, 700, 800, 1000, 1200, 1600, 2000]
START = 701


def study(lasting=300.0, seeds=12, **more):
    """Fear falls back to what it would be, by e in so many days, from 0.6 apart."""
    points = grid(past_blame=[0.0, 0.9], blame=[0.0, 0.2, 0.4, 0.6, 0.8])
    rows = rows_of(points, seeds, lambda p, r, g: {"fear_end": p["blame"] + 0.01 * r})
    lines = []
    for row in rows.itertuples():
        point = points.loc[row.point]
        rng = np.random.default_rng([row.point, row.replicate])
        luck = np.random.default_rng(row.replicate).normal(0.0, 0.2)
        for day in DAYS:
            left = 0.6 * np.exp(-max(0, day - START) / lasting) * (point["past_blame"] > 0)
            fear = 0.3 + luck + left + rng.normal(0.0, 0.01)
            lines.append((row.point, row.replicate, day, fear))
    series = pd.DataFrame(lines, columns=["point", "replicate", "day", "fear_mean"])
    about = {"from_day": {"blame": START}} | more
    made = Study.of("m", "grid", points, rows, about=about)
    return Study(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, "series": series})


def test_the_gap_is_what_was_put_in_and_luck_of_a_seed_falls_out():
    table = gaps_over_time(study(), "fear_mean", "blame", "past_blame")
    assert table["day"].unique().tolist() == [700, 800, 1000, 1200, 1600, 2000]
    at = table[table["day"] == 1000]
    assert at["gap"].tolist() == pytest.approx([0.6 * np.exp(-299 / 300)] * 5, abs=0.02)
    assert (table["low_joint"] < table["low"]).all()
    assert (table["high"] - table["low"]).max() < 0.05, "runs of a seed share their luck"


def test_memory_ends_where_it_can_no_longer_be_told():
    short, long = (gaps_over_time(study(t), "fear_mean", "blame", "past_blame") for t in (60, 900))
    assert last_told_apart(short, START) == 800
    assert last_told_apart(long, START) == 2000


def test_the_page_says_how_long():
    found = analyse_study(study(60.0), only=["memory"])["memory"]
    words = found.findings[0].text
    assert re.match(r"Fear: \+6\d points apart on the last day of the past; 0.3 years later", words)
    assert "The past can last be told 0.3 years after the change" in words
    assert found.findings[0].sure == "sure"
    found.drawings[0].figure(8.0)


def test_no_series_no_memory():
    plain = study()
    bare = Study.of("m", "grid", plain.points.reset_index(), plain.runs.assign(status="done"))
    assert (
        "needs series"
        in analyse_study(bare, only=["memory"]).skipped["How long the past can be told"]
    )
