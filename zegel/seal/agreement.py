"""What was signed beside what the log recorded of it (docs/formats.md, Agreement): every difference has a code.

A signature says who wrote a letter, and nothing about who that is: any key signs any name. Who sent what to whom is told by the record
that the facility made when it received the message, and the two must say the same.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zegel.seal.manifest import Manifest
from zegel.seal.receipt import FILED, Parties


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the letter and the log say differently; `signed` and `recorded` are what each says, empty for nothing."""

    code: str
    signed: str
    recorded: str


def differences(
    manifest: Manifest, key: bytes | None, body: bytes, parties: Parties | None
) -> list[Difference]:
    """What a manifest says otherwise than the record (its canonical JSON) of its message or filing.

    `key` signed the manifest (None: held against a directory already), `parties` are the names of the record (None: forgotten).
    The codes, in this order: `message`, `sender-key`, `sender-name`, `recipients`, `subject`, `secret`, `files`.
    """
    record: dict[str, Any] = json.loads(body)
    facts: Mapping[str, Any] = record["facts"]
    found = [
        *_message(manifest, record),
        *_sender(manifest, key, record),
        *_names(manifest, parties),
        *_recipients(manifest, record, parties),
    ]
    subject = str(facts.get("reference" if record["event"] == FILED else "subject"))
    if folded(manifest.subject) != folded(subject):
        found.append(Difference("subject", manifest.subject, subject))
    if manifest.secret != facts.get("secret"):
        found.append(Difference("secret", str(manifest.secret).lower(), str(facts.get("secret")).lower()))
    signed = [entry.object for entry in manifest.files]
    recorded = [str(file.get("object")) for file in facts["files"]]
    if signed != recorded:
        found.append(Difference("files", str(len(signed)), str(len(recorded))))
    return found


def folded(subject: str) -> str:
    """A subject without what typists differ in: the facility writes case numbers in one way, programs do as they like."""
    return re.sub(r"[^0-9A-Z]", "", subject.upper())


def _message(manifest: Manifest, record: Mapping[str, Any]) -> list[Difference]:
    facts = record["facts"]
    about = facts["message"] if record["event"] == FILED else record["subject"]
    # A filing that no message carried is its own message and conversation.
    told = (about or record["subject"], facts.get("conversation") or record["subject"])
    if (manifest.message, manifest.conversation) == told:
        return []
    return [Difference("message", manifest.message, str(told[0]))]


def _sender(manifest: Manifest, key: bytes | None, record: Mapping[str, Any]) -> list[Difference]:
    sender, facts, actor = manifest.sender, record["facts"], record["actor"]
    signed = (
        {f"user:{sender.user}", f"service:{sender.user}"} if sender.kind == "box" else {f"guest:{sender.id}"}
    )
    box = sender.id if sender.kind == "box" else None
    if actor not in signed or facts.get("senderBox") != box:
        return [Difference("sender-key", min(signed), str(actor))]
    named = facts.get("signingKey")
    used = base64.b64encode(key).decode() if key is not None else named
    return [] if named is None or named == used else [Difference("sender-key", str(used), str(named))]


def _names(manifest: Manifest, parties: Parties | None) -> list[Difference]:
    if parties is None:
        return []
    sender = manifest.sender
    if sender.kind == "guest":
        signed, recorded = (sender.name, sender.user_name or ""), (parties.sender, "")
    else:
        signed = (sender.user_name or "", sender.name)
        recorded = (parties.sender, parties.on_behalf_of)
    return [] if signed == recorded else [Difference("sender-name", _listed(signed), _listed(recorded))]


def _recipients(manifest: Manifest, record: Mapping[str, Any], parties: Parties | None) -> list[Difference]:
    facts = record["facts"]
    signed = [f"{party.kind}:{party.id}" for party in manifest.recipients]
    if record["event"] == FILED:
        desk = f"box:{facts['desk']}"
        return [] if desk in signed else [Difference("recipients", ", ".join(signed), desk)]
    recorded = [str(reference) for reference in facts["recipients"]]
    boxes = [reference for reference in recorded if reference.startswith("box:")]
    # Guests are not named in the log.
    named = dict(zip(boxes, parties.recipients, strict=False)) if parties else {}
    if sorted(signed) != sorted(recorded):
        only = [
            party.name
            for party, reference in zip(manifest.recipients, signed, strict=True)
            if reference not in recorded
        ]
        more = [named.get(reference, reference) for reference in recorded if reference not in signed]
        return [Difference("recipients", ", ".join(only), "; ".join(more))]
    wrong = [
        (party.name, named[reference])
        for party, reference in zip(manifest.recipients, signed, strict=True)
        if reference in named and not _is_called(party.name, named[reference])
    ]
    if not wrong:
        return []
    return [
        Difference("recipients", ", ".join(name for name, _ in wrong), "; ".join(name for _, name in wrong))
    ]


def _is_called(name: str, logged: str) -> bool:
    """The log names a mailbox with its organisation behind it, where it has one."""
    return logged == name or (bool(name) and logged.startswith(f"{name}, "))


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))
