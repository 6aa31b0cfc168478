"""Whether witnesses outside vouch for what the logs say to a program (docs/formats.md, Witnesses). The browser does the same in
web/session/witnesses.ts and witnessed.ts. Nothing is refused for it (ADR 0083): witnesses that are down must not stop a filing, and who must not go on
after it raises in `hear`."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from zegel.client.alarms import Alarm
from zegel.client.http import Session
from zegel.client.site_log import LogChanged, SiteLog
from zegel.lib.moments import now
from zegel.seal.checkpoint import Checkpoint
from zegel.seal.errors import CheckpointError
from zegel.seal.policy import NOBODY, Policy, parse, vouched_until, write

type Vouched = Literal["vouched", "unwitnessed", "stale"]
"""`unwitnessed`: too few vouch for an entry; `stale`: they did, and were silent since for so long that a newer one could be kept from them."""

STALE: Final = timedelta(hours=24)


@dataclass
class Witnesses:
    """The witnesses that a program goes by: those it saw first, kept in what it remembers of the server."""

    session: Session
    log: SiteLog
    _policy: Policy | None = None

    def vouched(self, note: str | None, state: Checkpoint, last: int) -> Vouched:
        """Whether enough of them vouch for entry number `last` of a log of keys that has this state; `note` is what they cosigned.

        Raises:
            SourceError; MemoryBroken.
        """
        if not self.policy().witnesses:
            return "vouched"
        until = self._until(note)
        if note is None or until is None or not self._reaches(note, state, last):
            return "unwitnessed"
        return "stale" if now() - until > STALE else "vouched"

    def watch(self, note: str) -> None:
        """Tell where too few of them cosigned the log of evidence, as it is published, within a day.

        Raises:
            SourceError; MemoryBroken.
        """
        if not self.policy().witnesses:
            return
        until = self._until(note)
        if until is None or now() - until > STALE:
            words = "no quorum of witnesses has confirmed today the log that this server shows"
            self.session.tell(Alarm("log-unwitnessed", words))

    def _until(self, note: str | None) -> datetime | None:
        """Until when enough of them vouched for a note. What does not hold vouches for nothing."""
        try:
            return vouched_until(self.policy(), note) if note else None
        except CheckpointError:
            return None

    def _reaches(self, note: str, state: Checkpoint, last: int) -> bool:
        """Whether they saw the entry, in this log and in no other."""
        try:
            seen = self.log.signed_key_state(note)
            self.log.same_keys(seen, state)
        except LogChanged:
            return False
        return last < seen.size

    def policy(self) -> Policy:
        """The witnesses to ask for. That the server names others than it did is told, and changes nothing: a person removes the line from
        what is remembered."""
        if self._policy is None:
            self._policy = parse(self._pinned())
        return self._policy

    def _pinned(self) -> str:
        named = self._named()
        while True:
            known = self.session.memory.known()
            if known.witnesses:
                break
            if named == write(NOBODY):
                return named
            if self.session.memory.replace(known, replace(known, witnesses=named)):
                return named
        if known.witnesses != named:
            self.session.tell(
                Alarm("log-witnesses", "the server names other witnesses of its log of keys than before")
            )
        return known.witnesses

    def _named(self) -> str:
        """Without the log and its key, which are known from elsewhere."""
        text = self.session.read("keys/policy")
        try:
            found = parse(text.decode()) if text else NOBODY
        except (CheckpointError, UnicodeDecodeError):
            found = NOBODY
        return write(replace(found, logs={}))
