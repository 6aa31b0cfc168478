"""Sending: a sealed message is received by the facility whole or not at all (art. 3.4)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from zegel.boxes.errors import KeyVersionPast, MayNotSend
from zegel.boxes.queries import (
    Container,
    boxes_by_id,
    checked_boxes,
    court_of_box,
    current_key_versions,
    member_ids,
    membership,
)
from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent
from zegel.identity.queries.people import User
from zegel.lib.ids import uuid7
from zegel.lib.principal import Kind, Principal, reference
from zegel.lib.search import search_text
from zegel.mail.actions.attempts import keep_attempts
from zegel.mail.actions.growth import check_growth
from zegel.mail.actions.legal_basis import check_ways, secure_bases
from zegel.mail.actions.notices import guest_letter
from zegel.mail.actions.practice import check_practice
from zegel.mail.actions.rows import insert_if_new
from zegel.mail.actions.teamwork import assignees, mark_answered
from zegel.mail.errors import AlreadySent, ConversationUnknown, FileMissing, GuestPast, RecipientUnknown
from zegel.mail.events import DelegateSent, MessageReceived, WarningsAcknowledged
from zegel.mail.letters import AccountNotice, TeamNotice
from zegel.mail.models import AccessGrant, Attachment, Conversation, Delivery, Draft, Entry, Guest, Message
from zegel.mail.queries.growth import allowance_of
from zegel.mail.queries.messages import guest_landing, past_guests
from zegel.mail.rules import (
    Allowance,
    GuestRecipient,
    Receipt,
    Submission,
    check_guest,
    check_submission,
    checked_subject,
    verifier_hash,
)
from zegel.notify.actions import queue_mail
from zegel.notify.letter import MailLetter
from zegel.vault.queries import StoredObject, stored_objects


@dataclass(frozen=True, slots=True)
class _Sender:
    """The sending side of a submission, for either door."""

    actor: Principal
    name: str
    box: Container | None = None
    user: User | None = None
    guest: Guest | None = None
    delegate: bool = False
    """They act on behalf of whoever the mailbox is of."""

    @property
    def called(self) -> str:
        """The name with the address: a name alone is what its owner says it is."""
        address = self.box.address if self.box else self.guest.email if self.guest else ""
        return f"{self.name} ({address})" if address else self.name


def submit(*, actor: Principal, box: UUID, submission: Submission, at: datetime) -> Receipt:
    """Send a message from a box, on behalf of everybody it belongs to.

    1. Check what the submission says of itself. 2. Answer a repeated one with its first receipt. 3. In one
    transaction: conversation, guests, message, keys, folders, evidence, notifications.

    Raises:
        any refusal of `mail.rules` or `legal_basis`; BoxUnknown, MayNotSend, KeyVersionPast; ConversationUnknown, RecipientUnknown, GuestPast, FileMissing;
        ProfessionBlocked, RecipientBlocked; NewcomersEnough, MessagesEnough, NameTaken: of a sender nobody checked;
        AlreadySent: the identifier was used for something else.
    """
    check_submission(submission)
    # Its logo goes along with each letter of an organisation.
    mine = membership(actor.account, box, at=at, logo=True)
    if not mine.may_send:
        raise MayNotSend
    sender = _Sender(
        actor.acting_for(box),
        mine.box.name,
        box=mine.box,
        user=mine.person,
        delegate=mine.delegated_by_id is not None,
    )
    return _receive(sender, submission, at)


def submit_reply(*, actor: Principal, submission: Submission, at: datetime) -> Receipt:
    """Send a verified guest's answer to the owner of the conversation.

    Raises:
        as `submit`; RecipientUnknown also when it is addressed to anybody else.
    """
    check_submission(submission)
    guest = guest_landing(actor.account)
    owner = guest.conversation.owner_id
    if submission.guests or [box.box for box in submission.boxes] != [owner]:
        raise RecipientUnknown(field="recipients")
    if submission.conversation != guest.conversation_id or not guest.signing_key:
        raise ConversationUnknown
    return _receive(_Sender(actor, guest.name, guest=guest), submission, at)


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A message on its way in: what it carries and whom it is for."""

    sender: _Sender
    submission: Submission
    message: Message
    objects: list[StoredObject]
    boxes: dict[UUID, Container]
    guests: dict[UUID, Guest]
    begun: bool
    """The conversation begins with it."""
    may: Allowance | None
    """What its mailbox may do, of which nobody checked whose it is; None of all others, and of guests."""


