"""How a guest shows who they are: six digits by SMS or an access code, with what limits guessing."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.ceilings import spend_code, warn_operator
from zegel.authentication.actions.limits import count, reached
from zegel.authentication.actions.policies import spend_sms
from zegel.authentication.errors.factors import CodesStopped
from zegel.authentication.errors.policies import SmsBudgetSpent
from zegel.authentication.queries.policies import policy_of
from zegel.authentication.rules.limits import HOUR, limit_key
from zegel.contacts.actions.contacts import confirm_contact
from zegel.contacts.rules import Known, small
from zegel.evidence.actions import write
from zegel.lib.moments import amsterdam
from zegel.lib.typed import six_digits
from zegel.lib.verbs import nobody_acts
from zegel.mail.actions.guests import as_guest, locked_guest, open_help
from zegel.mail.errors import (
    ApplicantsWait,
    CodeExpired,
    CodeTooSoon,
    CodeWrong,
    GuestLocked,
    TooManyCodes,
    WrongWay,
)
from zegel.mail.events import (
    GuestCodeAsked,
    GuestCodeFailed,
    GuestHelpSettled,
    GuestVerified,
)
from zegel.mail.keys import code_key
from zegel.mail.letters import GuestCode
from zegel.mail.models import Delivery, Guest, HelpRequest, SmsCode
from zegel.mail.rules import (
    APPLICANTS_CODES_AN_HOUR,
    CODE_LIFE,
    CODES_A_NUMBER_AN_HOUR,
    CODES_AN_HOUR,
    WRONG_TRIES,
    code_pause,
    lock_after,
    sms_digits,
    verifier_hash,
)
from zegel.notify.actions import queue_sms
from zegel.notify.queries import sms_count


def _refuse_when_shut(guest: Guest, at: datetime) -> None:
    if guest.locked_until and guest.locked_until > at:
        raise _shut(guest.locked_until, at)


def _shut(until: datetime, at: datetime) -> GuestLocked:
    """For so many minutes, and until when on a Dutch clock, both rounded up: at that minute the next try is heard."""
    minutes = -(-int((until - at).total_seconds()) // 60)
    hour = amsterdam(until + timedelta(minutes=1) - timedelta(microseconds=1))
    return GuestLocked(minutes=minutes, until=f"{hour:%H:%M}")


@nobody_acts("a guest who has not been let in yet")
def ask_code(*, guest: UUID, at: datetime) -> SmsCode:
    """Send six digits to the guest's phone; they work for five minutes, once, and until the next are sent.

    When the sender's SMS budget is used up (or, where there is none, the ceiling of the installation reached), the
    sender gets a task, committed before the refusal.

    Raises:
        GuestUnknown, WrongWay (this guest has an access code), GuestLocked, CodeTooSoon, TooManyCodes, ApplicantsWait;
        SmsBudgetSpent.
    """
    try:
        return _send_code(guest, at)
    except CodesStopped as error:
        warn_operator("guest", at=at)
        with transaction.atomic():
            open_help(guest, HelpRequest.Reason.SMS_SPENT, "", at)
        raise SmsBudgetSpent from error
    except SmsBudgetSpent:
        with transaction.atomic():
            open_help(guest, HelpRequest.Reason.SMS_SPENT, "", at)
        raise


@transaction.atomic
def _send_code(guest: UUID, at: datetime) -> SmsCode:
    found = locked_guest(guest)
    if found.verification != Guest.Verification.SMS:
        raise WrongWay
    _refuse_when_shut(found, at)
    # A code that let the guest in proves who asks: it makes nobody wait.
    unused = found.codes.filter(asked_at__gt=at - timedelta(hours=1), used_at__isnull=True)
    asked = list(unused.order_by("-asked_at")[:CODES_AN_HOUR])
    pause = code_pause(asked[0].asked_at if asked else None, at)
    if pause:
        raise CodeTooSoon(seconds=pause)
    if len(asked) >= CODES_AN_HOUR:
        raise TooManyCodes(most=CODES_AN_HOUR)
    if sms_count(found.phone, since=at - timedelta(hours=1)) >= CODES_A_NUMBER_AN_HOUR:
        raise TooManyCodes(most=CODES_A_NUMBER_AN_HOUR)
    if not _was_written_to(found):
        _spend_applicants_code(found, at)
    organisation = found.conversation.owner.organisation
    if organisation:
        spend_sms(organisation=organisation.pk, at=at)
    if organisation is None or policy_of(organisation.pk).sms_budget is None:
        spend_code("guest", at=at)
    code = SmsCode.objects.create(guest=found, asked_at=at, expires_at=at + CODE_LIFE)
    queue_sms(
        ref=code.pk,
        letter=GuestCode(
            organisation=organisation.name if organisation else found.conversation.owner.name,
            minutes=int(CODE_LIFE.total_seconds()) // 60,
        ),
        to=found.phone,
        language=found.language,
        secret=sms_digits(code_key(), code.pk),
        expires_at=code.expires_at,
        at=at,
    )
    write([GuestCodeAsked(subject=found.pk)], actor=as_guest(found), at=at)
    return code


def _was_written_to(guest: Guest) -> bool:
    """Whether the sender ever wrote to this guest; of who began by themselves nobody else chose the name and the number."""
    return Delivery.objects.filter(guest=guest, role=Delivery.Role.RECIPIENT).exists()


def _spend_applicants_code(guest: Guest, at: datetime) -> None:
    """Count a code to a number that a stranger gave.

    Raises:
        ApplicantsWait.
    """
    key = limit_key("applicants-sms", str(guest.conversation.owner_id))
    if reached(key, APPLICANTS_CODES_AN_HOUR, within=HOUR, at=at):
        raise ApplicantsWait
    count(key, at=at)


@nobody_acts("a guest who has not been let in yet")
def enter_by_sms(*, guest: UUID, digits: str, at: datetime) -> Guest:
    """Check the digits a guest typed. Only the newest code lets in: five that work at once would make guessing five
    times as likely. A wrong try is committed before it is refused; an older code is none.

    Raises:
        GuestUnknown, WrongWay, GuestLocked, CodeExpired, CodeWrong.
    """
    with transaction.atomic():
        found = locked_guest(guest)
        if found.verification != Guest.Verification.SMS:
            raise WrongWay
        _refuse_when_shut(found, at)
        codes = list(found.codes.filter(asked_at__gt=at - timedelta(hours=1)).order_by("-asked_at"))
        typed = six_digits(digits).encode()
        match = next((code for code in codes if hmac.compare_digest(_digits(code), typed)), None)
        if match and match is codes[0] and match.used_at is None and match.expires_at > at:
            match.used_at = at
            match.save(update_fields=["used_at"])
            _let_in(found, "sms", at)
            _remember(found, at)
            return found
        if match is None:
            _count_wrong_try(found, at)
    if match:
        raise CodeExpired(field="code")
    raise _wrong(found, at)


@nobody_acts("a guest who has not been let in yet")
def enter_by_code(*, guest: UUID, verifier: str, at: datetime) -> Guest:
    """Check the verifier half of an access code. A wrong try is committed before it is refused.

    Raises:
        GuestUnknown, WrongWay, GuestLocked, CodeWrong.
    """
    with transaction.atomic():
        found = locked_guest(guest)
        if found.verification != Guest.Verification.CODE:
            raise WrongWay
        _refuse_when_shut(found, at)
        if hmac.compare_digest(verifier_hash(verifier), found.code_verifier):
            _let_in(found, "code", at)
            return found
        _count_wrong_try(found, at)
    raise _wrong(found, at)


def _digits(code: SmsCode) -> bytes:
    return sms_digits(code_key(), code.pk).encode()


def _let_in(guest: Guest, way: str, at: datetime) -> None:
    guest.wrong_tries, guest.locked_until = 0, None
    guest.save(update_fields=["wrong_tries", "locked_until"])
    write([GuestVerified(subject=guest.pk, way=way)], actor=as_guest(guest), at=at)
    # Who got in needs no help any more. That a number is somebody else's is still for the sender to look at.
    waiting = guest.help_requests.filter(done_at__isnull=True)
    if waiting.exclude(reason=HelpRequest.Reason.NOT_MY_NUMBER).update(done_at=at):
        write([GuestHelpSettled(subject=guest.pk)], actor=as_guest(guest), at=at)


def _remember(guest: Guest, at: datetime) -> None:
    """The number was right: the sender's organisation need not ask for it again. Who began by themselves gave their own name too, and
    puts nobody among those whom an organisation writes to."""
    organisation = guest.conversation.owner.organisation_id
    if organisation and _was_written_to(guest):
        known = Known(small(guest.email), guest.name, guest.phone, guest.language)
        confirm_contact(organisation=organisation, known=known, at=at)


def _count_wrong_try(guest: Guest, at: datetime) -> None:
    guest.wrong_tries += 1
    lock = lock_after(guest.wrong_tries)
    guest.locked_until = at + lock if lock else None
    guest.save(update_fields=["wrong_tries", "locked_until"])
    write([GuestCodeFailed(subject=guest.pk, locked=bool(lock))], actor=as_guest(guest), at=at)


def _wrong(guest: Guest, at: datetime) -> GuestLocked | CodeWrong:
    if guest.locked_until:
        return _shut(guest.locked_until, at)
    return CodeWrong(field="code", left=WRONG_TRIES - guest.wrong_tries % WRONG_TRIES)
