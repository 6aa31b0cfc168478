"""A message of a court that is unread while its hearing comes near: a mail, an SMS, and a task for somebody to phone."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.policies import spend_sms
from zegel.authentication.errors.policies import SmsBudgetSpent
from zegel.boxes.queries import boxes_of, court_of_box, sending_box
from zegel.evidence.actions import write
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal, system
from zegel.lib.verbs import nobody_acts
from zegel.mail.errors import CallUnknown, HearingRefused, MessageUnknown
from zegel.mail.events import CallDue, Called, HearingStated, RemindedByMail, RemindedBySms
from zegel.mail.letters import HearingReminder, HearingReminderSms
from zegel.mail.models import Delivery, Hearing, Message, Nudge
from zegel.mail.queries.escalation import unread_before
from zegel.mail.rules import steps_due
from zegel.notify.actions import queue_mail, queue_sms

LONGEST_AHEAD = timedelta(days=366)
SMS_LIFE = timedelta(hours=8)


@transaction.atomic
def set_hearing(*, actor: Principal, message: UUID, on: date | None, at: datetime) -> None:
    """State the hearing before which a message of the actor's court must have been read; None takes it back.

    Another day begins anew: what was done for the old one stays evidence.

    Raises:
        MessageUnknown: not sent from one of the actor's mailboxes; MayNotSend; HearingRefused: from no court, or a day
        that is over or too far ahead.
    """
    found = Message.objects.filter(pk=message, sender_box__in=boxes_of(actor.account, at=at)).first()
    if found is None or found.sender_box_id is None:
        raise MessageUnknown
    source = sending_box(actor.account, found.sender_box_id, at=at)
    today = amsterdam(at).date()
    if court_of_box(source) is None or (on and not today < on <= today + LONGEST_AHEAD):
        raise HearingRefused(field="hearing")
    before = Hearing.objects.select_for_update().filter(message=found).first()
    if on == (before.on if before else None):
        return
    if on is None:
        Hearing.objects.filter(message=found).delete()
    else:
        Hearing.objects.update_or_create(
            message=found, defaults={"on": on, "set_by_id": actor.account, "set_at": at}
        )
    write([HearingStated(subject=found.pk, hearing=on)], actor=actor, at=at)


@nobody_acts("the work of a job")
def nudge_unread(*, at: datetime) -> int:
    """Do what is due for every unread message whose hearing is near; gives how many steps were taken. Each is taken once."""
    taken = 0
    for key in unread_before(at=at):
        taken += _nudge(key, at)
    return taken


@transaction.atomic
def _nudge(key: UUID, at: datetime) -> int:
    # Locked, so that who opens or withdraws it at this instant is seen, and two workers do not both remind.
    rows = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=key)
    open_ = rows.filter(opened_at__isnull=True, withdrawn_at__isnull=True, expired_at__isnull=True)
    delivery = open_.select_related(
        "message__hearing", "message__sender_box__organisation", "box", "guest"
    ).first()
    if delivery is None:
        return 0
    hearing = delivery.message.hearing.on
    done = set(Nudge.objects.filter(delivery=delivery, hearing_on=hearing).values_list("step", flat=True))
    fresh = [step for step in steps_due(hearing, at) if step not in done and _possible(delivery, step)]
    Nudge.objects.bulk_create(
        Nudge(delivery=delivery, step=step, hearing_on=hearing, at=at) for step in fresh
    )
    told = [_take(delivery, step, hearing, at) for step in fresh]
    write(told, actor=system("mail"), at=at)
    return len(fresh)


def _possible(delivery: Delivery, step: str) -> bool:
    return step != Nudge.Step.SMS or bool(delivery.guest and delivery.guest.phone)


def _take(
    delivery: Delivery, step: str, hearing: date, at: datetime
) -> RemindedByMail | RemindedBySms | CallDue:
    """Do one step; what there is to say of it in evidence."""
    about, key = delivery.message_id, delivery.pk
    if step == Nudge.Step.CALL:
        return CallDue(subject=about, delivery=key, hearing=hearing)
    box = delivery.message.sender_box
    organisation = box.organisation if box else None
    writer = organisation.name if organisation else ""
    if step == Nudge.Step.MAIL:
        if delivery.guest:
            to, language, path = delivery.guest.email, delivery.guest.language, ""
        elif delivery.box:
            to, language = delivery.box.address, delivery.box.language
            path = f"/mail/messages/{delivery.message_id}"
        else:
            raise AssertionError("a delivery is a box or a guest")
        letter = HearingReminder(organisation=writer, day=hearing.isoformat(), path=path)
        queue_mail(ref=delivery.pk, letter=letter, to=to, language=language, at=at)
        return RemindedByMail(subject=about, delivery=key, hearing=hearing)
    guest = delivery.guest
    if guest is None or organisation is None:
        raise AssertionError("only guests of a court are reminded by SMS")
    try:
        spend_sms(organisation=organisation.pk, at=at)
    except SmsBudgetSpent:
        return RemindedBySms(subject=about, delivery=key, hearing=hearing, sent=False, why="sms-budget")
    queue_sms(
        ref=delivery.pk,
        letter=HearingReminderSms(organisation=writer, day=hearing.isoformat()),
        to=guest.phone,
        language=guest.language,
        expires_at=at + SMS_LIFE,
        at=at,
    )
    return RemindedBySms(subject=about, delivery=key, hearing=hearing, sent=True)


@transaction.atomic
def finish_call(*, actor: Principal, call: UUID, outcome: str, at: datetime) -> None:
    """Note what came of phoning somebody who has not read a message before a hearing.

    Raises:
        CallUnknown: no such open task in the actor's mailboxes, or no such outcome; MayNotSend.
    """
    rows = Nudge.objects.select_for_update(of=("self",)).filter(step=Nudge.Step.CALL, done_at__isnull=True)
    found = rows.filter(pk=call, delivery__message__sender_box__in=boxes_of(actor.account, at=at)).first()
    source = found.delivery.message.sender_box_id if found else None
    if found is None or source is None or outcome not in Nudge.Outcome.values:
        raise CallUnknown
    sending_box(actor.account, source, at=at)
    found.done_at, found.done_by_id, found.outcome = at, actor.account, outcome
    found.save(update_fields=["done_at", "done_by", "outcome"])
    called = Called(subject=found.delivery.message_id, delivery=found.delivery_id, outcome=outcome)
    write([called], actor=actor, at=at)
