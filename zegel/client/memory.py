"""What a program remembers of one server: the keys it signs its log with, the largest states of both logs, and the keys of who was
written to. One file for a server, which any number of processes may share; nothing in it is secret but with whom one writes."""

import base64
import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from zegel.seal.checkpoint import Checkpoint
from zegel.seal.errors import SealError

_VERSION: Final = 1


class MemoryBroken(SealError):
    """The file is not what was remembered of a server: a person must look at it, and remove it to begin anew."""

    code = "memory"


@dataclass(frozen=True, slots=True)
class KnownKey:
    """The key of a mailbox as it was last sealed to: its number, and SHA-256 (hex) of it and of its owner's signing key, if any.

    `seen` is the moment (ISO) at which it was first named, `logged` whether the log of keys had it.
    """

    number: int
    recipient: str
    signing: str | None
    seen: str
    logged: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. `keys` and `label_key` are in base64, `mailboxes` go by address, or by `box:` and the identifier where none is known.
    `witnesses` is the policy (C2SP tlog-policy, without the log) of the first witnesses that were named; empty while there were none."""

    origin: str = ""
    keys: tuple[str, ...] = ()
    evidence: Checkpoint | None = None
    key_log: Checkpoint | None = None
    label_key: str = ""
    mailboxes: Mapping[str, KnownKey] = field(default_factory=dict)
    witnesses: str = ""


class Memory:
    """Where it is kept: in a file, or for as long as the program runs."""

    def __init__(self, path: Path | None = None) -> None:
        """Remember in the file `path`, which need not exist yet; without one, in this process only."""
        self.path = path
        self._here = Known()

    @classmethod
    def of(cls, folder: Path, origin: str) -> "Memory":
        """The file of the server at `origin` in a folder."""
        return cls(folder / f"{re.sub(r'[^a-z0-9.-]+', '_', origin.rstrip('/').lower())}.json")

    def known(self) -> Known:
        """What is remembered now.

        Raises:
            MemoryBroken.
        """
        if self.path is None:
            return self._here
        try:
            return _read(json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return Known()
        except (ValueError, KeyError, TypeError, AttributeError):
            raise MemoryBroken(f"{self.path} is not what was known of a server") from None

    def replace(self, before: Known, after: Known) -> bool:
        """Remember `after`, unless something else than `before` is remembered by now; gives whether it is so. It is on disk when this
        returns, and a crash leaves one or the other.

        Raises:
            MemoryBroken.
        """
        if before == after:
            return True
        with self._held():
            if self.known() != before:
                return False
            if self.path is None:
                self._here = after
            else:
                _write(self.path, json.dumps(_told(after), indent=1).encode())
        return True

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Nobody else replaces anything meanwhile."""
        if self.path is None:
            yield
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for the owner only. Who calls holds the lock, so what a crash left of the draft is overwritten."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _told(known: Known) -> dict[str, Any]:
    return {
        "v": _VERSION,
        "origin": known.origin,
        "keys": list(known.keys),
        "evidence": _told_state(known.evidence),
        "keyLog": _told_state(known.key_log),
        "labelKey": known.label_key,
        "witnesses": known.witnesses,
        "mailboxes": {name: asdict(key) for name, key in known.mailboxes.items()},
    }


def _told_state(state: Checkpoint | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {"origin": state.origin, "size": state.size, "root": base64.b64encode(state.root).decode()}


def _read(told: Mapping[str, Any]) -> Known:
    if told["v"] != _VERSION:
        raise ValueError(told["v"])
    return Known(
        origin=str(told["origin"]),
        keys=tuple(str(key) for key in told["keys"]),
        evidence=_state(told["evidence"]),
        key_log=_state(told["keyLog"]),
        label_key=str(told["labelKey"]),
        # A file of before there were any.
        witnesses=str(told.get("witnesses", "")),
        mailboxes={str(name): KnownKey(**key) for name, key in told["mailboxes"].items()},
    )


def _state(told: Mapping[str, Any] | None) -> Checkpoint | None:
    if told is None:
        return None
    return Checkpoint(str(told["origin"]), int(told["size"]), base64.b64decode(told["root"], validate=True))
