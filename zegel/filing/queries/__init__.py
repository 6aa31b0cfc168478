"""Reads of the filing house: where to file, what was filed, and the paper that is still to come."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zegel.boxes.queries import Account, boxes_of, marks_of, membership, memberships
from zegel.casefile.queries import Case, DocketEntry, Party, exhibits_of, placed_filings
from zegel.evidence.queries import receipt_from, record_of
from zegel.filing.errors import FilingUnknown, NoDesk
from zegel.filing.events import FilingReceived
from zegel.filing.models import AccessGrant, Desk, Document, Filing, IntakeItem, PaperTask
from zegel.filing.rules import anybody_applies, follows, place_of, read_number
from zegel.key_custody.queries.keys import signing_keys_at
from zegel.law.numbers import parse_case_number
from zegel.lib.moments import amsterdam
from zegel.mail.queries.messages import Delivery, Guest, Reader, guest_messages, guest_signing_keys
from zegel.mail.queries.receipts import checks_of
from zegel.mail.queries.receipts import receipt_of as message_receipt
from zegel.professions.queries.links import marks
from zegel.vault.queries import object_chunks

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "AccessGrant",
    "Desk",
    "Document",
    "Filing",
    "PaperPage",
    "PaperTask",
    "Signed",
    "acting_desks",
    "application_of",
    "case_of",
    "desk_at",
    "desk_counts",
    "desk_for",
    "desks",
    "documents_of",
    "filed_exhibits",
    "filed_objects",
    "filed_orally",
    "filer_keys",
    "filer_signing_key",
    "files_as_lawyer",
    "filing_at_desk",
    "filing_of",
    "grants_of",
    "kinds_of",
    "may_take_in",
    "messages_numbered",
    "open_desk_of",
    "own_filing",
    "paper_counts",
    "paper_expected",
    "paper_of",
    "readable_filing",
    "receipt_for",
    "receipt_of",
    "sealed_document",
    "signed_pieces",
    "to_receive",
    "to_send",
    "unplaced",
]

MOST = 100
OPEN_STATES = (IntakeItem.State.WAITING, IntakeItem.State.ASKED, IntakeItem.State.HELD)
"""What the court has still to deal with."""
SOUGHT, SHOWN = 1000, 5
"""How many filings are looked through for the one that paper follows, and how many are proposed."""


def desks() -> list[Desk]:
    """Every desk there is, with its mailbox."""
    return list(Desk.objects.select_related("box").order_by("court", "location", "matter"))


def desk_at(court: str, location: str, matter: str) -> Desk | None:
    """The desk of a court at a location for a matter; None where the court receives nothing here."""
    return Desk.objects.filter(court=court, location=location, matter=matter).select_related("box").first()


def desk_for(court: str, location: str, matter: str, *, at: datetime) -> Desk:
    """The desk at which something is filed.

    Raises:
        CourtUnknown: the annexes know no such place; NoDesk.
    """
    place = place_of(court, location, matter, amsterdam(at).date())
    found = desk_at(place.court.slug, place.location, place.matter)
    if found is None:
        raise NoDesk(field="court", line=place.line)
    return found


def open_desk_of(box: UUID) -> Desk | None:
    """The desk of a mailbox at which anybody may apply (2.1); None where there is none."""
    desks = Desk.objects.filter(box=box).select_related("box__organisation").order_by("court", "location")
    return next((desk for desk in desks if anybody_applies(desk.matter)), None)


def application_of(guest: Guest) -> Filing | None:
    """The application a guest filed, if any."""
    own = [part.message_id for part in guest_messages(guest) if part.role == Delivery.Role.SENDER]
    return Filing.objects.filter(message__in=own, kind="application").first() if own else None


def filing_of(message: UUID) -> Filing | None:
    """What was filed with a message that the caller may read."""
    rows = Filing.objects.filter(message=message).select_related("desk__box", "mailbox", "paper")
    return rows.select_related("intake__case").first()


def case_of(filing: Filing) -> Case | None:
    """The case that a filing began or has its place in; None while it waits, or was returned."""
    item = getattr(filing, "intake", None)
    return item.case if item else None


def messages_numbered(typed: str) -> list[UUID]:
    """The message of the filing with this number, in any spelling; who may know of it is the caller's to ask."""
    number = read_number(typed)
    return (
        list(Filing.objects.filter(number=number, message__isnull=False).values_list("message", flat=True))
        if number
        else []
    )


