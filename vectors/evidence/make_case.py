# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/case-v1.json: the members of the export of a case (base64), what of them is other or gone (null) in others, whole and
tampered with, the codes of what must fail in them under the log's key, and the course of a case as the law has it.

    .venv/bin/python vectors/evidence/make_case.py

Sealing takes random bytes, so every run makes others. Checked by the Python core (zegel/client/tests/test_verify_case.py) and by
web/evidence/case.test.ts, which must agree code for code.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import rfc8785
from make_exports import BOX, CONVERSATION, LOG, ORIGIN, SIGNER, USER, sha256, uuid
from make_judgment import SAID, SEED

from zegel.law.case_states import course
from zegel.seal import checkpoint, judgment, keys, manifest, merkle, proof
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.receipt import Proven
from zegel.seal.sealing import seal_bytes

FILE = Path(__file__).parent / "case-v1.json"
CASE = SAID.case
PARTY = "33333333-2222-4333-8444-555555555555"
PLACES = [("number", "C/13/756123"), ("summaryNumber", "KG ZA 26-1012"), ("court", "amsterdam")]
ACTS = [
    ("set day", "planner", "applied", "day set"),
    ("inform opponent", "clerk", "day set", "opponent informed"),
    ("serve", "bailiff", "opponent informed", "served"),
    ("file summons", "claimant", "served", "summons filed"),
    ("call", "judge", "summons filed", "called"),
    ("set judgment", "judge", "called", "judgment set"),
    ("give judgment", "judge", "judgment set", "judgment given"),
]
type Made = dict[str, bytes]


@dataclass
class Piece:
    """A piece of the file: `filing` is what binds it to the log, None for what the court placed itself."""

    number: int
    kind: str
    documents: Sequence[tuple[str, bytes]]
    filing: str | None = None
    signer: bytes = SIGNER
    named: bool = True

    def __post_init__(self) -> None:
        self.entry = uuid("8f31", self.number)
        self.identity = generate_hybrid()
        self.keys = [generate_hybrid() for _document in self.documents]
        self.sealed = [
            seal_bytes([identity_recipient(key)], data)
            for key, (_name, data) in zip(self.keys, self.documents, strict=True)
        ]
        self.filed = f"2026-11-2{self.number}T10:00:00.123456+00:00"
        self.placed = f"2026-11-2{self.number}T10:05:00.5+00:00"
        self.envelope = self.enveloped()

    @property
    def party(self) -> str | None:
        return PARTY if self.filing else None

    def enveloped(self) -> bytes:
        files = tuple(
            manifest.FileEntry(at, name, "application/pdf", len(data), sha256(data), uuid("8f32", 10 * self.number + at), 1)
            for at, (name, data) in enumerate(self.documents, 1)
        )  # fmt: skip
        sender = manifest.Sender("box", BOX, "De Vries Advocaten", USER, "mr. A. de Vries")
        told = manifest.Manifest(
            message=self.filing or uuid("8f33", self.number), conversation=CONVERSATION, created="2026-11-22T22:50:58Z", sender=sender,
            recipients=(manifest.Party("box", BOX, "Team kort geding", "kort.geding@rechtbank.example"),),
            subject="C/13/756123", text="", secret=False, files=files,
        )  # fmt: skip
        return seal_bytes([identity_recipient(self.identity)], manifest.sign(told, self.signer))

    def facts(self) -> dict[str, Any]:
        told = {
            "entry": self.entry, "number": self.number, "kind": self.kind, "party": self.party, "filedAt": self.filed,
            "filing": self.filing, "documents": [sha256(data) for data in self.sealed],
        }  # fmt: skip
        key = base64.b64encode(keys.signing_public(SIGNER)).decode()
        return told | ({"signingKey": key} if self.named else {})

    def path(self, at: int) -> str:
        return f"pieces/{self.number:04}/{at:03} {self.documents[at - 1][0]}"

    def members(self) -> Made:
        place = f"proof/{self.number:04}"
        made = {f"{place} envelope.age": self.envelope, f"{place} envelope key.txt": self.identity.encode()}
        for at, (_name, data) in enumerate(self.documents, 1):
            made[self.path(at)] = data
            if self.filing is None:
                made[f"{place} {at} sealed.age"] = self.sealed[at - 1]
                made[f"{place} {at} key.txt"] = self.keys[at - 1].encode()
        return made

    def listed(self) -> dict[str, Any]:
        place = f"proof/{self.number:04}"
        own = self.filing is None
        return {
            "entry": self.entry, "number": self.number, "kind": self.kind, "party": self.party,
            # The same moment on another clock, as a server may tell it.
            "filedAt": self.filed.replace("10:", "11:").replace("+00:00", "+01:00"), "placedAt": self.placed.replace("+00:00", "Z"),
            "envelope": f"{place} envelope.age", "key": f"{place} envelope key.txt", "shut": None,
            "documents": [
                {"number": at, "path": self.path(at), "sealed": f"{place} {at} sealed.age" if own else None, "key": f"{place} {at} key.txt" if own else None}
                for at in range(1, len(self.documents) + 1)
            ],
        }  # fmt: skip


