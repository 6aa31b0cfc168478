# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/receipt-v1.json: receipts, and what is wrong with the ones that do not hold.

    .venv/bin/python vectors/evidence/make.py

A pure function of what is written here: Ed25519 signs the same bytes the same way. Checked by the Python core
(zegel/seal/tests/test_receipt.py) and, independently, from RFC 9162 in web/evidence/receipt.test.ts.
"""

import base64
import copy
import hashlib
import json
from pathlib import Path

import rfc8785

from zegel.seal import checkpoint, keys, merkle, receipt

FILE = Path(__file__).parent / "receipt-v1.json"
ORIGIN = "court.example"
SEED = hashlib.sha256(b"zegel vector log").digest()
OTHER = hashlib.sha256(b"zegel vector other log").digest()
SIZE, INDEX = 300, 257


def record(number: int) -> bytes:
    return rfc8785.dumps(
        {
            "v": 1,
            "id": f"01900000-0000-7000-8000-{number:012x}",
            "at": "2026-11-22T22:51:00.123456+00:00",
            "event": "mail.message.received",
            "subject": f"7d1f4a52-9c3b-4e8a-8f21-{number:012x}",
            "actor": "user:11111111-2222-4333-8444-555555555555",
            "facts": {
                "conversation": "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
                "subject": "C/13/756123",
                "secret": False,
                "senderBox": "22222222-2222-4333-8444-555555555555",
                "recipients": ["box:33333333-2222-4333-8444-555555555555"],
                "envelope": hashlib.sha256(b"envelope").hexdigest(),
                "files": [
                    {
                        "object": f"aaaaaaaa-0000-4000-8000-00000000000{file}",
                        "size": 1000 + file,
                        "sha256": hashlib.sha256(b"sealed file %d" % file).hexdigest(),
                    }
                    for file in (1, 2)
                ],
            },
        }
    )


def whole(index: int, size: int, seed: bytes = SEED) -> dict:
    bodies = [record(number) for number in range(size)]
    leaves = [merkle.leaf_hash(body) for body in bodies]
    note = checkpoint.sign(checkpoint.checkpoint_body(ORIGIN, size, merkle.root(leaves)), ORIGIN, seed)
    path = merkle.inclusion_proof(index, leaves)
    key = keys.signing_public(seed)
    return receipt.write(bodies[index], origin=ORIGIN, key=key, index=index, path=path, note=note)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def changed(told: dict, where: str, value: object) -> str:
    told = copy.deepcopy(told)
    *path, last = where.split(".")
    inner = told
    for step in path:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    inner[int(last) if isinstance(inner, list) else last] = value
    return json.dumps(told, ensure_ascii=False)


def cases() -> list[dict]:
    good = whole(INDEX, SIZE)
    forged = whole(INDEX, SIZE, OTHER)
    body, log = good["record"], good["log"]
    bad = {
        "another received moment in the facts": ("receipt", changed(good, "facts.received", "2026-11-22T22:51:00+01:00")),
        "another message in the facts": ("receipt", changed(good, "facts.message", good["facts"]["message"][:-1] + "0")),
        "another subject in the facts": ("receipt", changed(good, "facts.subject", "C/13/756124")),
        "another envelope in the facts": ("receipt", changed(good, "facts.envelope", "0" * 64)),
        "another hash of a file in the facts": ("receipt", changed(good, "facts.files.1.sha256", "0" * 64)),
        "another size of a file in the facts": ("receipt", changed(good, "facts.files.0.size", 1)),
        "another number of a file in the facts": ("receipt", changed(good, "facts.files.0.number", 2)),
        "a file left out of the facts": ("receipt", changed(good, "facts.files", good["facts"]["files"][:1])),
        "a back-dated record": ("receipt", changed(good, "record", body.replace("T22:51", "T21:51"))),
        "a record that is not canonical": ("receipt", changed(good, "record", body.replace(",", ", ", 1))),
        "an actor changed in the record": ("proof", changed(good, "record", body.replace('"user:1', '"user:2'))),
        "another index": ("proof", changed(good, "log.index", INDEX - 1)),
        "an index outside the log": ("proof", changed(good, "log.index", SIZE)),
        "one hash of the proof changed": ("proof", changed(good, "log.proof.3", b64(bytes(32)))),
        "a proof too short": ("proof", changed(good, "log.proof", log["proof"][:-1])),
        "a proof too long": ("proof", changed(good, "log.proof", [*log["proof"], b64(bytes(32))])),
        "another origin": ("checkpoint", changed(good, "log.origin", "other.example")),
        "another size in the checkpoint": ("checkpoint", changed(good, "log.checkpoint", log["checkpoint"].replace("\n300\n", "\n301\n"))),
        "a checkpoint of another key": ("checkpoint", changed(good, "log.checkpoint", forged["log"]["checkpoint"])),
        "a log forged with another key": ("receipt", json.dumps(forged)),
        "another type": ("receipt", changed(good, "type", "zegel/receipt/v2")),
        "a member too many": ("receipt", changed(good, "facts.note", "received on time")),
    }  # fmt: skip
    fine = {
        "in a log of 300": good,
        "the first": whole(0, SIZE),
        "the last": whole(SIZE - 1, SIZE),
        "alone": whole(0, 1),
    }
    return [
        {"name": name, "receipt": json.dumps(told, ensure_ascii=False), "fails": None}
        for name, told in fine.items()
    ] + [{"name": name, "receipt": text, "fails": code} for name, (code, text) in bad.items()]


if __name__ == "__main__":
    told = {
        "comment": "Made by make.py; key is the one to check under.",
        "key": b64(keys.signing_public(SEED)),
        "cases": cases(),
    }
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
