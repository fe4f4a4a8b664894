"""One patient followed back, by hand and over real ledgers."""

import datetime as dt

import pytest

from culturesim.errors import InputError
from culturesim.inquiry import (
    STOPS,
    Chance,
    chances_of,
    counted,
    find_patient,
    picked,
    read_events,
    tell_patient,
)

from .ledgers import events, ledger, warnings

START = dt.date(2005, 1, 1)


def found(patient="worst"):
    run = events()
    return chances_of(run, find_patient(run, patient))


def test_every_chance_ends_where_the_ledger_says():
    ends = [(c.event, c.kind, c.stopped_at, c.stopped_by, c.why) for c in found()]
    assert ends == [
        (1, "hazard", "the person who saw it", "", "silence"),
        (3, "hazard", "a colleague", "", "went no further"),
        (6, "hazard", "ward manager", "mw", "under pressure"),
        (11, "hazard", "executive", "me", "for fear of the boss"),
        (17, "hazard", "board", "", "the board heard of it"),
        (23, "near miss", "nobody noticed", "", "taken for nothing"),
        (24, "fix", "the fix", "", "not all of it"),
        (25, "inspection", "a body outside", "", "nothing found"),
    ]


def test_chances_say_it_in_english():
    said = {c.event: c.what for c in found()}
    assert said[6] == (
        "Somebody saw the hazard and told the manager: nothing was done, and the speaker was "
        "punished; a ward manager kept the news back under pressure."
    )
    assert said[11] == (
        "Somebody saw the hazard and filed a form: acted on, but the hazard stayed; an executive "
        "kept the news back for fear of the boss."
    )
    assert said[17].endswith("nothing was done; the news reached the board.")


def test_days_before_count_back_from_the_harm():
    assert [c.days_before for c in found()] == [8, 7, 6, 5, 4, 3, 2, 1]


def test_the_worst_is_the_grave_one_and_numbers_count_all():
    run = events()
    assert find_patient(run).number == 1
    assert find_patient(run, 2).severity == "low"
    assert find_patient(run, 2).hazard == -1


def test_a_hazard_on_record_comes_before_one_from_the_start():
    def two(first):
        rows = [
            (1, "hazard_born", "", "", "W", -1, first),
            (1, "hazard_born", "", "", "V", -1, "5 % from slipping practice and problems"),
        ]
        rows += [(2, "noticed", "a", "", "W", 0, "300")]
        for day, cause in ((3, 0), (4, 1)):
            rows.append((day, "exposure", "", "bed 1", "W", cause, ""))
            rows.append((day, "harm", "", "bed 1", "W", len(rows) - 1, "fatal, preventable"))
        return find_patient(read_events(ledger(*rows))).number  # fmt: skip

    assert two("there from the start") == 2
    assert two("9 % from slipping practice and problems") == 1


def test_no_hazard_no_chance_and_the_words_say_so():
    run = events()
    patient = find_patient(run, 2)
    assert chances_of(run, patient) == []
    assert "that anybody could have warned of" in " ".join(tell_patient(run, patient, [], START))


def test_a_patient_in_sentences():
    run = events()
    patient = find_patient(run)
    told = tell_patient(run, patient, chances_of(run, patient), START)
    assert told[0].startswith(
        "On 10 January 2005 a patient in bed 2, cared for in W, came to fatal"
    )
    assert "born on 1 January 2005, 9 days before, 40 % of it from slipping practice" in told[1]
    assert told[2] == (
        "Before that day staff saw some of it 5 times: they kept silent once and told a manager 3 "
        "times; the news reached the board once."
    )
    assert "The patient died of it." in told
    assert "Some of it was put right once; the rest stayed, and more came." in told
    assert told[-1] == (
        "One of the staff took this patient's harm itself for a concern, and kept silent."
    )


