"""The manifest: what a message says and carries, canonical, signed (docs/formats.md, Manifest).

Compatibility: these shapes are what `zegel/manifest/v1` means for ever. A new member is a new version.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import rfc8785

from zegel.seal import keys
from zegel.seal.errors import ManifestError
from zegel.seal.shape import canonical_json

TYPE = "zegel/manifest/v1"
SIGNATURE_LABEL = b"zegel/manifest/v1\n"

# The reader parses what a stranger sealed, before any signature is checked.
ENVELOPE_LIMIT = 4 * 1024 * 1024
TEXT_LIMIT = 1_000_000
NAME_LIMIT = 1_000
LIST_LIMIT = 1_000
SIZE_LIMIT = 2**53 - 1

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)

type Kind = Literal["box", "guest"]


@dataclass(frozen=True)
class Sender:
    """Who sends: a box, with the user that pressed the button, or a guest."""

    kind: Kind
    id: str
    name: str
    user: str | None
    user_name: str | None


@dataclass(frozen=True)
class Party:
    """To whom: a box or a guest, and the address it was written to."""

    kind: Kind
    id: str
    name: str
    address: str


@dataclass(frozen=True)
class FileEntry:
    """One attachment: `size` in bytes and `sha256` in hex are of the plaintext, `object` is its stored UUID."""

    number: int
    name: str
    type: str
    size: int
    sha256: str
    object: str
    pages: int | None


@dataclass(frozen=True)
class Manifest:
    """A whole message but for the bytes of its files. `created` is UTC, `2026-11-22T22:51:00Z`."""

    message: str
    conversation: str
    created: str
    sender: Sender
    recipients: tuple[Party, ...]
    subject: str
    text: str
    secret: bool
    files: tuple[FileEntry, ...]


type Directory = Callable[[Sender], bytes | None]
"""Gives the 32-byte Ed25519 key the directory names for a sender; None where it names none."""


def canonical(manifest: Manifest) -> str:
    """Write a manifest as RFC 8785 canonical JSON. Raises ManifestError `envelope` where a reader would."""
    text = _canonical(_to_json(manifest))
    parse(text)
    return text


def sign(manifest: Manifest, signing_seed: bytes) -> bytes:
    """Give the envelope: what is sealed to the message identity."""
    text = canonical(manifest)
    envelope = {
        "manifest": text,
        "key": _encode_base64(keys.signing_public(signing_seed)),
        "signature": _encode_base64(keys.sign(signing_seed, SIGNATURE_LABEL + text.encode())),
    }
    return _canonical(envelope).encode()


def verify(
    envelope: bytes, *, directory: Directory, message: str, conversation: str, objects: Sequence[str]
) -> Manifest:
    """Check an opened envelope and give its manifest; nothing may be shown before this returns.

    In this order, with the code of the first that fails in ManifestError:
    1. `envelope`: it parses, within limits, and the manifest is canonical;
    2. `sender-key`: the key is the one the directory names for the sender;
    3. `signature`: it holds over the canonical bytes;
    4. `message`: message and conversation are the ones asked for;
    5. `files`: the files named are exactly `objects`, the server's list, in that order.
    """
    found = _parts(envelope)
    if directory(found.manifest.sender) != found.key:
        raise ManifestError("sender-key", "the directory names another key for the sender")
    manifest = _signed(found)
    if (manifest.message, manifest.conversation) != (message, conversation):
        raise ManifestError("message", "this is another message than the one asked for")
    if [entry.object for entry in manifest.files] != list(objects):
        raise ManifestError("files", "files named and files stored differ")
    return manifest


def signed_by(envelope: bytes) -> tuple[Manifest, bytes]:
    """What an opened envelope says and the key that signed it, for who has no directory to ask whose key that is.

    Raises ManifestError `envelope` or `signature`.
    """
    found = _parts(envelope)
    return _signed(found), found.key


@dataclass(frozen=True)
class _Parts:
    """An envelope that parses; whether its signature holds is for `_signed`."""

    text: str
    manifest: Manifest
    key: bytes
    signature: bytes


def _parts(envelope: bytes) -> _Parts:
    fields = _object(_load(envelope), {"manifest", "key", "signature"}, "envelope")
    text = _text(fields["manifest"], "manifest", ENVELOPE_LIMIT)
    key = _decode_base64(fields["key"], 32)
    signature = _decode_base64(fields["signature"], 64)
    return _Parts(text, parse(text), key, signature)


def _signed(found: _Parts) -> Manifest:
    if not keys.is_signed_by(found.key, found.signature, SIGNATURE_LABEL + found.text.encode()):
        raise ManifestError("signature", "signature does not hold")
    return found.manifest


def check_file(entry: FileEntry, *, size: int, sha256: str) -> None:
    """Check an opened file against its entry. Raises ManifestError `file-size` or `file-hash`."""
    if size != entry.size:
        raise ManifestError("file-size", f"file {entry.number} has {size} bytes instead of {entry.size}")
    if sha256 != entry.sha256:
        raise ManifestError("file-hash", f"file {entry.number} has another content than was signed")


class CheckedTarget:
    """Passes plaintext on to a target while counting and hashing it; `check` compares with the entry."""

    def __init__(self, target: Callable[[memoryview], object], entry: FileEntry) -> None:
        """Take a function that writes all it is given, and the entry to compare with."""
        self._put = target
        self._entry = entry
        self._size = 0
        self._hash = hashlib.sha256()

    def write(self, data: memoryview, /) -> int:
        """Take plaintext; refuses at once what is larger than signed."""
        self._size += len(data)
        if self._size > self._entry.size:
            check_file(self._entry, size=self._size, sha256="")
        self._hash.update(data)
        self._put(data)
        return len(data)

    def check(self) -> None:
        """Compare the whole. Raises ManifestError `file-size` or `file-hash`."""
        check_file(self._entry, size=self._size, sha256=self._hash.hexdigest())


def parse(text: str) -> Manifest:
    """Read canonical JSON into a manifest. Raises ManifestError `envelope` for anything else."""
    value = _load(text.encode(errors="replace"))
    fields = _object(
        value,
        {
            "type", "message", "conversation", "created", "sender",
            "recipients", "subject", "text", "secret", "files",
        },
        "manifest",
    )  # fmt: skip
    # One meaning, one spelling: this also refuses a member that is named twice.
    if _canonical(value) != text:
        raise ManifestError("envelope", "manifest is not canonical JSON")
    if fields["type"] != TYPE:
        raise ManifestError("envelope", "manifest has an unknown type")
    return Manifest(
        message=_uuid(fields["message"]),
        conversation=_uuid(fields["conversation"]),
        created=_moment(fields["created"]),
        sender=_sender(fields["sender"]),
        recipients=tuple(_party(item) for item in _list(fields["recipients"])),
        subject=_text(fields["subject"], "subject", NAME_LIMIT),
        text=_text(fields["text"], "text", TEXT_LIMIT),
        secret=_boolean(fields["secret"]),
        files=_files(_list(fields["files"])),
    )


def _to_json(manifest: Manifest) -> dict[str, object]:
    sender = manifest.sender
    return {
        "type": TYPE,
        "message": manifest.message,
        "conversation": manifest.conversation,
        "created": manifest.created,
        "sender": {
            "kind": sender.kind,
            "id": sender.id,
            "name": sender.name,
            "user": sender.user,
            "userName": sender.user_name,
        },
        "recipients": [vars(party) for party in manifest.recipients],
        "subject": manifest.subject,
        "text": manifest.text,
        "secret": manifest.secret,
        "files": [vars(entry) for entry in manifest.files],
    }


def _sender(value: object) -> Sender:
    fields = _object(value, {"kind", "id", "name", "user", "userName"}, "sender")
    user_name = fields["userName"]
    return Sender(
        kind=_kind(fields["kind"]),
        id=_uuid(fields["id"]),
        name=_text(fields["name"], "name", NAME_LIMIT),
        user=None if fields["user"] is None else _uuid(fields["user"]),
        user_name=None if user_name is None else _text(user_name, "userName", NAME_LIMIT),
    )


def _party(value: object) -> Party:
    fields = _object(value, {"kind", "id", "name", "address"}, "recipient")
    return Party(
        kind=_kind(fields["kind"]),
        id=_uuid(fields["id"]),
        name=_text(fields["name"], "name", NAME_LIMIT),
        address=_text(fields["address"], "address", NAME_LIMIT),
    )


def _files(values: list[object]) -> tuple[FileEntry, ...]:
    """Read the entries; they are numbered 1, 2, 3… and no stored object is named twice."""
    entries = tuple(_file(value) for value in values)
    if [entry.number for entry in entries] != list(range(1, len(entries) + 1)):
        raise ManifestError("envelope", "files are not numbered from one")
    if len({entry.object for entry in entries}) != len(entries):
        raise ManifestError("envelope", "a stored object is named twice")
    return entries


def _file(value: object) -> FileEntry:
    fields = _object(value, {"number", "name", "type", "size", "sha256", "object", "pages"}, "file")
    return FileEntry(
        number=_integer(fields["number"], 1),
        name=_text(fields["name"], "name", NAME_LIMIT),
        type=_text(fields["type"], "type", NAME_LIMIT),
        size=_integer(fields["size"], 0),
        sha256=_matching(_SHA256, fields["sha256"], "sha256"),
        object=_uuid(fields["object"]),
        pages=None if fields["pages"] is None else _integer(fields["pages"], 0),
    )


def _load(data: bytes) -> object:
    if len(data) > ENVELOPE_LIMIT:
        raise ManifestError("envelope", "too large")
    try:
        return json.loads(data.decode(), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise ManifestError("envelope", "not JSON") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ManifestError("envelope", "a member is named twice")
    return members


def _canonical(value: object) -> str:
    try:
        return canonical_json(value).decode()
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        raise ManifestError("envelope", "cannot be written as canonical JSON") from None


def _object(value: object, names: set[str], what: str) -> dict[str, object]:
    if not isinstance(value, dict) or value.keys() != names:
        raise ManifestError("envelope", f"{what} has missing or unknown members")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > LIST_LIMIT:
        raise ManifestError("envelope", "not a list, or too long a one")
    return value


def _text(value: object, what: str, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit:
        raise ManifestError("envelope", f"{what} is not text, or too long")
    return value


def _integer(value: object, least: int) -> int:
    if type(value) is not int or not least <= value <= SIZE_LIMIT:
        raise ManifestError("envelope", "not a whole number within range")
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ManifestError("envelope", "neither true nor false")
    return value


def _kind(value: object) -> Kind:
    if value == "box":
        return "box"
    if value == "guest":
        return "guest"
    raise ManifestError("envelope", "neither box nor guest")


def _matching(pattern: re.Pattern[str], value: object, what: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ManifestError("envelope", f"{what} is malformed")
    return value


def _uuid(value: object) -> str:
    return _matching(_UUID, value, "UUID")


def _moment(value: object) -> str:
    text = _matching(_MOMENT, value, "moment")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise ManifestError("envelope", "moment does not exist") from None
    return text


def _encode_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode_base64(value: object, size: int) -> bytes:
    text = _text(value, "base64", 2 * size)
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise ManifestError("envelope", "not base64") from None
    if len(data) != size or _encode_base64(data) != text:
        raise ManifestError("envelope", "base64 of the wrong size or not canonical")
    return data