PDF = b"%PDF-1.7 a judgment of this vector\n"
SIGNED = judgment.sign(SAID, SEED)
APPLIED = Piece(
    1,
    "aanvraag",
    [("Aanvraag.pdf", b"%PDF-1.7 aanvraag"), ("Productie 1.pdf", b"%PDF-1.7 productie")],
    uuid("8f34", 1),
)
LETTER = Piece(
    2, "oproeping", [("Oproeping.pdf", b"%PDF-1.7 oproeping"), ("Bijlage.pdf", b"%PDF-1.7 bijlage")]
)
GIVEN = Piece(3, "vonnis", [("Vonnis.pdf", PDF), ("handtekening.json", SIGNED)])
PIECES = [APPLIED, LETTER, GIVEN]


def record(number: int, at: str, event: str, facts: dict[str, Any], actor: str = f"user:{USER}") -> bytes:
    told = {
        "v": 1,
        "id": f"01900000-0000-7000-8000-{number:012x}",
        "at": at,
        "event": event,
        "subject": CASE,
        "actor": actor,
        "facts": facts,
    }
    return rfc8785.dumps(told)


def acts(told: Sequence[tuple[str, str, str, str]] = ACTS) -> list[bytes]:
    return [
        record(100 + at, f"2026-11-2{at}T12:00:00+00:00", "proceedings.act.done", {"number": at, "what": what, "role": role, "stateBefore": before, "stateAfter": after})
        for at, (what, role, before, after) in enumerate(told, 1)
    ]  # fmt: skip


def records(
    pieces: Sequence[Piece] = PIECES, done: Sequence[bytes] | None = None, *, signed: bool = True
) -> list[bytes]:
    """What the log has of the case."""
    statement = {
        "document": SAID.judgment,
        "kind": SAID.kind,
        "statement": hashlib.sha256(judgment.write(SAID).encode()).hexdigest(),
    }
    key = {"key": base64.b64encode(keys.signing_public(SEED)).decode()}
    return [
        record(1, "2026-11-20T09:00:00+00:00", "casefile.case.registered", dict(PLACES)),
        *(record(10 + each.number, each.placed, "casefile.entry.placed", each.facts()) for each in pieces),
        *(acts() if done is None else done),
        *([record(50, "2026-11-30T13:00:02+00:00", judgment.EVENT, statement | key)] if signed else ()),
    ]  # fmt: skip


def proofs(bodies: Sequence[bytes], seed: bytes = LOG) -> Made:
    """Two proofs of all these records; the first is in both, as where one began while the other was made."""
    leaves = [merkle.leaf_hash(body) for body in bodies]
    note = checkpoint.sign(checkpoint.checkpoint_body(ORIGIN, len(bodies), merkle.root(leaves)), ORIGIN, seed)
    placed = [Proven(body, at, merkle.inclusion_proof(at, leaves)) for at, body in enumerate(bodies)]
    parts = [placed[:3], [placed[0], *placed[3:]]]
    return {
        f"proof/log-{at}.json": json.dumps(proof.write(part, origin=ORIGIN, key=keys.signing_public(seed), note=note, succession=[], stamp=None)).encode()
        for at, part in enumerate(parts, 1)
    }  # fmt: skip


def listed(pieces: Sequence[Piece], **said: object) -> dict[str, Any]:
    return {
        "type": "zegel/case-export/v1",
        "case": CASE,
        **dict(PLACES),
        "pieces": [each.listed() for each in pieces],
        **said,
    }