def test_counts_of_a_pool_are_told_as_such():
    """A ward sister must not read 333 fixes of one thing: a hazard stands for the ward's pool."""
    run = events()
    patient = find_patient(run)
    told = " ".join(tell_patient(run, patient, chances_of(run, patient), START))
    assert "one pool and are not told apart: this one stands for all of them" in told
    assert "A cause of it was removed" not in told


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        ("", "None of the staff {it}."),
        ("s", "One of the staff {it}, and kept silent."),
        ("v", "One of the staff {it}, and spoke up."),
        ("ss", "2 of the staff {it}, and all of them kept silent."),
        ("vv", "2 of the staff {it}, and all of them spoke up."),
        ("svv", "3 of the staff {it}, and 1 of them kept silent."),
    ],
)
def test_who_took_the_harm_itself_for_a_concern(staff, said):
    rows = [(10, "exposure", "", "bed 2", "W", -1, ""), (10, "harm", "", "bed 2", "W", 0, "low")]
    for who in staff:
        rows.append((10, "noticed", who, "", "W", 1, "900"))
        kind, whom = ("silent", "") if who == "s" else ("challenged", "")
        rows.append((10, kind, who, whom, "W", len(rows) - 1, "to a peer"))
    run = read_events(ledger(*rows))
    assert tell_patient(run, find_patient(run), [], START)[-1] == said.format(
        it="took this patient's harm itself for a concern"
    )


def test_a_disclosure_is_part_of_the_answer():
    rows = warnings().drop(columns=["event", "run"]).itertuples(index=False)
    kept = [tuple(row) for row in rows][:22]
    kept += [(7, "went_outside", "c", "H", "W", 7, "to a newspaper")]
    kept += [(10, "exposure", "", "bed 2", "W", 0, ""), (10, "harm", "", "bed 2", "W", 23, "low")]
    run = read_events(ledger(*kept))
    said = [c.what for c in chances_of(run, find_patient(run)) if c.who == "c"]
    assert "and it was taken outside to a newspaper" in said[0]


@pytest.mark.parametrize("patient", [0, 3, -1, True, "best", 1.5])
def test_no_such_patient(patient):
    with pytest.raises(InputError, match="patient"):
        find_patient(events(), patient)


def test_nobody_harmed():
    with pytest.raises(InputError, match="nobody came to harm"):
        find_patient(read_events(ledger((1, "scandal", "", "H", "", -1, "9"))))


def test_counts_add_up_and_run_outwards():
    rows = counted(found())
    assert sum(n for _, _, n in rows) == len(found())
    order = [STOPS.index(where) for where, _, _ in rows]
    assert order == sorted(order)


def test_picked_keeps_first_last_and_farthest():
    def chance(n, stop):
        return Chance(n, n, 99 - n, "hazard", "a", "W", stop, "", "", "")

    stops = [STOPS[1]] * 40
    stops[20], stops[10], stops[5], stops[6] = "board", "executive", STOPS[-1], STOPS[-1]
    shown = picked([chance(n, stop) for n, stop in enumerate(stops)], 8)
    assert len(shown) == 8
    assert {0, 5, 6, 10, 20, 39} <= {c.event for c in shown}
    assert [c.event for c in shown] == sorted(c.event for c in shown)


def test_over_a_real_ledger_every_chance_is_before_the_harm_and_ends_somewhere(results):
    run = results.events(run=2)
    for number in (1, 10, "worst"):
        patient = find_patient(run, number)
        chances = chances_of(run, patient)
        assert all(c.event < patient.exposure and c.stopped_at in STOPS for c in chances)
        assert all(c.days_before == patient.day - c.day >= 0 for c in chances)
    kinds = {run.kind_of(c.event) for c in chances}
    assert "noticed" in kinds


def test_a_warning_that_went_up_the_line_reached_the_board():
    rows = [(1, "hazard_born", "", "", "W", -1, "5 % from slipping practice and problems"),
            (2, "noticed", "a", "", "W", 0, "300"),
            (2, "told_manager", "a", "mw", "W", 1, "to the line manager"),
            (2, "passed_up", "mw", "md", "W", 2, "to the division"),
            (2, "passed_up", "md", "mb", "W", 3, "to the board"),
            (3, "exposure", "", "bed 2", "W", 0, ""),
            (3, "harm", "", "bed 2", "W", 5, "low")]  # fmt: skip
    run = read_events(ledger(*rows))
    assert [c.stopped_at for c in chances_of(run, find_patient(run))] == ["board"]
