# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/receipt-v3.json: receipts, and what is wrong with the ones that do not hold.

    .venv/bin/python vectors/evidence/make.py

A pure function of what is written here: Ed25519 signs the same bytes the same way. receipt-v1.json
and receipt-v2.json were made by earlier states of this file and stay as they are. Checked by the Python core
(zegel/seal/tests/test_receipt.py) and, independently, from RFC 9162 in web/evidence/receipt.test.ts.
"""

import base64
import copy
import hashlib
import json
from pathlib import Path

import rfc8785

from zegel.seal import checkpoint, keys, merkle, receipt
from zegel.seal.succession import announce

FILE = Path(__file__).parent / "receipt-v3.json"
ORIGIN = "court.example"
SEED = hashlib.sha256(b"zegel vector log").digest()
OTHER = hashlib.sha256(b"zegel vector other log").digest()
NEXT = hashlib.sha256(b"zegel vector next log").digest()
SIZE, INDEX = 300, 257
PERSONAL = rfc8785.dumps(
    {
        "salt": base64.b64encode(b"sixteen salt byt").decode(), "sender": "mr. A. de Vries", "onBehalfOf": "De Vries Advocaten",
        "organisation": "De Vries Advocaten", "recipients": ["Team kort geding, Rechtbank Amsterdam"],
    }
)  # fmt: skip


FILED_BY = rfc8785.dumps(json.loads(PERSONAL) | {"filedFor": "Bakkerij Zon B.V."})


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
                "personal": hashlib.sha256(PERSONAL).hexdigest(),
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


def filing(number: int, channel: str) -> bytes:
    """The record of a filing: carried by a message, handed in by the portal, or on paper."""
    told = json.loads(record(number))
    paper = channel == "counter"
    facts = {name: value for name, value in told["facts"].items() if name not in {"subject", "recipients"}} | {
        "version": 2, "number": "K7QF2M9D", "channel": channel, "kind": "summons", "court": "amsterdam",
        "location": "Amsterdam", "matter": "handel", "desk": "33333333-2222-4333-8444-555555555555",
        "case": "C/13/756123", "reference": "C/13/756123", "copies": "elsewhere", "acknowledgedWarnings": [],
        "paper": not paper, "message": told["subject"] if channel == "secure_mail" else None,
        "personal": hashlib.sha256(FILED_BY).hexdigest(),
    }  # fmt: skip
    if channel != "secure_mail":
        facts |= {"conversation": None, "senderBox": None if paper else facts["senderBox"]}
    if paper:
        facts |= {"envelope": "", "files": []}
    subject = f"8e2f5b63-0d4c-4f9b-9a32-{number:012x}"
    return rfc8785.dumps(told | {"event": "filing.filing.received", "subject": subject, "facts": facts})


def verdict(about: int, file: int) -> bytes:
    return rfc8785.dumps(
        {
            "v": 1,
            "id": f"01900000-0000-7000-9000-{file:012x}",
            "at": "2026-11-22T22:51:07.500000+00:00",
            "event": "mail.file.checked",
            "subject": f"7d1f4a52-9c3b-4e8a-8f21-{about:012x}",
            "actor": "user:44444444-2222-4333-8444-555555555555",
            "facts": {
                "holder": "55555555-2222-4333-8444-555555555555", "file": file, "outcome": "good", "findings": [],
                "pages": 3, "virus": "", "agent": "zegel agent", "engine": "ClamAV",
            },
        }
    )  # fmt: skip


def whole(
    index: int,
    size: int,
    seed: bytes = SEED,
    *,
    later: bool = False,
    rotated: bool = False,
    channel: str = "",
) -> dict:
    """The receipt of a record; `channel` makes it that of a filing, `later` puts verdicts on both files behind it, `rotated` signs with the key announced by SEED."""
    bodies = [record(number) for number in range(size)]
    if later:
        bodies[index + 1 : index + 3] = [verdict(index, 1), verdict(index, 2)]
    if channel:
        bodies[index] = filing(index, channel)
    leaves = [merkle.leaf_hash(body) for body in bodies]
    signer = NEXT if rotated else seed
    note = checkpoint.sign(checkpoint.checkpoint_body(ORIGIN, size, merkle.root(leaves)), ORIGIN, signer)
    proven = [
        receipt.Proven(bodies[at], at, merkle.inclusion_proof(at, leaves))
        for at in ([index, index + 1, index + 2] if later else [index])
    ]
    return receipt.write(
        proven[0], origin=ORIGIN, key=keys.signing_public(signer), note=note, personal=FILED_BY if channel else PERSONAL, later=proven[1:],
        succession=[announce(ORIGIN, SEED, keys.signing_public(NEXT))] if rotated else [],
    )  # fmt: skip


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


def bad_verdict(good: dict) -> dict:
    told = copy.deepcopy(good)
    told["facts"]["files"][0]["verdicts"][0]["outcome"] = "bad"
    told["later"][0]["record"] = told["later"][0]["record"].replace('"outcome":"good"', '"outcome":"bad"')
    return told


def without_filed_for(good: dict) -> dict:
    told = copy.deepcopy(good)
    del told["facts"]["parties"]["filedFor"]
    return told


def filing_cases(message: dict) -> tuple[dict[str, dict], dict[str, tuple[str, str]]]:
    """Receipts of filings that hold, and what is wrong with the ones that do not; `message` is a good one of a message."""
    filed = whole(INDEX, SIZE, later=True, channel="secure_mail")
    direct = whole(INDEX, SIZE, channel="portal")
    wrong = {
        "of a filing, with another number": ("receipt", changed(filed, "facts.filing.number", "K7QF2M9E")),
        "of a filing, by another channel": ("receipt", changed(filed, "facts.filing.channel", "portal")),
        "of a filing, carried by another message": ("receipt", changed(filed, "facts.message", None)),
        "of a filing, said to be of a message": ("receipt", changed(filed, "facts.filing", None)),
        "of a filing, in a version without filings": (
            "receipt",
            changed(filed, "type", receipt.MESSAGE_TYPE),
        ),
        "of a filing, for another person": (
            "receipt",
            changed(filed, "facts.parties.filedFor", "Slagerij Maan B.V."),
        ),
        "of a filing, without whom it is for": ("receipt", json.dumps(without_filed_for(filed))),
        "of a filing, with a message nobody sent": (
            "receipt",
            changed(direct, "facts.message", message["facts"]["message"]),
        ),
        "of a filing, changed with its facts": (
            "proof",
            json.dumps(filed, ensure_ascii=False).replace("K7QF2M9D", "K7QF2M9E"),
        ),
    }
    fine = {
        "of a filing by secure mail": filed,
        "of a filing by the portal": direct,
        "of a filing on paper": whole(INDEX, SIZE, channel="counter"),
    }
    return fine, wrong


def cases() -> list[dict]:
    good = whole(INDEX, SIZE, later=True)
    stolen = {**whole(INDEX, SIZE, rotated=True)}
    stolen["log"] = stolen["log"] | {"succession": [announce(ORIGIN, OTHER, keys.signing_public(NEXT))]}
    forgotten = copy.deepcopy(good)
    forgotten["personal"] = forgotten["facts"]["parties"] = None
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
        "another type": ("receipt", changed(good, "type", "zegel/receipt/v1")),
        "another sender in the facts": ("receipt", changed(good, "facts.parties.sender", "mr. B. de Vries")),
        "other names than those of the record": ("receipt", changed(good, "personal", good["personal"].replace("mr. A", "mr. B"))),
        "names left out of the facts": ("receipt", changed(good, "facts.parties", None)),
        "another verdict in the facts": ("receipt", changed(good, "facts.files.0.verdicts.0.outcome", "bad")),
        "a verdict left out of the facts": ("receipt", changed(good, "facts.files.0.verdicts", [])),
        "a verdict on a file there is not": ("receipt", changed(good, "later.0.record", good["later"][0]["record"].replace('"file":1', '"file":3'))),
        "a verdict changed with its facts": ("proof", json.dumps(bad_verdict(good))),
        "a verdict on another message": ("receipt", changed(good, "later.0.record", good["later"][0]["record"].replace("000000000101", "000000000102"))),
        "a key that another key announced": ("receipt", json.dumps(stolen)),
        "a member too many": ("receipt", changed(good, "facts.note", "received on time")),
    }  # fmt: skip
    fine, wrong = filing_cases(good)
    bad |= wrong
    fine |= {
        "in a log of 300": good,
        "names forgotten": forgotten,
        "under a key announced by the one known": whole(INDEX, SIZE, rotated=True),
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
