"""The keys that a program seals to: what the server names is held to the log of keys (docs/formats.md, Log of keys), and to what was
named before. The browser does the former in web/session/key-log.ts.

| | the log has it | the log has another | the log has nothing of it |
|---|---|---|---|
| named before | sealed to | refused | sealed to, and told |
| never named | sealed to, remembered | refused | sealed to, remembered, and told unless it is new |
| another than before | sealed to where its number is higher; else refused | refused | refused, after half a minute |
"""

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import quote

from zegel.client.alarms import Alarm
from zegel.client.http import Session
from zegel.client.memory import KnownKey, MemoryBroken
from zegel.client.site_log import LogChanged, SiteLog
from zegel.client.trust import Doubted
from zegel.client.verify_trust import key_of
from zegel.client.witnesses import Vouched, Witnesses
from zegel.lib.moments import now
from zegel.seal.checkpoint import Checkpoint
from zegel.seal.errors import ProofError, SealError
from zegel.seal.key_entry import KeyEntry, label_input, read, text_hash
from zegel.seal.merkle import leaf_hash, verify_inclusion
from zegel.seal.vrf import verify as verified_label

type Logged = Literal["logged", "missing", "other"]

FRESH: Final = timedelta(minutes=5)
_AGAIN: Final = 600.0
_PAUSE: Final = 3.0
_TRIES: Final = 10


class KeyRefused(Doubted):
    """A key that is not sealed to. `code` is `key-log`: the log of keys has another; `key-missing`: it has none, and the key is not the
    one of before; `key-changed`: it is another than before, and no later one."""

    def __init__(self, code: str, detail: str) -> None:
        """Take one of these codes, and a sentence for the operator."""
        super().__init__(f"{code}: {detail}")
        self.code = code


