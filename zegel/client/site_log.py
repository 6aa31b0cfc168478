"""The two logs of a server as a program knows them: first keys are taken as they are and remembered, and from then on a log that is
signed with another key, became shorter, or tells another story is refused (docs/formats.md, Evidence log). The browser does the same
in web/session/log-memory.ts."""

import base64
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from zegel.client.alarms import Alarm
from zegel.client.memory import Known, Memory
from zegel.client.told import LogKnown
from zegel.client.verify_log import check_consistency, state_of
from zegel.client.verify_source import Readable, SourceError
from zegel.client.verify_trust import key_of
from zegel.seal.checkpoint import Checkpoint, origin_of, signer_of, verify
from zegel.seal.errors import CheckpointError, ProofError, SealError
from zegel.seal.succession import followed

LogCode = Literal["log-key", "log-shorter", "log-forked"]
_AGAIN: Final = 600.0
_ANNOUNCEMENT: Final = re.compile(r"^(?=zegel/log-key/v1$)", re.MULTILINE)


class LogChanged(SealError):
    """The log is not the one this program knew. `code` is `log-key`: no key it knew announced the one that signs now; `log-shorter`:
    records that were there are gone; `log-forked`: it tells another story of what was there."""

    def __init__(self, code: LogCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code: LogCode = code


@dataclass
class SiteLog:
    """The logs of a server, held to what is remembered of them."""

    source: Readable
    memory: Memory
    clock: Callable[[], float] = time.monotonic
    watch: Callable[[str], object] = str
    """Is given the state that is published at each look: whether witnesses saw it."""
    _looked: float | None = None
    _published: str | None = None

    def keys(self) -> list[bytes]:
        """The keys of the log that this program goes by.

        Raises:
            LogChanged; SourceError: it cannot be asked; MemoryBroken.
        """
        self.look()
        return [key_of(key) for key in self.memory.known().keys]

    def look(self) -> None:
        """Whether the log is still the one of before; asked again every ten minutes.

        Raises:
            LogChanged; SourceError: it cannot be asked; MemoryBroken.
        """
        if self._looked is not None and self.clock() - self._looked < _AGAIN:
            return
        self._grow(self._newest)
        if self._published is not None:
            self.watch(self._published)
        self._looked = self.clock()

    def same(self, state: Checkpoint) -> None:
        """Nothing when the state that a proof rests on is one of the log this program knows.

        Raises:
            LogChanged; SourceError.
        """
        seen = self.memory.known().evidence
        if seen is None:
            return
        older, newer = sorted((seen, state), key=lambda each_state: each_state.size)
        self._consistent(older, newer, "")

    def key_state(self, note: str) -> Checkpoint:
        """The state of the log of keys that a note says: signed by a key of the log, and no older than the one that was seen.

        Raises:
            LogChanged; SourceError; MemoryBroken.
        """
        keys = self.keys()

        def step(known: Known) -> Known:
            state = _signed(note, keys, f"{known.origin}/keys" if known.origin else None)
            if known.key_log:
                self._grows(known.key_log, state, "keys/")
            return replace(known, key_log=state)

        grown = self._grow(step).key_log
        if grown is None:
            raise LogChanged("log-shorter", "there is no log of keys")
        return grown

    def signed_key_state(self, note: str) -> Checkpoint:
        """The state of the log of keys that a note says, signed by a key of the log, however old; nothing is remembered of it.

        Raises:
            LogChanged; SourceError; MemoryBroken.
        """
        keys, origin = self.keys(), self.memory.known().origin
        return _signed(note, keys, f"{origin}/keys" if origin else None)

    def same_keys(self, seen: Checkpoint, state: Checkpoint) -> None:
        """Nothing when one of two states of the log of keys contains the other.

        Raises:
            LogChanged; SourceError.
        """
        older, newer = sorted((seen, state), key=lambda each_state: each_state.size)
        self._consistent(older, newer, "keys/")

    def _grow(self, step: Callable[[Known], Known]) -> Known:
        """What is known after one step; taken anew where another process remembered more in the meantime."""
        while True:
            before = self.memory.known()
            after = step(before)
            if self.memory.replace(before, after):
                return after

    def _newest(self, known: Known) -> Known:
        found = [line.strip() for line in (self._text("log-key") or "").splitlines() if line.strip()]
        if not found:
            raise LogChanged("log-key", "the site publishes no key")
        keys = known.keys or tuple(found)
        if found[0] not in keys:
            keys = self._announced(known)
        if found[0] not in keys:
            raise LogChanged("log-key", f"{found[0]} is not announced by a key that was known")
        note = self._published = self._text("checkpoint")
        if note is None:
            if known.evidence:
                raise LogChanged("log-shorter", f"it had {known.evidence.size} records, and has none")
            return replace(known, keys=keys)
        state = _signed(note, [_key(key) for key in keys], known.origin or None)
        if known.evidence:
            self._grows(known.evidence, state, "")
        return replace(known, origin=state.origin, keys=keys, evidence=state)

    def _announced(self, known: Known) -> tuple[str, ...]:
        told = self._text("log-key/changes") or ""
        notes = [f"{part.rstrip()}\n" for part in _ANNOUNCEMENT.split(told) if part.strip()]
        try:
            found = followed(notes, known.origin, [key_of(key) for key in known.keys])
        except SealError as error:
            raise LogChanged("log-key", str(error)) from None
        return tuple(dict.fromkeys(base64.b64encode(key).decode() for key in found))

    def _grows(self, seen: Checkpoint, state: Checkpoint, where: str) -> None:
        if state.size < seen.size:
            raise LogChanged("log-shorter", f"it had {seen.size} records, and has {state.size}")
        self._consistent(seen, state, where)

    def _consistent(self, older: Checkpoint, newer: Checkpoint, where: str) -> None:
        if older == newer or (older.size == 0 and older.origin == newer.origin):
            return
        try:
            check_consistency(older, newer, _Below(self.source, where))
        except ProofError as error:
            raise LogChanged("log-forked", str(error)) from None

    def _text(self, path: str) -> str | None:
        found = self.source.read(path)
        return None if found is None else found.decode(errors="replace")


def known_log(log: SiteLog, tell: Callable[[Alarm], None]) -> LogKnown:
    """What a reader goes by. That the log is another is told, and ends no reading: by what was known of it, it proves nothing."""
    try:
        log.look()
    except LogChanged as changed:
        tell(Alarm(changed.code, str(changed)))
    except SourceError:
        # What was known of it is what there is to go by.
        pass
    return LogKnown([key_of(key) for key in log.memory.known().keys], log.same)


@dataclass(frozen=True, slots=True)
class _Below:
    """What lies below a path."""

    source: Readable
    where: str

    def read(self, path: str) -> bytes | None:
        """The bytes at a path below it."""
        return self.source.read(f"{self.where}{path}")


def _signed(note: str, keys: Iterable[bytes], origin: str | None) -> Checkpoint:
    """The state a note says, of the log with this name; of any, where none is known yet."""
    try:
        if origin is None:
            return state_of(note, keys)
        if origin_of(note) != origin:
            raise LogChanged("log-forked", f"it is called {origin_of(note)}, and was {origin}")
        return verify(note, origin, signer_of(note, origin, keys))
    except CheckpointError as error:
        raise LogChanged("log-key", str(error)) from None


def _key(text: str) -> bytes:
    try:
        return key_of(text)
    except ValueError:
        raise LogChanged("log-key", "the site publishes something that is no key") from None
