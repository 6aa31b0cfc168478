"""Reading what a request says, before any shape is put on it."""

from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser


class PlainParser(Parser):
    """JSON and query without the NUL character: PostgreSQL cannot keep one, and nobody types one."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of a request."""
        if b"\\u0000" in request.body:
            raise HttpError(400, "NUL")
        return super().parse_body(request)

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        """The words after the question mark."""
        if any("\0" in value for values in data.lists() for value in values[1]):
            raise HttpError(400, "NUL")
        return super().parse_querydict(data, list_fields, request)
