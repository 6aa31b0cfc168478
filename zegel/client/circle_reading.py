"""Circles of a case as a program opens them, and what it makes of what was signed about them (docs/formats.md, Circle statements)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zegel.client.sealed import decode
from zegel.client.trust import Doubted
from zegel.seal.circle import Link, read_circle
from zegel.seal.circle_standing import CircleDoubt, FoundCircle, judge_circle
from zegel.seal.errors import MembershipError, SealError
from zegel.seal.identities import identity_recipient
from zegel.seal.membership import Signed, followed, key_hash, read
from zegel.seal.opening import open_identity
from zegel.seal.pins import Head

if TYPE_CHECKING:
    from zegel.client.people import Account


@dataclass(frozen=True, slots=True)
class OpenedCircle:
    """A circle as the server and the keys of this program show it: `keys` by version, and why it is not believed."""

    facts: Mapping[str, Any]
    keys: Mapping[int, str]
    head: Link | None
    doubt: CircleDoubt | None


class CircleReader:
    """The circles an account holder can open, for reading."""

    def __init__(self, account: "Account") -> None:
        self.account = account
        self.session, self.trust = account.session, account.trust

    def keys(self, circle: str) -> dict[int, str]:
        """The identities of a circle this account can open, by key version: user key → mailbox key → key of the circle."""
        return self._keys(self.session.call("GET", f"containers/{circle}"))

    def opened(self, circle: str) -> OpenedCircle:
        """A circle with its keys, and what is to be made of it."""
        facts = self.session.call("GET", f"containers/{circle}")
        keys, known = self._keys(facts), self.trust.pins.seen.get(circle)
        try:
            chain = self._chain(facts, known)
        except MembershipError:
            return OpenedCircle(facts, keys, None, "history")
        newest = [key["mailbox"] for key in facts["keys"] if key["number"] == facts["keyVersion"]]
        found = FoundCircle(
            circle=circle,
            chain=chain,
            key_version=int(facts["keyVersion"]),
            derived=_hashes(keys),
            through={mailbox: _hashes(self.account.keys_of(mailbox)) for mailbox in newest if mailbox},
        )
        fresh = chain[1:] if known else chain
        signers = {said.mailbox: self._signers(circle, said.mailbox) for _, said in fresh}
        doubt = judge_circle(known, found, signers)
        if doubt is None and fresh:
            self._remember(circle, chain[-1])
        return OpenedCircle(facts, keys, chain[-1] if chain else None, doubt)

    def _keys(self, facts: Mapping[str, Any]) -> dict[int, str]:
        opened: dict[int, str] = {}
        for key in facts["keys"]:
            known = (
                list(self.account.keys_of(key["mailbox"]).values())
                if key["mailbox"]
                else [self.account.key.identity]
            )
            with suppress(SealError):
                opened[key["number"]] = open_identity(known, decode(key["sealedIdentity"]))
        return opened

    def _chain(self, facts: Mapping[str, Any], known: Head | None) -> list[Link]:
        if facts["statement"] is None:
            return []
        last = Signed(**facts["statement"])
        if known and known.hash == last.hash:
            return [(last, read_circle(last))]
        start = known.number if known else 1
        rows = self.session.call("GET", f"containers/{facts['id']}/statements?start={start}")
        chain = [Signed(**row) for row in rows]
        if not chain or chain[-1].hash != last.hash:
            raise MembershipError("another end")
        return [(signed, read_circle(signed)) for signed in chain]

    def _signers(self, circle: str, mailbox: str) -> frozenset[tuple[str, str]]:
        """Who may sign for a mailbox: whom its own statements name, in the unbroken chain this program goes by."""
        own = self.account.own_boxes.get(mailbox)
        try:
            if own is not None:
                head, _ = self.trust.believed(own, self.account.keys_of(mailbox))
                place, known = f"boxes/{mailbox}/statements", {head.hash}
            else:
                pinned = self.trust.pins.seen.get(mailbox)
                place, known = f"containers/{circle}/signers/{mailbox}", {pinned.hash} if pinned else set()
            rows = [Signed(**row) for row in self.session.call("GET", place)]
            chain = followed([(signed, read(signed)) for signed in rows])
        except (Doubted, MembershipError):
            return frozenset()
        if not chain or chain[-1][1].box != mailbox or not known <= {signed.hash for signed, _ in chain}:
            return frozenset()
        if own is None:
            self._see({mailbox: Head(chain[-1][1].number, chain[-1][0].hash)})
        return frozenset((entry.user, entry.key) for _, said in chain for entry in said.members)

    def _remember(self, circle: str, head: Link) -> None:
        """Know the last statement from now on. The first of a circle that one's own mailbox signs for need not be kept: nothing is before it."""
        signed, said = head
        if said.number > 1 or said.mailbox not in self.account.own_boxes:
            self._see({circle: Head(said.number, signed.hash)})

    def _see(self, heads: Mapping[str, Head]) -> None:
        seen = {**self.trust.pins.seen, **heads}
        if seen != self.trust.pins.seen:
            self.trust.keep(seen=seen)

    def believed(self, circle: str) -> OpenedCircle:
        """A circle that may be sealed to.

        Raises:
            Doubted.
        """
        opened = self.opened(circle)
        if opened.doubt is not None:
            raise Doubted(f"circle {circle}: {opened.doubt}")
        return opened


def _hashes(keys: Mapping[int, str]) -> dict[int, str]:
    return {number: key_hash(identity_recipient(identity)) for number, identity in keys.items()}
