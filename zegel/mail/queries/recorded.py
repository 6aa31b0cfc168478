"""What the log recorded of messages when they were received. Who sent what to whom is told from here: a row can be rewritten unseen,
a record cannot, and readers hold it against what was signed (docs/formats.md, Agreement)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import Kept, origin, proof_of, public_log_key, records_about
from zegel.lib.principal import Kind, reference
from zegel.mail.events import GuestAdopted, MessageReceived
from zegel.mail.models import AccessGrant, Entry, Guest, Message
from zegel.seal.errors import SealError
from zegel.seal.receipt import Parties, facts_of
from zegel.seal.shape import b64

__all__ = [
    "Grants",
    "Logged",
    "Recorded",
    "grants_of",
    "has_others",
    "is_as_recorded",
    "logged",
    "recorded",
    "sender_names",
]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record of a received message says. `parties` are its names; None where they were forgotten."""

    at: datetime
    parties: Parties | None
    subject: str


def recorded(messages: Iterable[UUID]) -> dict[UUID, Recorded]:
    """The records of messages the caller may read, by message (one query). One that does not agree with itself is left out."""
    first: dict[UUID, Kept] = {}
    for kept in records_about(messages, events=[MessageReceived.name]):
        first.setdefault(kept.subject, kept)
    found = {}
    for message, kept in first.items():
        try:
            facts = facts_of(bytes(kept.record.body), kept.personal)
        except SealError:
            continue
        found[message] = Recorded(kept.at, facts.parties, facts.subject)
    return found


def sender_names(message: Message, record: Recorded | None) -> dict[str, str]:
    """Who sent it, as the log names them: `name`, `organisation`; `address` is the directory's, and so are names the log has not."""
    box, guest = message.sender_box, message.sender_guest
    address = box.address if box else guest.email if guest else ""
    if record and record.parties:
        parties = record.parties
        name, organisation = parties.on_behalf_of or parties.sender, parties.organisation
    else:
        name = box.name if box else guest.name if guest else ""
        organisation = box.organisation.name if box and box.organisation else ""
    return {"name": name, "organisation": organisation, "address": address}


def is_as_recorded(entry: Entry, record: Recorded | None) -> bool:
    """Whether a line of a folder says what the log recorded: case, moment, and whom it is from or to. Guests are not named there."""
    if record is None or (entry.subject, entry.at) != (record.subject, record.at):
        return False
    if record.parties is None:
        return True
    if entry.home == Entry.Folder.IN:
        return entry.counterpart == (record.parties.on_behalf_of or record.parties.sender)
    return _names_all(entry.counterpart, record.parties.recipients)


def _names_all(text: str, recipients: Iterable[str]) -> bool:
    """Whether the names stand at the start of a text, in this order; the log has a mailbox's organisation behind its name."""
    for recipient in recipients:
        words = recipient.split(", ")
        names = (", ".join(words[:count]) for count in range(len(words), 0, -1))
        found = next((name for name in names if text == name or text.startswith(f"{name}, ")), None)
        if found is None:
            # The list keeps the first 500 characters.
            return bool(text) and recipient.startswith(text[:1]) and len(text) < len(recipient)
        text = text[len(found) :].removeprefix(", ")
    return True


@dataclass(frozen=True, slots=True)
class Logged:
    """A record as a reader's client checks it: its text, its names, and its place in the signed log (None: not yet)."""

    record: str
    personal: str | None
    log: dict[str, Any] | None


def logged(message: UUID) -> Logged | None:
    """What the log has of a message; None where it has nothing, which cannot be of one that was received."""
    kept = next(iter(records_about([message], events=[MessageReceived.name], limit=1)), None)
    if kept is None:
        return None
    return Logged(
        bytes(kept.record.body).decode(errors="replace"),
        kept.personal.decode(errors="replace") if kept.personal else None,
        _place(kept),
    )


def _place(kept: Kept) -> dict[str, Any] | None:
    """Where it stands, with the proof; None while it waits for a place. One that was changed behind our back has a proof that does
    not hold, so that whoever reads it sees that."""
    try:
        proof = proof_of(kept.record)
    except ReceiptPending:
        return None
    except SealError:
        key = public_log_key()
        return {
            "origin": origin(),
            "key": key,
            "succession": [],
            "index": kept.index,
            "proof": [],
            "checkpoint": "",
        }
    (placed,) = proof.records
    return {
        "origin": origin(),
        "key": b64(proof.key),
        "succession": proof.succession,
        "index": placed.index,
        "proof": [b64(step) for step in placed.path],
        "checkpoint": proof.note,
    }


@dataclass(frozen=True, slots=True)
class Grants:
    """Who holds a key of a message today: references as in evidence, and the records by which some of them came later."""

    holders: list[str]
    adoptions: list[str]


def grants_of(message: UUID) -> Grants:
    """The real grants of a message the caller may read (two queries)."""
    rows = AccessGrant.objects.filter(message=message).order_by("id").values_list("box", "guest")
    holders = [f"box:{box}" if box else reference(Kind.GUEST, guest) for box, guest in rows]
    return Grants(holders, _adoptions(message))


def has_others(guest: Guest) -> bool:
    """Whether anybody but the owner of the conversation and the guest holds a message of theirs (one query)."""
    rows = AccessGrant.objects.filter(message__grants__guest=guest)
    own = Q(box=guest.conversation.owner_id) | Q(guest=guest)
    return rows.exclude(own | Q(box=guest.account_id) if guest.account_id else own).exists()


def _adoptions(message: UUID) -> list[str]:
    guests = list(
        Message.objects.filter(pk=message, deliveries__guest__isnull=False).values_list(
            "deliveries__guest", flat=True
        )
    )
    kept = records_about(guests, events=[GuestAdopted.name], limit=100) if guests else []
    told = [entry.record for entry in kept if str(message) in entry.facts.get("messages", ())]
    return [bytes(record.body).decode(errors="replace") for record in told]
