"""What a program goes by in sealing: its own keys derived, those of members as they signed, and what its owner confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from zegel.client.http import Session
from zegel.client.sealed import decode, encode
from zegel.lib.moments import now
from zegel.seal.errors import MembershipError, SealError
from zegel.seal.identities import identity_recipient
from zegel.seal.keys import UserKey
from zegel.seal.membership import Entry, Membership, Signed, key_hash, moment, read, sign
from zegel.seal.pins import Head, Keys, Officers, Pins, of_entry, open_pins, seal
from zegel.seal.standing import Found, Judge, Standing, judge_box


class Doubted(SealError):
    """A mailbox whose key nobody known signed, or a person who has other keys than were known: nothing is sealed to them."""

    code = "membership"


class Trust:
    """What one account holder knows, kept by the server sealed to them."""

    def __init__(self, session: Session, me: Mapping[str, Any], key: UserKey) -> None:
        self.session, self.key, self.user = session, key, str(me["user"]["id"])
        self.own = Keys(key_hash(key.recipient), encode(key.signing_public))
        self.pins = self._kept(me.get("pins"))

    def _kept(self, kept: Mapping[str, Any] | None) -> Pins:
        if kept is None:
            return Pins(self.user)
        try:
            return open_pins(decode(kept["sealed"]), self.key, user=self.user)
        except SealError:
            # Of another key of the same person, or not theirs: it counts for its number only.
            return Pins(self.user, int(kept["version"]))

    def keep(self, **changes: Any) -> None:
        """Keep what is known from now on."""
        fresh = replace(self.pins, version=self.pins.version + 1, at=moment(now()), **changes)
        body = {"version": fresh.version, "sealed": encode(seal(fresh, self.key))}
        self.session.call("PUT", "me/pins", body)
        self.pins = fresh

    def standing(self, box: Mapping[str, Any], opened: Mapping[int, str]) -> Standing:
        """What is to be made of a mailbox of `me`, of which these key versions open."""
        try:
            chain = self._chain(box)
        except MembershipError:
            return Standing("history")
        derived = {number: key_hash(identity_recipient(identity)) for number, identity in opened.items()}
        return judge_box(
            Judge(self.user, self.own, self.pins), Found(str(box["id"]), chain, box["keyVersion"], derived)
        )

    def _chain(self, box: Mapping[str, Any]) -> Sequence[tuple[Signed, Membership]]:
        if box.get("statement") is None:
            return []
        last = Signed(**box["statement"])
        known = self.pins.boxes.get(box["id"])
        if known and known.hash == last.hash:
            return [(last, read(last))]
        start = known.number if known else 1
        rows = self.session.call("GET", f"boxes/{box['id']}/statements?start={start}")
        chain = [Signed(**row) for row in rows]
        if not chain or chain[-1].hash != last.hash:
            raise MembershipError("another end")
        return [(signed, read(signed)) for signed in chain]

    def believed(self, box: Mapping[str, Any], opened: Mapping[int, str]) -> tuple[Signed, Membership]:
        """The last statement about a mailbox that may be sealed to.

        Raises:
            Doubted.
        """
        found = self.standing(box, opened)
        if found.head is None or found.doubt not in {None, "person"}:
            raise Doubted(f"{box['address']}: {found.doubt}")
        return found.head

    def let_in(self, head: tuple[Signed, Membership], person: Mapping[str, Any]) -> dict[str, str]:
        """The statement that lets somebody in, whose keys are known from now on.

        Raises:
            Doubted: they were known by others.
        """
        keys, at = _keys(person), moment(now())
        if self.pins.people.get(person["user"], keys) != keys:
            raise Doubted(f"{person['name']}: other keys than before")
        self.keep(people={**self.pins.people, person["user"]: keys})
        signed, said = head
        entry = Entry(person["user"], keys.recipient, keys.key, at, self.user)
        members = (*(kept for kept in said.members if kept.user != entry.user), entry)
        told = replace(
            said, number=said.number + 1, previous=signed.hash, at=at, user=self.user, key=self.own.key, members=members
        )  # fmt: skip
        return _json(sign(told, self.key.signing))

    def confirm(self, box: Mapping[str, Any], opened: Mapping[int, str]) -> None:
        """Go by everybody who is in a mailbox now, whose numbers the owner compared; where nobody signed who that is, and they may, they
        sign it."""
        members = self.session.call("GET", f"boxes/{box['id']}/members")
        people = {member["user"]: _keys(member) for member in members}
        found = self.standing(box, opened)
        head = found.head
        if head is None or found.doubt == "unsigned":
            head = self._state(box, opened, people)
        elif any(people.get(entry.user, of_entry(entry)) != of_entry(entry) for entry in head[1].members):
            raise Doubted("the server names other keys than were signed")
        boxes = {**self.pins.boxes, box["id"]: Head(head[1].number, head[0].hash)}
        self.keep(people={**self.pins.people, **people}, boxes=boxes)

    def _state(
        self, box: Mapping[str, Any], opened: Mapping[int, str], people: Mapping[str, Keys]
    ) -> tuple[Signed, Membership]:
        at, version = moment(now()), int(box["keyVersion"])
        entries = tuple(Entry(user, keys.recipient, keys.key, at, self.user) for user, keys in people.items())
        recipient = key_hash(identity_recipient(opened[version]))
        told = Membership(box["id"], 1, None, at, self.user, self.own.key, version, recipient, entries)
        signed = sign(told, self.key.signing)
        self.session.call("POST", f"boxes/{box['id']}/statements", _json(signed))
        return signed, told

    def confirm_officers(self) -> None:
        """Go by the officers who would keep a spare key, whose numbers the owner compared."""
        asked = self.session.call("GET", "escrow")
        people = {officer["user"]: _keys(officer) for officer in asked["officers"]}
        officers = Officers(asked["needed"], tuple(people))
        self.keep(people={**self.pins.people, **people}, officers=officers)


def _keys(person: Mapping[str, Any]) -> Keys:
    return Keys(key_hash(person["recipient"]), person["signingKey"])


def _json(signed: Signed) -> dict[str, str]:
    return {"statement": signed.statement, "signature": signed.signature}
