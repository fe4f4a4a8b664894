"""The command what-if: thirty questions, the model's answer, and the literature's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from culturesim.cli.asking import Force, Out, Seed, Workers
from culturesim.cli.showing import console, progress

if TYPE_CHECKING:
    from culturesim.lessons import Answer

__all__ = ["what_if"]

_COLOURS = {"agrees": "blue", "disagrees": "dark_orange", "cannot tell": "default"}


def what_if(
    question: Annotated[
        str | None,
        typer.Argument(
            help="Number of a question, `all`, `list`, or a file; the list, if left out."
        ),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(help="Pairs of runs; the question says, if left out.")
    ] = None,
    seed: Seed = 0,
    out: Out = None,
    force: Force = False,
    workers: Workers = None,
) -> None:
    """Ask a what-if question.

    Shows the model's answer with intervals, the literature's, and whether they agree.
    """
    from culturesim.results.files import check_folder, text_writer, write_folder

    if question is None or question == "list":
        console().print(_list())
        return
    if out is not None:
        check_folder(out, force)
    answers = [_ask(name, runs, seed, workers) for name in _names(question)]
    for answer in answers:
        _tell(answer)
    if len(answers) > 1:
        console().print(_summary(answers))
    if out is not None:
        from culturesim.lessons.page import findings_table, render

        writers: dict[str, Any] = {
            "what-if.html": text_writer(render(answers)),
            "findings.csv": lambda path: findings_table(answers).to_csv(
                path, index=False, float_format="%.6g"
            ),
        }
        folder = write_folder(out, writers, force)
        console().print(f"\nWritten to {folder}; open {folder / 'what-if.html'} in a browser.",
                        soft_wrap=True, markup=False)  # fmt: skip


def _names(question: str) -> list[str]:
    from culturesim.lessons import list_questions

    return [str(number) for number in list_questions()] if question == "all" else [question]


def _ask(name: str, runs: int | None, seed: int, workers: int | None) -> Answer:
    from culturesim.lessons import ask, find_question

    asked = find_question(name)
    with progress(f"question {asked.number}") as show:
        return ask(asked, runs, seed, workers=workers, progress=show)


def _list() -> Any:
    from rich.table import Table

    from culturesim.lessons import list_questions, load_question

    table = Table("No.", "Asked by", "Question", box=None, pad_edge=False)
    table.columns[0].justify = "right"
    for number, path in list_questions().items():
        asked = load_question(path)
        table.add_row(str(number), asked.asked_by, asked.question)
    return table


def _tell(answer: Answer) -> None:
    """Print one question with its answers."""
    from culturesim.lessons.page import number_words

    asked, screen = answer.question, console()
    screen.print(f"\n{asked.number}. {asked.question}\n", style="bold", markup=False)
    for finding in answer.findings:
        first, second, gap = number_words(finding)
        numbers = f"{first} became {second}; difference {gap}" if first else gap
        screen.print(f"- {finding.what}", markup=False)
        screen.print(f"  {numbers}", markup=False)
        screen.print(f"  Expected: {finding.expected}. ", end="", markup=False)
        screen.print(f"[{_COLOURS[finding.verdict]}]The model {finding.verdict}.[/]\n")
    screen.print(f"{answer.n} runs of each case, with the same seeds.", markup=False)
    for words, text in (
        (f"The literature ({asked.status})", asked.answer),
        ("Sources", asked.sources),
        ("What the board would see", asked.board),
        ("What is true", asked.truth),
        ("Why the model does not agree", "" if answer.verdict == "agrees" else asked.reason),
    ):  # fmt: skip
        if text:
            screen.print(f"{words}: {text}", markup=False)


def _summary(answers: list[Answer]) -> Any:
    from rich.table import Table

    table = Table("No.", "Question", "Model and literature", box=None, pad_edge=False)
    for answer in answers:
        table.add_row(str(answer.question.number), answer.question.question, answer.verdict)
    agree = sum(answer.verdict == "agrees" for answer in answers)
    table.caption = f"{agree} of {len(answers)} agree"
    return table
