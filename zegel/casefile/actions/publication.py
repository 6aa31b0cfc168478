"""Making an entry known (*bekendmaking*, art. 1.9): its moment, per party and item, is when the notification was handed over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import sending_box
from zegel.casefile.actions.postings import queue_postings
from zegel.casefile.events import AddressAnswered, EntryMadeKnown, NoticeReturned
from zegel.casefile.letters import PublicationNotice
from zegel.casefile.models import Case, Circle, DocketEntry, NotificationAddress, Publication
from zegel.casefile.queries.access import Reader
from zegel.casefile.queries.parties import addressees, parties_of
from zegel.evidence.actions import write
from zegel.law.courts import court
from zegel.law.rules.chapter_01 import made_known_at
from zegel.law.verdicts import Answer
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal, system
from zegel.lib.verbs import step
from zegel.notify.actions import queue_mail
from zegel.notify.rules import check_address


@step
def announce(entry: DocketEntry, circle: Circle, *, at: datetime) -> None:
    """A notification for every digital party that may read an entry; for who gave no address the placement counts (I-6). For the
    others it goes into the queue of the post (1.10).

    Rows and mails are written in the transaction of the placement, so there is no notification without it and none is forgotten.
    """
    rows, known = [], []
    languages = {}
    parties = parties_of(entry.case, at)
    queue_postings(entry, circle, parties, at=at)
    for addressee in addressees(entry.case, circle, parties, at):
        given = addressee.given
        row = Publication(id=uuid7(), entry=entry, mailbox_id=addressee.mailbox, address=given.email)
        languages[row.pk] = given.language
        if not given.email:
            moment = made_known_at(entry.placed_at, None, has_address=False)
            row.made_known_at = moment.value if isinstance(moment, Answer) else None
            known.append(_known(row, entry, by_mail=False))
        rows.append(row)
    Publication.objects.bulk_create(rows)
    for row in rows:
        if row.address:
            queue_mail(
                ref=row.pk,
                letter=PublicationNotice(
                    organisation=court(entry.case.court).name, path=f"/cases/{entry.case_id}"
                ),
                to=row.address,
                language=languages[row.pk],
                at=at,
            )
    write(known, actor=system("casefile"), at=at)


@transaction.atomic
def record_made_known(*, actor: Principal, publication: UUID, handed_at: datetime, at: datetime) -> bool:
    """The notification was handed over for sending at `handed_at`: from then on the entry is known. Only the first time counts.

    Gives whether `publication` is one of ours and was not known before.
    """
    row = (
        Publication.objects.select_for_update(of=("self",))
        .filter(pk=publication, made_known_at__isnull=True)
        .select_related("entry")
        .first()
    )
    if row is None:
        return False
    moment = made_known_at(row.entry.placed_at, handed_at, has_address=True)
    if not isinstance(moment, Answer):
        return False
    row.made_known_at = moment.value
    row.save(update_fields=["made_known_at"])
    write([_known(row, row.entry, by_mail=True)], actor=actor, at=at)
    return True


@transaction.atomic
def record_bounced(*, actor: Principal, publication: UUID, at: datetime) -> bool:
    """The notification came back: noted once, for who looks at the entry. The moment of publication stays (1.9).

    Gives whether `publication` is one of ours.
    """
    row = (
        Publication.objects.select_for_update(of=("self",))
        .filter(pk=publication)
        .select_related("entry")
        .first()
    )
    if row is None:
        return False
    if row.bounced_at is None:
        row.bounced_at = at
        row.save(update_fields=["bounced_at"])
        event = NoticeReturned(subject=row.entry.case_id, entry=row.entry.pk, mailbox=row.mailbox_id)
        write([event], actor=actor, at=at)
    return True


@transaction.atomic
def answer_address(
    *, actor: Principal, reader: Reader, mailbox: UUID, email: str, at: datetime
) -> NotificationAddress:
    """Where a reader wants notifications in this case, or that they want none, at their own risk (1.9).

    Raises:
        BoxUnknown, MayNotSend: not a mailbox they act for; notify's AddressRefused.
    """
    sending_box(actor.account, mailbox, at=at)
    address = check_address(email) if email.strip() else ""
    row, _ = NotificationAddress.objects.update_or_create(
        case=reader.case, mailbox_id=mailbox, defaults={"email": address, "answered_at": at}
    )
    write([_answered(reader.case, mailbox, address)], actor=actor, at=at)
    return row


def _answered(case: Case, mailbox: UUID, address: str) -> AddressAnswered:
    return AddressAnswered(subject=case.pk, mailbox=mailbox, given=bool(address), email=address)


def _known(row: Publication, entry: DocketEntry, *, by_mail: bool) -> EntryMadeKnown:
    if row.made_known_at is None:
        raise AssertionError("an entry that is known has its moment")
    return EntryMadeKnown(
        subject=entry.case_id,
        entry=entry.pk,
        mailbox=row.mailbox_id,
        made_known_at=row.made_known_at,
        by_mail=by_mail,
    )
