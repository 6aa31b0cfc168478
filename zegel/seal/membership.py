"""Who holds the key of a mailbox, as a member says and signs it (docs/formats.md, Membership)."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785

from zegel.seal import keys
from zegel.seal.errors import MembershipError
from zegel.seal.fields import HASH, KEY, MOMENT, UUID, check_signature, counted, matching
from zegel.seal.shape import canonical_json

TYPE = "zegel/membership/v1"
LABEL = b"zegel/membership/v1\n"
LIMIT = 1024 * 1024
MOST = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A member and the keys they had when they were let in: `recipient` is the hash of their user recipient, `key` their signing
    key (b64); since when, and by whom."""

    user: str
    recipient: str
    key: str
    since: str
    by: str


@dataclass(frozen=True, slots=True)
class Membership:
    """What one statement says: the members that the key of version `epoch` (hash: `recipient`) is sealed to, by `user` with `key`.

    `number` counts the statements of the mailbox from 1; `previous` is the hash of the one before, None of the first.
    """

    box: str
    number: int
    previous: str | None
    at: str
    user: str
    key: str
    epoch: int
    recipient: str
    members: tuple[Entry, ...]

    def of(self, user: str) -> Entry | None:
        """The entry of a member."""
        return next((entry for entry in self.members if entry.user == user), None)


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement as it is kept and handed on."""

    statement: str
    signature: str

    @property
    def hash(self) -> str:
        """What the next statement calls this one by."""
        return hashlib.sha256(self.statement.encode()).hexdigest()


def key_hash(recipient: str) -> str:
    """What a statement calls a recipient by: SHA-256 of its text, in hex."""
    return hashlib.sha256(recipient.encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment as statements write it: UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(told: Membership, seed: bytes) -> Signed:
    """Write a statement and sign it with its maker's signing key."""
    members = sorted(told.members, key=lambda entry: entry.user)
    said = {
        "type": TYPE,
        "box": told.box,
        "number": told.number,
        "previous": told.previous,
        "at": told.at,
        "by": {"user": told.user, "key": told.key},
        "epoch": told.epoch,
        "recipient": told.recipient,
        "members": [asdict(entry) for entry in members],
    }
    return signed_as(LABEL, said, seed)


def signed_as(label: bytes, said: Mapping[str, Any], seed: bytes) -> Signed:
    """What is said, in its canonical form, signed under a label."""
    statement = canonical_json(said)
    signature = keys.sign(seed, label + statement)
    return Signed(statement.decode(), base64.b64encode(signature).decode())


def read(signed: Signed) -> Membership:
    """Give what a statement says, when the key it names signed it. Whose key that is, is for the caller to know.

    Raises:
        MembershipError.
    """
    told = _parsed(signed.statement.encode())
    check_signature(LABEL, signed.statement, signed.signature, told.key)
    return told


def check_next(before: Signed, said: Membership, after: Membership) -> None:
    """Whether `after` may follow `before` (which says `said`): signed by a member, who lets others in or makes the next key.

    Raises:
        MembershipError.
    """
    signer = said.of(after.user)
    if (after.box, after.number, after.previous) != (said.box, said.number + 1, before.hash):
        raise MembershipError("place")
    if signer is None or signer.key != after.key:
        raise MembershipError("not by a member")
    kept = [entry for entry in after.members if entry in said.members]
    added = [entry for entry in after.members if entry not in said.members]
    if after.epoch == said.epoch + 1:
        if added or after.recipient == said.recipient:
            raise MembershipError("a next key lets nobody in")
        return
    if (after.epoch, after.recipient) != (said.epoch, said.recipient):
        raise MembershipError("key")
    if any((entry.by, entry.since) != (after.user, after.at) for entry in added):
        raise MembershipError("not let in by who says so")
    if not {entry.user for entry in said.members} <= {entry.user for entry in (*kept, *added)}:
        raise MembershipError("nobody leaves without a next key")


def followed(chain: Sequence[tuple[Signed, Membership]]) -> Sequence[tuple[Signed, Membership]]:
    """The longest end of a chain in which each statement follows from the one before."""
    start = len(chain) - 1
    while start > 0:
        (before, said), (_, after) = chain[start - 1], chain[start]
        try:
            check_next(before, said, after)
        except MembershipError:
            break
        start -= 1
    return chain[max(start, 0) :]


def _parsed(statement: bytes) -> Membership:
    try:
        told = json.loads(statement)
        names = {"type", "box", "number", "previous", "at", "by", "epoch", "recipient", "members"}
        if len(statement) > LIMIT or rfc8785.dumps(told) != statement or set(told) != names:
            raise MembershipError("shape")
        found = Membership(
            box=matching(UUID, told["box"]),
            number=counted(told["number"]),
            previous=None if told["previous"] is None else matching(HASH, told["previous"]),
            at=matching(MOMENT, told["at"]),
            user=matching(UUID, told["by"]["user"]),
            key=matching(KEY, told["by"]["key"]),
            epoch=counted(told["epoch"]),
            recipient=matching(HASH, told["recipient"]),
            members=tuple(_entry(entry) for entry in told["members"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise MembershipError("shape") from error
    users = [entry.user for entry in found.members]
    if told["type"] != TYPE or set(told["by"]) != {"user", "key"} or not 1 <= len(users) <= MOST:
        raise MembershipError("shape")
    if users != sorted(set(users)) or (found.number == 1) != (found.previous is None):
        raise MembershipError("shape")
    return found


def _entry(told: dict[str, Any]) -> Entry:
    if set(told) != {"user", "recipient", "key", "since", "by"}:
        raise MembershipError("member")
    return Entry(
        matching(UUID, told["user"]),
        matching(HASH, told["recipient"]),
        matching(KEY, told["key"]),
        matching(MOMENT, told["since"]),
        matching(UUID, told["by"]),
    )
