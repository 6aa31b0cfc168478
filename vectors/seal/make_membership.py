# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/seal/membership-v1.json: a chain of statements of who is a member, and what may not follow from it.

.venv/bin/python vectors/seal/make_membership.py
"""

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

from zegel.seal.keys import signing_public
from zegel.seal.membership import Entry, Membership, Signed, sign

FILE = Path(__file__).parent / "membership-v1.json"
BOX = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"
ANNA, BOB, EVE = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "123")
SEEDS = {
    user: hashlib.sha256(b"zegel vector membership " + user.encode()).digest() for user in (ANNA, BOB, EVE)
}


def key(user: str) -> str:
    """The signing key of somebody."""
    return base64.b64encode(signing_public(SEEDS[user])).decode()


def hashed(text: str) -> str:
    """A hash that stands for a recipient."""
    return hashlib.sha256(text.encode()).hexdigest()


def entry(user: str, by: str, since: str) -> Entry:
    """A member let in."""
    return Entry(user, hashed(user), key(user), since, by)


def said(told: Membership) -> Signed:
    """The statement, signed by who it says made it."""
    return sign(told, SEEDS[told.user])


FIRST = Membership(
    BOX,
    1,
    None,
    "2026-11-30T09:00:00Z",
    ANNA,
    key(ANNA),
    1,
    hashed("one"),
    (entry(ANNA, ANNA, "2026-11-30T09:00:00Z"),),
)
LATER = "2026-11-30T10:00:00Z"
ADDED = replace(
    FIRST, number=2, previous=said(FIRST).hash, at=LATER, members=(*FIRST.members, entry(BOB, ANNA, LATER))
)
RENEWED = replace(
    ADDED, number=3, previous=said(ADDED).hash, at="2026-11-30T11:00:00Z", user=BOB, key=key(BOB), epoch=2,
    recipient=hashed("two"),
)  # fmt: skip
NEXT = replace(RENEWED, number=4, previous=said(RENEWED).hash, at="2026-11-30T12:00:00Z")

BAD = {
    "by a stranger": replace(NEXT, user=EVE, key=key(EVE), members=(*NEXT.members, entry(EVE, EVE, NEXT.at))),
    "by a stranger in the name of a member": replace(NEXT, user=ANNA, key=key(EVE)),
    "with a key that lets a stranger in": replace(
        NEXT, epoch=3, recipient=hashed("three"), members=(*NEXT.members, entry(EVE, BOB, NEXT.at))
    ),
    "with another key for a member": replace(
        NEXT,
        epoch=3,
        recipient=hashed("three"),
        members=(replace(NEXT.members[0], recipient=hashed("eve")), *NEXT.members[1:]),
    ),
    "another key in the same version": replace(NEXT, recipient=hashed("three")),
    "back to the key of before": replace(NEXT, epoch=1, recipient=hashed("one")),
    "a version left out": replace(NEXT, epoch=4, recipient=hashed("four")),
    "somebody gone while the key stays": replace(NEXT, members=NEXT.members[:1]),
    "let in by somebody else": replace(NEXT, members=(*NEXT.members, entry(EVE, ANNA, NEXT.at))),
    "of another mailbox": replace(NEXT, box=EVE),
    "after another statement": replace(NEXT, previous=said(FIRST).hash),
    "a number left out": replace(NEXT, number=5),
}


def vector() -> dict[str, object]:
    """The chain, what may come after it and what may not, and what is no statement."""
    chain = [said(FIRST), said(ADDED), said(RENEWED)]
    seeds = {user: base64.b64encode(seed).decode() for user, seed in SEEDS.items()}
    bad = []
    for why, told in BAD.items():
        seed = SEEDS[EVE] if told.key == key(EVE) else SEEDS[told.user]
        bad.append({"why": why, **_json(sign(told, seed))})
    broken = [
        {"why": "signed by another key", **_json(sign(FIRST, SEEDS[EVE]))},
        {"why": "changed after it was signed", "statement": chain[0].statement.replace("09:00", "09:01"), "signature": chain[0].signature},
        {"why": "another order", **_json(Signed(json.dumps(dict(reversed(json.loads(chain[0].statement).items()))), chain[0].signature))},
    ]  # fmt: skip
    return {
        "seeds": seeds,
        "chain": [_json(signed) for signed in chain],
        "hashes": [signed.hash for signed in chain],
        "next": _json(said(replace(NEXT, members=(*NEXT.members, entry(EVE, BOB, NEXT.at))))),
        "bad": bad,
        "broken": broken,
    }


def _json(signed: Signed) -> dict[str, str]:
    return {"statement": signed.statement, "signature": signed.signature}


if __name__ == "__main__":
    FILE.write_text(json.dumps(vector(), indent=1) + "\n")
