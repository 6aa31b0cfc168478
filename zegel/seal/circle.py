"""Who reads in a circle of a case, and with which key, as who made it signed it (docs/formats.md, Circle statements).

The members of a circle are mailboxes, so who may sign is told by the statements of *those* (`zegel.seal.membership`): the caller
gives the persons it traced in them.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

import rfc8785

from zegel.seal.errors import MembershipError
from zegel.seal.fields import HASH, KEY, MOMENT, UUID, check_signature, counted, matching
from zegel.seal.membership import LIMIT, MOST, Signed, signed_as

TYPE = "zegel/circle/v1"
LABEL = b"zegel/circle/v1\n"


@dataclass(frozen=True, slots=True)
class Reading:
    """A mailbox in a circle: the hash of its recipient of the key version the circle's key is sealed to, and what it may do."""

    mailbox: str
    recipient: str
    version: int
    right: str


@dataclass(frozen=True, slots=True)
class CircleSaid:
    """What one statement says: the mailboxes that the circle's key of version `epoch` (hash: `recipient`) is sealed to, by `user`
    with `key`, who acts for `mailbox`. `number` counts from 1; `previous` is the hash of the one before, None of the first."""

    circle: str
    kind: str
    number: int
    previous: str | None
    at: str
    user: str
    key: str
    mailbox: str
    epoch: int
    recipient: str
    members: tuple[Reading, ...]

    def of(self, mailbox: str) -> Reading | None:
        """The entry of a mailbox."""
        return next((entry for entry in self.members if entry.mailbox == mailbox), None)

    @property
    def signer(self) -> tuple[str, str]:
        """Who signed, with which key."""
        return self.user, self.key


type Link = tuple[Signed, CircleSaid]


def sign_circle(told: CircleSaid, seed: bytes) -> Signed:
    """Write a statement and sign it with its maker's signing key."""
    said = {
        "type": TYPE,
        "circle": told.circle,
        "kind": told.kind,
        "number": told.number,
        "previous": told.previous,
        "at": told.at,
        "by": {"user": told.user, "key": told.key, "mailbox": told.mailbox},
        "epoch": told.epoch,
        "recipient": told.recipient,
        "members": [asdict(entry) for entry in sorted(told.members, key=lambda entry: entry.mailbox)],
    }
    return signed_as(LABEL, said, seed)


def read_circle(signed: Signed) -> CircleSaid:
    """Give what a statement says, when the key it names signed it. Whose key that is, is for the caller to know.

    Raises:
        MembershipError.
    """
    told = _parsed(signed.statement.encode())
    check_signature(LABEL, signed.statement, signed.signature, told.key)
    return told


def check_first_circle(said: CircleSaid) -> None:
    """Whether a statement may be the first of a circle: for a mailbox that decides who else is in it.

    Raises:
        MembershipError.
    """
    mine = said.of(said.mailbox)
    if (said.number, said.epoch) != (1, 1) or mine is None or mine.right != "manage":
        raise MembershipError("first")


def check_next_circle(before: Signed, said: CircleSaid, after: CircleSaid) -> None:
    """Whether `after` may follow `before` (which says `said`): a mailbox that manages lets others in, or one that at least sends makes the
    next key, which lets nobody in.

    Raises:
        MembershipError.
    """
    place = (after.circle, after.kind, after.number, after.previous)
    if place != (said.circle, said.kind, said.number + 1, before.hash):
        raise MembershipError("place")
    mine = said.of(after.mailbox)
    if after.epoch == said.epoch + 1:
        if mine is None or mine.right not in {"send", "manage"} or after.recipient == said.recipient:
            raise MembershipError("next key")
        if not all(_stays(said.of(entry.mailbox), entry) for entry in after.members):
            raise MembershipError("a next key lets nobody in")
        return
    if (after.epoch, after.recipient) != (said.epoch, said.recipient):
        raise MembershipError("key")
    if mine is None or mine.right != "manage":
        raise MembershipError("not by who manages")
    if not {entry.mailbox for entry in said.members} <= {entry.mailbox for entry in after.members}:
        raise MembershipError("nobody leaves without a next key")


def _stays(known: Reading | None, entry: Reading) -> bool:
    """Whether a mailbox is the one that was in, with the key it had or a later one."""
    if known is None or known.right != entry.right or entry.version < known.version:
        return False
    return entry.version > known.version or entry.recipient == known.recipient


def _parsed(statement: bytes) -> CircleSaid:
    try:
        told = json.loads(statement)
        names = {
            "type", "circle", "kind", "number", "previous", "at", "by", "epoch", "recipient", "members",
        }  # fmt: skip
        if len(statement) > LIMIT or rfc8785.dumps(told) != statement or set(told) != names:
            raise MembershipError("shape")
        found = CircleSaid(
            circle=matching(UUID, told["circle"]),
            kind=_among({"intake", "open", "shielded", "court"}, told["kind"]),
            number=counted(told["number"]),
            previous=None if told["previous"] is None else matching(HASH, told["previous"]),
            at=matching(MOMENT, told["at"]),
            user=matching(UUID, told["by"]["user"]),
            key=matching(KEY, told["by"]["key"]),
            mailbox=matching(UUID, told["by"]["mailbox"]),
            epoch=counted(told["epoch"]),
            recipient=matching(HASH, told["recipient"]),
            members=tuple(_entry(entry) for entry in told["members"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise MembershipError("shape") from error
    mailboxes = [entry.mailbox for entry in found.members]
    if (
        told["type"] != TYPE
        or set(told["by"]) != {"user", "key", "mailbox"}
        or not 1 <= len(mailboxes) <= MOST
    ):
        raise MembershipError("shape")
    if mailboxes != sorted(set(mailboxes)) or (found.number == 1) != (found.previous is None):
        raise MembershipError("shape")
    return found


def _entry(told: dict[str, Any]) -> Reading:
    if set(told) != {"mailbox", "recipient", "version", "right"}:
        raise MembershipError("member")
    return Reading(
        matching(UUID, told["mailbox"]),
        matching(HASH, told["recipient"]),
        counted(told["version"]),
        _among({"read", "prepare", "send", "manage"}, told["right"]),
    )


def _among(known: set[str], told: object) -> str:
    if not isinstance(told, str) or told not in known:
        raise MembershipError("shape")
    return told
