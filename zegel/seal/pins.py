"""Which keys of others somebody goes by: signed by them and sealed to their own user key (docs/formats.md, Pins)."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import rfc8785

from zegel.seal import keys
from zegel.seal.errors import MembershipError
from zegel.seal.fields import HASH, KEY, MOMENT, UUID, counted, matching
from zegel.seal.identities import identity_recipient
from zegel.seal.keys import UserKey
from zegel.seal.membership import Entry
from zegel.seal.opening import open_bytes
from zegel.seal.sealing import seal_bytes
from zegel.seal.shape import canonical_json

TYPE = "zegel/pins/v1"
LABEL = b"zegel/pins/v1\n"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a person: the hash of their user recipient, and their signing key (b64)."""

    recipient: str
    key: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last statement of a mailbox that was believed."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Officers:
    """Who may keep a spare key, and how many of them are needed, as the member confirmed it."""

    needed: int
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pins:
    """What somebody goes by. `version` counts from 1; 0 is nothing yet."""

    user: str
    version: int = 0
    at: str = "1970-01-01T00:00:00Z"
    people: Mapping[str, Keys] = field(default_factory=dict)
    boxes: Mapping[str, Head] = field(default_factory=dict)
    officers: Officers | None = None
    seen: Mapping[str, Head] = field(default_factory=dict)
    """Last statements of circles, and of mailboxes of others that make keys there."""


def of_entry(entry: Entry) -> Keys:
    """The keys that a statement names for a member."""
    return Keys(entry.recipient, entry.key)


def seal(pins: Pins, key: UserKey) -> bytes:
    """Sign and seal to oneself."""
    officers = pins.officers and {"needed": pins.officers.needed, "users": sorted(pins.officers.users)}
    said = {
        "type": TYPE,
        "user": pins.user,
        "version": pins.version,
        "at": pins.at,
        "people": [
            {"user": user, "recipient": person.recipient, "key": person.key}
            for user, person in sorted(pins.people.items())
        ],
        "boxes": _listed(pins.boxes),
        "seen": _listed(pins.seen),
        "officers": officers,
    }
    statement = canonical_json(said)
    signature = base64.b64encode(keys.sign(key.signing, LABEL + statement)).decode()
    plain = rfc8785.dumps({"statement": statement.decode(), "signature": signature})
    return seal_bytes([identity_recipient(key.identity)], plain)


def open_pins(sealed: bytes, key: UserKey, *, user: str) -> Pins:
    """Give what somebody kept.

    Raises:
        SealError: it does not open, or is not what `user` signed.
    """
    plain = open_bytes([key.identity], sealed)
    try:
        outer = json.loads(plain)
        statement = outer["statement"].encode()
        signature = base64.b64decode(outer["signature"], validate=True)
        if not keys.is_signed_by(key.signing_public, signature, LABEL + statement):
            raise MembershipError("signature")
        found = _shaped(json.loads(statement))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MembershipError("shape") from error
    if found.user != user:
        raise MembershipError("somebody else's")
    return found


def _shaped(told: dict[str, Any]) -> Pins:
    if told["type"] != TYPE:
        raise MembershipError("type")
    officers = told["officers"]
    return Pins(
        matching(UUID, told["user"]),
        counted(told["version"]),
        matching(MOMENT, told["at"]),
        {
            matching(UUID, item["user"]): Keys(matching(HASH, item["recipient"]), matching(KEY, item["key"]))
            for item in told["people"]
        },
        _heads(told["boxes"]),
        None
        if officers is None
        else Officers(counted(officers["needed"]), tuple(matching(UUID, user) for user in officers["users"])),
        _heads(told["seen"]),
    )


def _listed(heads: Mapping[str, Head]) -> list[dict[str, Any]]:
    return [{"box": box, "number": head.number, "hash": head.hash} for box, head in sorted(heads.items())]


def _heads(told: list[dict[str, Any]]) -> dict[str, Head]:
    return {
        matching(UUID, item["box"]): Head(counted(item["number"]), matching(HASH, item["hash"]))
        for item in told
    }