def kinds_of(messages: Collection[UUID]) -> dict[UUID, str]:
    """What was filed with messages that the caller may read (one query); those that were no filing are left out."""
    return dict(Filing.objects.filter(message__in=messages).values_list("message", "kind"))


def own_filing(user: Account, message: UUID, *, at: datetime) -> Filing:
    """What a message from one of the user's mailboxes filed.

    Raises:
        FilingUnknown: there is none.
    """
    found = _filings().filter(message=message, mailbox__in=boxes_of(user, at=at)).first()
    if found is None:
        raise FilingUnknown
    return found


def readable_filing(user: Account, key: UUID, *, at: datetime) -> Filing:
    """A filing that one of the user's mailboxes handed in, or received at its desk.

    Raises:
        FilingUnknown: there is none.
    """
    mine = boxes_of(user, at=at)
    found = _filings().filter(Q(mailbox__in=mine) | Q(desk__box__in=mine), pk=key).first()
    if found is None:
        raise FilingUnknown
    return found


def unplaced(case: Case, mailboxes: Collection[UUID]) -> list[Filing]:
    """What was filed in a case from mailboxes the caller reads by, and has no place in the file, with how it stands at the intake
    (`intake`): the newest first."""
    rows = Filing.objects.filter(mailbox__in=mailboxes, case_number=case.number).select_related("intake")
    rows = rows.exclude(intake__state__in=[IntakeItem.State.PLACED, IntakeItem.State.REGISTERED])
    return list(rows.exclude(pk__in=placed_filings(case)).order_by("-at", "-pk")[:MOST])


def filed_exhibits(party: Party, mailbox: UUID | None) -> set[int] | None:
    """The numbers of the exhibits a party has in the file, and of those from its mailbox that wait at the intake; None where one waits of
    which nobody declared any, or of which party, so that they are not known (at most four queries)."""
    case = party.case
    rows = Filing.objects.filter(mailbox=mailbox, case_number=case.number, intake__state__in=OPEN_STATES)
    own = rows.exclude(kind="message", exhibits=None).filter(Q(party=party.pk) | Q(party=None))
    waiting = list(own.values_list("exhibits", flat=True))
    if None in waiting or own.filter(party=None).exists():
        return None
    return {*exhibits_of(case).get(party.pk, []), *chain.from_iterable(filter(None, waiting))}


def filed_orally(key: UUID) -> bool:
    """Whether a filing is an application that was made orally (2.1)."""
    return Filing.objects.filter(pk=key, channel=Filing.Channel.ORAL).exists()


def files_as_lawyer(account: UUID, box: UUID, *, at: datetime) -> bool:
    """Whether a lawyer files when this account does so from a mailbox: whose mailbox it is, or the account itself, is known
    to be one who may practise (at most three queries)."""
    lawyers = [*marks_of([box], at=at).values(), *marks([account]).values()]
    return any(mark.kind == "bar" for mark in lawyers)


def filed_objects() -> QuerySet[Document, Any]:
    """Which stored objects are documents of filings, to be asked inside another query."""
    return Document.objects.values("object")


def filer_signing_key(filing: Filing) -> str:
    """The Ed25519 public key (base64) of who filed, an account or a guest, or of who scanned paper, as it was then; empty for anybody
    else."""
    return filer_keys([filing.signed]).get(filing.signed, "")


def filer_keys(signed: Collection[tuple[UUID, datetime]]) -> dict[tuple[UUID, datetime], str]:
    """The keys of who signed, by signer and moment (three queries); a guest has one key for ever."""
    keys = signing_keys_at(signed)
    guests = guest_signing_keys({who for who, _moment in signed} - {who for who, _moment in keys})
    return keys | {(who, moment): guests[who] for who, moment in signed if who in guests}


