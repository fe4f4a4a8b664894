"""Teaching material: what-if questions, the model's answer and the literature's."""

from culturesim.lessons.answer import Answer, Finding, ask, judge
from culturesim.lessons.question import Question, find_question, list_questions, load_question

__all__ = ["Answer", "Finding", "Question", "ask", "find_question", "judge", "list_questions",
           "load_question"]  # fmt: skip
