# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/seal/circle-v1.json: a chain of statements of who reads in a circle, what may not follow, and how a reader judges.

.venv/bin/python vectors/seal/make_circle.py
"""

import base64
import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

from zegel.seal.circle import CircleSaid, Reading, read_circle, sign_circle
from zegel.seal.circle_standing import FoundCircle, judge_circle
from zegel.seal.keys import signing_public
from zegel.seal.membership import Signed
from zegel.seal.pins import Head

FILE = Path(__file__).parent / "circle-v1.json"
CIRCLE, DESK, OFFICE, OTHER = (
    f"{digit * 8}-0000-4000-8000-00000000000{digit}" for digit in ("c", "d", "e", "f")
)
CLERK, LAWYER, EVE = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "123")
SEEDS = {
    user: hashlib.sha256(b"zegel vector circle " + user.encode()).digest() for user in (CLERK, LAWYER, EVE)
}


def key(user: str) -> str:
    """The signing key of somebody."""
    return base64.b64encode(signing_public(SEEDS[user])).decode()


def hashed(text: str) -> str:
    """A hash that stands for a recipient."""
    return hashlib.sha256(text.encode()).hexdigest()


def reading(mailbox: str, right: str, version: int = 1) -> Reading:
    """A mailbox with its key of a version."""
    return Reading(mailbox, hashed(f"{mailbox} {version}"), version, right)


def said(told: CircleSaid) -> Signed:
    """The statement, signed by whose key it names."""
    return sign_circle(told, next(seed for user, seed in SEEDS.items() if key(user) == told.key))


def next_to(told: CircleSaid, at: str, **changes: object) -> CircleSaid:
    """What comes after a statement, with its number and hash."""
    facts = {"number": told.number + 1, "previous": said(told).hash, "at": at}
    return replace(told, **(facts | changes))


FIRST = CircleSaid(
    CIRCLE, "open", 1, None, "2026-12-01T09:00:00Z", CLERK, key(CLERK), DESK, 1, hashed("one"),
    (reading(DESK, "manage"), reading(OFFICE, "read")),
)  # fmt: skip
JOINED = next_to(FIRST, "2026-12-01T10:00:00Z", members=(*FIRST.members, reading(OTHER, "read")))
RENEWED = next_to(
    JOINED, "2026-12-01T11:00:00Z", epoch=2, recipient=hashed("two"),
    members=(reading(DESK, "manage"), reading(OFFICE, "read", 2)),
)  # fmt: skip
AT = "2026-12-01T12:00:00Z"
FINE = {
    "a mailbox let in": next_to(RENEWED, AT, members=(*RENEWED.members, reading(OTHER, "prepare"))),
    "the next key": next_to(RENEWED, AT, epoch=3, recipient=hashed("three")),
    "a mailbox let in again with its later key": next_to(
        RENEWED, AT, members=(RENEWED.members[0], reading(OFFICE, "read", 3))
    ),
}
BAD = {
    "for a mailbox that only reads": next_to(RENEWED, AT, user=LAWYER, key=key(LAWYER), mailbox=OFFICE),
    "for a mailbox that is not in it": next_to(RENEWED, AT, mailbox=OTHER),
    "with a next key that lets a mailbox in": next_to(
        RENEWED, AT, epoch=3, recipient=hashed("three"), members=(*RENEWED.members, reading(OTHER, "read"))
    ),
    "with a next key that gives a mailbox more": next_to(
        RENEWED, AT, epoch=3, recipient=hashed("three"), members=(RENEWED.members[0], reading(OFFICE, "manage", 2))
    ),
    "with another key for a mailbox under the same number": next_to(
        RENEWED, AT, epoch=3, recipient=hashed("three"),
        members=(RENEWED.members[0], replace(RENEWED.members[1], recipient=hashed("eve"))),
    ),
    "back to an older key of a mailbox": next_to(
        RENEWED, AT, epoch=3, recipient=hashed("three"), members=(RENEWED.members[0], reading(OFFICE, "read", 1))
    ),
    "another key in the same version": next_to(RENEWED, AT, recipient=hashed("eve")),
    "back to the key of before": next_to(RENEWED, AT, epoch=1, recipient=hashed("one")),
    "a version left out": next_to(RENEWED, AT, epoch=4, recipient=hashed("four")),
    "the same key as the next": next_to(RENEWED, AT, epoch=3),
    "a mailbox gone while the key stays": next_to(RENEWED, AT, members=RENEWED.members[:1]),
    "of another circle": next_to(RENEWED, AT, circle=OTHER),
    "of another kind": next_to(RENEWED, AT, kind="court"),
    "after another statement": next_to(RENEWED, AT, previous=said(FIRST).hash),
    "a number left out": next_to(RENEWED, AT, number=5),
}  # fmt: skip


def cases() -> list[dict[str, object]]:
    """How a reader of the office judges: what is known, what the server says, and what comes of it."""
    chain = [said(told) for told in (FIRST, JOINED, RENEWED)]
    forged = said(replace(FIRST, user=EVE, key=key(EVE), recipient=hashed("eve")))
    renewed = said(next_to(RENEWED, AT, user=EVE, key=key(EVE), epoch=3, recipient=hashed("eve")))
    derived = {1: hashed("one"), 2: hashed("two")}
    fine = {"known": 0, "chain": chain, "keyVersion": 2, "derived": derived, "through": [OFFICE]}
    told = [
        ("a whole chain", {}, None),
        ("a chain from what was known", {"known": 2, "chain": chain[1:]}, None),
        ("the statement that was known", {"known": 3, "chain": chain[2:]}, None),
        ("nobody signed", {"chain": []}, "unsigned"),
        ("what was signed is hidden", {"known": 1, "chain": []}, "history"),
        ("back to before what was known", {"known": 3, "chain": chain[:1], "keyVersion": 1}, "history"),
        ("a chain that does not begin at the beginning", {"chain": chain[1:]}, "history"),
        ("a chain with a hole", {"chain": [chain[0], chain[2]]}, "history"),
        ("a circle made by a stranger", {"chain": [forged], "keyVersion": 1, "derived": {1: hashed("eve")}}, "signer"),
        ("a next key by a stranger", {"chain": [*chain, renewed], "keyVersion": 3, "derived": derived | {3: hashed("eve")}}, "signer"),
        ("a next key that nobody signed", {"keyVersion": 3, "derived": derived | {3: hashed("eve")}}, "epoch"),
        ("another key under the signed number", {"derived": {1: hashed("one"), 2: hashed("eve")}}, "not-mine"),
        ("sealed to a mailbox that is not in it", {"through": [OTHER]}, "not-mine"),
        ("a key that does not open", {"derived": {1: hashed("one")}}, "shut"),
    ]  # fmt: skip
    found = []
    for why, changes, doubt in told:
        asked = fine | changes
        signed = asked["chain"]
        known = Head(asked["known"], chain[asked["known"] - 1].hash) if asked["known"] else None
        through = {mailbox: {v: hashed(f"{mailbox} {v}") for v in (1, 2)} for mailbox in asked["through"]}
        signers = {DESK: frozenset({(CLERK, key(CLERK))})}
        judged = judge_circle(
            known,
            FoundCircle(
                CIRCLE, [(s, read_circle(s)) for s in signed], asked["keyVersion"], asked["derived"], through
            ),
            signers,
        )
        if judged != doubt:
            raise AssertionError(f"{why}: {judged}")
        found.append({
            "why": why, "doubt": doubt, "known": asdict(known) if known else None, "chain": [_json(s) for s in signed],
            "keyVersion": asked["keyVersion"], "derived": [*asked["derived"].items()],
            "through": [[mailbox, [*keys.items()]] for mailbox, keys in through.items()],
        })  # fmt: skip
    return found


def vector() -> dict[str, object]:
    """The chain, what may come after it and what may not, what is no statement, and how it is judged."""
    chain = [said(FIRST), said(JOINED), said(RENEWED)]
    broken = [
        {"why": "signed by another key", **_json(sign_circle(FIRST, SEEDS[EVE]))},
        {"why": "changed after it was signed", "statement": chain[0].statement.replace("09:00", "09:01"), "signature": chain[0].signature},
        {"why": "another order", **_json(Signed(json.dumps(dict(reversed(json.loads(chain[0].statement).items()))), chain[0].signature))},
    ]  # fmt: skip
    return {
        "circle": CIRCLE,
        "seeds": {user: base64.b64encode(seed).decode() for user, seed in SEEDS.items()},
        "signers": [[DESK, [[CLERK, key(CLERK)]]]],
        "chain": [_json(signed) for signed in chain],
        "hashes": [signed.hash for signed in chain],
        "fine": [{"why": why, **_json(said(told))} for why, told in FINE.items()],
        "bad": [{"why": why, **_json(said(told))} for why, told in BAD.items()],
        "broken": broken,
        "judged": cases(),
    }


def _json(signed: Signed) -> dict[str, str]:
    return {"statement": signed.statement, "signature": signed.signature}


if __name__ == "__main__":
    FILE.write_text(json.dumps(vector(), indent=1) + "\n")
