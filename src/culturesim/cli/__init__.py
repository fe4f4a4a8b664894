"""The command line: every command is registered here, and every error becomes one line here."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from culturesim import __version__
from culturesim.cli import analyse, lists, page, runs, stores, whatif
from culturesim.cli.calibrate import calibrate
from culturesim.cli.showing import StoppedError
from culturesim.cli.story import story
from culturesim.cli.validate import validate
from culturesim.errors import InputError

__all__ = ["app", "main"]

WRONG_INPUT, INTERRUPTED = 2, 130

app = typer.Typer(
    name="culturesim",
    help="Simulate how safety culture in a hospital fails or recovers, and who could have seen it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help is there twice as fast
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"culturesim {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version  # the callback has done it


# In the order in which help shows them.
app.command()(runs.run)
app.command()(runs.compare)
app.command("what-if")(whatif.what_if)
app.command()(story)
app.command()(validate)
app.command()(calibrate)
app.command()(lists.parameters)
app.command("levers")(lists.list_levers)
app.command()(lists.scenarios)
app.command("export-organisation")(lists.export_organisation)
app.add_typer(stores.app, name="sweep")
app.command()(analyse.analyse)
app.command("app")(page.page)


def _fail(line: object, code: int) -> int:
    """Print one line about what went wrong."""
    text = " ".join(str(line).split())
    sys.stderr.write(f"culturesim: {text}\n")
    return code


def _run() -> int:
    """Run the command and turn what goes wrong into one line and an exit code."""
    try:
        code = int(app(standalone_mode=False, prog_name="culturesim") or 0)
        return _fail("stopped; nothing was written", code) if code == INTERRUPTED else code
    except InputError as error:
        return _fail(error, WRONG_INPUT)
    except StoppedError as stopped:
        return _fail(stopped, stopped.code)
    except typer.TyperException as error:
        say = getattr(error, "format_message", error.__str__)
        return _fail(say(), WRONG_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("stopped; nothing was written", INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return _fail("not enough memory for this; try fewer runs or days", WRONG_INPUT)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{(error.strerror or str(error)).lower()}", WRONG_INPUT)
    except Exception as error:  # a defect: one line for people, all of it on demand
        if os.environ.get("CULTURESIM_DEBUG"):
            raise
        kind = type(error).__name__
        return _fail(f"defect: {kind}: {error} (CULTURESIM_DEBUG=1 shows where)", 1)


def main() -> None:
    """Run the command line; exit code 2 for wrong input, 130 when stopped."""
    sys.exit(_run())
