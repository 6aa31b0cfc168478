"""Circles of a case, as a program makes, opens and renews them. Which key is theirs and who reads is what members of their
mailboxes signed, and this program compared (docs/formats.md, Circle statements); the server's word is not sealed to."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zegel.client.circle_reading import CircleReader, OpenedCircle
from zegel.client.sealed import Addressee, encode
from zegel.client.trust import Doubted
from zegel.lib.moments import now
from zegel.seal.circle import CircleSaid, Reading, sign_circle
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import UserKey
from zegel.seal.membership import Signed, key_hash, moment
from zegel.seal.sealing import seal_bytes


@dataclass(frozen=True, slots=True)
class Maker:
    """Who signs for a circle: a person, their key, and the mailbox they act for in it."""

    user: str
    key: UserKey
    mailbox: str


def circle_body(
    kind: str, identity: str, members: Sequence[tuple[Addressee, str]], maker: Maker
) -> dict[str, Any]:
    """A circle as the API takes it in: its identity sealed to each mailbox, with the right of each, and the statement that says so."""
    circle, recipient = str(uuid.uuid4()), identity_recipient(identity)
    said = CircleSaid(
        circle=circle,
        kind=kind,
        number=1,
        previous=None,
        at=moment(now()),
        user=maker.user,
        key=encode(maker.key.signing_public),
        mailbox=maker.mailbox,
        epoch=1,
        recipient=key_hash(recipient),
        members=tuple(_reading(mailbox, right) for mailbox, right in members),
    )
    return {
        "id": circle,
        "kind": kind,
        "recipient": recipient,
        "members": [
            {
                "mailbox": mailbox.id,
                "right": right,
                "sealedIdentity": encode(seal_bytes([mailbox.recipient], identity.encode())),
                "keyVersion": mailbox.entry["keyVersion"],
            }
            for mailbox, right in members
        ],
        "statement": _json(sign_circle(said, maker.key.signing)),
    }


class Circles(CircleReader):
    """The circles an account holder can open."""

    def make(self, kind: str, members: Mapping[str, str]) -> str:
        """A circle of readers; `members` gives the right of each mailbox, by address. Gives its identifier."""
        mailboxes = [(self.account.box(address), right) for address, right in members.items()]
        home = next(a for a, right in members.items() if right == "manage" and a in self.account.boxes)
        body = circle_body(kind, generate_hybrid(), mailboxes, self.maker(self.account.boxes[home]["id"]))
        return str(self.session.call("POST", "containers", body)["id"])

    def maker(self, mailbox: str) -> Maker:
        """This account holder, who acts for a mailbox."""
        return Maker(str(self.account.user["id"]), self.account.key, mailbox)

    def sealing(self, circle: str) -> tuple[str, int]:
        """The key of a circle, derived from the identity that was signed for, and its number.

        Raises:
            Doubted.
        """
        opened = self.believed(circle)
        version = int(opened.facts["keyVersion"])
        return identity_recipient(opened.keys[version]), version

    def join(self, circle: str, address: str, *, right: str, earlier: bool = True) -> None:
        """Let the mailbox with this address into a circle: with the key of every version, or of the newest only.

        Raises:
            Doubted.
        """
        opened, mailbox = self.believed(circle), self.account.box(address)
        numbers = sorted(opened.keys) if earlier else [max(opened.keys)]
        said = _head(opened)
        kept = [entry for entry in said.members if entry.mailbox != mailbox.id]
        after = replace(said, members=(*kept, _reading(mailbox, right)))
        body = {
            "mailbox": mailbox.id,
            "right": right,
            "keyVersion": mailbox.entry["keyVersion"],
            "keys": [
                {
                    "number": number,
                    "sealedIdentity": encode(seal_bytes([mailbox.recipient], opened.keys[number].encode())),
                }
                for number in numbers
            ],
            "statement": self._next(opened, after),
        }
        self.session.call("POST", f"containers/{circle}/members", body)

    def renew(self, circle: str, known: Mapping[str, str]) -> None:
        """Begin the next key version of a circle, sealed to every mailbox that is a member now. `known` gives the recipients this
        program goes by, by mailbox; its own are derived, and those that were signed are known.

        Raises:
            Doubted: the server names another.
        """
        opened, identity = self.believed(circle), generate_hybrid()
        said, keys, members = _head(opened), [], []
        for member in self.session.call("GET", f"containers/{circle}/members"):
            entry = said.of(str(member["mailbox"]))
            if entry is None:
                raise Doubted(f"{member['name']}: nobody signed that they read along")
            recipient, version = self.account.sealing_to(member["mailbox"], named=member["recipient"])
            mine = member["mailbox"] in self.account.own_boxes
            if (
                not mine
                and recipient != known.get(member["mailbox"])
                and key_hash(recipient) != entry.recipient
            ):
                raise Doubted(f"{member['name']}: another key")
            sealed = encode(seal_bytes([recipient], identity.encode()))
            keys.append({"party": member["mailbox"], "sealedIdentity": sealed, "keyVersion": version})
            members.append(replace(entry, recipient=key_hash(recipient), version=version))
        fresh = identity_recipient(identity)
        after = replace(said, epoch=said.epoch + 1, recipient=key_hash(fresh), members=tuple(members))
        body = {
            "number": after.epoch,
            "recipient": fresh,
            "keys": keys,
            "statement": self._next(opened, after),
        }
        self.session.call("POST", f"containers/{circle}/key-versions", body)

    def _next(self, opened: OpenedCircle, after: CircleSaid) -> dict[str, str]:
        """What comes after the last statement, signed by this person for a mailbox of theirs that makes keys there."""
        said = _head(opened)
        rights = {entry.mailbox: entry.right for entry in said.members}
        mine = [mailbox for mailbox in self.account.own_boxes if rights.get(mailbox) in {"send", "manage"}]
        maker = self.maker(max(mine, key=lambda mailbox: rights[mailbox] == "manage"))
        signed = opened.head[0] if opened.head else None
        told = replace(
            after,
            number=said.number + 1,
            previous=signed.hash if signed else None,
            at=moment(now()),
            user=maker.user,
            key=encode(maker.key.signing_public),
            mailbox=maker.mailbox,
        )
        return _json(sign_circle(told, maker.key.signing))


def _head(opened: OpenedCircle) -> CircleSaid:
    if opened.head is None:
        raise Doubted("nobody signed")
    return opened.head[1]


def _reading(mailbox: Addressee, right: str) -> Reading:
    return Reading(mailbox.id, key_hash(mailbox.recipient), mailbox.entry["keyVersion"], right)


def _json(signed: Signed) -> dict[str, str]:
    return {"statement": signed.statement, "signature": signed.signature}
