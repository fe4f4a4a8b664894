"""The front-end files are whole: whatever the page asks for is there."""

import json
import re
from importlib.resources import files
from pathlib import Path

import solara.server

from culturesim.app.settings import BUNDLE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = files(solara.server).joinpath("templates", "solara.html.j2").read_text(encoding="utf-8")
ASKED = re.compile(r"\{\{cdn\}\}/([^\"'<> ]+)")


def asked_for() -> set[str]:
    """Paths that the template asks for, with Vue 2, in production, as this page runs."""
    found = {path.replace("{{ipywidget_major_version}}", "8") for path in ASKED.findall(TEMPLATE)}
    return {
        path
        for path in found
        if "vuetify3" not in path
        and not path.endswith("solara-vuetify-app8.js")
        and "fontawesome" not in path
    }


def test_every_file_of_the_template_is_there():
    wanted = asked_for()
    assert len(wanted) >= 4
    missing = [path for path in wanted if not (BUNDLE / path).is_file()]
    assert not missing


def test_every_font_of_a_style_sheet_is_there():
    fonts = re.compile(r"url\(['\"]?([\w.-]+\.woff2)")
    missing = [f"{sheet.name}: {name}" for sheet in BUNDLE.rglob("*.css")
               for name in fonts.findall(sheet.read_text(encoding="utf-8"))
               if not (sheet.parent / name).is_file()]  # fmt: skip
    assert not missing


def test_packages_are_pinned_by_digest_and_licensed():
    licences = (BUNDLE / "LICENCES.txt").read_text(encoding="utf-8")
    for entry in json.loads((ROOT / "tools" / "bundle.json").read_text(encoding="utf-8")):
        assert re.fullmatch(r"[0-9a-f]{128}", entry["sha512"])
        assert f"{entry['name']} {entry['version']}" in licences
        assert (BUNDLE / f"{entry['name']}@{entry['version']}").is_dir()


def test_the_bundle_is_small():
    assert sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file()) < 6_000_000