@transaction.atomic
def _receive(sender: _Sender, submission: Submission, at: datetime) -> Receipt:
    boxes = boxes_by_id([box.box for box in submission.boxes]) if submission.boxes else {}
    filed = submission.filed or _is_filed(sender, boxes)
    message, fresh, begun = _message(sender, submission, filed, at)
    if not fresh:
        return _receipt(message)
    objects = _files(sender, submission, message, at=at)
    _check_boxes(sender, submission, boxes)
    incoming = _Incoming(
        sender,
        submission,
        message,
        objects=objects,
        boxes=boxes,
        guests=_guests(sender, submission, message.conversation),
        begun=begun,
        may=allowance_of(sender.box, at=at) if sender.box else None,
    )
    _check_people(incoming, at)
    if sender.box and sender.user:
        check_practice(sender.actor.account, sender.box, incoming.boxes.values(), at=at)
    _grant(incoming)
    deliveries = _deliveries(incoming, at=at)
    Entry.objects.bulk_create(_entries(incoming))
    _notify(incoming, deliveries, at)
    write([_received(incoming), *_told_beside(incoming)], actor=sender.actor, at=at)
    if submission.draft and sender.box:
        Draft.objects.filter(pk=submission.draft, box=sender.box).delete()
    if sender.box and not begun:
        mark_answered(
            box=sender.box.pk, conversation=message.conversation_id, user=sender.actor.account, at=at
        )
    return Receipt(message.pk, at, message.envelope_sha256, [stored.sha256 for stored in incoming.objects])


def _receipt(message: Message) -> Receipt:
    hashes = message.attachments.order_by("number").values_list("object__sha256", flat=True)
    return Receipt(message.pk, message.received_at, message.envelope_sha256, list(hashes))


def _message(
    sender: _Sender, submission: Submission, filed: bool, at: datetime
) -> tuple[Message, bool, bool]:
    """The message row, new or (handed in twice) as it was, and whether its conversation is new; the row's key decides between two at the same time."""
    conversation, begun = _conversation(sender, submission, at)
    row = Message(
        id=submission.message,
        conversation=conversation,
        sender_box=sender.box,
        sender_user=sender.user,
        sender_guest=sender.guest,
        received_at=at,
        secret=submission.secret,
        filed=filed,
        filing=submission.filing,
        envelope=submission.envelope,
        summary=submission.summary,
        envelope_sha256=hashlib.sha256(submission.envelope).hexdigest(),
        submission_sha256=submission.sha256,
    )
    # Waits for the other transaction, so exactly one of two equal submissions is first.
    if insert_if_new(row):
        return row, True, begun
    kept = Message.objects.get(pk=submission.message)
    same_sender = (kept.sender_user_id, kept.sender_guest_id) == (row.sender_user_id, row.sender_guest_id)
    if kept.submission_sha256 != row.submission_sha256 or not same_sender:
        raise AlreadySent
    return kept, False, begun


def _conversation(sender: _Sender, submission: Submission, at: datetime) -> tuple[Conversation, bool]:
    """The conversation, and whether it is new: it can be when the sender is a box; an existing one only for who takes part in it.

    A guest who began it has no part in a message of it yet.
    """
    if sender.box:
        new = Conversation(
            id=submission.conversation,
            subject=checked_subject(submission.subject),
            owner=sender.box,
            created_at=at,
        )
        if insert_if_new(new):
            return new, True
    part = {"guest": sender.guest} if sender.guest else {"box": sender.box}
    takes_part = Exists(Delivery.objects.filter(message__conversation=OuterRef("pk"), **part))
    owned = Q(owner=sender.box) if sender.box else Q(guests=sender.guest, messages__isnull=True)
    found = Conversation.objects.filter(owned | takes_part, pk=submission.conversation).first()
    if found is None:
        raise ConversationUnknown
    return found, False


def _files(sender: _Sender, submission: Submission, message: Message, *, at: datetime) -> list[StoredObject]:
    if not submission.objects:
        return []
    # Who prepared the message may be another than who sends it; both use the box.
    owners = {sender.actor.account} | (member_ids(sender.box.pk, at=at) if sender.box else set())
    found = stored_objects(owners, list(submission.objects))
    taken = set(Attachment.objects.filter(object__in=submission.objects).values_list("object", flat=True))
    for number, key in enumerate(submission.objects, 1):
        if key not in found or key in taken:
            raise FileMissing(field="files", number=number)
    Attachment.objects.bulk_create(
        Attachment(message=message, number=number, object_id=key)
        for number, key in enumerate(submission.objects, 1)
    )
    return [found[key] for key in submission.objects]


