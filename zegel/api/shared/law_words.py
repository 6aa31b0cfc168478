"""What the law says, in the language of the reader."""

from datetime import date, datetime

from django.utils import dateformat
from django.utils.translation import gettext as _

from zegel.law.decisions import Decision
from zegel.lib.moments import amsterdam


def sentence(decision: Decision) -> str:
    """The reason of a decision, with a capital in front."""
    words = decision.words(_, shown)
    return words[:1].upper() + words[1:]


def shown(value: object) -> str:
    """A value within a sentence: a day with its weekday; names and numbers as they are."""
    if isinstance(value, datetime):
        return dateformat.format(amsterdam(value), "l j F Y, H:i")
    if isinstance(value, date):
        return dateformat.format(value, "l j F Y")
    return str(value)
