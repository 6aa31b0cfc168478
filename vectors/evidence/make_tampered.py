# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/tampered-v1.json: exports whose letters, lists, receipts and proofs were tampered with, and the codes of
what must fail in them, under the log's key.

    .venv/bin/python vectors/evidence/make_tampered.py

Whoever tampers makes lists and sums anew, signs what they like with a key of their own, and can have anything but the log's key.
Checked by the Python core (zegel/client/tests/test_verify_export.py) and by web/evidence/export.test.ts, which must agree.
Sealing takes random bytes, so every run makes others; the file is made once and then only added to.
"""

import base64
import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from make_exports import (
    BOX,
    DOCUMENTS,
    GUEST,
    LOG,
    USER,
    Message,
    finished,
    listed,
    members,
    packed,
    sha256,
)
from make_tampered_papers import OTHER, STRANGER, Made, papers

from zegel.seal import keys, manifest

FILE = Path(__file__).parent / "tampered-v1.json"
DESK = manifest.Party("box", BOX, "Team kort geding", "kort.geding@rechtbank.example")
LAWYER = manifest.Sender("box", BOX, "De Vries Advocaten", USER, "mr. A. de Vries")


def export(*messages: Message) -> Made:
    """A whole export of these messages, in which list and sums are in order."""
    found = list(messages)
    return finished(found, members(found))


def letters() -> list[tuple[str, Made, list[str]]]:
    """What a sender may sign of others and of themselves."""
    court = replace(LAWYER, name="Rechtbank Den Haag", user_name="Griffie")
    files = signed_files()
    said: dict[str, tuple[dict[str, Any], list[str]]] = {
        "the name of a court as mailbox and person": ({"sender": court}, ["sender-name"]),
        "the name of a court as mailbox": ({"sender": replace(LAWYER, name="Rechtbank Den Haag")}, ["sender-name"]),
        "the name of a judge as person": ({"sender": replace(LAWYER, user_name="mr. R. Rechter")}, ["sender-name"]),
        "no person": ({"sender": replace(LAWYER, user_name=None)}, ["sender-name"]),
        "the person of another account": ({"sender": replace(LAWYER, user=STRANGER)}, ["sender-key"]),
        "the mailbox of somebody else": ({"sender": replace(LAWYER, id=STRANGER)}, ["sender-key"]),
        "a guest as sender": ({"sender": manifest.Sender("guest", GUEST, "P. Jansen", None, None)}, ["sender-key", "sender-name"]),
        "somebody who got nothing": ({"recipients": (DESK, manifest.Party("box", STRANGER, "De wederpartij", "x@y.example"))}, ["recipients"]),
        "a guest who got nothing": ({"recipients": (DESK, manifest.Party("guest", STRANGER, "P. Jansen", "x@y.example"))}, ["recipients"]),
        "nobody as recipient": ({"recipients": ()}, ["recipients"]),
        "a recipient under another name": ({"recipients": (replace(DESK, name="Rechtbank Den Haag"),)}, ["recipients"]),
        "a recipient of another kind": ({"recipients": (replace(DESK, kind="guest"),)}, ["recipients"]),
        "another case": ({"subject": "C/13/999999"}, ["subject"]),
        "a new case": ({"subject": "nieuwe zaak"}, ["subject"]),
        "the case as a typist writes it": ({"subject": "c 13 756123"}, []),
        "what the law keeps secret": ({"secret": True}, ["secret"]),
        "another conversation": ({"conversation": STRANGER}, ["message"]),
        "one file less": ({"files": files[:1]}, ["files"]),
        "the files in another order": ({"files": tuple(replace(file, number=at) for at, file in enumerate(reversed(files), 1))}, ["files"]),
        "everything another": ({"sender": court, "recipients": (), "subject": "nieuwe zaak", "secret": True}, ["sender-name", "recipients", "subject", "secret"]),
    }  # fmt: skip
    found = [
        (f"signed: {what}", export(Message(1, named=True, says=says)), codes)
        for what, (says, codes) in said.items()
    ]
    found.append(
        (
            "signed by another key than the sender's",
            export(Message(1, named=True, signer=OTHER)),
            ["sender-key"],
        )
    )
    guest = manifest.Sender("guest", GUEST, "Rechtbank Den Haag", None, None)
    found.append(
        (
            "signed by a guest: the name of a court",
            export(Message(2, named=True, guest=True, says={"sender": guest})),
            ["left-out", "sender-name"],
        )
    )
    forgotten = Message(1, says={"sender": court})
    found.append(("names forgotten in the log", export(forgotten), []))
    return found


def signed_files() -> tuple[manifest.FileEntry, ...]:
    message = Message(1)
    return tuple(
        manifest.FileEntry(number, name, "application/pdf", len(data), sha256(data), place, 1)
        for number, ((name, data), place) in enumerate(zip(DOCUMENTS[1], message.objects, strict=True), 1)
    )


def lists() -> list[tuple[str, Made, list[str]]]:
    """What the list may say otherwise than the log and the letters."""
    first, two = Message(1, named=True), Message(2, named=True, guest=True)
    made = members([first, two])

    def relisted(change: Callable[[dict[str, Any]], object]) -> Made:
        told = listed([first, two], made)
        change(told)
        whole = made | {"inhoud.json": json.dumps(told).encode()}
        return whole | {"SHA256SUMS": sums(whole)}

    def first(told: dict[str, Any]) -> dict[str, Any]:
        return told["messages"][0]

    return [
        ("as it was made, with names", relisted(lambda _: None), []),
        ("listed: the name of a court", relisted(lambda told: first(told).update(sender="Rechtbank Den Haag")), ["list"]),
        ("listed: another writer", relisted(lambda told: first(told).update(writtenBy="mr. R. Rechter")), ["list"]),
        ("listed: another case", relisted(lambda told: first(told).update(subject="C/13/999999")), ["list"]),
        ("listed: another moment", relisted(lambda told: first(told).update(receivedAt="2026-11-21T23:51:00.123+01:00")), ["list"]),
        ("listed: the same moment in another zone", relisted(lambda told: first(told).update(receivedAt="2026-11-22T22:51:00.123456Z")), []),
        ("listed: another name of a file", relisted(lambda told: first(told)["files"][0].update(name="Vonnis.pdf")), ["list"]),
        ("listed: another hash of a file", relisted(lambda told: first(told)["files"][0].update(sha256="0" * 64)), ["list"]),
        ("listed: another object of a file", relisted(lambda told: first(told)["files"][0].update(object=STRANGER)), ["list"]),
        ("listed: a file that is none", relisted(lambda told: first(told)["files"].append(first(told)["files"][0] | {"number": 3})), ["file"]),
        ("listed: one file where another lies", relisted(swapped), ["file", "file"]),
        ("listed: the messages in each other's place", relisted(exchanged), ["open", "open"]),
        ("listed: a number left out", relisted(lambda told: told["messages"][1].update(number=7)), ["left-out", "open"]),
        ("listed: a number beyond all", relisted(lambda told: told["messages"][1].update(number=2**50)), ["left-out", "open"]),
        ("listed: one message gone that the proof tells of", relisted(lambda told: told["messages"].pop()), ["left-out", "stray"]),
    ]  # fmt: skip


def swapped(told: dict[str, Any]) -> None:
    first, two = told["messages"][0]["files"]
    first["path"], two["path"] = two["path"], first["path"]


def exchanged(told: dict[str, Any]) -> None:
    first, two = told["messages"]
    first["number"], two["number"] = two["number"], first["number"]


def sums(whole: Made) -> bytes:
    return "".join(f"{sha256(data)}  {name}\n" for name, data in whole.items()).encode()


def main() -> None:
    cases = [*letters(), *lists(), *papers()]
    told = [
        {"name": name, "zip": packed(made), "fails": sorted(fails)}
        for name, made, fails in copy.deepcopy(cases)
    ]
    key = base64.b64encode(keys.signing_public(LOG)).decode()
    FILE.write_text(json.dumps({"key": key, "cases": told}, indent=1) + "\n")


if __name__ == "__main__":
    main()
