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

    def words(self, translate: Callable[[str], str], _shown: Callable[[object], str] = str) -> str:
        """Give it in the words of a reader."""
        return translate(self.text)

    def __str__(self) -> str:
        """Give the English words."""
        return self.text


@dataclass(frozen=True, slots=True)
class Phrases:
    """A parameter that is a list of message ids; a door translates the parts, English joins them."""

    parts: tuple[str, ...]

    def words(self, translate: Callable[[str], str], _shown: Callable[[object], str] = str) -> str:
        """Give them in the words of a reader."""
        return ", ".join(translate(part) for part in self.parts)

    def __str__(self) -> str:
        """Give the English words."""
        return ", ".join(self.parts)


def kept(params: Params) -> dict[str, str | list[str]]:
    """Give parameters as plain JSON that `fill` can say again in any language: of phrases the message ids, in a list."""
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: object) -> str | list[str]:
    if isinstance(value, Phrases):
        return list(value.parts)
    return [value.text] if isinstance(value, Phrase) else str(value)


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
    words = {name: _words(value, translate, shown) for name, value in params.items()}
    return translate(text).format_map(words)


def _words(value: object, translate: Callable[[str], str], shown: Callable[[object], str]) -> str:
    if isinstance(value, list):
        value = Phrases(tuple(value))
    return value.words(translate) if isinstance(value, Phrase | Phrases) else shown(value)
