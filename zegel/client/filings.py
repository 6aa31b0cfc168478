"""Filings without a message, as programs make and open them (docs/formats.md, Filing)."""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from zegel.client.http import Session
from zegel.client.sealed import File, Opened, decode, encode, is_named, upload
from zegel.lib.moments import now
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.manifest import FileEntry, Manifest, Party, Sender, check_file, sign
from zegel.seal.opening import open_bytes, open_identity, open_manifest
from zegel.seal.sealing import seal_bytes

type Reader = tuple[str, str, int]
"""A container with its recipient and the number of its key version."""


def seal_filing(
    session: Session,
    *,
    sender: Sender,
    signing_seed: bytes,
    desk: Party,
    readers: Sequence[Reader],
    subject: str,
    text: str,
    files: Sequence[File],
    filing: str = "",
) -> dict[str, Any]:
    """The sealed parts of a filing: each document to a key of its own, the manifest to another, and every key to every reader."""
    filing = filing or str(uuid.uuid4())
    sealed = [_document(session, number, file, readers) for number, file in enumerate(files, 1)]
    manifest = Manifest(
        message=filing,
        conversation=filing,
        created=now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        sender=sender,
        recipients=(desk,),
        subject=subject,
        text=text,
        secret=False,
        files=tuple(entry for entry, _ in sealed),
    )
    identity = generate_hybrid()
    return {
        "filing": filing,
        "envelope": encode(seal_bytes([identity_recipient(identity)], sign(manifest, signing_seed))),
        "grants": _grants(identity, readers),
        "documents": [{"object": entry.object, "grants": grants} for entry, grants in sealed],
    }


def _document(
    session: Session, number: int, file: File, readers: Sequence[Reader]
) -> tuple[FileEntry, list[dict[str, Any]]]:
    identity = generate_hybrid()
    entry = FileEntry(
        number=number,
        name=file.name,
        type=file.type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        object=upload(session, seal_bytes([identity_recipient(identity)], file.content)),
        pages=file.pages,
    )
    return entry, _grants(identity, readers)


def _grants(identity: str, readers: Sequence[Reader]) -> list[dict[str, Any]]:
    return [
        {
            "container": container,
            "sealedKey": encode(seal_bytes([recipient], identity.encode())),
            "keyVersion": version,
        }
        for container, recipient, version in readers
    ]


def open_filing(found: dict[str, Any], identities: Sequence[str], fetch: Callable[[int], bytes]) -> Opened:
    """Open and check a filing the server handed out; nothing is returned before everything holds.

    Raises:
        SealError: with the code of the check that failed.
    """
    key, named = decode(found["senderKey"]), found["sender"]
    manifest = open_manifest(
        open_identity(identities, decode(found["sealedKeys"][0])),
        decode(found["envelope"]),
        directory=lambda sender: key if is_named(sender, named) else None,
        message=found["filing"],
        conversation=found["filing"],
        objects=[document["object"] for document in found["documents"]],
    )
    files = []
    for entry, document in zip(manifest.files, found["documents"], strict=True):
        content = open_bytes(
            [open_identity(identities, decode(document["sealedKeys"][0]))], fetch(entry.number)
        )
        check_file(entry, size=len(content), sha256=hashlib.sha256(content).hexdigest())
        files.append(File(entry.name, entry.type, content, entry.pages))
    return Opened(manifest, found["at"], files)
