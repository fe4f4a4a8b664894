"""Which columns are recorded after each day, and where each stands in the record."""

from __future__ import annotations

from culturesim.state.schema import Column, columns


def _recorded(population: str) -> tuple[Column, ...]:
    """Columns of a population that change from day to day and are numbers."""
    every = (c for kind in ("float", "int") for c in columns(population, kind))
    return tuple(c for c in every if c.owner != "build" and c.unit not in {"ledger", "bits"})


WARD_RECORD = _recorded("ward")
HOSPITAL_RECORD = _recorded("hospital")
OVERSIGHT_RECORD = _recorded("oversight")


def _rows(record: tuple[Column, ...], kind: str) -> tuple[int, ...]:
    """Rows of the recorded columns in their block."""
    if not record:
        return ()
    names = [c.name for c in columns(record[0].population, kind)]
    return tuple(names.index(c.name) for c in record if c.kind == kind)


WARD_FLOATS, WARD_INTS = _rows(WARD_RECORD, "float"), _rows(WARD_RECORD, "int")
HOSPITAL_FLOATS, HOSPITAL_INTS = _rows(HOSPITAL_RECORD, "float"), _rows(HOSPITAL_RECORD, "int")
OVERSIGHT_FLOATS, OVERSIGHT_INTS = _rows(OVERSIGHT_RECORD, "float"), _rows(OVERSIGHT_RECORD, "int")
