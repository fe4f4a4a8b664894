"""Ledgers written by hand, small enough to follow with a finger."""

import pandas as pd

from culturesim.inquiry import COLUMNS, read_events


def ledger(*rows):
    """Frame of events: (day, kind, who, whom, ward, cause, detail), numbered in order."""
    frame = pd.DataFrame([(n, *row) for n, row in enumerate(rows)], columns=COLUMNS)
    return frame.assign(run=1)


def warnings():
    """One hazard, seen five times and met by another patient, before a patient dies of it."""
    return ledger(
        (1, "hazard_born", "", "", "W", -1, "40 % from slipping practice and problems"),  # 0
        (2, "noticed", "a", "", "W", 0, "300"),  # kept silent
        (2, "silent", "a", "", "W", 1, ""),
        (3, "noticed", "b", "", "W", 0, "300"),  # told a colleague
        (3, "challenged", "b", "", "W", 3, "to a peer"),
        (3, "acted", "mw", "b", "W", 4, "shown to the speaker"),  # 5
        (4, "noticed", "c", "", "W", 0, "300"),  # stopped by the ward manager, punished
        (4, "told_manager", "c", "mw", "W", 6, "to the line manager"),
        (4, "ignored", "mw", "c", "W", 7, ""),
        (4, "punished", "mw", "c", "W", 7, "to the line manager"),
        (4, "stopped_at", "mw", "md", "W", 7, "for pressure"),  # 10
        (5, "noticed", "d", "", "W", 0, "300"),  # through the division to the executive
        (5, "reported", "d", "mw", "W", 11, "by form"),
        (5, "acted", "mw", "d", "W", 12, "shown to the speaker"),
        (5, "passed_up", "mw", "md", "W", 12, "to the division"),
        (5, "passed_up", "md", "me", "W", 14, "to an executive"),  # 15
        (5, "stopped_at", "me", "mb", "W", 15, "for fear of the listener"),
        (6, "noticed", "e", "", "W", 0, "300"),  # stopped, and to the board past the line
        (6, "told_manager", "e", "mw", "W", 17, "to the line manager"),
        (6, "ignored", "mw", "e", "W", 18, ""),
        (6, "stopped_at", "mw", "md", "W", 18, "by habit"),  # 20
        (6, "passed_up", "", "mb", "W", 20, "past the line"),
        (7, "exposure", "", "bed 1", "W", 0, ""),  # somebody else, nobody concerned
        (7, "near_miss", "", "bed 1", "W", 22, ""),
        (8, "fixed", "", "", "W", 0, "0"),
        (9, "inspection", "regulator/quality", "H", "", -1, "by diary"),  # 25
        (9, "alert", "regulator/quality", "H", "V", -1, "chart of a ward"),  # another ward
        (10, "exposure", "", "bed 2", "W", 0, ""),
        (10, "harm", "", "bed 2", "W", 27, "fatal, preventable"),
        (10, "noticed", "a", "", "W", 28, "900"),  # too late
        (10, "silent", "a", "", "W", 29, ""),  # 30
        (11, "death_of_harm", "", "bed 2", "W", 28, "65 to 79"),
        (12, "exposure", "", "bed 3", "W", -1, ""),
        (12, "harm", "", "bed 3", "W", 32, "low"),
    )


def events():
    return read_events(warnings())
