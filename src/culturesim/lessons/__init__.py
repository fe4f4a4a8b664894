"""Teaching material: what-if questions, the model's answer and the literature's."""

from culturesim.lessons.answer import (
    AGREE,
    CANNOT_TELL,
    DISAGREE,
    Answer,
    Finding,
    ask,
    judge,
    overall,
)
from culturesim.lessons.question import Question, find_question, list_questions, load_question

__all__ = ["AGREE", "CANNOT_TELL", "DISAGREE", "Answer", "Finding", "Question", "ask"]
__all__ += ["find_question", "judge", "list_questions", "load_question", "overall"]
