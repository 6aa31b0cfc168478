"""What a reader's program makes of the statements about a circle: whether it may seal to its key (docs/formats.md, Circle statements)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from zegel.seal.circle import Link, check_first_circle, check_next_circle
from zegel.seal.errors import MembershipError
from zegel.seal.pins import Head

type CircleDoubt = Literal["unsigned", "history", "signer", "not-mine", "epoch", "shut"]
"""unsigned: nobody signed the key. history: what was known does not lead to what is said now. signer: signed by somebody whom no statement
of a mailbox that may do so names. not-mine: the key is not the one that was signed, or was not made for this reader's mailbox. epoch:
there is another key than the one that was last signed. shut: the newest key does not open here, so that nothing can be said of it."""


@dataclass(frozen=True, slots=True)
class FoundCircle:
    """What the server and the opened keys say of a circle today: `chain` from the statement that was known on, or else all; `derived`
    the hash of the recipient of each key version that opens; `through` the mailboxes of this reader that the newest key is sealed to,
    with the hash of each one's recipient by key version."""

    circle: str
    chain: Sequence[Link]
    key_version: int
    derived: Mapping[int, str]
    through: Mapping[str, Mapping[int, str]]


def judge_circle(
    known: Head | None, found: FoundCircle, signers: Mapping[str, frozenset[tuple[str, str]]]
) -> CircleDoubt | None:
    """Why a circle is not believed; None when it is. `known` is the last statement that was believed, `signers` who may sign for each
    mailbox: persons with their keys, as the statements of that mailbox name them."""
    if not found.chain:
        return "history" if known else "unsigned"
    if not _whole(known, found):
        return "history"
    fresh = found.chain[1:] if known else found.chain
    if not all(said.signer in signers.get(said.mailbox, frozenset()) for _, said in fresh):
        return "signer"
    said = found.chain[-1][1]
    if found.key_version != said.epoch:
        return "epoch"
    if said.epoch not in found.derived:
        return "shut"
    mine = [(said.of(mailbox), keys) for mailbox, keys in found.through.items()]
    fine = all(entry and keys.get(entry.version, entry.recipient) == entry.recipient for entry, keys in mine)
    return None if fine and found.derived[said.epoch] == said.recipient else "not-mine"


def _whole(known: Head | None, found: FoundCircle) -> bool:
    """Whether the chain begins where it must, is this circle's, and is unbroken."""
    first_signed, first = found.chain[0]
    try:
        if known is None:
            check_first_circle(first)
        elif (first.number, first_signed.hash) != (known.number, known.hash):
            return False
        for (before, said), (_, after) in pairwise(found.chain):
            check_next_circle(before, said, after)
    except MembershipError:
        return False
    return first.circle == found.circle
