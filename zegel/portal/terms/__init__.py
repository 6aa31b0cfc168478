"""The deadline calculator, pure: a query becomes a question, a question becomes answers, answers a calendar file.

Nothing here knows of a request or a clock; the law house counts, this only asks and puts into words.
"""

from zegel.portal.terms.answers import Answer, Answers, answer
from zegel.portal.terms.calendar_file import calendar_text
from zegel.portal.terms.events import EVENTS, GROUPS, Event
from zegel.portal.terms.question import Question, read

__all__ = ["EVENTS", "GROUPS", "Answer", "Answers", "Event", "Question", "answer", "calendar_text", "read"]
