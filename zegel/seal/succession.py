"""A new key of the log, announced by the one before it (docs/formats.md, Evidence log): a signed note of four lines."""

import base64
from collections.abc import Iterable

from zegel.seal.checkpoint import sign, signer_of
from zegel.seal.errors import CheckpointError
from zegel.seal.keys import signing_public

TYPE = "zegel/log-key/v1"


def announce(origin: str, old_seed: bytes, new_key: bytes) -> str:
    """Write the note by which the old key says which one follows it."""
    old, new = (base64.b64encode(key).decode() for key in (signing_public(old_seed), new_key))
    return sign(f"{TYPE}\n{origin}\n{old}\n{new}\n", origin, old_seed)


def keys_in(note: str) -> tuple[bytes, bytes]:
    """The old and the new key a note names; whether it is signed is another question.

    Raises:
        CheckpointError: it is no announcement.
    """
    lines = note.split("\n")
    if len(lines) < 4 or lines[0] != TYPE:
        raise CheckpointError("not an announcement of a key")
    try:
        old, new = (base64.b64decode(line, validate=True) for line in lines[2:4])
    except ValueError:
        raise CheckpointError("not an announcement of a key") from None
    if len(old) != 32 or len(new) != 32:
        raise CheckpointError("not an announcement of a key")
    return old, new


def followed(notes: Iterable[str], origin: str, trusted: Iterable[bytes]) -> list[bytes]:
    """The keys to trust when `trusted` are: those, and every one that a trusted key announced, oldest note first.

    Announcements by others are passed over. Raises CheckpointError where one is malformed or its signature does not hold.
    """
    found = list(trusted)
    for note in notes:
        old, new = keys_in(note)
        if old in found:
            if note.split("\n")[1] != origin:
                raise CheckpointError("the announcement is of another log")
            signer_of(note, origin, [old])
            found.append(new)
    return found