@dataclass(frozen=True, slots=True)
class Signed:
    """What the manifest of a piece must be signed with (Ed25519 public key, base64; empty where nobody's is known), and the
    identifier it is about: the filing, or the message that carried it; None for a piece of the court. `scanned`: of paper, signed by
    the clerk who scanned it and not by who filed it."""

    key: str
    about: UUID | None
    scanned: bool


def signed_pieces(entries: Collection[DocketEntry]) -> dict[UUID, Signed]:
    """By whom the pieces of a docket the caller may read were signed, as the directory has it (four queries)."""
    filings = Filing.objects.in_bulk([entry.filing for entry in entries if entry.filing])
    asked = {}
    for entry in entries:
        filing = filings.get(entry.filing) if entry.filing else None
        asked[entry.pk] = filing.signed if filing else (entry.placed_by, entry.placed_at)
    keys = filer_keys(set(asked.values()))
    about = {key: filing.message_id or filing.pk for key, filing in filings.items()}
    scanned = {key for key, filing in filings.items() if filing.scanned_by is not None}
    return {
        entry.pk: Signed(
            key=keys.get(asked[entry.pk], ""),
            about=about.get(entry.filing) if entry.filing else None,
            scanned=entry.filing in scanned,
        )
        for entry in entries
    }


def documents_of(filing: Filing) -> list[Document]:
    """The sealed documents of a filing the caller may read, in order."""
    return list(filing.documents.select_related("object").order_by("number"))


def grants_of(user: Account, filing: Filing, *, at: datetime) -> list[AccessGrant]:
    """The keys of a filing that the user's mailboxes were given: of the manifest (`document` is None) and of documents."""
    rows = AccessGrant.objects.filter(filing=filing, container__in=boxes_of(user, at=at))
    return list(rows.select_related("document").order_by("document__number", "id"))


def sealed_document(filing: Filing, number: int) -> tuple[Document, Iterator[bytes]]:
    """The sealed bytes of a document of a filing the caller may read.

    Raises:
        FilingUnknown: it has no such document.
    """
    found = filing.documents.filter(number=number).select_related("object").first()
    if found is None:
        raise FilingUnknown
    return found, object_chunks(found.object_id)


def receipt_of(filing: Filing, *, checked_for: UUID | None = None) -> dict[str, object]:
    """The receipt of a filing the caller may read, as `zegel/receipt/v3`; reading it leaves no trace.

    It carries what the court's automation found in its documents; with `checked_for` only what it found for that delivery.

    Raises:
        ReceiptPending: the log has not taken it in yet.
    """
    checked = checks_of(filing.message_id or filing.pk, checked_for)
    return receipt_from(record_of(filing.pk, FilingReceived.name), checked)


def receipt_for(reader: Reader) -> dict[str, object]:
    """The receipt of what the reader sent or received: of the filing, for who filed it and for the court; of the message that
    carried it for who only got a copy, and of any other message.

    Raises:
        ReceiptPending: the log has not taken it in yet.
    """
    delivery = reader.delivery
    sent = delivery.role == delivery.Role.SENDER
    filing = filing_of(delivery.message_id) if delivery.message.filing else None
    if filing and (sent or delivery.box_id == filing.desk.box_id):
        return receipt_of(filing, checked_for=None if sent else delivery.pk)
    return message_receipt(reader)


def filing_at_desk(user: Account, typed: str, *, at: datetime) -> Filing:
    """The filing with this number, when the user works for that court at that location.

    Raises:
        FilingUnknown: no such number, or another court's.
    """
    number = read_number(typed)
    found = _at_desk(user, _filings(), at=at).filter(number=number).first() if number else None
    if found is None:
        raise FilingUnknown(field="number")
    return found


def may_take_in(user: Account, filing: Filing, *, at: datetime) -> bool:
    """Whether the user acts for a desk of that court and location, where reading is enough to look (two queries)."""
    desk = filing.desk
    rows = Desk.objects.filter(box__in=_acting(user, at), court=desk.court, location=desk.location)
    return rows.exists()


def acting_desks(user: Account, *, at: datetime) -> list[Desk]:
    """The desks for which the user acts, by name: there they enter paper."""
    rows = Desk.objects.filter(box__in=_acting(user, at)).select_related("box")
    return list(rows.order_by("box__name"))


