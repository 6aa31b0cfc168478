"""Knowing people: from a file, after their first code, and with a new number when they phone it in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.policies import spend_sms
from zegel.authentication.errors.policies import SmsBudgetSpent
from zegel.authentication.queries.policies import policy_of
from zegel.contacts import events
from zegel.contacts.errors import ContactKnown, ContactUnknown, NumberDiffers, SameNumber
from zegel.contacts.events import ContactAdded, ContactForgotten, FileImported, NumberChangeStopped
from zegel.contacts.letters import NumberChanged, NumberChangedSms
from zegel.contacts.models import Contact
from zegel.contacts.queries.contacts import organisation_of
from zegel.contacts.rules import Complaint, Known, checked_contact, checked_reason, number_at, read_contacts
from zegel.evidence.actions import write
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import Organisation, account_of
from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal, system
from zegel.lib.verbs import step
from zegel.notify.actions import queue_mail, queue_sms
from zegel.notify.rules import mask_number, normalise_number

# A notice is worth sending as long as the change it tells of can still be stopped.
NOTICE_LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file: how many people are new, were renewed, and the rows that were not taken."""

    fresh: int
    renewed: int
    complaints: list[Complaint]


@transaction.atomic
def import_contacts(*, actor: Principal, data: bytes, at: datetime, seen: bool = False) -> ImportReport:
    """Take over people from a CSV file; good rows count even when others are not.

    A file never replaces a number: that has its own verb, with a waiting time. `seen` as in `read_contacts`.

    Raises:
        NotAdministrator; FileRefused, TableAmbiguous, LettersUnsure.
    """
    here = administered(account_of(actor))
    read = read_contacts(data, seen=seen)
    emails = [each_row.email for each_row in read.rows.values()]
    rows = Contact.objects.select_for_update().filter(organisation=here, email__in=emails)
    known = {each_row.email: each_row for each_row in rows}
    complaints, renewed = list(read.complaints), []
    for line, row in read.rows.items():
        found = known.get(row.email)
        if found and number_at(found.phone, found.next_phone, found.next_from, at) != row.phone:
            complaints.append(Complaint(line, row.email, NumberDiffers()))
        elif found and (found.name, found.language) != (row.name, row.language):
            found.name, found.language = row.name, row.language
            renewed.append(found)
    fresh = [_fresh(here.pk, row, "file", at) for row in read.rows.values() if row.email not in known]
    Contact.objects.bulk_create(fresh)
    Contact.objects.bulk_update(renewed, ["name", "language"])
    imported = FileImported(
        subject=here.pk, sha256=hashlib.sha256(data).hexdigest(), fresh=len(fresh), renewed=len(renewed)
    )
    added = [ContactAdded(subject=contact.pk, phone=contact.phone) for contact in fresh]
    write([imported, *added], actor=actor, at=at)
    return ImportReport(len(fresh), len(renewed), sorted(complaints, key=lambda complaint: complaint.line))


@transaction.atomic
def add_contact(
    *, actor: Principal, email: str, name: str, phone: str, language: str, at: datetime
) -> Contact:
    """Somebody a colleague knows, typed in by hand. Who is known already keeps their number: changing that has its own verb.

    Raises:
        NotColleague; ContactKnown; NameMissing, LanguageUnknown; notify's refusals of an address or number.
    """
    here = organisation_of(account_of(actor))
    made = _fresh(here.pk, checked_contact(email, name, phone, language), "hand", at)
    Contact.objects.bulk_create([made], ignore_conflicts=True)
    if not Contact.objects.filter(pk=made.pk).exists():
        raise ContactKnown(field="email")
    write([ContactAdded(subject=made.pk, phone=made.phone)], actor=actor, at=at)
    return made


