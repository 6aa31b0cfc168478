# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/judgment-v1.json: signed judgments with and without the log's word, and what is wrong with others.

.venv/bin/python vectors/evidence/make_judgment.py

Checked by zegel/seal/tests/test_judgment.py and web/evidence/judgment.test.ts.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import rfc8785

from zegel.seal import checkpoint, judgment, keys, merkle, proof
from zegel.seal.receipt import Proven

FILE = Path(__file__).parent / "judgment-v1.json"
PDF = b"%PDF-1.7 a judgment of this vector\n"
SEED = hashlib.sha256(b"zegel vector judge").digest()
OTHER = hashlib.sha256(b"zegel vector another judge").digest()
LOG = hashlib.sha256(b"zegel vector log").digest()
ORIGIN = "court.example"
SAID = judgment.Judgment(
    judgment="7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f",
    case="1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
    number="C/13/756123",
    court="amsterdam",
    kind="written",
    follows=None,
    day="2026-11-30",
    signed="2026-11-30T13:00:00Z",
    user="11111111-2222-4333-8444-555555555555",
    name="mr. R. Öztürk-’t Hart",
    document=judgment.Document(hashlib.sha256(PDF).hexdigest(), len(PDF), 7, "2b"),
)
FULL = replace(SAID, judgment="8d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f", kind="full", follows=SAID.judgment)
BARE = replace(SAID, document=replace(SAID.document, conformance=""))


def record(said: judgment.Judgment, seed: bytes, **facts: object) -> bytes:
    """What the log keeps of a signature."""
    statement = hashlib.sha256(judgment.write(said).encode()).hexdigest()
    told = {
        "document": said.judgment,
        "kind": said.kind,
        "statement": statement,
        "key": base64.b64encode(keys.signing_public(seed)).decode(),
    }
    return rfc8785.dumps(
        {
            "v": 1,
            "id": "01900000-0000-7000-8000-000000000001",
            "at": "2026-11-30T13:00:02.123456+00:00",
            "event": judgment.EVENT,
            "subject": said.case,
            "actor": f"user:{said.user}",
            "facts": told | facts,
        }
    )


def proved(body: bytes) -> dict[str, object]:
    """A proof of a log that has this record and another."""
    leaves = [merkle.leaf_hash(body), merkle.leaf_hash(b"{}")]
    note = checkpoint.sign(checkpoint.checkpoint_body(ORIGIN, 2, merkle.root(leaves)), ORIGIN, LOG)
    proven = Proven(body, 0, merkle.inclusion_proof(0, leaves))
    return proof.write(
        [proven], origin=ORIGIN, key=keys.signing_public(LOG), note=note, succession=[], stamp=None
    )


def wrong() -> Iterator[tuple[str, bytes]]:
    """Name and file of what does not hold."""
    good = json.loads(judgment.sign(SAID, SEED))

    def resigned(change: Callable[[dict[str, Any]], object]) -> bytes:
        value = json.loads(good["statement"])
        change(value)
        text = rfc8785.dumps(value)
        signature = keys.sign(SEED, judgment.LABEL + text)
        return rfc8785.dumps(
            good | {"statement": text.decode(), "signature": base64.b64encode(signature).decode()}
        )

    def document(**changes: object) -> bytes:
        return resigned(lambda value: value["document"].update(changes))

    def judge(**changes: object) -> bytes:
        return resigned(lambda value: value["judge"].update(changes))

    def top(**changes: object) -> bytes:
        return resigned(lambda value: value.update(changes))

    loose = json.dumps(json.loads(good["statement"]))
    yield "another day than was signed", rfc8785.dumps(good | {"statement": good["statement"].replace("-11-30", "-11-29")})  # fmt: skip
    yield "the key of another judge", rfc8785.dumps(good | {"key": json.loads(judgment.sign(SAID, OTHER))["key"]})  # fmt: skip
    yield "a manifest's label", rfc8785.dumps(good | {"signature": base64.b64encode(keys.sign(SEED, b"zegel/manifest/v1\n" + good["statement"].encode())).decode()})  # fmt: skip
    yield "a member more", rfc8785.dumps(good | {"more": 1})
    yield "another type", rfc8785.dumps(good | {"type": "zegel/judgment/v2"})
    yield "a short key", rfc8785.dumps(good | {"key": "AAAA"})
    yield "a statement not in its one form", rfc8785.dumps(good | {"statement": loose, "signature": base64.b64encode(keys.sign(SEED, judgment.LABEL + loose.encode())).decode()})  # fmt: skip
    yield "a statement with a member more", top(more=1)
    yield "a statement that is a list", rfc8785.dumps(good | {"statement": "[]"})
    yield "a statement that is a number", rfc8785.dumps(good | {"statement": 1})
    yield "a day there is not", top(day="2026-02-30")
    yield "a moment there is not", top(signed="2026-11-30T25:00:00Z")
    yield "an unknown kind", top(kind="oral")
    yield "a full version of nothing", top(kind="full")
    yield "a written judgment that follows another", top(follows=SAID.case)
    yield "a name that turns the line around", judge(name="mr. \u202e R.")
    yield "a name with a line end", judge(name="mr. R.\nvalid")
    yield "no name", judge(name="")
    yield "a name too long", judge(name="x" * 201)
    yield "half a hash", document(sha256="a" * 63)
    yield "a size below nought", document(size=-1)
    yield "pages as text", document(pages="7")
    yield "a level there is not", document(conformance="5x")


def signed(said: judgment.Judgment, told: object = None) -> str:
    """The file as text."""
    return judgment.sign(said, SEED, told).decode()


if __name__ == "__main__":
    other = replace(SAID, case="2b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9")
    vectors = {
        "pdf": base64.b64encode(PDF).decode(),
        "seed": base64.b64encode(SEED).decode(),
        "logKey": base64.b64encode(keys.signing_public(LOG)).decode(),
        "otherKey": base64.b64encode(keys.signing_public(OTHER)).decode(),
        "signed": [
            {"statement": json.loads(judgment.write(said)), "file": signed(said)}
            for said in (SAID, FULL, BARE)
        ],
        "confirmed": signed(SAID, proved(record(SAID, SEED))),
        "unconfirmed": [
            {"name": name, "file": signed(SAID, proved(body))}
            for name, body in (
                ("another key", record(SAID, OTHER)),
                ("another text", record(BARE, SEED)),
                ("another case", record(other, SEED)),
                ("another kind", record(SAID, SEED, kind="short")),
                ("another actor", record(SAID, SEED).replace(b"user:1111", b"user:2111")),
                ("another event", record(SAID, SEED).replace(b"document.signed", b"document.drafted")),
            )
        ],
        "wrong": [{"name": name, "file": file.decode()} for name, file in wrong()],
    }
    FILE.write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")
