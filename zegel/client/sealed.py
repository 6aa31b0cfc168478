"""Making and opening sealed messages: what a browser does, for programs."""

import base64
import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from zegel.client.http import Session
from zegel.client.told import LogKnown, Told, told_of
from zegel.lib.moments import now
from zegel.seal.errors import ManifestError
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.manifest import FileEntry, Manifest, Party, Sender, check_file, sign
from zegel.seal.opening import open_bytes, open_identity, open_manifest
from zegel.seal.sealing import seal_bytes
from zegel.seal.summary import make as make_summary


def encode(data: bytes) -> str:
    """Bytes as the API wants them."""
    return base64.b64encode(data).decode()


def decode(text: str) -> bytes:
    """Bytes as the API gives them."""
    return base64.b64decode(text)


@dataclass(frozen=True, slots=True)
class File:
    """A file to send or as received. `content` is plain."""

    name: str
    type: str
    content: bytes
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that passed every check. `told` is who sent what to whom, by the log; None of a filing that no message carried."""

    manifest: Manifest
    received_at: str
    files: list[File]
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone to send to: `entry` is their part of the request but for the key."""

    kind: Literal["box", "guest"]
    id: str
    name: str
    address: str
    recipient: str
    entry: dict[str, Any]


def based(addressee: Addressee, on: str, source: str, kind: str = "asked") -> Addressee:
    """The addressee with the basis on which a court writes to them (VI 6.3): `asked` or `agreed`, on a day (ISO)."""
    basis = {"kind": kind, "givenOn": on, "source": source}
    return replace(addressee, entry=addressee.entry | {"basis": basis})


def upload(session: Session, sealed: bytes, *, guest: str = "") -> str:
    """Bring a sealed file to the vault part by part; gives its identifier."""
    owner = f"?guest={guest}" if guest else ""
    begun = session.call(
        "POST", f"uploads{owner}", {"size": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()}
    )
    size = begun["partSize"]
    for number, start in enumerate(range(0, len(sealed), size), 1):
        session.call(
            "PUT", f"uploads/{begun['id']}/parts/{number}{owner}", content=sealed[start : start + size]
        )
    session.call("POST", f"uploads/{begun['id']}/finish{owner}")
    return str(begun["id"])


def seal_files(
    session: Session, files: Sequence[File], message_recipient: str, *, guest: str = ""
) -> list[FileEntry]:
    """Seal and upload files; gives their manifest entries."""
    return [
        FileEntry(
            number=number,
            name=file.name,
            type=file.type,
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
            object=upload(session, seal_bytes([message_recipient], file.content), guest=guest),
            pages=file.pages,
        )
        for number, file in enumerate(files, 1)
    ]


def make_message(
    session: Session,
    *,
    sender: Sender,
    signing_seed: bytes,
    sender_recipient: str,
    addressees: Sequence[Addressee],
    conversation: str,
    subject: str,
    text: str,
    files: Sequence[File] = (),
    guest: str = "",
) -> dict[str, Any]:
    """A whole submission, sealed to everybody in it (docs/formats.md, Message)."""
    identity = generate_hybrid()
    recipient = identity_recipient(identity)
    entries = seal_files(session, files, recipient, guest=guest)
    manifest = Manifest(
        message=str(uuid.uuid4()),
        conversation=conversation,
        created=now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        sender=sender,
        recipients=tuple(
            Party(kind=addressee.kind, id=addressee.id, name=addressee.name, address=addressee.address)
            for addressee in addressees
        ),
        subject=subject,
        text=text,
        secret=False,
        files=tuple(entries),
    )
    keyed = [
        (addressee, encode(seal_bytes([addressee.recipient], identity.encode()))) for addressee in addressees
    ]
    return {
        "message": manifest.message,
        "conversation": conversation,
        "subject": subject,
        "envelope": encode(seal_bytes([recipient], sign(manifest, signing_seed))),
        "summary": encode(seal_bytes([recipient], make_summary(manifest, signing_seed))),
        "senderKey": encode(seal_bytes([sender_recipient], identity.encode())),
        "objects": [entry.object for entry in entries],
        "boxes": [
            {"box": recipient.id, "key": key, **recipient.entry}
            for recipient, key in keyed
            if recipient.kind == "box"
        ],
        "guests": [
            {"guest": recipient.id, "key": key, **recipient.entry}
            for recipient, key in keyed
            if recipient.kind == "guest"
        ],
    }


def asked_for(answer: dict[str, Any], key: str, what: str = "message") -> dict[str, Any]:
    """An answer about the message (or filing) that was asked for: another one, however true, is not it.

    Raises:
        ManifestError.
    """
    if answer[what] != key:
        raise ManifestError("message", f"the server gives another {what} than the one asked for")
    return answer


def is_named(sender: Sender, named: dict[str, Any]) -> bool:
    """Whether a manifest names the sender the directory names: a key of one's own signs any name."""
    return (sender.kind, sender.id, sender.user) == (named["kind"], named["id"], named["user"])


def open_message(
    opened: dict[str, Any],
    delivery_identities: Sequence[str],
    fetch: Callable[[int], bytes],
    report: Callable[[str], object] = lambda _code: None,
    log: LogKnown | None = None,
) -> Opened:
    """Open and check what the server handed out; nothing is returned before everything holds. `report` is told the code of what does
    not; with the log as the reader knows it `told.proved` says whether that proves the message.

    Raises:
        SealError: with the code of the check that failed.
    """
    try:
        identity, manifest = open_envelope(opened, delivery_identities)
        told = told_of(manifest, decode(opened["envelope"]), opened, log or LogKnown())
        _check_agreement(told)
    except ManifestError as refusal:
        report(refusal.code)
        raise
    files = []
    for entry in manifest.files:
        content = open_bytes([identity], fetch(entry.number))
        check_file(entry, size=len(content), sha256=hashlib.sha256(content).hexdigest())
        files.append(File(entry.name, entry.type, content, entry.pages))
    return Opened(manifest, opened["receivedAt"], files, told)


def _check_agreement(told: Told) -> None:
    if told.differences:
        first = told.differences[0]
        raise ManifestError(first.code, f"“{first.signed}” against “{first.recorded}” in the log")


def open_envelope(opened: dict[str, Any], delivery_identities: Sequence[str]) -> tuple[str, Manifest]:
    """The message's own identity and its checked manifest; the files are still to be fetched.

    Raises:
        SealError: with the code of the check that failed.
    """
    identity = open_identity(delivery_identities, decode(opened["sealedKey"]))
    key, named = decode(opened["senderKey"]), opened["sender"]
    manifest = open_manifest(
        identity,
        decode(opened["envelope"]),
        directory=lambda sender: key if is_named(sender, named) else None,
        message=opened["message"],
        conversation=opened["conversation"],
        objects=[file["object"] for file in opened["files"]],
    )
    return identity, manifest
