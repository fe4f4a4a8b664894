"""The house as a table: which room may import which.

A room is a folder or a file directly under ``src/culturesim``. Anything may import ``errors`` and
the version number; a room may always import itself. An entry may name a module inside a room
(``rules.numeric``) when only that part is allowed. The table must stay free of circles.
"""

from dataclasses import dataclass, field

CORE = ("parameters", "organisation", "rules", "state", "streams", "schedule", "engine")
MODEL = (*CORE, "simulation", "agents", "interventions", "instruments", "scenario", "outcomes")
MODEL += ("results",)
READERS = ("parameters", "organisation", "interventions", "scenario", "outcomes", "results", "runs")
READERS += ("plots",)


@dataclass(frozen=True)
class Room:
    """What a room holds, in a few words, and what it may import."""

    holds: str
    may_import: tuple[str, ...] = field(default=())


ROOMS: dict[str, Room] = {
    "errors": Room("the one error a user's mistake raises"),
    "positions": Room("named whole numbers, constants inside compiled loops"),
    "jitable": Room("the mark of what compiled loops may call"),
    "words": Room("days and dates in words"),
    "parameters": Room("the registry and the validated object made from it"),
    "rules": Room("pure scalar functions, one file a social process"),
    "streams": Room("named random streams", ("rules.numeric",)),
    "organisation": Room("builders, readers, checks, freezing", ("parameters", "streams")),
    "state": Room("schema of columns, columns, ledger", ("parameters", "organisation")),
    "schedule": Room("the ordered phases of a day"),
    "engine": Room(
        "compiled loops over columns",
        ("parameters", "rules", "state", "streams", "schedule"),
    ),
    "simulation": Room(
        "one run without Mesa",
        ("parameters", "organisation", "interventions", "state", "streams", "schedule", "engine",
         "scenario"),
    ),
    "interventions": Room("levers", ("parameters", "state")),
    "instruments": Room(
        "what each observer sees", ("parameters", "rules", "state", "streams", "engine.kernel")
    ),
    "scenario": Room(
        "a file, validated, to a ready description", ("parameters", "organisation", "interventions")
    ),
    "outcomes": Room(
        "failing, caught, knew; what is kept of a run; league tables",
        ("parameters", "organisation", "state", "rules.returns"),
    ),
    "plots": Room("pictures from tables", ("organisation", "outcomes")),
    "inquiry": Room("who knew what, when: from the frame of a ledger alone", ("words",)),
    "results": Room(
        "tables in and out, provenance",
        ("parameters", "organisation", "interventions", "state", "outcomes", "plots", "inquiry"),
    ),
    "agents": Room(
        "Mesa agents as views on columns, and the model",
        (*CORE, "simulation", "interventions", "instruments", "scenario", "outcomes", "results"),
    ),
    "runs": Room("many runs, and comparisons of them", (*MODEL, "plots")),
    "report": Room("one page a person can read offline", (*READERS, "inquiry", "words")),
    "experiments": Room("designs and sweeps", (*READERS, "report")),
    "evidence": Room(
        "published patterns and whether a run shows them",
        (*READERS, "rules", "streams", "state", "simulation", "engine.kernel", "report"),
    ),
    "lessons": Room("teaching material", READERS),
    "app": Room(
        "the web page",
        (*READERS, "simulation", "report", "experiments", "inquiry", "evidence", "words",
         "rules.voice", "state", "schedule"),
    ),
    "cli": Room(
        "the command line",
        (*READERS, "report", "experiments", "inquiry", "evidence", "lessons", "app",
         "words", "engine.kernel"),
    ),
}  # fmt: skip

OPEN_TO_ALL = ("errors", "positions", "jitable", "__version__")