def _acting(user: Account, at: datetime) -> list[UUID]:
    return [mine.box_id for mine in memberships(user, at=at) if mine.may_send and not mine.checks]


def paper_of(filing: Filing) -> PaperTask | None:
    """The paper that follows a filing the caller may see, with what came; None where none is due."""
    return PaperTask.objects.filter(pk=filing.pk).prefetch_related("pieces__clerk").first()


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Tasks of paper, the oldest first, and whether there are more."""

    tasks: list[PaperTask]
    more: bool


def to_send(user: Account, box: UUID, *, at: datetime) -> PaperPage:
    """What a mailbox still has to send on paper.

    Raises:
        BoxUnknown: not the user's mailbox.
    """
    membership(user, box, at=at)
    return _page(_open().filter(mailbox=box))


def to_receive(user: Account, *, at: datetime) -> PaperPage:
    """What still has to come in on paper at the user's court."""
    return _page(_open().filter(desk__in=_counter(user, at)))


def paper_expected(user: Account, number: str, sender: str, *, at: datetime) -> list[PaperTask]:
    """The filings by secure mail that paper may follow which somebody brings (3.3): of the user's court, with paper still to come,
    and in that case or from who has that name; those of the case first (four queries)."""
    case = parse_case_number(number)
    found = [
        (same, task)
        for task in _open().filter(desk__in=_counter(user, at)).order_by("-at")[:SOUGHT]
        if (
            same := follows(
                task.filing.case_number, [task.filing.sender, task.filing.filed_for], str(case), sender
            )
        )
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [task for _same, task in found[:SHOWN]]


def paper_counts(boxes: list[UUID]) -> dict[UUID, int]:
    """How much paper is still to be sent, in boxes the caller has shown to be the user's (one query)."""
    rows = PaperTask.objects.filter(_unfinished(), mailbox__in=boxes)
    return {box: count for box, count in rows.values_list("mailbox").annotate(count=Count("*")) if box}


def desk_counts(boxes: list[UUID]) -> dict[UUID, int]:
    """How much paper is expected, by the mailbox of the desk; absent for a mailbox that is no desk (one query)."""
    open_ones = PaperTask.objects.filter(_unfinished(), desk=OuterRef("pk")).order_by().values("desk")
    waiting = Coalesce(Subquery(open_ones.annotate(count=Count("*")).values("count")), 0)
    rows = Desk.objects.filter(box__in=boxes).annotate(waiting=waiting)
    counts: Counter[UUID] = Counter()
    for box, count in rows.values_list("box", "waiting"):
        counts[box] += count
    return dict(counts)


def _filings() -> QuerySet[Filing]:
    return Filing.objects.select_related(
        "desk__box__organisation", "mailbox__organisation", "paper", "message__sender_guest"
    )


def _at_desk(user: Account, rows: QuerySet[Filing], *, at: datetime) -> QuerySet[Filing]:
    """Filings at a court and location where one of the user's mailboxes is a desk: the counter serves all teams."""
    return rows.filter(desk__in=_counter(user, at))


def _counter(user: Account, at: datetime) -> list[UUID]:
    """The desks that share a counter with one of the user's mailboxes (two queries)."""
    mine = [each_membership.box_id for each_membership in memberships(user, at=at)]
    own = Desk.objects.filter(box__in=mine, court=OuterRef("court"), location=OuterRef("location"))
    return list(Desk.objects.filter(Exists(own)).values_list("pk", flat=True))


def _unfinished() -> Q:
    return ~Q(state=PaperTask.State.COMPLETE)


def _open() -> QuerySet[PaperTask]:
    rows = PaperTask.objects.filter(_unfinished())
    return rows.select_related(
        "filing__desk__box", "filing__mailbox", "filing__message__sender_guest"
    ).prefetch_related("pieces")


def _page(rows: QuerySet[PaperTask]) -> PaperPage:
    found = list(rows.order_by("at", "filing")[: MOST + 1])
    return PaperPage(found[:MOST], len(found) > MOST)
