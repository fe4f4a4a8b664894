"""The pages and their addresses: what Solara runs."""

from __future__ import annotations

from culturesim.app.settings import prepare

prepare()

import solara  # noqa: E402 - reads its settings when it is imported

from culturesim.app import frame  # noqa: E402
from culturesim.app.hospital import Hospital  # noqa: E402
from culturesim.app.knew import WhoKnew  # noqa: E402
from culturesim.app.model import Model  # noqa: E402
from culturesim.app.system import System  # noqa: E402
from culturesim.app.what_if import WhatIf  # noqa: E402

__all__ = ["routes"]

_PAGES = (
    ("/", "frame.what_if", WhatIf),
    ("hospital", "frame.hospital", Hospital),
    ("who-knew", "frame.who_knew", WhoKnew),
    ("system", "frame.system", System),
    ("model", "frame.model", Model),
)

frame.PATHS[:] = [("/" + path.strip("/"), key) for path, key, _ in _PAGES]

routes = [
    solara.Route(path, component=page, label=key, layout=frame.Frame if path == "/" else None)
    for path, key, page in _PAGES
]