def _guests(sender: _Sender, submission: Submission, conversation: Conversation) -> dict[UUID, Guest]:
    """Guests to send to: those this submission brings, and known ones; only the conversation's owner has any."""
    if not submission.guests:
        return {}
    if len({guest.guest for guest in submission.guests}) != len(submission.guests):
        raise RecipientUnknown(field="recipients")
    if sender.box is None or conversation.owner_id != sender.box.pk:
        raise RecipientUnknown(field="recipients")
    known = {guest.pk: guest for guest in Guest.objects.filter(conversation=conversation)}
    fresh = [
        _guest(guest, conversation) for guest in submission.guests if guest.new and guest.guest not in known
    ]
    try:
        with transaction.atomic():
            Guest.objects.bulk_create(fresh)
    except IntegrityError:
        # The identifier is a guest's of another conversation, about whom this answer must say nothing.
        raise RecipientUnknown(field="recipients") from None
    known |= {guest.pk: guest for guest in fresh}
    if any(guest.guest not in known for guest in submission.guests):
        raise RecipientUnknown(field="recipients")
    # Held against the key version this is sealed in, which `_boxes` has found to be the newest, and holds.
    made_before = past_guests(conversation, submission.sender_key_version) - {guest.pk for guest in fresh}
    for guest in submission.guests:
        if guest.guest in made_before:
            raise GuestPast(field="recipients", name=known[guest.guest].name)
    return {guest.guest: known[guest.guest] for guest in submission.guests}


def _guest(recipient: GuestRecipient, conversation: Conversation) -> Guest:
    if recipient.new is None:
        raise RecipientUnknown(field="recipients")
    new = check_guest(recipient.new)
    return Guest(
        id=recipient.guest,
        conversation=conversation,
        name=new.name,
        email=new.email,
        phone=new.phone,
        language=new.language,
        verification=new.verification,
        recipient=new.recipient,
        sealed_identity=new.sealed_identity,
        sender_copy=new.sender_copy,
        code_salt=new.code_salt,
        code_verifier=verifier_hash(new.code_verifier) if new.code_verifier else "",
        organisation_code_id=new.organisation_code,
    )


def _check_people(incoming: _Incoming, at: datetime) -> None:
    """What an organisation and VI 6.3 ask of a sender; a guest answers where they were written to."""
    sender = incoming.sender
    if sender.box is None or sender.user is None:
        return
    submission, guests = incoming.submission, incoming.guests
    if incoming.may:
        check_growth(
            source=sender.box,
            may=incoming.may,
            message=incoming.message.pk,
            boxes=incoming.boxes.values(),
            guests=guests.values(),
            at=at,
        )
    check_ways(actor=sender.actor, source=sender.box, submission=submission, guests=guests, at=at)
    secure_bases(
        actor=sender.actor,
        source=sender.box,
        submission=submission,
        boxes=incoming.boxes,
        guests=guests,
        at=at,
    )


def _told_beside(incoming: _Incoming) -> list[EvidenceEvent]:
    """What else happened with it: earlier tries, warnings that were acknowledged, and that a delegate sent it."""
    sender, submission, message = incoming.sender, incoming.submission, incoming.message
    signer = sender.user or sender.guest
    found: list[EvidenceEvent] = []
    if submission.attempts and signer:
        found.append(keep_attempts(message=message, signed=submission.attempts, public=signer.signing_key))
    if warnings := submission.acknowledged_warnings:
        told = [{"concern": concern, "reason": reason} for concern, reason in warnings]
        found.append(WarningsAcknowledged(subject=message.pk, warnings=told))
    if sender.box and sender.delegate:
        found.append(DelegateSent(subject=sender.box.pk, message=message.pk))
    return found


def _is_filed(sender: _Sender, boxes: dict[UUID, Container]) -> bool:
    """What a party sends to a court has been filed when it is received (art. 3.4), whatever way it came."""
    from_court = sender.box is not None and court_of_box(sender.box) is not None
    return not from_court and any(court_of_box(box) for box in boxes.values())


def _check_boxes(sender: _Sender, submission: Submission, found: dict[UUID, Container]) -> None:
    """The mailboxes it is for. Each key must be of that box's newest key version, which holds until this is received."""
    if len(found) != len(submission.boxes):
        raise RecipientUnknown(field="recipients")
    named = {box.box: box.key_version for box in submission.boxes}
    # A box that writes to itself is named twice, and by one number.
    mine = {sender.box.pk: submission.sender_key_version} if sender.box else {}
    if named | mine != mine | named or current_key_versions(named | mine) != named | mine:
        raise KeyVersionPast


def _deliveries(incoming: _Incoming, *, at: datetime) -> list[Delivery]:
    """Who sent and who receives it. A guest who answers is its sender; a box may be sender and recipient of the same message."""
    sender, submission = incoming.sender, incoming.submission
    mine = Delivery(
        id=uuid7(),
        message=incoming.message,
        role=Delivery.Role.SENDER,
        box=sender.box,
        guest=sender.guest,
    )
    checked = checked_boxes(incoming.boxes, at=at) if incoming.objects else set()
    whom = [
        {"box_id": box.box, "unchecked": (box.box in checked) * len(incoming.objects)}
        for box in submission.boxes
    ]
    whom += [{"guest_id": guest.guest} for guest in submission.guests]
    others = [
        Delivery(id=uuid7(), message=incoming.message, role=Delivery.Role.RECIPIENT, **party)
        for party in whom
    ]
    Delivery.objects.bulk_create([mine, *others])
    return others


