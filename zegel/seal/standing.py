"""What a member's program makes of the statements about a mailbox: whether it may seal to its key (docs/formats.md, Membership)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from zegel.seal.membership import Entry, Membership, Signed, followed
from zegel.seal.pins import Keys, Pins, of_entry

type Doubt = Literal["unsigned", "first", "history", "not-mine", "epoch", "person"]
"""unsigned: nobody signed who holds the key. first: seen for the first time, signed by nobody who is known. history: what was known
does not lead to what is said now. not-mine: the key is not the one that was signed, or not made for this person. epoch: there is a
next key that nobody signed. person: a member has other keys than were known."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges: their own keys, and what they know."""

    user: str
    own: Keys
    pins: Pins


@dataclass(frozen=True, slots=True)
class Found:
    """What the server and the opened keys say of a mailbox today: `chain` from the statement that was known on, or else all;
    `derived` is the hash of the recipient of each key version that opens."""

    box: str
    chain: Sequence[tuple[Signed, Membership]]
    key_version: int
    derived: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The last statement, believed or not; whose keys are known from now on; and whose are others than were known."""

    doubt: Doubt | None
    head: tuple[Signed, Membership] | None = None
    learned: Mapping[str, Keys] = field(default_factory=dict)
    others: Sequence[Entry] = ()


def judge_box(judge: Judge, found: Found) -> Standing:
    """Judge a mailbox by what its members signed."""
    known = judge.pins.boxes.get(found.box)
    chain = followed(found.chain)
    head = chain[-1] if chain else None
    if head is None:
        return Standing("history" if known else "unsigned")
    if head[1].box != found.box or not any(_believed(judge, found.box, *link) for link in chain):
        return Standing("history" if known else "first", head)
    said = head[1]
    mine = said.of(judge.user)
    if mine is None or of_entry(mine) != judge.own:
        return Standing("not-mine", head)
    if found.key_version != said.epoch:
        return Standing("epoch", head)
    if found.derived.get(said.epoch) != said.recipient:
        return Standing("not-mine", head)
    people = judge.pins.people
    others = [entry for entry in said.members if people.get(entry.user, of_entry(entry)) != of_entry(entry)]
    learned = {entry.user: of_entry(entry) for entry in said.members if entry.user not in people}
    return Standing("person" if others else None, head, learned, others)


def _believed(judge: Judge, box: str, signed: Signed, said: Membership) -> bool:
    known = judge.pins.boxes.get(box)
    if known and said.number == known.number:
        return signed.hash == known.hash
    if (said.user, said.key) == (judge.user, judge.own.key):
        return said.number > (known.number if known else 0)
    person = judge.pins.people.get(said.user)
    return known is None and person is not None and person.key == said.key
