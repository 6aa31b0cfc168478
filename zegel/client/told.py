"""Who sent a message to whom, about what and when, for programs that read: what was signed held against what the log recorded and against
what the server says beside it (docs/formats.md, Agreement). The browser does the same in web/reading/told.ts."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zegel.client.verify_trust import key_of
from zegel.seal.agreement import Difference, differences, folded
from zegel.seal.checkpoint import Checkpoint, verify
from zegel.seal.errors import SealError
from zegel.seal.manifest import Manifest
from zegel.seal.receipt import EVENT, Parties, canonical, facts_of, included, read_proven
from zegel.seal.succession import followed

ADOPTED = "mail.guest.adopted"


@dataclass(frozen=True, slots=True)
class Told:
    """A message as it may be told of. `parties` are the names of the log, None where it has none (any more); `proved` is whether the
    record stands in the signed log under one of the keys given."""

    subject: str
    parties: Parties | None
    differences: tuple[Difference, ...]
    proved: bool


@dataclass(frozen=True, slots=True)
class LogKnown:
    """The log as a reader knows it: the keys that sign it, and what raises SealError for a state that is none of it."""

    keys: Sequence[bytes] = ()
    same: Callable[[Checkpoint], None] = lambda _state: None


def told_of(manifest: Manifest, envelope: bytes, opened: Mapping[str, Any], log: LogKnown) -> Told:
    """Compare; `opened` is the server's answer, `envelope` the sealed bytes in it.

    A server that hands out no record proves nothing, and is not wrong by that.
    """
    text = opened.get("record")
    if text is None:
        return Told(manifest.subject, None, (), proved=False)
    body, names = str(text).encode(errors="replace"), opened.get("personal")
    try:
        record = canonical(body)
        facts = facts_of(body, names.encode(errors="replace") if names is not None else None)
    except SealError:
        return Told(manifest.subject, None, (Difference("record", "", ""),), proved=False)
    if (record["event"], record["subject"]) != (EVENT, opened["message"]):
        return Told(manifest.subject, None, (Difference("record", "", ""),), proved=False)
    found = [
        *differences(manifest, key_of(opened["senderKey"]), body, facts.parties),
        *_besides(envelope, opened, record, facts.parties),
    ]
    proved = _proved(body, opened.get("log"), log)
    if proved is None:
        found.append(Difference("record", "", ""))
    return Told(facts.subject, facts.parties, tuple(found), bool(proved))


def _besides(
    envelope: bytes, opened: Mapping[str, Any], record: Mapping[str, Any], parties: Parties | None
) -> list[Difference]:
    """What the server says beside the letter, against the record."""
    facts, found = record["facts"], []
    if "subject" in opened and folded(opened["subject"]) != folded(facts["subject"]):
        found.append(Difference("subject", opened["subject"], facts["subject"]))
    moment = datetime.fromisoformat(opened["receivedAt"])
    if abs((moment - datetime.fromisoformat(record["at"])).total_seconds()) >= 1:
        found.append(Difference("received", opened["receivedAt"], record["at"]))
    if hashlib.sha256(envelope).hexdigest() != facts["envelope"]:
        found.append(Difference("envelope", "", ""))
    sender = opened["sender"]
    names = (
        ("", sender.get("name"))
        if sender["kind"] == "guest"
        else (sender.get("name"), sender.get("userName"))
    )
    if parties and names != (parties.on_behalf_of, parties.sender):
        said = ", ".join(name for name in names if name)
        found.append(Difference("sender-name", said, f"{parties.sender}, {parties.on_behalf_of}"))
    if strangers := _strangers(opened, record):
        found.append(Difference("grants", ", ".join(strangers), ""))
    return found


def _strangers(opened: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    """Who holds a key and neither sent the message nor was sent it, nor took a conversation along as a guest of it."""
    facts = record["facts"]
    mine = f"box:{facts['senderBox']}" if facts["senderBox"] else record["actor"]
    known = {mine, *facts["recipients"]}
    for text in opened.get("adoptions", ()):
        told = json.loads(text)
        if (
            told["event"] == ADOPTED
            and f"guest:{told['subject']}" in known
            and record["subject"] in told["facts"]["messages"]
        ):
            known.add(f"box:{told['facts']['box']}")
    holders = {f"{reader['kind']}:{reader['id']}": reader["name"] for reader in opened.get("readers", ())}
    return [name or reference for reference, name in holders.items() if reference not in known]


def _proved(body: bytes, told: Mapping[str, Any] | None, log: LogKnown) -> bool | None:
    """Whether the record is in the log as it is known: False where that cannot be told, None where it is not."""
    if told is None or not log.keys:
        return False
    try:
        named = key_of(told["key"])
        if named not in followed(told["succession"], told["origin"], log.keys):
            return None
        state = verify(told["checkpoint"], told["origin"], named)
        included(read_proven(body.decode(), told["index"], told["proof"]), state)
        log.same(state)
    except (SealError, ValueError):
        return None
    return True
