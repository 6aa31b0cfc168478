"""Notifying again, when a mail bounced, failed, or nobody can tell whether it arrived."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_of, sending_box
from zegel.evidence.actions import write
from zegel.identity.queries.people import Organisation
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.errors import GuestData, MessageUnknown
from zegel.mail.events import NoticeResent
from zegel.mail.letters import GuestNotice
from zegel.mail.models import Delivery, Guest
from zegel.notify.actions import resend
from zegel.notify.errors import NothingToResend
from zegel.notify.queries import mail_states


@step
def guest_letter(
    guest: Guest, organisation: Organisation | None, sender: str, *, unknown: bool
) -> GuestNotice:
    """A guest's notification from `sender`: how to get in, and whom to call. `unknown`: nobody checked who that is."""
    return GuestNotice(
        organisation=sender,
        guest=str(guest.pk),
        phone=organisation.phone if organisation else "",
        intro=organisation.intro(guest.language) if organisation else "",
        access_code=guest.verification == Guest.Verification.CODE,
        unknown=unknown,
    )


@transaction.atomic
def resend_notice(*, actor: Principal, delivery: UUID, link: str, at: datetime) -> None:
    """Mail a recipient once more. For a guest `link` is the link secret the sender's client unsealed.

    Raises:
        MessageUnknown: not a recipient of a message from one of the actor's boxes; MayNotSend.
        GuestData: a guest's mail without its link; NothingToResend: it is on its way or has arrived.
    """
    rows = Delivery.objects.select_related("message").filter(role=Delivery.Role.RECIPIENT)
    found = rows.filter(pk=delivery, message__sender_box__in=boxes_of(actor.account, at=at)).first()
    source = found.message.sender_box_id if found else None
    if found is None or source is None:
        raise MessageUnknown
    sending_box(actor.account, source, at=at)
    stuck = [mail for mail in mail_states([found.pk]).get(found.pk, []) if mail.can_resend]
    if not stuck:
        raise NothingToResend
    if found.guest_id and not link:
        raise GuestData(field="link")
    resend(mail_id=stuck[-1].id, secret=link or None, at=at)
    resent = NoticeResent(subject=found.message_id, delivery=found.pk)
    write([resent], actor=actor, at=at)
