"""The command that serves the web page."""

from __future__ import annotations

from typing import Annotated

import typer

from culturesim.cli.showing import say
from culturesim.errors import InputError

__all__ = ["page"]


def page(
    scenario: Annotated[str, typer.Argument(help="A scenario file, or a name that "
                                            "`culturesim scenarios` lists.")] = "small",
    host: Annotated[str, typer.Option(help="Address to listen on; only this computer, if left "
                                      "out.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 for a free one.")] = 8765,
    opened: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
) -> None:  # fmt: skip
    """Serve the web page: what if, with bands.

    Works without a network. Ctrl+C ends it.
    """
    try:
        from culturesim.app.server import serve
    except ImportError as error:  # the extra is not there
        raise InputError(f"app: {error.name} is missing; install culturesim[app]") from None
    serve(scenario, host, port, opened, say)
