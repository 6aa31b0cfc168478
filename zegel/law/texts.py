"""Words of the law house: English templates that a door can translate, and values that it can localise.

A text is a template (the message id) with named parameters. Parameters stay what they are, a date or a
name in two languages, until somebody shows them: English here, any language at a door.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

Params = Mapping[str, object]
NO_PARAMS: Params = MappingProxyType({})
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def gettext_noop(text: str) -> str:
    """Mark a message id; makemessages knows the name, the law house needs no translation itself."""
    return text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parameter that is itself a message id, such as "the hearing"."""

    text: str

    def __str__(self) -> str:
        """Give the English words."""
        return self.text


def show(value: object) -> str:
    """Show a parameter in English: days with their weekday, moments with clock time and offset."""
    if isinstance(value, datetime):
        clock = "%H:%M:%S" if value.second else "%H:%M"
        return f"{show(value.date())}, {value:{clock}} ({value:%Z})"
    if isinstance(value, date):
        return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"
    return str(value)


def fill(
    text: str, params: Params, translate: Callable[[str], str] = str, shown: Callable[[object], str] = show
) -> str:
    """Translate a template and fill it; `translate` maps message ids, `shown` makes words of values."""
    words = {
        name: translate(value.text) if isinstance(value, Phrase) else shown(value)
        for name, value in params.items()
    }
    return translate(text).format_map(words)
