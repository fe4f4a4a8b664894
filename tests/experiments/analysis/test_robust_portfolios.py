"""The example that searches robust portfolios: resumed search equals unbroken, front not beaten."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("pymoo")
FILE = Path(__file__).resolve().parents[3] / "experiments" / "robust_portfolios.py"
SIZE = {"days": 250, "members": 2, "population": 6}


@pytest.fixture(scope="module")
def example():
    spec = importlib.util.spec_from_file_location("robust_portfolios", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["robust_portfolios"] = module  # pickling finds its class by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def searched(example, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    return out, example.run(out, 2, **SIZE)


def test_a_search_that_stopped_ends_as_an_unbroken_one(example, searched, tmp_path):
    example.run(tmp_path, 1, **SIZE)
    example.run(tmp_path, 2)
    whole, parts = (pd.read_csv(folder / "front.csv") for folder in (searched[0], tmp_path))
    pd.testing.assert_frame_equal(whole, parts)


def test_the_front_holds_nothing_beaten_and_the_reference_is_in_the_search(example, searched):
    search = searched[1]
    none = (False,) * len(example.NAMES)
    assert search.known[none][:2] == (1.0, 0.0)
    table = example.front(search)
    tried = np.array(list(search.known.values()))
    for row in table[list(example.OBJECTIVES)].to_numpy():
        assert not ((tried <= row).all(axis=1) & (tried < row).any(axis=1)).any()
    assert len(search.known) >= SIZE["population"]


def test_contradicting_levers_are_never_pulled_together(example):
    every = example.allowed(np.ones(len(example.NAMES), bool))
    some = {n for n, on in zip(example.NAMES, every, strict=True) if on}
    for first, second, _ in example.CONTRADICTIONS:
        assert not {first, second} <= some


def test_the_ensemble_fills_its_ranges(example):
    table = example.Search(members=20).ensemble()
    for name, (low, high) in example.UNCERTAIN.items():
        assert table[name].between(low, high).all()
        assert np.ptp(table[name]) > 0.8 * (high - low)
