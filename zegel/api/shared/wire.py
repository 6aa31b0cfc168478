"""The base of every shape. Names are camelCase on the wire; bytes are standard base64."""

import base64
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema
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


class IdOut(Wire):
    id: UUID
