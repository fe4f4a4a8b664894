"""Settings every test shares: repeatable property tests, pictures without a screen."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")

# The same examples every time, whatever the load of the machine: a failure is never luck.
settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def ensemble(tmp_path, monkeypatch):
    """Put a stand-in for the package's plausible sets: a function of a frame and what is told."""
    from culturesim.evidence.calibrating import write_ensemble
    from culturesim.parameters import plausible

    path = tmp_path / "ensemble" / "plausible.parquet"

    def put(sets, **about):
        write_ensemble(sets, {"model": "a test", **about}, path)
        plausible.load_plausible.cache_clear()
        return path

    monkeypatch.setattr(plausible, "packaged", lambda: path)
    yield put
    plausible.load_plausible.cache_clear()


@pytest.fixture
def three_sets(ensemble):
    """Three plausible sets, and their file."""
    import pandas as pd

    return ensemble(pd.DataFrame({"witness": [0.4, 0.45, 0.6], "prior_fear": [0.45, 0.55, 0.5]}))
