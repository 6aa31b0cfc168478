"""The list in an export, `zegel/export/v1`, and its SHA256SUMS: read as a stranger's words."""

import json
import re
from dataclasses import dataclass
from typing import Any

from zegel.client.export_members import Export, ExportError, Sum, shown

TYPE = "zegel/export/v1"

_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ListedFile:
    """A document of a message and where it lies; no path where the maker left documents out."""

    number: int
    path: str | None


@dataclass(frozen=True)
class ListedMessage:
    """A message, its number in this export and its folder."""

    number: int
    message: str
    folder: str
    files: tuple[ListedFile, ...]


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
        lines = data.decode().splitlines()
    except UnicodeDecodeError:
        raise ExportError("SHA256SUMS is no text") from None
    found: dict[str, str] = {}
    for line in lines:
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
        told = json.loads(export.whole(name))
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and told.get("type") == TYPE else None


def _listed(told: dict[str, Any]) -> Listed:
    messages = tuple(_message(message) for message in told["messages"])
    if len({message.number for message in messages}) != len(messages) or len(
        {message.message for message in messages}
    ) != len(messages):
        raise ValueError
    return Listed(
        messages=messages,
        missing=tuple(
            Missing(_maybe(item["message"]), _maybe(item["file"]), _text(item["what"]), _text(item["why"]))
            for item in told["missing"]
        ),
        left=_whole(told["left"]),
        files={
            _text(file["name"]): Sum(_whole(file["size"]), _hash(file["sha256"])) for file in told["files"]
        },
    )


def _message(one: dict[str, Any]) -> ListedMessage:
    files = tuple(
        ListedFile(_whole(file["number"]), None if file["path"] is None else _text(file["path"]))
        for file in one["files"]
    )
    if len({file.number for file in files}) != len(files):
        raise ValueError
    return ListedMessage(_whole(one["number"]), _text(one["message"]), _text(one["folder"]), files)


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
