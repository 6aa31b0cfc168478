"""Signed statements of who holds the key of a mailbox or a circle, as the clients of the standing people make them."""

import base64
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.personas import AT, Holder
from zegel.boxes.queries import Container
from zegel.seal.circle import CircleSaid, Reading, sign_circle
from zegel.seal.membership import Entry, Membership, Signed, key_hash, moment, sign


def key_of(holder: Holder) -> str:
    """The signing key of somebody."""
    return base64.b64encode(holder.key.signing_public).decode()


def entry(holder: Holder, by: Holder, **changes: str) -> Entry:
    """A member as `by` sees them."""
    facts = {"user": str(holder.user.pk), "recipient": key_hash(holder.key.recipient), "key": key_of(holder)}
    return Entry(**{**facts, "since": moment(AT), "by": str(by.user.pk), **changes})


def first(owner: Holder, **changes: Any) -> Membership:
    """What the owner signs of their own mailbox."""
    told = Membership(
        str(owner.box.pk), 1, None, moment(AT), str(owner.user.pk), key_of(owner), 1,
        key_hash(owner.box.recipient), (entry(owner, owner),),
    )  # fmt: skip
    return replace(told, **changes)


def signed(told: Membership, by: Holder) -> Signed:
    """Signed by somebody."""
    return sign(told, by.key.signing)


def circle(
    by: Holder, members: Sequence[tuple[Container, str]], recipient: str, **changes: Any
) -> CircleSaid:
    """What a circle's maker, whose mailbox is in it, signs of a new circle."""
    readings = (
        Reading(str(box.pk), key_hash(box.recipient), box.key_version, right) for box, right in members
    )
    told = CircleSaid(
        str(uuid.uuid4()), "open", 1, None, moment(AT), str(by.user.pk), key_of(by), str(by.box.pk), 1,
        key_hash(recipient), tuple(readings),
    )  # fmt: skip
    return replace(told, **changes)


def after(told: CircleSaid, by: Holder, **changes: Any) -> CircleSaid:
    """What may come after a statement about a circle."""
    previous = sign_circle(told, by.key.signing).hash
    return replace(told, number=told.number + 1, previous=previous, **changes)


def circle_signed(told: CircleSaid, by: Holder) -> Signed:
    """Signed by somebody."""
    return sign_circle(told, by.key.signing)


def wire(signed: Signed) -> dict[str, str]:
    """As the API takes it in."""
    return {"statement": signed.statement, "signature": signed.signature}