@dataclass(frozen=True, slots=True)
class _Said:
    """The facts of the newest entries that the log of keys has of an address, none where it has nothing, and whether witnesses vouch for them."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    vouched: Vouched = "vouched"


@dataclass
class RecipientKeys:
    """Holds keys of others to both. `pause` waits between two questions to a log that may be some seconds behind."""

    session: Session
    log: SiteLog
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    witnesses: Witnesses = field(init=False)
    _held: dict[str, tuple[Mapping[str, Any], float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The witnesses are those of the same server and log."""
        self.witnesses = Witnesses(self.session, self.log)
        self.log.watch = self.witnesses.watch

    def held(self, box: str, address: str | None = None, named: str = "") -> Mapping[str, Any]:
        """The key to seal to of a mailbox, as the server names it now (`recipient`, `keyVersion`, `signing`), which held. `address` is what
        its writer knows it by, if anything. One that held in the last ten minutes is not asked for again where the server just `named` the same.

        Raises:
            KeyRefused; LogChanged; ApiProblem; SourceError; MemoryBroken.
        """
        place = address.lower() if address else f"box:{box}"
        row, at = self._held.get(place, ({}, 0.0))
        if row and row["recipient"] == named and self.clock() - at < _AGAIN:
            return row
        try:
            row = self._checked(box, place, address)
        except (KeyRefused, LogChanged) as refusal:
            self.session.tell(
                Alarm(refusal.code, str(refusal), None if isinstance(refusal, LogChanged) else box)
            )
            raise
        self._held[place] = row, self.clock()
        return row

    def watch_own(self, box: Mapping[str, Any], recipient: str) -> None:
        """Tell where the server names another key of a mailbox of one's own (a row of `me`) than the one that opens here, or the log of keys
        has another one, or none.

        Raises:
            LogChanged; ApiProblem; SourceError; MemoryBroken.
        """
        place = str(box["address"])
        try:
            row, said = self._named(str(box["id"]), place)
        except KeyRefused as refusal:
            self.session.tell(Alarm(refusal.code, str(refusal), str(box["id"])))
            return
        if row["recipient"] != recipient:
            self.session.tell(
                Alarm("named", f"the server names another key of {place} than ours", str(box["id"]))
            )
        if _is_fresh(row):
            return
        match _logged({**row, "recipient": recipient}, said):
            case "other":
                self.session.tell(
                    Alarm("key-log", f"the log of keys has another key of {place} than ours", str(box["id"]))
                )
            case "missing":
                self.session.tell(
                    Alarm("key-missing", f"the log of keys has no key of {place}", str(box["id"]))
                )

    def check_person(self, address: str, person: Mapping[str, Any]) -> None:
        """Nothing when the keys that are named for a person (`recipient`, `signingKey`) are those that the log of keys has of the owner of the
        mailbox with this address. That the log has none, or the server knows no such mailbox, is told.

        Raises:
            KeyRefused; as `held`.
        """
        found = self.session.call("GET", f"recipients?q={quote(address)}")
        box = next((str(row["id"]) for row in found if row["address"] == address), None)
        if box is None:
            words = f"the server names no mailbox of {address}, so its log of keys was not asked"
            self.session.tell(Alarm("key-missing", words))
            return
        _, said = self._named(box, address)
        self._tell_unvouched(said, address, box)
        keys, facts = (text_hash(person["recipient"]), text_hash(person["signingKey"])), said.facts
        if "person" not in facts:
            words = f"the log of keys has no keys of the owner of {address}"
            self.session.tell(Alarm("key-missing", words, box))
        elif (facts["person"], facts.get("signing")) != keys:
            refusal = KeyRefused("key-log", f"the log of keys has other keys of the owner of {address}")
            self.session.tell(Alarm(refusal.code, str(refusal), box))
            raise refusal

    def held_by_guest(self, owner: Mapping[str, Any]) -> Mapping[str, Any]:
        """The key of whom a guest answers, who may not ask the log of keys: it is held to what was named before only. A later one is told.

        Raises:
            KeyRefused; MemoryBroken.
        """
        row, place = {**owner, "signing": None}, str(owner["address"]).lower()
        before = self.session.memory.known().mailboxes.get(place)
        if before is not None and not _same(replace(before, signing=None), row):
            alarm = Alarm("key-changed", f"{place} has another key than before", str(owner["id"]))
            self.session.tell(alarm)
            if not _is_later(row, before):
                raise KeyRefused(alarm.code, alarm.words)
        if before is None or before.signing is None:
            self._remember(place, row, "missing")
        return owner

    def _asked(self, box: str) -> Mapping[str, Any]:
        rows = self.session.call("GET", f"boxes/keys?box={box}")
        found = next((row for row in rows if row["box"] == box), None)
        if found is None:
            raise KeyRefused("key-missing", f"the server names no key of {box}")
        return dict(found)

    def _checked(self, box: str, place: str, address: str | None) -> Mapping[str, Any]:
        """One that may be sealed to. A key that began this moment gets half a minute to come into the log."""
        for count in range(_TRIES + 1):
            row, said = self._named(box, address)
            logged = _logged(row, said)
            before = self.session.memory.known().mailboxes.get(place)
            changed = before is not None and not _same(before, row)
            if before is not None and changed and not _is_later(row, before):
                raise KeyRefused("key-changed", f"{place} has another key than before, and no later one")
            if logged == "logged" or (logged == "missing" and not changed):
                self._tell_missing(row, before, logged, place)
                self._tell_unvouched(said, place, str(row["box"]))
                self._remember(place, row, logged)
                return row
            if count == _TRIES or not _is_fresh(row):
                break
            self.pause(_PAUSE)
        if logged == "other":
            raise KeyRefused("key-log", f"the log of keys has another key of {place}")
        raise KeyRefused("key-missing", f"{place} has a new key, which the log of keys has not got")

    def _named(self, box: str, address: str | None) -> tuple[Mapping[str, Any], _Said]:
        """What the server names, with what the log says of it."""
        row = self._asked(box)
        try:
            return row, self._said(row, address)
        except LogChanged as changed:
            if changed.code != "log-shorter":
                raise
        # Another process of ours may have seen more of the log between the answer and now.
        row = self._asked(box)
        return row, self._said(row, address)

    def _tell_missing(
        self, row: Mapping[str, Any], before: KnownKey | None, logged: Logged, place: str
    ) -> None:
        """A key that the log has not got is told, unless it may be on its way: new by the server's word, and by our own clock."""
        known = before is not None and (before.logged or now() - datetime.fromisoformat(before.seen) >= FRESH)
        if logged == "missing" and (known or not _is_fresh(row)):
            self.session.tell(Alarm("key-missing", f"the log of keys has no key of {place}", str(row["box"])))

    def _tell_unvouched(self, said: _Said, place: str, box: str) -> None:
        """As the browser does: told before anything is sealed, and refused nothing."""
        if said.vouched == "unwitnessed":
            self.session.tell(
                Alarm("key-unwitnessed", f"no quorum of witnesses has confirmed the key of {place}", box)
            )
        elif said.vouched == "stale":
            self.session.tell(
                Alarm("log-stale", "the witnesses of the log of keys have been silent for more than a day")
            )

    def _remember(self, place: str, row: Mapping[str, Any], logged: Logged) -> None:
        while True:
            known = self.session.memory.known()
            before = known.mailboxes.get(place)
            same = before is not None and _same(before, row)
            key = KnownKey(
                number=int(row["keyVersion"]),
                recipient=text_hash(row["recipient"]),
                signing=_hash(row["signing"]),
                seen=before.seen if before and same else now().isoformat(),
                logged=logged == "logged" or bool(before and same and before.logged),
            )
            if self.session.memory.replace(known, replace(known, mailboxes={**known.mailboxes, place: key})):
                return

    def _said(self, row: Mapping[str, Any], address: str | None) -> _Said:
        """What the log says, proved.

        Raises:
            KeyRefused: its proof does not hold, or is about another address; LogChanged.
        """
        log = row["log"]
        if log is None:
            return _Said()
        try:
            state = self.log.key_state(str(log["checkpoint"]))
            entries = _entries(log, state)
            label = self._label(address, log["label"]) if address else entries[0].label
            if any(entry.label != label for entry in entries):
                raise ProofError("another label")
            last = max(int(entry["index"]) for entry in log["entries"])
        except (LogChanged, MemoryBroken):
            raise
        except (SealError, ValueError, KeyError, TypeError, IndexError) as error:
            raise KeyRefused(
                "key-log", f"what the log of keys says of {row['box']} is not proved: {error}"
            ) from None
        facts = {name: fact for entry in entries for name, fact in entry.facts.items()}
        cosigned = log.get("witnessed")
        note = cosigned if isinstance(cosigned, str) else None
        return _Said(facts, self.witnesses.vouched(note, state, last))

    def _label(self, address: str, proof: str) -> str:
        """The one label of an address; the key that labels are made with is remembered from the first time on."""
        known = self.session.memory.known()
        key = known.label_key or (self.session.read("keys/label-key") or b"").decode().strip()
        label = verified_label(
            key_of(key), label_input(address), base64.b64decode(proof, validate=True)
        ).hex()
        while not known.label_key and not self.session.memory.replace(known, replace(known, label_key=key)):
            known = self.session.memory.known()
        return label


