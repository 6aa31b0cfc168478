"""Refusals: errors that are part of the interface. A door turns one into a page or into problem+json."""

from typing import ClassVar


class Refusal(Exception):
    """The base of every refusal a house makes.

    `code` is stable, `message` an English msgid a citizen understands (with `{names}` from `details`), `article` the
    rule it rests on, `retry` whether the same act can succeed later, `field` the input it is about.
    """

    code: ClassVar[str]
    message: ClassVar[str]
    article: str = ""
    retry: ClassVar[bool] = False

    def __init__(self, *, field: str = "", **details: str | int) -> None:
        super().__init__(self.code)
        self.field = field
        self.details = details
