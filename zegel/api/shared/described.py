"""The API's description of itself: each operation with every refusal it can give, said once for all of them."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

from zegel.api.shared.problems import STATUS
from zegel.api.shared.wire import Wire

PROBLEM = "application/problem+json"
SEALED_BYTES: dict[str, Any] = {
    "responses": {
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    }
}
"""For `openapi_extra=` of an operation that answers with sealed bytes and not with JSON."""
# What cannot be read, nobody is logged in or may, there is no such thing, too often, and what the body cannot be.
_READING = {400, 401, 403, 404, 409, 410, 422, 429, 503}
_WRITING = _READING | {413, 415, 507}


class Problem(Wire):
    """Why something was refused (RFC 9457). `code` is stable; `title` is what the person reads, in their language."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    article: str = ""
    field: str = ""
    retry: bool = False
    details: dict[str, str | int] = Field(default_factory=dict)


class DescribedApi(NinjaAPI):
    """Ninja's API whose schema says of every operation how it can refuse."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The schema with the refusals in it."""
        found = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        found["components"]["schemas"]["Problem"] = Problem.model_json_schema(mode="validation")
        for method, operation in _operations(found["paths"]):
            for status in sorted(_READING if method == "get" else _WRITING):
                operation["responses"].setdefault(status, _refusal(status))
        return found


def undeclared() -> set[int]:
    """Statuses of the table of refusals that no operation would document."""
    return set(STATUS.values()) - _WRITING


def _operations(paths: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in paths.values():
        yield from methods.items()


def _refusal(status: int) -> dict[str, Any]:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {PROBLEM: {"schema": shape}}}
