# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/export-v1.json: exports (ZIP, base64), and which check fails in those that do not hold.

    .venv/bin/python vectors/evidence/make_exports.py

Sealing takes random bytes, so every run makes others; the file is made once and then only added to. Checked by the Python core
(zegel/client/tests/test_verify_export.py) and by web/evidence/export.test.ts.
"""

import base64
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import rfc8785

from zegel.seal import checkpoint, keys, manifest, merkle, proof, receipt
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes

FILE = Path(__file__).parent / "export-v1.json"
ORIGIN = "court.example"
LOG = hashlib.sha256(b"zegel vector log").digest()
SIGNER = hashlib.sha256(b"zegel vector signer").digest()
CONVERSATION = "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"
USER, BOX, GUEST = (f"{sign}1111111-2222-4333-8444-555555555555" for sign in "123")
DOCUMENTS = {
    1: [("Dagvaarding.pdf", b"%PDF-1.7 dagvaarding"), ("Productie 1.pdf", b"%PDF-1.7 productie")],
    2: [],
}


def uuid(kind: str, number: int) -> str:
    return f"7d1f4a52-9c3b-4e8a-{kind}-{number:012x}"


@dataclass
class Message:
    """One message as it goes into an export; `says` is what its manifest says otherwise than the log."""

    number: int
    guest: bool = False
    says: dict[str, Any] = field(default_factory=dict)
    forge: bool = False
    named: bool = False
    """The log names people, and the key that was the sender's."""
    signer: bytes = SIGNER

    def __post_init__(self) -> None:
        self.id = uuid("8f21", self.number)
        self.objects = [
            uuid("8f22", 100 * self.number + number) for number in range(len(DOCUMENTS[self.number]))
        ]
        self.identity = generate_hybrid()
        self.envelope = seal_bytes([identity_recipient(self.identity)], self.signed())

    def signed(self) -> bytes:
        sender = (
            manifest.Sender("guest", GUEST, "P. Jansen", None, None)
            if self.guest
            else manifest.Sender("box", BOX, "De Vries Advocaten", USER, "mr. A. de Vries")
        )
        files = tuple(
            manifest.FileEntry(number, name, "application/pdf", len(data), sha256(data), place, 1)
            for number, ((name, data), place) in enumerate(
                zip(DOCUMENTS[self.number], self.objects, strict=True), 1
            )
        )
        told = manifest.Manifest(
            message=self.id, conversation=CONVERSATION, created="2026-11-22T22:50:58Z", sender=sender,
            recipients=(manifest.Party("box", BOX, "Team kort geding", "kort.geding@rechtbank.example"),),
            subject="C/13/756123", text=f"Brief {self.number}.", secret=False, files=files,
        )  # fmt: skip
        signed = json.loads(manifest.sign(replace(told, **self.says), self.signer))
        if self.forge:
            signed["manifest"] = signed["manifest"].replace("Brief", "Thuis")
        return rfc8785.dumps(signed)

    @property
    def personal(self) -> bytes | None:
        """The names that lie beside the record."""
        if not self.named:
            return None
        names = {
            "salt": base64.b64encode(b"sixteen salt byt").decode(),
            "sender": "P. Jansen" if self.guest else "mr. A. de Vries",
            "onBehalfOf": "" if self.guest else "De Vries Advocaten",
            "organisation": "" if self.guest else "De Vries Advocaten",
            "recipients": ["Team kort geding, Rechtbank Amsterdam"],
        }
        return rfc8785.dumps(names)

    def record(self) -> bytes:
        told: dict[str, Any] = json.loads(self.plain_record())
        if self.personal:
            key = base64.b64encode(keys.signing_public(SIGNER)).decode()
            told["facts"] |= {"personal": sha256(self.personal), "signingKey": key}
        return rfc8785.dumps(told)

    def plain_record(self) -> bytes:
        return rfc8785.dumps(
            {
                "v": 1, "id": f"01900000-0000-7000-8000-{self.number:012x}", "at": f"2026-11-22T22:5{self.number}:00.123456+00:00",
                "event": receipt.EVENT, "subject": self.id, "actor": f"guest:{GUEST}" if self.guest else f"user:{USER}",
                "facts": {
                    "conversation": CONVERSATION, "subject": "C/13/756123", "secret": False,
                    "senderBox": None if self.guest else BOX, "recipients": [f"box:{BOX}"], "envelope": sha256(self.envelope),
                    "files": [
                        {"object": thing, "size": 1000 + at, "sha256": sha256(b"sealed file %d" % at)}
                        for at, thing in enumerate(self.objects)
                    ],
                },
            }
        )  # fmt: skip

    @property
    def folder(self) -> str:
        return f"{self.number:02} 2026-11-22 {'P. Jansen' if self.guest else 'De Vries Advocaten'}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def log(messages: list[Message], seed: bytes = LOG) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The receipts of messages, and the proof of all their records, in a log of just those."""
    bodies = [message.record() for message in messages]
    leaves = [merkle.leaf_hash(each_body) for each_body in bodies]
    note = checkpoint.sign(checkpoint.checkpoint_body(ORIGIN, len(bodies), merkle.root(leaves)), ORIGIN, seed)
    key = keys.signing_public(seed)
    placed = [receipt.Proven(body, at, merkle.inclusion_proof(at, leaves)) for at, body in enumerate(bodies)]
    papers = [
        receipt.write(proven, origin=ORIGIN, key=key, note=note, personal=message.personal)
        for proven, message in zip(placed, messages, strict=True)
    ]
    return papers, proof.write(placed, origin=ORIGIN, key=key, note=note, succession=[], stamp=None)


