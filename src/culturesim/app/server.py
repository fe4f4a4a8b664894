"""The server: one process for the pages, one a processor for simulations."""

from __future__ import annotations

import contextlib
import os
import socket
import warnings
from collections.abc import AsyncIterator
from typing import Any

from culturesim.app.settings import prepare
from culturesim.errors import InputError, check_whole

__all__ = ["make_server", "serve", "warm_up"]

LARGEST_MESSAGE = 1_000_000  # of what a browser may send at once [bytes]


def make_server() -> Any:
    """Make the ASGI application.

    Returns
    -------
    Starlette
        Solara's pages; simulations end with it.

    Examples
    --------
    >>> make_server.__name__
    'make_server'
    """
    prepare()
    os.environ["SOLARA_APP"] = "culturesim.app.main"
    import solara.server.starlette as pages
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from culturesim.app.pool import shared_pool

    @contextlib.asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        warm_up()
        try:
            async with pages.lifespan(app):
                yield
        finally:
            shared_pool().close()

    return Starlette(routes=[Mount("/", routes=pages.routes)], middleware=pages.middleware,
                     lifespan=lifespan)  # fmt: skip


def warm_up() -> None:
    """Have the base that pages open with simulated before anybody asks, behind everything else."""
    from culturesim.app import session
    from culturesim.app.changes import base_of
    from culturesim.app.pool import shared_pool
    from culturesim.app.shown import start_data

    view = session.start()
    start_data(view)
    base, pool = base_of(view), shared_pool()
    for seed in range(view.seed, view.seed + view.runs):
        pool.run(base, seed, rank=1000)


def serve(scenario: str, host: str, port: int, opened: bool, say: Any) -> None:
    """Serve the page until interrupted.

    Parameters
    ----------
    scenario : str
        Name of a shipped scenario, or a file.
    host : str
        Address to listen on.
    port : int
        Port; 0 for a free one.
    opened : bool
        Open a browser too.
    say : callable
        Called with a line once the page is there.

    Raises
    ------
    InputError
        If the scenario is refused, or the address is taken or not this computer's.

    Examples
    --------
    >>> serve("nowhere", "127.0.0.1", 0, False, print)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: scenario: no scenario is called 'nowhere'; allowed: ...
    """
    check_whole(port, 0, 65_535, "--port")
    view = _first_view(scenario)
    listening = _listen(host, port)
    prepare()
    import uvicorn

    from culturesim.app import session

    session.start_with(view)
    # Over plain HTTP on one computer there is nothing to be done about it, and nothing wrong.
    warnings.filterwarnings("ignore", "Cookies with samesite=none", UserWarning)
    config = uvicorn.Config(make_server(), log_level="warning", ws_max_size=LARGEST_MESSAGE,
                            timeout_graceful_shutdown=3, access_log=False)  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"The page is at {address} - Ctrl+C ends it.")
    if opened:
        _open_when_ready(address)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _first_view(scenario: str) -> Any:
    """State of pages that are opened without one in their address."""
    from dataclasses import replace
    from pathlib import Path

    from culturesim.app.changes import View, base_of, usual_spans
    from culturesim.errors import read_text

    is_file = Path(scenario).suffix or Path(scenario).name != scenario
    if is_file:
        view = View(upload=read_text(Path(scenario), f"scenario file {scenario}"))
    else:
        view = View(scenario=scenario)
    return replace(view, spans=usual_spans(base_of(view)))


def _listen(host: str, port: int) -> socket.socket:
    """Take the port now, so that a mistake is told before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise InputError(f"--host {host} --port {port}: {(error.strerror or '').lower()}") from None
    return made


def _open_when_ready(address: str) -> None:
    """Open a browser a moment from now."""
    import threading
    import webbrowser

    timer = threading.Timer(1.5, webbrowser.open, (address,))
    timer.daemon = True
    timer.start()
