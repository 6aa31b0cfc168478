"""What a sender can still do about a message that is away: take it back, or see to it that it is read before a hearing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from zegel.boxes.queries import memberships
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.escalation import hearing_of
from zegel.mail.queries.messages import Delivery, Reader, Track


@dataclass(frozen=True, slots=True)
class Taking:
    """The panel of withdrawal: from whom, or that it was filed."""

    filed: bool
    people: list[dict[str, object]]


def withdrawal(reader: Reader, tracks: list[Track]) -> Taking | None:
    """What the sender's page offers; nothing where all have opened it, or for who may not send from this mailbox."""
    if reader.guest or reader.delivery.role != Delivery.Role.SENDER or not may_send(reader):
        return None
    if reader.delivery.message.filed:
        return Taking(filed=True, people=[])
    open_ = [
        track.delivery for track in tracks if not track.delivery.opened_at and not track.delivery.withdrawn_at
    ]
    people = [
        {"value": delivery.pk, "label": party.name, "checked": True}
        for delivery in open_
        if (party := delivery.guest or delivery.box)
    ]
    return Taking(filed=False, people=people) if people else None


@dataclass(frozen=True, slots=True)
class Nearing:
    """The panel of a hearing: its day, if it was stated, and when something is done as long as it is unread."""

    on: str
    steps: list[tuple[str, datetime]]
    tomorrow: str


def nearing(reader: Reader, at: datetime) -> Nearing | None:
    """For who may send for a court's mailbox; nothing for others."""
    message = reader.delivery.message
    if reader.guest or reader.delivery.role != Delivery.Role.SENDER or not message.sender_box:
        return None
    organisation = message.sender_box.organisation
    if organisation is None or not organisation.is_court or not may_send(reader):
        return None
    plan = hearing_of(message.pk)
    tomorrow = (amsterdam(at) + timedelta(days=1)).date().isoformat()
    if plan is None:
        return Nearing("", [], tomorrow)
    words = {
        "mail": _("A mail to who has not opened it"),
        "sms": _("An SMS, where a number is known"),
        "call": _("A task for your mailbox: to phone"),
    }
    return Nearing(plan.on.isoformat(), [(words[step], moment) for step, moment in plan.steps], tomorrow)


def call_words() -> dict[str, str]:
    """What can come of phoning somebody."""
    return {
        "reached": _("Reached: they know of it"),
        "no_answer": _("No answer"),
        "otherwise": _("Told in another way"),
    }


def may_send(reader: Reader) -> bool:
    """Whether this member of the mailbox may act for it."""
    return any(
        membership.may_send
        for membership in memberships(reader.actor.account, at=now())
        if membership.box_id == reader.delivery.box_id
    )
