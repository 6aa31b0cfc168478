"""Messages, for a reader who holds their key."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, Subquery

from zegel.boxes.queries import (
    Account,
    boxes_by_id,
    boxes_of,
    court_of_box,
    current_key_versions,
    membership,
    recognised,
)
from zegel.key_custody.queries.keys import signing_key_at
from zegel.lib.principal import Kind, Principal
from zegel.mail.errors import ConversationUnknown, GuestUnknown, MessageUnknown
from zegel.mail.models import (
    AccessGrant,
    Attachment,
    Conversation,
    Delivery,
    Download,
    Entry,
    Guest,
    Message,
    Verdict,
)
from zegel.notify.queries import MessageState, mail_states
from zegel.professions.queries.links import NOBODY, Mark

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "AccessGrant",
    "Attachment",
    "Conversation",
    "Correspondent",
    "Delivery",
    "Entry",
    "Guest",
    "Message",
    "Reader",
    "Track",
    "attached",
    "attachments",
    "conversation_for",
    "correspondents",
    "entry_for",
    "grant_of",
    "guest_landing",
    "guest_messages",
    "guest_reader",
    "key_versions",
    "past_guests",
    "reader_of",
    "sender_signing_key",
    "sent_message",
    "thread",
    "tracks",
]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: an account through a box, or a guest. `delivery` is their part in the message."""

    delivery: Delivery
    actor: Principal

    @property
    def guest(self) -> Guest | None:
        """The guest who reads; None for an account."""
        return self.delivery.guest if self.actor.kind == Kind.GUEST else None


_MESSAGE = (
    "message__conversation",
    "message__sender_box__organisation",
    "message__sender_user",
    "message__sender_guest",
)
_LOGO = "message__sender_box__organisation__logo"


def reader_of(actor: Principal, message: UUID, box: UUID | None = None, *, at: datetime) -> Reader:
    """The part of an account in a message, as recipient before as sender.

    Raises:
        MessageUnknown: none of the user's boxes holds it.
    """
    rows = Delivery.objects.filter(message=message, box__in=boxes_of(actor.account, at=at)).select_related(
        *_MESSAGE, "box"
    )
    if box:
        rows = rows.filter(box=box)
    found = rows.defer(_LOGO).order_by("role").first()
    if found is None:
        raise MessageUnknown
    return Reader(found, actor)


def sent_message(actor: Principal, message: UUID) -> Message:
    """A message the actor sent, with its conversation.

    Raises:
        MessageUnknown: there is none, or somebody else sent it.
    """
    sender = {"sender_guest": actor.account} if actor.kind == Kind.GUEST else {"sender_user": actor.account}
    found = Message.objects.filter(pk=message, **sender).select_related("conversation").first()
    if found is None:
        raise MessageUnknown
    return found


def attached(keys: Iterable[UUID]) -> set[UUID]:
    """Which of some stored objects are files of a message."""
    return set(Attachment.objects.filter(object__in=list(keys)).values_list("object", flat=True))


def guest_signing_keys(guests: Collection[UUID]) -> dict[UUID, str]:
    """The Ed25519 public keys (base64) guests sign answers with (at most one query); who has none yet is left out."""
    if not guests:
        return {}
    rows = Guest.objects.filter(pk__in=guests).exclude(signing_key="")
    return dict(rows.values_list("pk", "signing_key"))


def guest_reader(actor: Principal, message: UUID) -> Reader:
    """A verified guest's part in a message.

    Raises:
        MessageUnknown: they hold no key of it.
    """
    found = (
        Delivery.objects.filter(message=message, guest=actor.account)
        .select_related(*_MESSAGE, "guest")
        .defer(_LOGO)
        .first()
    )
    if found is None:
        raise MessageUnknown
    return Reader(found, actor)


def grant_of(reader: Reader) -> AccessGrant | None:
    """The message's key, sealed to whom the reader reads for; None once it was withdrawn or has expired."""
    part = reader.delivery
    return AccessGrant.objects.filter(message=part.message_id, box=part.box_id, guest=part.guest_id).first()


def key_versions(
    messages: Collection[UUID], *, box: UUID | None = None, guest: UUID | None = None
) -> dict[UUID, int]:
    """In which key version of a mailbox (or guest) each message was sealed (a query, if there are any); without those that are gone."""
    if not messages:
        return {}
    rows = AccessGrant.objects.filter(message__in=messages, box=box, guest=guest)
    return dict(rows.values_list("message", "key_version"))


def attachments(message: UUID) -> list[Attachment]:
    """The sealed files of a message the caller may read, in order."""
    return list(Attachment.objects.filter(message=message).select_related("object").order_by("number"))


def sender_signing_key(message: Message) -> str:
    """The Ed25519 public key (base64) the directory names for the sender: theirs when the message was received."""
    if message.sender_user:
        return signing_key_at(message.sender_user, message.received_at)
    return message.sender_guest.signing_key if message.sender_guest else ""


def thread(reader: Reader) -> list[Message]:
    """The messages of this conversation that the reader holds, oldest first."""
    mine = (
        Q(deliveries__guest=reader.delivery.guest_id)
        if reader.guest
        else Q(deliveries__box=reader.delivery.box_id)
    )
    rows = Message.objects.filter(mine, conversation=reader.delivery.message.conversation_id)
    rows = rows.select_related("sender_box", "sender_user", "sender_guest").defer("envelope", "summary")
    return list(rows.distinct().order_by("received_at"))