@step
@transaction.atomic
def confirm_contact(*, organisation: UUID, known: Known, at: datetime) -> None:
    """Somebody came in with a code sent to their phone: keep how, for the next time. Another number we know stays."""
    found = Contact.objects.select_for_update().filter(organisation=organisation, email=known.email).first()
    if found is None:
        made = _fresh(organisation, known, "login", at)
        made.verified_at = at
        # Two messages opened at the same moment know the same person once.
        if Contact.objects.bulk_create([made], ignore_conflicts=True):
            write([ContactAdded(subject=made.pk, phone=known.phone)], actor=system("contacts"), at=at)
    elif found.verified_at is None and found.phone == known.phone:
        found.verified_at = at
        found.save(update_fields=["verified_at"])


@transaction.atomic
def change_number(*, actor: Principal, contact: UUID, phone: str, reason: str, at: datetime) -> Contact:
    """Somebody phoned in a new number. It becomes the usual one after the organisation's waiting time; the old number
    and the mail address are told at once, so that the true person can object.

    Raises:
        NotColleague, ContactUnknown; ReasonMissing, SameNumber; notify's refusals of a number.
    """
    found = _locked(actor, contact)
    why = checked_reason(reason)
    new = normalise_number(phone)
    old = number_at(found.phone, found.next_phone, found.next_from, at)
    if new == old:
        raise SameNumber(field="phone")
    wait = policy_of(found.organisation_id).number_wait
    found.phone, found.next_phone, found.next_from = old, new, at + wait
    found.save(update_fields=["phone", "next_phone", "next_from"])
    changed = events.NumberChanged(
        subject=found.pk, usable_from=found.next_from, old=old, new=new, reason=why
    )
    write([changed], actor=actor, at=at)
    _tell(found, organisation_of(account_of(actor)), at)
    return found


@transaction.atomic
def stop_change(*, actor: Principal, contact: UUID, reason: str, at: datetime) -> Contact:
    """The new number was not theirs: the old one stays.

    Raises:
        NotColleague; ContactUnknown: also when no change waits any more; ReasonMissing.
    """
    found = _locked(actor, contact)
    if found.next_from is None or found.next_from <= at:
        raise ContactUnknown
    stopped = NumberChangeStopped(subject=found.pk, new=found.next_phone, reason=checked_reason(reason))
    found.next_phone, found.next_from = "", None
    found.save(update_fields=["next_phone", "next_from"])
    write([stopped], actor=actor, at=at)
    return found


@transaction.atomic
def forget_contact(*, actor: Principal, contact: UUID, at: datetime) -> None:
    """Remove somebody from the contacts; messages they have stay readable for them.

    Raises:
        NotColleague, ContactUnknown.
    """
    found = _locked(actor, contact)
    write([ContactForgotten(subject=found.pk)], actor=actor, at=at)
    found.delete()


def _locked(actor: Principal, key: UUID) -> Contact:
    rows = Contact.objects.select_for_update().filter(organisation=organisation_of(account_of(actor)))
    found = rows.filter(pk=key).first()
    if found is None:
        raise ContactUnknown
    return found


def _fresh(organisation: UUID, known: Known, source: str, at: datetime) -> Contact:
    return Contact(
        id=uuid7(),
        organisation_id=organisation,
        email=known.email,
        name=known.name,
        phone=known.phone,
        language=known.language,
        source=source,
        known_since=at,
    )


def _tell(contact: Contact, organisation: Organisation, at: datetime) -> None:
    since = amsterdam(contact.next_from or at).strftime("%d-%m-%Y %H:%M")
    queue_mail(
        ref=contact.pk,
        letter=NumberChanged(
            organisation=organisation.name,
            phone=organisation.phone,
            number=mask_number(contact.next_phone),
            since=since,
        ),
        to=contact.email,
        language=contact.language,
        at=at,
    )
    try:
        spend_sms(organisation=organisation.pk, at=at)
    except SmsBudgetSpent:
        # The mail is on its way; a budget is no reason to refuse somebody's new number.
        return
    queue_sms(
        ref=contact.pk,
        letter=NumberChangedSms(organisation=organisation.name, phone=organisation.phone),
        to=contact.phone,
        language=contact.language,
        expires_at=at + NOTICE_LIFE,
        at=at,
    )
