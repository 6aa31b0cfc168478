"""The application for a hearing (*aanvraag*, art. 2.2) as a document (docs/formats.md, Application): its shape, read and written.

Compatibility: these shapes are what `zegel/application/v1` means for ever. A new member is a new version.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final

import rfc8785

from zegel.seal.errors import ApplicationError
from zegel.seal.shape import canonical_json, match, whole

TYPE: Final = "zegel/application/v1"
MEDIA_TYPE: Final = "application/vnd.zegel.application+json"
"""Of the document in a manifest: this is how a reader knows it among the files."""
FILE_NAME: Final = "aanvraag.json"
LIMIT: Final = 1024 * 1024

type Read = Callable[[Any], object]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"([a-z]{2,3})?")


def write(application: dict[str, Any]) -> bytes:
    """Give the document as it is sealed.

    Raises:
        ApplicationError: no reader would accept it.
    """
    try:
        document = canonical_json(application)
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        raise ApplicationError("it cannot be written as canonical JSON") from None
    read(document)
    return document


def read(document: bytes) -> dict[str, Any]:
    """Give what an opened document says, in its one spelling.

    Raises:
        ApplicationError: for anything else.
    """
    if len(document) > LIMIT:
        raise ApplicationError("too large")
    try:
        value = json.loads(document.decode())
        _APPLICATION(value)
        written = canonical_json(value)
    except (ValueError, TypeError, RecursionError, rfc8785.CanonicalizationError):
        raise ApplicationError("not of the shape of an application") from None
    # One meaning, one spelling: this also refuses a member that is named twice.
    if written != document:
        raise ApplicationError("not canonical")
    return dict(value)


def _members(**shape: Read) -> Read:
    def check(value: Any) -> object:
        if not isinstance(value, dict) or value.keys() != shape.keys():
            raise ValueError
        for name, each_read in shape.items():
            each_read(value[name])
        return value

    return check


def _text(limit: int) -> Read:
    def check(value: Any) -> object:
        if not isinstance(value, str) or len(value) > limit:
            raise ValueError
        return value

    return check


def _matching(pattern: re.Pattern[str]) -> Read:
    return lambda value: match(pattern, value)


def _choice(*choices: str) -> Read:
    def check(value: Any) -> object:
        if not isinstance(value, str) or value not in choices:
            raise ValueError
        return value

    return check


def _or_null(read_value: Read) -> Read:
    return lambda value: None if value is None else read_value(value)


def _list(limit: int, read_item: Read) -> Read:
    def check(value: Any) -> object:
        if not isinstance(value, list) or len(value) > limit:
            raise ValueError
        return [read_item(item) for item in value]

    return check


def _boolean(value: Any) -> object:
    if not isinstance(value, bool):
        raise TypeError
    return value


_NAME, _LINE, _LONG = _text(200), _text(300), _text(20_000)
_REPRESENTATIVE = _members(
    kind=_choice("lawyer", "authorised representative"),
    name=_NAME,
    office=_NAME,
    number=_text(20),
    email=_or_null(_text(254)),
    phone=_or_null(_text(40)),
    mailbox=_or_null(_matching(_UUID)),
)
_PARTY = _members(
    role=_choice("claimant", "defendant"),
    kind=_choice("person", "legal"),
    name=_NAME,
    shortName=_text(60),
    address=_members(street=_LINE, postcode=_text(20), town=_NAME, country=_NAME),
    email=_or_null(_text(254)),
    phone=_or_null(_text(40)),
    representation=_choice("represented", "in person", "unknown"),
    representative=_or_null(_REPRESENTATIVE),
    unavailable=_members(
        answer=_choice("days", "none", "unknown", "not given"), days=_list(60, _matching(_DAY))
    ),
)
_DOCUMENT = _members(
    number=whole,
    role=_choice("summons", "exhibit", "other"),
    exhibit=_or_null(whole),
    description=_LINE,
    language=_matching(_LANGUAGE),
)
_APPLICATION = _members(
    type=_choice(TYPE),
    court=_text(40),
    location=_text(60),
    matter=_choice("familie", "handel", "kanton"),
    made=_matching(_MOMENT),
    filedBy=_choice("lawyer", "authorised representative", "in person"),
    channel=_choice("digital", "veilig mailen"),
    parties=_list(200, _PARTY),
    claim=_LONG,
    urgency=_or_null(_LONG),
    shortening=_or_null(_LONG),
    longer=_or_null(_members(minutes=whole, reason=_LONG)),
    window=_members(**{"from": _matching(_DAY), "until": _matching(_DAY)}),
    othersAsked=_members(asked=_boolean, said=_LONG),
    interpreter=_or_null(_NAME),
    recordings=_or_null(_LONG),
    documents=_list(100, _DOCUMENT),
)