def _grant(incoming: _Incoming) -> None:
    """Who may read it. A box that writes to itself is named twice, and has one grant."""
    sender, submission, message = incoming.sender, incoming.submission, incoming.message
    grants = [
        AccessGrant(message=message, box_id=to.box, sealed_key=to.key, key_version=to.key_version)
        for to in submission.boxes
        if sender.box is None or to.box != sender.box.pk
    ]
    grants += [AccessGrant(message=message, guest_id=to.guest, sealed_key=to.key) for to in submission.guests]
    mine = AccessGrant(
        message=message,
        box=sender.box,
        guest=sender.guest,
        sealed_key=submission.sender_key,
        key_version=submission.sender_key_version,
    )
    AccessGrant.objects.bulk_create([mine, *grants])


def _entries(incoming: _Incoming) -> list[Entry]:
    message, sender = incoming.message, incoming.sender
    subject = message.conversation.subject
    shown = {
        "message": message,
        "conversation": message.conversation_id,
        "at": message.received_at,
        "listed_at": message.received_at,
        "subject": subject,
        "files": len(incoming.objects),
    }
    charged = {} if incoming.begun else assignees(incoming.boxes, message.conversation_id)
    entries = [
        Entry(
            box_id=box,
            folder="in",
            home="in",
            unread=True,
            counterpart=sender.name,
            search_text=search_text([sender.name], [subject]),
            assignee_id=charged.get(box),
            **shown,
        )
        for box in incoming.boxes
    ]
    if sender.box:
        names = [each_box.name for each_box in incoming.boxes.values()] + [
            guest.name for guest in incoming.guests.values()
        ]
        counterpart = ", ".join(names)[:500]
        found_by = search_text(names, [subject])
        entries.append(
            Entry(
                box=sender.box,
                folder="out",
                home="out",
                unread=False,
                counterpart=counterpart,
                search_text=found_by,
                **shown,
            )
        )
    return entries


def _received(incoming: _Incoming) -> MessageReceived:
    """Who sends on whose behalf, and the boxes it goes to. Guests it goes to are named to nobody but the sender."""
    message, sender = incoming.message, incoming.sender
    organisation = sender.box.organisation if sender.box else None
    return MessageReceived(
        subject=message.pk,
        conversation=message.conversation_id,
        subject_=message.conversation.subject,
        secret=message.secret,
        sender_box=sender.box.pk if sender.box else None,
        recipients=[f"box:{key}" for key in incoming.boxes]
        + [reference(Kind.GUEST, key) for key in incoming.guests],
        envelope=message.envelope_sha256,
        files=[
            {"object": stored.pk, "size": stored.size, "sha256": stored.sha256} for stored in incoming.objects
        ],
        sender=sender.user.name if sender.user else sender.name,
        on_behalf_of=sender.box.name if sender.box else "",
        organisation=organisation.name if organisation else "",
        recipients_=[
            f"{box.name}, {box.organisation.name}" if box.organisation else box.name
            for box in incoming.boxes.values()
        ],
        signing_key=signer.signing_key if (signer := sender.user or sender.guest) else None,
    )


def _notify(incoming: _Incoming, deliveries: list[Delivery], at: datetime) -> None:
    """A mail for every recipient but who wants none, or one a day; one without a usable address never holds up the others (M11)."""
    organisation = incoming.sender.box.organisation if incoming.sender.box else None
    unknown = incoming.may is not None
    writer = organisation.name if organisation else incoming.sender.called
    logo = bytes(organisation.logo) if organisation and organisation.logo else None
    links = {each_guest.guest: each_guest.link for each_guest in incoming.submission.guests}
    for delivery in deliveries:
        if delivery.guest_id:
            guest = incoming.guests[delivery.guest_id]
            letter: MailLetter = guest_letter(guest, organisation, writer, unknown=unknown)
            queue_mail(
                ref=delivery.pk, letter=letter, to=guest.email, language=guest.language,
                secret=links[guest.pk], logo=logo, at=at,
            )  # fmt: skip
        elif delivery.box_id:
            box = incoming.boxes[delivery.box_id]
            if box.notices != Container.Notices.AT_ONCE:
                continue
            team = box.kind == Container.Kind.TEAM
            letter = (
                TeamNotice(organisation=writer, team=box.name)
                if team
                else AccountNotice(organisation=writer, unknown=unknown)
            )
            queue_mail(
                ref=delivery.pk, letter=letter, to=box.address, language=box.language, logo=logo, at=at
            )
