"""Limits of the page, and Solara's settings: nothing is fetched from outside, nothing is sent."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LIMITS", "Limits", "prepare"]

FOLDER = Path(__file__).resolve().parent
BUNDLE, STATIC = FOLDER / "bundle", FOLDER / "static"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reader may ask for.

    Attributes
    ----------
    pairs : int
        Most pairs of runs behind one answer. [runs]
    days : int
        Most days reported, and most days of warm-up. [days]
    posts : int
        Most posts in an organisation. [posts]
    post_days : int
        Most posts times days of one run. [posts x days]
    upload_bytes, address_bytes : int
        Longest scenario file uploaded, and longest address read. [bytes]
    session_runs : int
        Most runs that one open page may start before it is loaded anew. [runs]
    answer_seconds : float
        Longest time spent on one answer; what is there by then stays. [s]
    alternatives, undo : int
        Named alternatives kept side by side; steps kept for undo.

    Examples
    --------
    >>> LIMITS.pairs
    100
    """

    pairs: int = 100
    days: int = 4_018
    posts: int = 6_000
    post_days: int = 20_000_000
    upload_bytes: int = 65_536
    address_bytes: int = 12_000
    session_runs: int = 40_000
    answer_seconds: float = 600.0
    alternatives: int = 4
    undo: int = 100


LIMITS = Limits()

_ENVIRONMENT = {
    "SOLARA_ASSETS_PROXY_CACHE_DIR": str(BUNDLE),
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_ASSETS_EXTRA_LOCATIONS": str(STATIC),
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_THEME_TITLE": "culturesim",
    "SOLARA_SESSION_HTTP_ONLY": "True",
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",
    "SOLARA_KERNEL_MAX_COUNT": "150",
}


def prepare() -> None:
    """Set Solara up for a place without a network, before or after it has been imported.

    ``culturesim app`` calls it first of all. Under ``solara run`` Solara has read its settings by
    the time that the page is loaded, so they are set on its objects too.

    Examples
    --------
    >>> prepare()
    >>> os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"]
    'False'
    """
    os.environ.update(_ENVIRONMENT)
    if "solara.server.settings" in sys.modules:
        _set_on_objects(sys.modules["solara.server.settings"])


def _set_on_objects(given: object) -> None:
    """Set what the environment says on Solara's own settings objects."""
    values: dict[str, dict[str, object]] = {
        "assets": {"proxy_cache_dir": BUNDLE, "fontawesome_enabled": False},
        "telemetry": {"mixpanel_enable": False},
        "theme": {"show_banner": False, "loader": "plain", "title": "culturesim"},
        "session": {"http_only": True},
        "kernel": {"cull_timeout": "2h", "max_count": 150},
    }
    for section, fields in values.items():
        for name, value in fields.items():
            setattr(getattr(given, section), name, value)
    assets = given.assets  # type: ignore[attr-defined]
    if str(STATIC) not in assets.extra_locations:
        assets.extra_locations = [*assets.extra_locations, str(STATIC)]
