"""Reading what a request says, before any shape is put on it."""

import json
import re
from typing import Any, Final

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser

_UNKEPT: Final = re.compile("[\0\ud800-\udfff]")


class PlainParser(Parser):
    """JSON and query in characters that a database can keep: no NUL and no half of a surrogate pair, which nobody types."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of a request, which is UTF-8: the decoder of JSON by itself would take in surrogates as bytes."""
        text = request.body.decode()
        data = json.loads(text)
        # An escape is the one way left.
        if "\\u" in text:
            _check(data)
        return data

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        """The words after the question mark."""
        _check(dict(data.lists()))
        return super().parse_querydict(data, list_fields, request)


def _check(data: Any) -> None:
    """Refuse a text that cannot be kept wherever it stands, names and what no shape looks into included.

    Raises:
        HttpError: 400.
    """
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and _UNKEPT.search(value):
            raise HttpError(400, "a character that is none")
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