def finished(made: Made, told: dict[str, Any]) -> Made:
    """With list and sums that are true of what is in it: whoever tampers may do that too."""
    whole = made | {"read-me.txt": b"Lees mij", "case.json": json.dumps(told).encode()}
    return whole | {
        "SHA256SUMS": "".join(f"{sha256(data)}  {name}\n" for name, data in whole.items()).encode()
    }


def export(
    pieces: Sequence[Piece] = PIECES,
    log: Made | None = None,
    more: Made | None = None,
    change: Callable[[dict[str, Any]], None] | None = None,
) -> Made:
    made: Made = {}
    for each in pieces:
        made |= each.members()
    told = listed(pieces)
    if change is not None:
        change(told)
    return finished(made | (proofs(records()) if log is None else log) | (more or {}), told)


def whole() -> Iterator[tuple[str, Made, list[str]]]:
    """What holds."""
    good = export()
    yield "as it was made", good, []
    yield "in a folder", {f"zaak/{name}": data for name, data in good.items()}, []
    unread = replace(LETTER, number=4)
    yield (
        "of a reader who does not read every piece",
        export([APPLIED, unread], proofs(records([APPLIED, unread], signed=False))),
        [],
    )
    yield "a piece left shut, as it says", export([APPLIED], proofs(records(PIECES[:2])), change=shut), []
    unnamed = replace(LETTER, named=False)
    yield "a piece of which the log names no key", export([unnamed], proofs(records([unnamed]))), []
    yield "before its first act", export([APPLIED], proofs(records([APPLIED], []))), []


def shut(told: dict[str, Any]) -> None:
    told["pieces"].append(
        LETTER.listed() | {"envelope": None, "key": None, "documents": [], "shut": "no-match"}
    )


def courses() -> Iterator[tuple[str, Made, list[str]]]:
    """Acts gone, out of their order, or unlawful."""

    def with_acts(done: Sequence[bytes]) -> Made:
        return export([APPLIED], proofs(records([APPLIED], done)))

    done = acts()
    yield "an act gone from the middle", with_acts([*done[:3], *done[4:]]), ["course"]
    yield "the first act gone", with_acts(done[1:]), ["course"]
    yield (
        "an act that begins elsewhere",
        with_acts(acts([*ACTS[:2], ("call", "judge", "served", "called")])),
        ["course"],
    )
    yield (
        "an act that is not lawful there",
        with_acts(acts([("give judgment", "judge", "applied", "judgment given")])),
        ["course"],
    )
    yield (
        "an act that leads elsewhere",
        with_acts(acts([("set day", "planner", "applied", "served")])),
        ["course"],
    )
    yield "an act of no law", with_acts(acts([("bribe", "claimant", "applied", "day set")])), ["course"]


def pieces() -> Iterator[tuple[str, Made, list[str]]]:
    """Documents, envelopes and signatures that are not those of the log."""
    first, letter = APPLIED.path(1), LETTER.path(1)
    yield "a document changed", export() | {first: b"%PDF-1.7 aanvraaG"}, ["sums", "file"]
    yield "a document changed, and the sums with it", export(more={first: b"%PDF-1.7 aanvraaG"}), ["file"]
    yield (
        "a document of the court changed, and the sums with it",
        export(more={letter: b"%PDF-1.7 oproepinG"}),
        ["file"],
    )
    yield "a document in the place of another", export(more={APPLIED.path(2): b"%PDF-1.7 aanvraag"}), ["file"]
    yield (
        "a document left out of its piece",
        export(change=lambda told: told["pieces"][0]["documents"].pop()),
        ["left-out", "stray"],
    )
    signed = replace(LETTER, signer=SEED)
    signed.sealed, signed.keys = LETTER.sealed, LETTER.keys
    yield "signed by somebody else", export([APPLIED, signed, GIVEN]), ["signer"]
    other = replace(
        LETTER, documents=[("Oproeping.pdf", b"%PDF-1.7 morgen"), ("Bijlage.pdf", b"%PDF-1.7 bijlage")]
    )
    yield "another document of the court, signed and sealed anew", export([APPLIED, other, GIVEN]), ["file"]
    refiled = replace(
        APPLIED, documents=[("Aanvraag.pdf", b"%PDF-1.7 anders"), APPLIED.documents[1]], signer=SEED
    )
    yield "another filing, signed by somebody else", export([refiled, LETTER, GIVEN]), ["signer"]
    forged = {
        "proof/0001 envelope.age": seal_bytes([identity_recipient(APPLIED.identity)], b'{"manifest":"{}"}')
    }
    yield "an envelope of nobody", export(more=forged), ["signature"]
    yield (
        "the key of another piece",
        export(more={"proof/0001 envelope key.txt": LETTER.identity.encode()}),
        ["open"],
    )
    yield "no key at all", export(more={"proof/0001 envelope key.txt": b"AGE"}), ["open"]
    yield (
        "an envelope that is not there",
        export(change=lambda told: told["pieces"][0].update(envelope="nergens.age")),
        ["open", "stray"],
    )