@dataclass(frozen=True, slots=True)
class Track:
    """How far a message has come with one recipient, for its sender. Moments are aware or None."""

    delivery: Delivery
    mails: list[MessageState]
    downloads: list[Download]


def tracks(reader: Reader) -> list[Track]:
    """The event line per recipient and file, for the sender of a message (four queries); empty for others."""
    if reader.delivery.role != Delivery.Role.SENDER:
        return []
    downloads = Download.objects.select_related("attachment").order_by("attachment__number")
    verdicts = Verdict.objects.select_related("attachment").order_by("attachment__number")
    rows = Delivery.objects.filter(message=reader.delivery.message_id, role=Delivery.Role.RECIPIENT)
    deliveries = list(
        rows.select_related("box", "guest")
        .prefetch_related(Prefetch("downloads", downloads), Prefetch("verdicts", verdicts), "reports")
        .order_by("id")
    )
    states = mail_states([delivery.pk for delivery in deliveries])
    return [
        Track(delivery, states.get(delivery.pk, []), list(delivery.downloads.all()))
        for delivery in deliveries
    ]


def guest_messages(guest: Guest) -> list[Delivery]:
    """What a verified guest can read, newest first."""
    rows = Delivery.objects.filter(guest=guest).select_related(
        "message__sender_box__organisation", "message__sender_guest", "message__sender_user"
    )
    return list(rows.defer("message__envelope").order_by("-message__received_at"))


def guest_landing(key: UUID) -> Guest:
    """The guest behind a link, for the page before verification: court, conversation, masked number, nothing sealed.

    Raises:
        GuestUnknown: the link belongs to nobody.
    """
    found = (
        Guest.objects.filter(pk=key)
        .select_related("conversation__owner__organisation", "organisation_code")
        .first()
    )
    if found is None:
        raise GuestUnknown
    return found


def entry_for(reader: Reader) -> Entry | None:
    """The message as it lies in the reader's box."""
    delivery = reader.delivery
    found = Entry.objects.filter(box=delivery.box_id, message=delivery.message_id).order_by("home").first()
    if found and delivery.box:
        found.box = delivery.box
    return found


def conversation_for(user: Account, key: UUID, *, at: datetime) -> Conversation:
    """A conversation one of the user's boxes takes part in.

    Raises:
        ConversationUnknown: there is none.
    """
    found = (
        Conversation.objects.filter(pk=key, messages__deliveries__box__in=boxes_of(user, at=at))
        .select_related("owner")
        .first()
    )
    if found is None:
        raise ConversationUnknown
    return found


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Someone an answer can go to: a box, or a guest whose link the owner of the conversation can unseal."""

    kind: str
    id: UUID
    name: str
    address: str
    recipient: str
    verification: str
    sender_copy: bytes
    key_version: int = 1
    court: bool = False
    adopted: bool = False
    """A guest who took the conversation along to an account, which is another correspondent: write to that one."""
    past: bool = False
    """A guest whose key is known to who left the box since: write to them as somebody new, with another link."""
    phone: str = ""
    language: str = "nl"
    organisation: str = ""
    mark: Mark = NOBODY


def correspondents(
    user: Account, conversation: Conversation, box: UUID, *, at: datetime
) -> list[Correspondent]:
    """Everybody else in the messages of a conversation that the user's `box` holds; guests only for its owner.
    Who else was written to in messages this box never got is nobody's business here.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    held = Message.objects.filter(conversation=conversation, deliveries__box=box)
    rows = Delivery.objects.filter(message__in=held, box__isnull=False).exclude(box=box)
    boxes = boxes_by_id(list(rows.values_list("box", flat=True).distinct()))
    known = recognised(boxes.values(), at=at)
    found = [
        Correspondent(
            kind="box",
            id=each_box.pk,
            name=each_box.name,
            address=each_box.address,
            recipient=each_box.recipient,
            verification="account",
            sender_copy=b"",
            key_version=each_box.key_version,
            court=court_of_box(each_box) is not None,
            organisation=each_box.organisation.name if each_box.organisation else "",
            mark=known[each_box.pk],
        )
        for each_box in boxes.values()
    ]
    return found + (_guests_of(conversation) if conversation.owner_id == box else [])


def _guests_of(conversation: Conversation) -> list[Correspondent]:
    owner = conversation.owner_id
    past = past_guests(conversation, current_key_versions([owner])[owner])
    return [
        Correspondent(
            kind="guest",
            id=guest.pk,
            name=guest.name,
            address=guest.email,
            recipient=guest.recipient,
            verification=guest.verification,
            sender_copy=bytes(guest.sender_copy),
            adopted=guest.account_id is not None,
            past=guest.pk in past,
            phone=guest.phone,
            language=guest.language,
        )
        for guest in Guest.objects.filter(conversation=conversation).order_by("name")
    ]


def past_guests(conversation: Conversation, key_version: int) -> set[UUID]:
    """Guests of a conversation that were made under an earlier key of its owner's box than that of this key version. Who left
    with that key may have opened the copy that the box has of such a guest's identity and link (two queries).

    A guest without a message that tells counts as one.
    """
    own = AccessGrant.objects.filter(box=conversation.owner_id, message__sender_box=conversation.owner_id)
    first = own.filter(
        message__deliveries__guest=OuterRef("pk"), message__deliveries__role=Delivery.Role.RECIPIENT
    )
    made = Subquery(first.order_by("key_version").values("key_version")[:1])
    rows = Guest.objects.filter(conversation=conversation).alias(made=made)
    return set(rows.exclude(made__gte=key_version).values_list("pk", flat=True))