def members(messages: list[Message], seed: bytes = LOG, *, documents: bool = True) -> dict[str, bytes]:
    """Every member of an export but the list and the sums."""
    papers, events = log(messages, seed)
    made: dict[str, bytes] = {}
    for message, paper in zip(messages, papers, strict=True):
        if documents:
            made[f"{message.folder}/bericht.pdf"] = b"%PDF-1.7 brief"
            for number, (name, data) in enumerate(DOCUMENTS[message.number], 1):
                made[f"{message.folder}/{number:02} {name}"] = data
            made[f"{message.folder}/bericht.eml"] = b"Subject: brief\r\n\r\n"
        made[f"bewijs/{message.number:02} ontvangstbewijs.json"] = json.dumps(paper).encode()
        made[f"bewijs/{message.number:02} ontvangstbewijs.pdf"] = b"%PDF-1.7 ontvangstbewijs"
        made[f"bewijs/{message.number:02} envelop.age"] = message.envelope
        made[f"bewijs/{message.number:02} berichtsleutel.txt"] = f"{message.identity}\n".encode()
    made["bewijs/gebeurtenissen.json"] = json.dumps(events).encode()
    made["bewijs/logboeksleutel.txt"] = base64.b64encode(keys.signing_public(LOG)) + b"\n"
    made["LEES-MIJ.html"] = b"<!doctype html>"
    return made


def listed(messages: list[Message], made: dict[str, bytes], *, documents: bool = True) -> dict[str, Any]:
    """The list of an export."""
    return {
        "type": "zegel/export/v1", "made": "2026-11-22T23:00:00.000Z", "origin": f"https://{ORIGIN}",
        "messages": [
            {
                "number": message.number, "folder": message.folder, "message": message.id, "conversation": CONVERSATION,
                "subject": "C/13/756123", "receivedAt": f"2026-11-22T23:5{message.number}:00.123+01:00", "sender": message.folder[14:], "writtenBy": "mr. A. de Vries" if message.named and not message.guest else None,
                "files": [
                    {
                        "number": number, "name": name, "type": "application/pdf", "size": len(data), "sha256": sha256(data),
                        "object": place, "path": f"{message.folder}/{number:02} {name}" if documents else None,
                    }
                    for number, ((name, data), place) in enumerate(zip(DOCUMENTS[message.number], message.objects, strict=True), 1)
                ],
            }
            for message in messages
        ],
        "missing": [], "waiting": 0, "left": 0,
        "files": [{"name": name, "size": len(data), "sha256": sha256(data)} for name, data in made.items()],
    }  # fmt: skip


def finished(messages: list[Message], made: dict[str, bytes], *, documents: bool = True) -> dict[str, bytes]:
    """With list and sums that are true of what is in it: whoever tampers may do that too."""
    whole = made | {"inhoud.json": json.dumps(listed(messages, made, documents=documents)).encode()}
    return whole | {
        "SHA256SUMS": "".join(f"{sha256(data)}  {name}\n" for name, data in whole.items()).encode()
    }