def lists() -> Iterator[tuple[str, Made, list[str]]]:
    """Lists that say otherwise than the log, and what is gone or added."""

    def said(at: int, **told: object) -> Made:
        return export(change=lambda whole: whole["pieces"][at].update(told))

    yield (
        "another number of the case",
        export(change=lambda told: told.update(number="C/13/999999")),
        ["case"],
    )
    yield "another court", export(change=lambda told: told.update(court="den-haag")), ["case"]
    yield (
        "another case",
        export(change=lambda told: told.update(case=PARTY)),
        ["case", "unrecorded", "unrecorded", "unrecorded"],
    )
    yield "another kind of piece", said(0, kind="dagvaarding"), ["list"]
    yield "another number of a piece", said(0, number=9), ["list"]
    yield "a piece of nobody", said(0, party=None), ["list"]
    yield "filed a microsecond before", said(0, filedAt="2026-11-21T11:00:00.123455+01:00"), ["moment"]
    yield "placed on another day", said(1, placedAt="2026-11-23T10:05:00.5Z"), ["moment"]
    yield "a piece taken out", export([APPLIED, GIVEN]), ["left-out"]
    extra = replace(LETTER, number=4)
    yield "a piece put in", export([*PIECES, extra]), ["unrecorded"]
    yield "a file added", export(more={"pieces/0001/003 Meer.pdf": b"%PDF"}), ["stray"]
    yield (
        "a file gone",
        {name: data for name, data in export().items() if name != APPLIED.path(1)},
        ["sums", "file"],
    )


def logs() -> Iterator[tuple[str, Made, list[str]]]:
    """Records and signatures that the log does not have."""
    changed = proofs(records())
    changed["proof/log-1.json"] = changed["proof/log-1.json"].replace(b"aanvraag", b"conclusi")
    yield "a record changed", export([APPLIED], changed), ["proof", "unrecorded", "left-out"]
    yield (
        "another log",
        export([APPLIED], proofs(records([APPLIED]), SIGNER)),
        ["proof", "proof", "case", "unrecorded"],
    )
    yield "a judgment of which the log knows nothing", export(log=proofs(records(signed=False))), ["judgment"]
    other = Piece(3, "vonnis", [("Vonnis.pdf", b"%PDF-1.7 een ander"), ("handtekening.json", SIGNED)])
    yield "the signature of another judgment", export([other], proofs(records([other]))), ["judgment"]
    broken = Piece(
        3, "vonnis", [("Vonnis.pdf", PDF), ("handtekening.json", SIGNED.replace(b"Hart", b"Hond"))]
    )
    yield "a judgment changed after it was signed", export([broken], proofs(records([broken]))), ["judgment"]


def main() -> None:
    found = [*whole(), *courses(), *pieces(), *lists(), *logs()]
    base = found[0][1]
    told = [{"name": name, "changed": changed(base, made), "fails": fails} for name, made, fails in found]
    key = base64.b64encode(keys.signing_public(LOG)).decode()
    members = {name: base64.b64encode(data).decode() for name, data in base.items()}
    FILE.write_text(
        json.dumps({"key": key, "course": course(), "members": members, "cases": told}, indent=1) + "\n"
    )


def changed(base: Made, made: Made) -> dict[str, str | None]:
    """What is other than in the export as it was made; null for what is gone."""
    gone = dict.fromkeys(base.keys() - made.keys())
    return gone | {
        name: base64.b64encode(data).decode() for name, data in made.items() if base.get(name) != data
    }


if __name__ == "__main__":
    main()
