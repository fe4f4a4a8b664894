"""Calibration: its file, its search, going on after a stop, and what is written."""

import json

import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.evidence import load_patterns
from culturesim.evidence.calibrating import matching, showing
from culturesim.evidence.calibrating.emulator import fit, outside
from culturesim.evidence.calibrating.outcome import accepted, propose, summary, write_ensemble
from culturesim.evidence.calibrating.rows import Rows, digest, open_rows
from culturesim.evidence.calibrating.screening import design, effects, luck_of, screened
from culturesim.evidence.calibrating.task import Prior, Task, assumed_priors, read_task
from culturesim.parameters.plausible import read_plausible

PRIORS = (Prior("witness", 0.2, 0.6, "x"), Prior("form_event", 0.5, 1.5, "x"))
TASK = Task("A test", "small", ("C05", "C14"), PRIORS, wave=20, budget=60, wanted=25,
            trajectories=4)  # fmt: skip
GOOD = """title = "A test"
base = "small"
tuning = ["C05"]
[priors]
witness = { low = 0.2, high = 0.6, why = "a test" }
"""


@pytest.fixture
def straight(monkeypatch):
    """Replace hospitals by two straight lines, so that what is plausible is known by hand."""
    calls = []

    def show(task, values, ids, workers=None):
        calls.append(values)
        # in band (8 to 30) where witness is over 0.4, (3.3 to 6.2) where form_event is under 1.2
        return {"C05.reported": 8.0 + 50.0 * (values["witness"] - 0.4),
                "C14.absence": 6.2 + 4.0 * (values["form_event"] - 1.2)}  # fmt: skip

    monkeypatch.setattr(matching, "show", show)
    return calls


def test_a_good_file_is_read(tmp_path):
    path = tmp_path / "c.toml"
    path.write_text(GOOD)
    task = read_task(path)
    assert (task.tuning, task.priors[0].at(0.25)) == (("C05",), 0.3)
    assert task.priors[0].share(0.3) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ('title = "A test"\n', "", "title is missing"),
        ('["C05"]', '["C99"]', "nothing is called 'C99'"),
        ('["C05"]', '["C21"]', "C21: needs trials"),
        ('["C05"]', str([f"C{k:02d}" for k in range(1, 14)]).replace("'", '"'), "1 to 12"),
        ("witness", "witnes", "did you mean 'witness'"),
        ("witness", "missed_slope", "status V"),
        ("low = 0.2", "low = -0.2", "outside the range 0 to 1"),
        ("low = 0.2", "low = 0.6", "low must be less than high"),
        (', why = "a test"', "", "why is missing"),
        ("base", "bass", "bass"),
        ("[priors]\nwitness = {", "budget = 1\n[priors]\nwitness = {", "budget"),
        ('witness = { low = 0.2, high = 0.6, why = "a test" }\n', "", "is empty"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path, was, now, words):
    path = tmp_path / "c.toml"
    assert was in GOOD
    path.write_text(GOOD.replace(was, now))
    with pytest.raises(InputError) as error:
        read_task(path)
    assert words in str(error.value)
    assert "c.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_search_finds_what_is_plausible_by_hand(straight):
    rows = matching.calibrate(TASK, Rows(None))
    sets = accepted(TASK, rows)
    assert len(rows) == len(straight)
    assert len(sets) >= 25
    assert sets["witness"].min() >= 0.4
    assert sets["form_event"].max() <= 1.2
    later = [a for a, wave in zip(matching.within(TASK, rows), rows.waves, strict=True) if wave]
    first = [a for a, wave in zip(matching.within(TASK, rows), rows.waves, strict=True) if not wave]
    assert np.mean(later) > np.mean(first)  # waves learn


def test_a_search_that_was_stopped_goes_on_with_the_same_sets(straight, tmp_path):
    whole = matching.calibrate(TASK, Rows(None))
    path = tmp_path / "sets.jsonl"

    def stop(done, total, found):
        if done == 23:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        matching.calibrate(TASK, open_rows(path, {"model": "m"}), progress=stop)
    with path.open("a") as lines:
        lines.write('{"wave": 1, "x": [0.')  # a line that was cut off
    again = open_rows(path, {"model": "m"})
    assert len(again) == 23
    matching.calibrate(TASK, again)
    assert again.shares == whole.shares
    assert open_rows(path, {"model": "m"}).shares == whole.shares


