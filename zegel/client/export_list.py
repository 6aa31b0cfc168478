"""The list in an export, `zegel/export/v1`, and its SHA256SUMS: read as a stranger's words."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zegel.client.export_members import Export, ExportError, Sum, shown
from zegel.seal.manifest import FileEntry
from zegel.seal.receipt import Facts
from zegel.seal.shape import load

TYPE = "zegel/export/v1"
MOST = 100_000
MILLISECOND = 0.001

_SUM = re.compile(r"([0-9a-f]{64}) [ *]([^\r\n]+)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ListedFile:
    """A document of a message as the list names it and where it lies; no path where the maker left documents out."""

    number: int
    path: str | None
    told: tuple[str, str, int, str, str]

    def is_of(self, entry: FileEntry) -> bool:
        """Whether the list names it as its sender signed it."""
        return self.told == (entry.name, entry.type, entry.size, entry.sha256, entry.object)


@dataclass(frozen=True)
class ListedMessage:
    """A message, its number in this export and its folder."""

    number: int
    message: str
    folder: str
    files: tuple[ListedFile, ...]
    subject: str
    received: datetime
    sender: str
    written_by: str | None

    def is_of(self, facts: Facts) -> bool:
        """Whether the list says of it what the log recorded: case, moment (to the millisecond) and names."""
        if (
            self.subject != facts.subject
            or abs((self.received - facts.received).total_seconds()) >= MILLISECOND
        ):
            return False
        names = facts.parties
        if names is None:
            return True
        # A guest sends in their own name; anybody else on behalf of a mailbox.
        told = (names.on_behalf_of, names.sender) if names.on_behalf_of else (names.sender, None)
        return (self.sender, self.written_by) == told


@dataclass(frozen=True)
class Missing:
    """What could not be had when the export was made; numbers of the message and the file, None for all of it."""

    message: int | None
    file: int | None
    what: str
    why: str


@dataclass(frozen=True)
class Listed:
    """What an export says is in it; `files` are all members but the list itself and the sums."""

    messages: tuple[ListedMessage, ...]
    missing: tuple[Missing, ...]
    left: int
    files: dict[str, Sum]


def read_sums(data: bytes) -> dict[str, str]:
    """The hash of each name in a SHA256SUMS. Raises ExportError."""
    try:
        lines = re.split(r"\r?\n", data.decode())
    except UnicodeDecodeError:
        raise ExportError("SHA256SUMS is no text") from None
    found: dict[str, str] = {}
    for line in filter(None, lines):
        match = _SUM.fullmatch(line)
        if match is None or match[2] in found:
            raise ExportError("SHA256SUMS has a line that is none")
        found[match[2]] = match[1]
    return found


def read_list(export: Export) -> tuple[str, Listed]:
    """The name of the list and what it says. Raises ExportError."""
    found = [
        (name, told)
        for name in export.sums
        if "/" not in name and name.endswith(".json") and (told := _read(export, name)) is not None
    ]
    if len(found) != 1:
        raise ExportError("this is no export: it must have one list of what is in it")
    name, told = found[0]
    try:
        return name, _listed(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ExportError(f"{shown(name)} is not a list as an export has it") from None


def _read(export: Export, name: str) -> dict[str, Any] | None:
    try:
        told = load(export.whole(name))
    except ValueError:
        return None
    return told if isinstance(told, dict) and told.get("type") == TYPE else None


def _listed(told: dict[str, Any]) -> Listed:
    messages = tuple(_message(message) for message in _list(told["messages"]))
    if len({message.number for message in messages}) != len(messages) or len(
        {message.message for message in messages}
    ) != len(messages):
        raise ValueError
    files = {
        _text(file["name"]): Sum(_whole(file["size"]), _hash(file["sha256"])) for file in _list(told["files"])
    }
    if len(files) != len(told["files"]):
        raise ValueError
    return Listed(
        messages=messages,
        missing=tuple(
            Missing(_maybe(item["message"]), _maybe(item["file"]), _text(item["what"]), _text(item["why"]))
            for item in _list(told["missing"])
        ),
        left=_whole(told["left"]),
        files=files,
    )


def _message(row: dict[str, Any]) -> ListedMessage:
    files = tuple(_file(file) for file in _list(row["files"]))
    if len({file.number for file in files}) != len(files):
        raise ValueError
    received = datetime.fromisoformat(_text(row["receivedAt"]))
    if received.utcoffset() is None:
        raise ValueError
    return ListedMessage(
        number=_whole(row["number"]),
        message=_text(row["message"]),
        folder=_text(row["folder"]),
        files=files,
        subject=_text(row["subject"]),
        received=received,
        sender=_text(row["sender"]),
        written_by=None if row["writtenBy"] is None else _text(row["writtenBy"]),
    )


def _file(row: dict[str, Any]) -> ListedFile:
    told = (
        _text(row["name"]),
        _text(row["type"]),
        _whole(row["size"]),
        _hash(row["sha256"]),
        _text(row["object"]),
    )
    return ListedFile(_whole(row["number"]), None if row["path"] is None else _text(row["path"]), told)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST:
        raise ValueError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError
    return value


def _maybe(value: object) -> int | None:
    return None if value is None else _whole(value)


def _hash(value: object) -> str:
    if not _SHA256.fullmatch(_text(value)):
        raise ValueError
    return _text(value)