def _entries(log: Mapping[str, Any], state: Checkpoint) -> list[KeyEntry]:
    """The newest entries, of the mailbox's key and of its owner's, the later one last."""
    found = []
    for entry in sorted(log["entries"], key=lambda each_entry: each_entry["index"]):
        body = str(entry["entry"]).encode()
        path = [base64.b64decode(step, validate=True) for step in entry["proof"]]
        verify_inclusion(leaf_hash(body), int(entry["index"]), state.size, path, state.root)
        found.append(read(body))
    return found


def _logged(row: Mapping[str, Any], said: _Said) -> Logged:
    facts = said.facts
    if not facts:
        return "missing"
    key = (facts.get("key"), facts.get("number")) == (text_hash(row["recipient"]), row["keyVersion"])
    signing = row["signing"] is None or facts.get("signing") == _hash(row["signing"])
    return "logged" if key and signing else "other"


def _same(known: KnownKey, row: Mapping[str, Any]) -> bool:
    return (known.number, known.recipient, known.signing) == (
        row["keyVersion"], text_hash(row["recipient"]), _hash(row["signing"]),
    )  # fmt: skip


def _is_later(row: Mapping[str, Any], known: KnownKey) -> bool:
    """A next key of the mailbox, or the same one of an owner with another signing key."""
    if row["keyVersion"] == known.number:
        return text_hash(row["recipient"]) == known.recipient
    return bool(row["keyVersion"] > known.number)


def _is_fresh(row: Mapping[str, Any]) -> bool:
    """Whether the server says that the key is so new that the log need not have it yet."""
    return row["since"] is not None and abs(now() - datetime.fromisoformat(row["since"])) < FRESH


def _hash(key: str | None) -> str | None:
    return None if key is None else text_hash(key)