def test_a_file_of_another_model_or_a_damaged_one_is_refused(tmp_path):
    path = tmp_path / "sets.jsonl"
    open_rows(path, {"model": "m"})
    with pytest.raises(InputError, match="was begun with another model"):
        open_rows(path, {"model": "other"})
    path.write_text('{"model": "m"}\n{"wave": 1}\n')
    with pytest.raises(InputError, match="is damaged"):
        open_rows(path, {"model": "m"})


def test_no_plausible_set_is_said():
    with pytest.raises(InputError, match="none of 0 sets"):
        propose(TASK, Rows(None))


def test_what_is_written_is_read_back_and_damage_is_found(straight, tmp_path):
    rows = matching.calibrate(TASK, Rows(None))
    path = tmp_path / "plausible.parquet"
    write_ensemble(accepted(TASK, rows), summary(TASK, rows), path)
    found = read_plausible(path)
    assert found.names == ("witness", "form_event")
    assert found.taken(0)["witness"] == accepted(TASK, rows)["witness"].iloc[0]
    assert found.taken(len(found.rows)) == found.taken(0)
    assert found.about["accepted"] == len(found.rows)
    table = propose(TASK, rows).set_index("parameter")
    assert 0.4 <= table.loc["witness", "central"] <= 0.6
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(InputError, match=r"plausible\.parquet: is damaged"):
        read_plausible(path)


def test_a_plausible_set_out_of_range_or_unknown_is_refused(tmp_path):
    import pandas as pd

    path = tmp_path / "plausible.parquet"
    for sets, words in (
        (pd.DataFrame({"witness": [2.0]}), "outside the range 0 to 1"),
        (pd.DataFrame({"witnes": [0.2]}), "did you mean 'witness'"),
        (pd.DataFrame({"witness": np.zeros(0)}), "holds no set"),
    ):
        write_ensemble(sets, {}, path)
        with pytest.raises(InputError, match=words):
            read_plausible(path)
    path.with_suffix(".json").write_text(json.dumps({}))
    with pytest.raises(InputError, match="key sha256"):
        read_plausible(path)


def test_emulator_interpolates_and_doubts_more_far_away():
    x = np.linspace(0.0, 0.5, 15)[:, None]
    emulator = fit(x, np.sin(4.0 * x), 0)
    mean, sd = emulator.predict(np.array([[0.26], [1.0]]))
    assert mean[0, 0] == pytest.approx(np.sin(1.04), abs=0.02)
    assert sd[1, 0] > 2.0 * sd[0, 0]
    assert outside(np.array([[3.0]]), np.array([2.0]), np.array([4.0])).tolist() == [[0.0]]


def test_morris_effects_of_straight_lines_are_their_slopes(straight):
    rows = Rows(None)
    for shares in design(TASK):
        values = {p.name: p.at(u) for p, u in zip(TASK.priors, shares[:-1], strict=True)}
        rows.add(0, shares.tolist(), matching.show(TASK, values, ["C05"]))
    found = effects(TASK, rows, ["C05", "C14"]).set_index(["id", "parameter"])
    assert found.loc[("C05", "witness"), "mu"] == pytest.approx(20.0, rel=1e-3)
    assert found.loc[("C05", "form_event"), "mu_star"] == pytest.approx(0.0, abs=1e-6)
    assert found.loc[("C14", "form_event"), "in_bands"] == pytest.approx(4.0 / 1.45, rel=1e-3)
    assert found.loc[("C05", "luck"), "mu_star"] == pytest.approx(0.0, abs=1e-6)
    told = screened(TASK, rows, ["C05", "C14", "C20"], found.reset_index())
    assert (told["simulated"], told["left_out"]) == (len(rows), ["C20"])


def test_luck_is_another_seed():
    assert luck_of(TASK, 0.0) == TASK
    assert len({luck_of(TASK, level / 3).seed for level in range(4)}) == 4


