"""The files `zegel verify` is given: receipts, checkpoints, certificates and sealed files, read as a stranger's."""

import hashlib
from pathlib import Path

from cryptography.x509 import Certificate

from zegel.client.receipt_pdf import MAGIC, MOST_BYTES, attached
from zegel.seal import stamp
from zegel.seal.checkpoint import divide
from zegel.seal.errors import CheckpointError
from zegel.seal.receipt import Receipt, checkpoint_in
from zegel.seal.shape import SIZE_LIMIT


class CommandError(Exception):
    """Something the user can put right, or a file that is not the receipt's; the message is the whole explanation."""


def authorities_in(path: Path) -> list[Certificate]:
    """The certificates in a PEM file."""
    with path.open("rb") as source:
        return stamp.authorities(source.read(SIZE_LIMIT))


def read_paper(path: Path) -> bytes:
    """A receipt, a proof or a checkpoint; of a PDF what is attached."""
    with path.open("rb") as source:
        data = source.read(SIZE_LIMIT + 1)
        return attached(data + source.read(MOST_BYTES)) if data.startswith(MAGIC) else data


def note_in(path: Path) -> str:
    """The checkpoint in a file: a signed note, or a receipt that carries one."""
    data = read_paper(path)
    if data.lstrip()[:1] == b"{":
        return checkpoint_in(data)
    note = as_note(data)
    if note is None:
        raise CommandError(f"{path} is no checkpoint")
    return note


def as_note(data: bytes) -> str | None:
    """The text of a signed note; None for what is none."""
    try:
        note = data.decode()
        divide(note)
    except (UnicodeDecodeError, CheckpointError):
        return None
    return note


def number_of(path: Path, receipt: Receipt) -> int:
    """Which file of the receipt these bytes are."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    for file in receipt.facts.files:
        if file.sha256 == digest and file.size == path.stat().st_size:
            return file.number
    raise CommandError(f"the receipt holds, but {path} is none of the files it names")
