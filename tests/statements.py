"""Signed statements of who holds the key of a mailbox, as the clients of the standing people make them."""

import base64
from dataclasses import replace
from typing import Any

from tests.personas import AT, Holder
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