def test_every_assumed_number_is_screened_inside_its_range():
    from culturesim.parameters import Parameters, load_registry

    found = assumed_priors()
    assert len(found) > 200
    for prior in found:
        row = load_registry()[prior.name]
        assert row.status == "A"
        assert row.low <= prior.low < prior.high <= row.high
        Parameters.default().replace(**{prior.name: prior.low})


def middle(name):
    part = load_patterns()[name].headline
    return f"{name}.{part.key}", (part.band_low + part.band_high) / 2.0


def simulated(numbers, calls):
    """Stand in for the simulation: given numbers, and the references of an ordinary hospital."""

    def show(task, values, ids, workers=None):
        calls.append((tuple(ids), dict(values)))
        shown = {key: value for key, value in numbers.items() if key.split(".")[0] in ids}
        return shown | {"reference.harm_reference": 0.01, "reference.ratio_calibration": 1.3}

    return show


def test_a_set_in_its_bands_is_simulated_again_with_its_own_references():
    calls = []
    numbers = dict([middle("C05"), middle("C14")])
    found = showing.settled(TASK, {"witness": 0.5}, ["C05", "C14"], True, None,
                            simulated(numbers, calls))  # fmt: skip
    assert [values for _, values in calls] == [
        {"witness": 0.5},
        {"witness": 0.5, "harm_reference": 0.01, "ratio_calibration": 1.3},
    ]
    assert found["reference.harm_reference"] == 0.01
    calls.clear()
    showing.settled(TASK, {}, ["C05", "C14"], True, None,
                    simulated(numbers | {"C05.reported": 99.0}, calls))  # fmt: skip
    assert len(calls) == 1  # out of its band: nobody needs its references


def test_other_hospitals_are_simulated_only_where_the_ordinary_one_is_in_its_bands():
    task = Task("t", "small", ("C05", "C11"), PRIORS)
    for reported, stages in ((15.0, 2), (99.0, 1)):
        calls = []
        show = simulated({"C05.reported": reported, "C11.odds": 1.05}, calls)
        found = showing.show_in_stages(task, {}, ["C05", "C11"], False, None, show)
        assert [ids for ids, _ in calls] == [("C05",), ("C11",)][:stages]
        assert ("C11.odds" in found) is (stages == 2)
        calls.clear()
        showing.show_in_stages(task, {}, ["C05", "C11"], True, None, show)
        assert len(calls) == 2


def test_what_was_not_simulated_is_no_hindrance_to_learning():
    x = np.linspace(0.0, 1.0, 40)[:, None]
    y = np.column_stack([2.0 * x[:, 0], np.where(x[:, 0] > 0.5, 3.0 * x[:, 0], np.nan)])
    mean, _ = fit(x, y, 0).predict(np.array([[0.25], [0.75]]))
    assert mean[:, 0] == pytest.approx([0.5, 1.5], abs=0.05)
    assert mean[1, 1] == pytest.approx(2.25, abs=0.05)
    far = matching._distance(y, np.array([1.0, 2.0]), np.array([9.0, 9.0]), fit(x, y, 0))
    assert np.isinf(far[0])
    assert np.isfinite(far[-1])


def test_measured_another_way_is_refused(tmp_path):
    path = tmp_path / "sets.jsonl"
    open_rows(path, {"model": "m", "way of measuring": digest()})
    with pytest.raises(InputError, match="was begun with another way of measuring"):
        open_rows(path, {"model": "m", "way of measuring": "x"})


def test_a_real_set_is_measured():
    found = matching.show(TASK, {"witness": 0.5}, ["C05"])
    assert 0.0 < found["C05.reported"] < 100.0
    again = matching.show(TASK, {"witness": 0.5, "ratio_calibration": 2.0}, ["C05"])
    for name, low, high in (("harm_reference", 0.002, 0.03), ("ratio_calibration", 0.8, 1.8)):
        assert low < found[f"reference.{name}"] < high
    # what the ratio has to be multiplied by does not depend on what it was multiplied by
    assert again["reference.ratio_calibration"] == pytest.approx(
        found["reference.ratio_calibration"], rel=0.1
    )
