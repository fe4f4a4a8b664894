"""The way of a search into the package, and the pages that tell of it."""

import importlib.util
import json
import sys

import numpy as np
import pandas as pd
import pytest

from culturesim.evidence.calibrating import write_ensemble
from culturesim.parameters import plausible
from culturesim.runs import model_digest

ABOUT = {
    "tuning": ["C05"], "budget": 30, "seed": 1, "seeds": 2, "hospitals": 8, "base": "small",
    "simulated": 20, "accepted": 3, "share": 0.15, "date": "2026-11-30", "culturesim": "0.1.0",
    "waves": [{"wave": 0, "sets": 20, "accepted": 3}], "references": ["harm_reference"],
    "priors": {"witness": [0.3, 0.6, "a | b"]},
}  # fmt: skip


@pytest.fixture
def page(repository, tmp_path, monkeypatch):
    path = repository / "docs" / "plausible_page.py"
    spec = importlib.util.spec_from_file_location("plausible_page_here", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    here = tmp_path / "model"
    here.mkdir()
    monkeypatch.setattr(module, "HERE", here)
    monkeypatch.setattr(module, "PAIRS", here / "plausible-pairs.png")
    monkeypatch.setattr(module, "TABLE", here / "sensitivity.csv")
    target = tmp_path / "package" / "plausible.parquet"
    target.parent.mkdir()
    for place in (module, plausible):
        monkeypatch.setattr(place, "packaged", lambda: target)
    plausible.load_plausible.cache_clear()
    yield module
    plausible.load_plausible.cache_clear()


def search(folder, model, **more):
    sets = pd.DataFrame({"witness": [0.4, 0.5, 0.6], "harm_reference": [0.01, 0.008, 0.009]})
    write_ensemble(sets, ABOUT | {"model": model} | more, folder / "plausible.parquet")
    (folder / "pairs.png").write_bytes(b"a picture")


def test_a_finished_search_is_installed_and_told(page, tmp_path):
    search(tmp_path / "found", model_digest())
    page.install_ensemble(tmp_path / "found", "made for a test")
    found = plausible.load_plausible()
    assert len(found) == 3
    assert found.outline()["provisional"] == "made for a test"
    text = (page.HERE / "plausible.md").read_text()
    for words in ("**Provisional:** made for a test", "3 of 20 sets (15.0 %)", r"a \| b",
                  found.checksum, "| `harm_reference` | ", "| 0 | 20 | 3 |"):  # fmt: skip
        assert words in text
    assert page.PAIRS.read_bytes() == b"a picture"
    page.install_ensemble(tmp_path / "found")
    assert "Provisional" not in (page.HERE / "plausible.md").read_text()


def test_a_search_with_another_model_is_refused(page, tmp_path, monkeypatch, capsys):
    search(tmp_path / "found", "other")
    monkeypatch.setattr(sys, "argv", ["page", "ensemble", str(tmp_path / "found")])
    with pytest.raises(SystemExit) as stop:
        page.main()
    assert stop.value.code == 2
    told = capsys.readouterr().err
    assert "was found with model other" in told
    assert "show something else" in told
    assert told.count("\n") == 1
    assert not plausible.packaged().exists()


def test_a_search_whose_sets_show_the_same_is_not_refused(page, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "show", lambda task, values, ids: {"C05.reported": values["witness"]})
    search(tmp_path / "found", "other", shown=[{"C05.reported": 0.4}, {"C05.reported": 0.5}])
    page.install_ensemble(tmp_path / "found")
    assert len(plausible.load_plausible()) == 3
    search(tmp_path / "found", "other", shown=[{"C05.reported": 0.4}, {"C05.reported": 0.51}])
    with pytest.raises(page.InputError, match="search again"):
        page.install_ensemble(tmp_path / "found")


def test_the_page_of_sensitivity_says_what_carries_what(page, tmp_path):
    assert "make sensitivity" in page.sensitivity_page()  # nothing measured yet
    rows = []
    for name, star, mu in (("witness", 9.0, 9.0), ("form_event", 0.4, -0.2), ("luck", 0.5, 0.1)):
        rows.append({"id": "C05", "label": "x", "unit": "%", "parameter": name, "mu": mu,
                     "mu_star": star, "sigma": 0.1, "low": 0.9 * star, "high": 1.1 * star,
                     "in_bands": star / 4.5})  # fmt: skip
    rows += [row | {"id": "C09", "in_bands": np.nan} for row in rows]
    folder = tmp_path / "screened"
    folder.mkdir()
    pd.DataFrame(rows).to_csv(folder / "sensitivity.csv", index=False)
    told = {"trajectories": 4, "simulated": 12, "seeds": 2, "hospitals": 8, "base": "small",
            "seed": 1, "date": "2026-11-30", "culturesim": "0.1.0", "model": "m",
            "patterns": ["C05", "C09"], "left_out": ["C20"],
            "priors": {"witness": [0.3, 0.6, "x"], "form_event": [0.5, 1.5, "x"]}}  # fmt: skip
    (folder / "sensitivity.json").write_text(json.dumps(told))
    (folder / "sensitivity.png").write_bytes(b"a picture")
    page.install_sensitivity(folder)
    text = (page.HERE / "sensitivity.md").read_text()
    assert "`witness` +2 (1.8 to 2.2); `form_event` −0.089 (0.08 to 0.098) | 0.11 |" in text
    assert "`witness` +9 (8.1 to 9.9) %" in text  # a band without a width: its own unit
    assert "| `witness` | 0.3 to 0.6 | C05 (2.0) |" in text
    assert "| `form_event` | 0.5 to 1.5 | none |" in text
    assert "left out: C20" in text
    assert "Every assumed number" not in text
    page.install_sensitivity(folder, page.ASSUMED)
    text = (page.HERE / "sensitivity.md").read_text()
    assert "## Every assumed number" in text
    assert "1 of 2 move none of these patterns by clearly more" in text  # form_event: 0.36 < 0.5


def test_an_unfinished_screening_is_refused(page, tmp_path):
    (tmp_path / "screened").mkdir()
    with pytest.raises(page.InputError, match=r"sensitivity\.csv is missing"):
        page.install_sensitivity(tmp_path / "screened")
