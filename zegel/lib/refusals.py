"""Refusals: errors that are part of the interface. A door turns one into a page or into problem+json."""

from collections.abc import Callable
from typing import ClassVar, Protocol

type Translate = Callable[[str], str]
type Show = Callable[[object], str]


class Worded(Protocol):
    """A detail that is a sentence itself, such as a decision of the law: the door has it put in the reader's words."""

    def words(self, translate: Translate, shown: Show) -> str:
        """Itself in words."""
        ...


class Refusal(Exception):
    """The base of every refusal a house makes.

    `code` is stable, `message` an English msgid a citizen understands (with `{names}` from `details`), `article` the
    rule it rests on, `retry` whether the same act can succeed later, `field` the input it is about.
    """

    code: ClassVar[str]
    message: ClassVar[str]
    article: str = ""
    retry: ClassVar[bool] = False

    def __init__(self, *, field: str = "", **details: str | int | Worded) -> None:
        super().__init__(self.code)
        self.field = field
        self._details = details

    @property
    def details(self) -> dict[str, str | int]:
        """The details as plain values; what is a sentence, in English."""
        return self.details_in(str, str)

    def details_in(self, translate: Translate, shown: Show) -> dict[str, str | int]:
        """The details as plain values; what is a sentence, in the reader's words."""
        return {
            name: value if isinstance(value, str | int) else value.words(translate, shown)
            for name, value in self._details.items()
        }

    def words(self, translate: Translate, shown: Show = str) -> str:
        """The message as a door says it: `translate` maps message ids, `shown` makes words of dates and the like."""
        return translate(self.message).format(**self.details_in(translate, shown))
