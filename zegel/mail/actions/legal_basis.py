"""Whether a message may go to these people: how they are recognised, and why a court writes to them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from zegel.authentication.queries.policies import policy_of
from zegel.boxes.queries import Container, court_of_box
from zegel.contacts.actions.consents import LegalBasis, Wrote, record_legal_bases
from zegel.contacts.errors import BasisMissing
from zegel.contacts.queries.codes import check_codes
from zegel.contacts.queries.consents import standing
from zegel.contacts.rules import Basis
from zegel.law.rules.annexes import may_mail_to
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.errors import SmsCeiling, WayNotAllowed
from zegel.mail.models import Guest
from zegel.mail.queries.firsts import firsts, is_court
from zegel.mail.rules import Submission

DAY = timedelta(days=1)


@step
def check_ways(
    *, actor: Principal, source: Container, submission: Submission, guests: Mapping[UUID, Guest], at: datetime
) -> None:
    """Refuse ways of recognising guests that the sender's organisation does not allow.

    Guests of an earlier message are asked for anew only when this one is secret: their link works already.

    Raises:
        WayNotAllowed, SmsCeiling; CodeUnknown: an organisation code that is not (any more) the organisation's.
    """
    if not guests:
        return
    policy = policy_of(source.organisation_id)
    fresh = {each_guest.guest for each_guest in submission.guests if each_guest.new}
    for guest in guests.values():
        asked = submission.secret or guest.pk in fresh
        if asked and guest.way not in policy.ways_for(secret=submission.secret):
            raise WayNotAllowed(field="recipients", name=guest.name)
    check_codes(
        source.organisation_id,
        {each_guest.organisation_code_id for each_guest in guests.values() if each_guest.pk in fresh},
    )
    by_sms = sum(
        guest.pk in fresh and guest.verification == Guest.Verification.SMS for guest in guests.values()
    )
    if by_sms:
        _check_ceiling(actor, by_sms, policy.sms_per_account, at)


def _check_ceiling(actor: Principal, fresh: int, most: int, at: datetime) -> None:
    """An account that was taken over must not make thousands of phones ring at its organisation's cost."""
    rows = Guest.objects.filter(
        verification=Guest.Verification.SMS,
        deliveries__message__sender_user=actor.account,
        deliveries__message__received_at__gt=at - DAY,
    )
    if rows.distinct().count() + fresh > most:
        raise SmsCeiling(field="recipients", most=most)


@step
def secure_bases(
    *,
    actor: Principal,
    source: Container,
    submission: Submission,
    boxes: Mapping[UUID, Container],
    guests: Mapping[UUID, Guest],
    at: datetime,
) -> None:
    """A court sends only to who asked for Veilig Mailen, agreed, or wrote this way first (VI 6.3). What the clerk states
    with the message, or what an earlier message shows, goes into the register.

    Raises:
        BasisMissing; BasisRefused.
    """
    court = court_of_box(source)
    if court is None:
        return
    _secure(actor, court, _outsiders(submission, boxes, guests), "recipients", at)


@step
def secure_address(
    *, actor: Principal, source: Container, guest: Guest, basis: Basis | None, at: datetime
) -> None:
    """The same for a guest whose address was corrected: it may be another person, of whom nobody asked anything.

    Raises:
        BasisMissing; BasisRefused.
    """
    court, address = court_of_box(source), guest.email.lower()
    if court is not None and not is_court(address):
        _secure(actor, court, {address: (guest.name, basis)}, "basis", at)


def _secure(
    actor: Principal, court: UUID, people: Mapping[str, tuple[str, Basis | None]], field: str, at: datetime
) -> None:
    known = standing(court, list(people))
    missing = {person: known.withdrawn.get(person) for person in people if person not in known.held}
    if not missing:
        return
    first = firsts(court, missing)
    bases = []
    for address in missing:
        name, stated = people[address]
        wrote = first.get(address)
        basis = Wrote(wrote.message, wrote.at) if wrote else stated
        kind = stated.kind if stated else ""
        allowed = may_mail_to(kind == "asked", kind == "agreed", mailed_before=wrote is not None)
        # A reason that is none of those of VI 6.3 is refused as such where it is entered.
        if basis is None or (allowed.blocks and not kind):
            raise BasisMissing(field=field, name=name)
        bases.append(LegalBasis(address, name, basis))
    record_legal_bases(actor=actor, organisation=court, bases=bases, at=at)


def _outsiders(
    submission: Submission, boxes: Mapping[UUID, Container], guests: Mapping[UUID, Guest]
) -> dict[str, tuple[str, Basis | None]]:
    """Everybody outside the courts by address, with what the clerk stated of them."""
    found: dict[str, tuple[str, Basis | None]] = {}
    for to in submission.boxes:
        box = boxes[to.box]
        if court_of_box(box) is None:
            found[box.address.lower()] = (box.name, to.basis)
    for each_guest in submission.guests:
        guest = guests[each_guest.guest]
        found[guest.email.lower()] = (guest.name, each_guest.basis)
    return found
