"""The base of every shape. Names are camelCase on the wire; bytes are standard base64."""

import base64
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Schema
from pydantic import (
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel

LARGEST_FIELD = 3_000_000


def _decode(text: object) -> bytes:
    if not isinstance(text, str) or len(text) > LARGEST_FIELD:
        raise ValueError("not base64")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("not base64") from error


Base64In = Annotated[
    bytes, BeforeValidator(_decode), WithJsonSchema({"type": "string", "format": "byte"}, mode="validation")
]


Base64Out = Annotated[
    bytes,
    PlainSerializer(lambda data: base64.b64encode(data).decode(), return_type=str),
    WithJsonSchema({"type": "string", "format": "byte"}),
]


class Wire(Schema):
    """The base of every shape: camelCase names, nothing unknown accepted."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,
    )

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """In place of the library's, which looks at everything once more, as a template would at a row. Here each shape is written out
        by its own function, and a long answer took most of its time for that."""
        return handler(values)


class IdOut(Wire):
    id: UUID
