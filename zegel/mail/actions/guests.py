"""A guest's help, address, number, link and key; how they are let in is in `guest_entry`."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.limits import count, reached
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.queries.policies import policy_of
from zegel.authentication.rules.limits import HOUR, limit_key
from zegel.boxes.queries import boxes_of, sending_box
from zegel.contacts.rules import Basis
from zegel.evidence.actions import write
from zegel.lib.principal import Kind, Principal, system
from zegel.lib.verbs import nobody_acts, step
from zegel.mail.actions.legal_basis import secure_address
from zegel.mail.actions.notices import guest_letter
from zegel.mail.errors import (
    GuestData,
    GuestUnknown,
    WayNotAllowed,
)
from zegel.mail.events import (
    GuestChanged,
    GuestHelpAsked,
    GuestHelpSettled,
    GuestKeyRegistered,
    GuestLinkRenewed,
    GuestLinkSeen,
)
from zegel.mail.letters import CodeHelp
from zegel.mail.models import Guest, HelpRequest
from zegel.mail.queries.growth import allowance_of
from zegel.mail.rules import (
    check_access_code,
    verifier_hash,
)
from zegel.notify.actions import queue_mail
from zegel.notify.rules import check_address, normalise_number
from zegel.seal.header import is_sealed_key

HELP_AN_HOUR = 10


@step
def as_guest(guest: Guest) -> Principal:
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
    return open_help(guest, reason, contact, at)


@step
def open_help(guest: UUID, reason: str, contact: str, at: datetime) -> HelpRequest:
    """A task for the sender's team, or what changed in the one that waits.

    Raises:
        GuestUnknown; TooManyTries: this guest asked too often in the last hour.
    """
    found = locked_guest(guest)
    # Whoever knows the link's address can ask, and evidence is kept for ever.
    key = limit_key("guest-help", str(guest))
    if reached(key, HELP_AN_HOUR, within=HOUR, at=at):
        raise TooManyTries(minutes=int(HOUR.total_seconds()) // 60)
    count(key, at=at)
    # Asked again is evidence too: whoever has the link may leave another contact than the guest did.
    write([GuestHelpAsked(subject=found.pk, reason=reason)], actor=as_guest(found), at=at)
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