def without(made: dict[str, bytes], number: int) -> dict[str, bytes]:
    """All but what is of one message."""
    starts = (f"{number:02} ", f"bewijs/{number:02} ")
    return {name: data for name, data in made.items() if not name.startswith(starts)}


def packed(made: dict[str, bytes]) -> str:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 23, 0, 0)), data)
    return base64.b64encode(target.getvalue()).decode()


def cases() -> list[tuple[str, dict[str, bytes], list[str]]]:
    both = [Message(1), Message(2, guest=True)]
    made = members(both)
    good = finished(both, made)
    first = f"{both[0].folder}/01 Dagvaarding.pdf"
    envelope = "bewijs/{:02} envelop.age"
    name = "bewijs/01 ontvangstbewijs.json"
    changed = made[name].replace(b"C/13/756123", b"C/13/999999")
    found = [
        ("as it was made", good, []),
        ("in a folder", {f"export/{name}": data for name, data in good.items()}, []),
        ("without the documents", finished(both, members(both, documents=False), documents=False), []),
        ("a document changed", good | {first: b"%PDF-1.7 dagvaardinG"}, ["sums", "list", "file"]),
        ("a document changed, and the lists with it", finished(both, made | {first: b"%PDF-1.7 dagvaardinG"}), ["file"]),
        ("a document renamed", {name.replace("Dagvaarding", "Verweer"): data for name, data in good.items()}, ["sums", "sums", "list", "file", "stray"]),
        ("a document added", good | {f"{both[0].folder}/03 Meer.pdf": b"%PDF"}, ["sums", "list", "stray"]),
        ("a document added, and the lists with it", finished(both, made | {f"{both[0].folder}/03 Meer.pdf": b"%PDF"}), ["stray"]),
        ("a second letter added, and the lists with it", finished(both, made | {f"{both[0].folder}/letter.pdf": b"%PDF"}), ["stray"]),
        ("a document gone", {name: data for name, data in good.items() if name != first}, ["sums", "list", "file"]),
        ("the envelope of another message", finished(both, made | {envelope.format(1): made[envelope.format(2)]}), ["envelope"]),
        ("the key of another message", finished(both, made | {"bewijs/01 berichtsleutel.txt": made["bewijs/02 berichtsleutel.txt"]}), ["open"]),
        ("a receipt changed", good | {name: changed}, ["sums", "list", "proof", "receipt"]),
        ("a receipt changed, and the lists with it", finished(both, made | {name: changed}), ["proof", "receipt"]),
        ("a receipt gone, and the lists with it", finished(both, {path: data for path, data in made.items() if path != name}), ["receipt", "stray"]),
        ("an event changed, and the lists with it", finished(both, made | {"bewijs/gebeurtenissen.json": made["bewijs/gebeurtenissen.json"].replace(b"22T22:51", b"22T21:51")}), ["proof"]),
        ("the last message dropped, and the lists with it", finished(both[:1], without(made, 2)), ["left-out"]),
        ("the first message dropped, and the lists with it", finished(both[1:], without(made, 1)), ["left-out"]),
        ("every message dropped, and the lists with them", finished([], without(without(made, 1), 2)), ["left-out", "left-out"]),
        ("another log", finished(both, members(both, SIGNER)), ["proof", "proof", "proof", "receipt", "receipt"]),
    ]  # fmt: skip
    for title, archive, code in (
        ("signed by nobody", Message(1, forge=True), "signature"),
        ("written as another message", Message(1, says={"message": uuid("8f21", 9)}), "message"),
        ("written as another sender", Message(1, says={"sender": manifest.Sender("box", GUEST, "x", USER, None)}), "sender-key"),
        ("signed for other files", Message(1, says={"files": ()}), "files"),
    ):  # fmt: skip
        found.append((title, finished([archive], members([archive])), [code]))
    return found


def main() -> None:
    told = [{"name": name, "zip": packed(made), "fails": fails} for name, made, fails in cases()]
    key = base64.b64encode(keys.signing_public(LOG)).decode()
    FILE.write_text(json.dumps({"key": key, "cases": told}, indent=1) + "\n")


if __name__ == "__main__":
    main()
