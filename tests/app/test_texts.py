"""One catalogue holds every sentence, and every sentence in it is used."""

import re
import string
from pathlib import Path

import pytest

from culturesim import app
from culturesim.app.answers import CARDS
from culturesim.app.changes import SPANS
from culturesim.app.sooner import MEASURES, TOGETHER
from culturesim.app.texts import catalogue, t
from culturesim.app.words import CHAIN
from culturesim.app.work import PANELS
from culturesim.outcomes import OUTCOMES
from culturesim.outcomes.caught import ACTORS

FOLDER = Path(app.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py")))
LITERAL = re.compile(r"\bt\(\s*\"([a-z_.]+)\"")

BUILT = ("why.", "charts.", "dials.", "events.", "words.harm", "model.verdict_", "frame.",
         "hospital.", "inside.", "knew.", "spot.", "what_if.spans_", "words.span_", "noticing.",
         "sooner.measure_", "sooner.span_")  # fmt: skip


def test_every_text_asked_for_is_there():
    missing = sorted(set(LITERAL.findall(SOURCE)) - set(catalogue()))
    assert not missing


def test_texts_with_built_keys_are_there():
    keys = [f"charts.{panel.name}.{part}" for panel in PANELS for part in ("title", "unit", "tip")]
    keys += [f"cards.{name}" for name in CARDS] + [f"events.{kind}" for kind in CHAIN]
    keys += [f"noticing.{who}" for who in (*ACTORS, "nobody")]
    keys += [f"sooner.measure_{name}" for name in ("alone", "open", *MEASURES, *TOGETHER)]
    keys += [f"{part}.span_{name}" for name in SPANS for part in ("words", "sooner")]
    assert not [key for key in keys if key not in catalogue()]
    assert set(CARDS) <= set(OUTCOMES)


def test_no_text_lies_unused():
    """A text is used if its key, or the last word of it, stands in the source in quotes."""
    unused = [key for key in catalogue()
              if f'"{key}"' not in SOURCE and f'"{key.rsplit(".", 1)[-1]}"' not in SOURCE
              and not key.startswith(BUILT)]  # fmt: skip
    assert not unused


def test_places_are_named():
    for key, text in catalogue().items():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names), key


def test_an_unknown_text_is_a_defect():
    with pytest.raises(KeyError):
        t("nowhere.at_all")


def test_vue_files_hold_no_sentences():
    words = re.compile(r">\s*[A-Z][a-z]+ [a-z]+")
    found = [path.name for path in FOLDER.joinpath("vue").glob("*.vue")
             if words.search(path.read_text(encoding="utf-8").split("<script>")[0])]  # fmt: skip
    assert not found
