"""Letting a guest in: codes by SMS, access codes, wrong tries, and asking the sender for help."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.ceilings import spend_code, warn_operator
from zegel.authentication.actions.limits import count, reached
from zegel.authentication.actions.policies import spend_sms
from zegel.authentication.errors.factors import CodesStopped
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.policies import SmsBudgetSpent
from zegel.authentication.queries.policies import policy_of
from zegel.authentication.rules.limits import HOUR, limit_key
from zegel.boxes.queries import boxes_of, sending_box
from zegel.contacts.actions.contacts import confirm_contact
from zegel.contacts.rules import Basis, Known, small
from zegel.evidence.actions import write
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Kind, Principal, system
from zegel.lib.typed import six_digits
from zegel.lib.verbs import nobody_acts, step
from zegel.mail.actions.legal_basis import secure_address
from zegel.mail.actions.notices import guest_letter
from zegel.mail.errors import (
    ApplicantsWait,
    CodeExpired,
    CodeTooSoon,
    CodeWrong,
    GuestData,
    GuestLocked,
    GuestUnknown,
    TooManyCodes,
    WayNotAllowed,
    WrongWay,
)
from zegel.mail.events import (
    GuestChanged,
    GuestCodeAsked,
    GuestCodeFailed,
    GuestHelpAsked,
    GuestHelpSettled,
    GuestKeyRegistered,
    GuestLinkRenewed,
    GuestLinkSeen,
    GuestVerified,
)
from zegel.mail.keys import code_key
from zegel.mail.letters import CodeHelp, GuestCode
from zegel.mail.models import Delivery, Guest, HelpRequest, SmsCode
from zegel.mail.queries.growth import allowance_of
from zegel.mail.rules import (
    APPLICANTS_CODES_AN_HOUR,
    CODE_LIFE,
    CODES_A_NUMBER_AN_HOUR,
    CODES_AN_HOUR,
    WRONG_TRIES,
    check_access_code,
    code_pause,
    lock_after,
    sms_digits,
    verifier_hash,
)
from zegel.notify.actions import queue_mail, queue_sms
from zegel.notify.queries import sms_count
from zegel.notify.rules import check_address, normalise_number
from zegel.seal.header import is_sealed_key

HELP_AN_HOUR = 10


def _as_guest(guest: Guest) -> Principal:
    """A guest who is showing who they are, and has not been let in yet."""
    return Principal(Kind.GUEST, guest.pk, on_behalf_of=guest.conversation_id)


@step
def locked_guest(key: UUID) -> Guest:
    """The guest's row, locked: tries at the same time are counted one by one.

    Raises:
        GuestUnknown.
    """
    rows = Guest.objects.select_for_update(of=("self",)).select_related("conversation__owner__organisation")
    found = rows.filter(pk=key).first()
    if found is None:
        raise GuestUnknown
    return found


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
            _ask_help(guest, HelpRequest.Reason.SMS_SPENT, "", at)
        raise SmsBudgetSpent from error
    except SmsBudgetSpent:
        with transaction.atomic():
            _ask_help(guest, HelpRequest.Reason.SMS_SPENT, "", at)
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
    write([GuestCodeAsked(subject=found.pk)], actor=_as_guest(found), at=at)
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
    write([GuestVerified(subject=guest.pk, way=way)], actor=_as_guest(guest), at=at)
    # Who got in needs no help any more. That a number is somebody else's is still for the sender to look at.
    waiting = guest.help_requests.filter(done_at__isnull=True)
    if waiting.exclude(reason=HelpRequest.Reason.NOT_MY_NUMBER).update(done_at=at):
        write([GuestHelpSettled(subject=guest.pk)], actor=_as_guest(guest), at=at)


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
    write([GuestCodeFailed(subject=guest.pk, locked=bool(lock))], actor=_as_guest(guest), at=at)


def _wrong(guest: Guest, at: datetime) -> GuestLocked | CodeWrong:
    if guest.locked_until:
        return _shut(guest.locked_until, at)
    return CodeWrong(field="code", left=WRONG_TRIES - guest.wrong_tries % WRONG_TRIES)


@nobody_acts("a guest who has not been let in yet")
@transaction.atomic
def ask_help(*, guest: UUID, reason: str, contact: str, at: datetime) -> HelpRequest:
    """A guest cannot get in: a task for the sender, once for as long as it is open.

    `contact` is how the guest wants to be reached (at most 254 characters), shown to the sender only.

    Raises:
        GuestUnknown; GuestData: no such reason; TooManyTries: this guest asked too often in the last hour.
    """
    if reason not in HelpRequest.Reason.values or reason == HelpRequest.Reason.SMS_SPENT:
        raise GuestData(field="reason")
    return _ask_help(guest, reason, contact, at)


def _ask_help(guest: UUID, reason: str, contact: str, at: datetime) -> HelpRequest:
    found = locked_guest(guest)
    # Whoever knows the link's address can ask, and evidence is kept for ever.
    key = limit_key("guest-help", str(guest))
    if reached(key, HELP_AN_HOUR, within=HOUR, at=at):
        raise TooManyTries(minutes=int(HOUR.total_seconds()) // 60)
    count(key, at=at)
    # Asked again is evidence too: whoever has the link may leave another contact than the guest did.
    write([GuestHelpAsked(subject=found.pk, reason=reason)], actor=_as_guest(found), at=at)
    waiting = found.help_requests.filter(done_at__isnull=True).first()
    if waiting:
        waiting.reason, waiting.contact = reason, contact.strip()[:254] or waiting.contact
        waiting.save(update_fields=["reason", "contact"])
        return waiting
    box = found.conversation.owner
    task = HelpRequest.objects.create(
        guest=found, box=box, reason=reason, contact=contact.strip()[:254], asked_at=at
    )
    organisation = box.organisation
    queue_mail(
        ref=task.pk,
        letter=CodeHelp(organisation=organisation.name if organisation else box.name, team=box.name),
        to=box.address,
        language=box.language,
        at=at,
    )
    return task


@transaction.atomic
def help_guest(
    *,
    actor: Principal,
    guest: UUID,
    link: str,
    phone: str = "",
    email: str = "",
    sealed_identity: bytes = b"",
    sender_copy: bytes = b"",
    code_salt: bytes = b"",
    code_verifier: str = "",
    basis: Basis | None = None,
    at: datetime,
) -> Guest:
    """Give a guest another phone number, an access code (sealed anew by the sender's client) or another mail address,
    and mail the link.

    Another address comes with another link: the old one was mailed to somebody else, and opens nothing from now on.
    Who has an access code gets a new one with it, because the code seals the link. The lock is lifted and the task done.
    A court needs a `basis` for the new address, where the register has none.

    Raises:
        GuestUnknown; BoxUnknown, MayNotSend: not this actor's conversation; GuestData; WayNotAllowed: an access code where
        the organisation wants none; BasisMissing, BasisRefused; notify's refusals of an address or a number.
    """
    found = locked_guest(guest)
    sending_box(actor.account, found.conversation.owner_id, at=at)
    personal: dict[str, str] = {}
    if email:
        personal |= _readdress(found, email, sealed_identity, sender_copy, coded=bool(code_verifier))
        secure_address(actor=actor, source=found.conversation.owner, guest=found, basis=basis, at=at)
    if phone:
        old, found.phone = found.phone, normalise_number(phone)
        personal |= {"old_phone": old, "phone": found.phone}
    if code_verifier:
        _check_way(found)
        _recode(found, sealed_identity, code_salt, code_verifier)
    elif not email and (not phone or found.verification != Guest.Verification.SMS):
        raise GuestData(field="phone")
    _unlock(found, actor, at)
    ways = {"address": email, "code": code_verifier, "phone": phone}
    changed = GuestChanged(
        subject=found.pk, changed=", ".join(name for name, given in ways.items() if given), **personal
    )
    write([changed], actor=actor, at=at)
    notify_guest(found, link, at)
    return found


@nobody_acts("a guest who has not been let in yet")
@transaction.atomic
def note_link_seen(*, guest: UUID, at: datetime) -> None:
    """The secret of a guest's link came to our server: a program wrote `%23` for the `#`. It is not kept; that it came is, so that
    the guest's client takes another one at the next visit. Once is enough.

    Raises:
        GuestUnknown.
    """
    found = locked_guest(guest)
    if found.link_seen_at is None:
        found.link_seen_at = at
        found.save(update_fields=["link_seen_at"])
        write([GuestLinkSeen(subject=found.pk)], actor=system("mail"), at=at)


@transaction.atomic
def renew_link(
    *, actor: Principal, link: str, sealed_identity: bytes, sender_copy: bytes, at: datetime
) -> None:
    """A guest who is in seals their identity to another link, which is mailed; the old one opens nothing any more.

    Raises:
        GuestUnknown; GuestData: nothing was to be renewed, or what comes in is not sealed.
    """
    found = locked_guest(actor.account)
    if found.link_seen_at is None or not link:
        raise GuestData(field="link")
    if not is_sealed_key(sealed_identity) or not is_sealed_key(sender_copy):
        raise GuestData(field="sealed_identity")
    found.sealed_identity, found.sender_copy, found.link_seen_at = sealed_identity, sender_copy, None
    found.save(update_fields=["sealed_identity", "sender_copy", "link_seen_at"])
    write([GuestLinkRenewed(subject=found.pk)], actor=actor, at=at)
    notify_guest(found, link, at)


def _unlock(guest: Guest, actor: Principal, at: datetime) -> None:
    """Lift the lock and finish the task. Who got in by the old way may be the wrong person: they are out, and a code that
    went there lets nobody in."""
    guest.wrong_tries, guest.locked_until, guest.changed_at = 0, None, at
    guest.save()
    guest.codes.filter(expires_at__gt=at).update(expires_at=at)
    guest.help_requests.filter(done_at__isnull=True).update(done_at=at, done_by_id=actor.account)


def _readdress(
    guest: Guest, email: str, sealed_identity: bytes, sender_copy: bytes, *, coded: bool
) -> dict[str, str]:
    """Another address and another link; gives what evidence keeps beside the record."""
    address = check_address(email)
    if not is_sealed_key(sealed_identity) or not is_sealed_key(sender_copy) or address == guest.email:
        raise GuestData(field="email")
    if guest.verification == Guest.Verification.CODE and not coded:
        raise GuestData(field="access_code")
    old, guest.email = guest.email, address
    guest.sealed_identity, guest.sender_copy, guest.link_seen_at = sealed_identity, sender_copy, None
    return {"old_address": old, "address": address}


def _check_way(guest: Guest) -> None:
    """Whether the organisation lets a guest be recognised by an access code of their own, as when the message was sent."""
    policy = policy_of(guest.conversation.owner.organisation_id)
    secret = guest.deliveries.filter(message__secret=True).exists()
    if Guest.Verification.CODE not in policy.ways_for(secret=secret):
        raise WayNotAllowed(field="access_code", name=guest.name)


def _recode(guest: Guest, sealed_identity: bytes, code_salt: bytes, code_verifier: str) -> None:
    check_access_code(code_salt, code_verifier)
    if not is_sealed_key(sealed_identity):
        raise GuestData(field="access_code")
    guest.verification, guest.organisation_code = Guest.Verification.CODE, None
    guest.sealed_identity, guest.code_salt = sealed_identity, code_salt
    guest.code_verifier = verifier_hash(code_verifier)


@step
def notify_guest(guest: Guest, link: str, at: datetime) -> None:
    """Mail a guest the link of their conversation, about the newest message they hold."""
    delivery = guest.deliveries.order_by("-message__received_at").first()
    if delivery is None:
        raise GuestUnknown
    box = guest.conversation.owner
    organisation = box.organisation
    queue_mail(
        ref=delivery.pk,
        letter=guest_letter(
            guest,
            organisation,
            organisation.name if organisation else f"{box.name} ({box.address})",
            unknown=allowance_of(box, at=at) is not None,
        ),
        to=guest.email,
        language=guest.language,
        secret=link,
        logo=bytes(organisation.logo) if organisation and organisation.logo else None,
        at=at,
    )


@transaction.atomic
def finish_task(*, actor: Principal, task: UUID, at: datetime) -> None:
    """Mark a guest's request for help as done without a change (for example settled by telephone).

    Raises:
        GuestUnknown: no such task in the actor's boxes; MayNotSend: they may only read there.
    """
    found = (
        HelpRequest.objects.select_for_update(of=("self",))
        .filter(pk=task, box__in=boxes_of(actor.account, at=at), done_at__isnull=True)
        .first()
    )
    if found is None:
        raise GuestUnknown
    sending_box(actor.account, found.box_id, at=at)
    found.done_at, found.done_by_id = at, actor.account
    found.save(update_fields=["done_at", "done_by"])
    write([GuestHelpSettled(subject=found.guest_id)], actor=actor, at=at)


@transaction.atomic
def register_signing_key(*, actor: Principal, public: str, sealed: bytes, at: datetime) -> Guest:
    """Bind the signing key that a verified guest's browser made to them, once; a second one is ignored.

    Raises:
        GuestData: no key, or not sealed.
    """
    found = locked_guest(actor.account)
    if found.signing_key:
        return found
    if len(public) != 44 or not is_sealed_key(sealed):
        raise GuestData(field="signing_key")
    found.signing_key, found.sealed_signing = public, sealed
    found.save(update_fields=["signing_key", "sealed_signing"])
    write([GuestKeyRegistered(subject=found.pk, key=public)], actor=actor, at=at)
    return found
