"""The docket as one reader may see it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from zegel.casefile.errors import CircleUnknown, DocumentUnknown
from zegel.casefile.models import Case, CaseVisit, Circle, DocketEntry, EntryDocument, Publication
from zegel.casefile.queries.access import Reader
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.vault.queries import object_chunks


def visible_entries(reader: Reader) -> QuerySet[DocketEntry]:
    """The entries this reader may see, to be narrowed or asked inside another query."""
    rows = DocketEntry.objects.filter(case=reader.case, circle__in=Circle.objects.filter(reader.circles()))
    return rows.exclude(pk__in=reader.withheld) if reader.withheld else rows


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the docket counts it, without what is told of it."""

    key: UUID
    number: int
    position: int
    kind: str
    party: UUID | None
    party_name: str | None
    replaces: UUID | None
    filed_at: datetime


def outline_of(reader: Reader) -> list[Line]:
    """All entries this reader may see, in the order of placing (one query)."""
    rows = visible_entries(reader).order_by("position")
    told = ("pk", "number", "position", "kind", "party", "party__short_name", "replaces", "filed_at")
    return [Line(*row) for row in rows.values_list(*told)]


def docket_of(reader: Reader) -> list[DocketEntry]:
    """The entries this reader may see, in the order of placing, with documents and publications: their own, or for the court
    everybody's (three queries)."""
    return _told(reader, visible_entries(reader))


def docket_part(reader: Reader, keys: Collection[UUID]) -> list[DocketEntry]:
    """As `docket_of`, some of the entries and without what is sealed of them (three queries)."""
    return _told(reader, visible_entries(reader).filter(pk__in=keys).defer("envelope", "sealed_key"))


def _told(reader: Reader, rows: QuerySet[DocketEntry]) -> list[DocketEntry]:
    known = (
        Publication.objects.all()
        if reader.court
        else Publication.objects.filter(mailbox__in=reader.mailboxes)
    )
    documents = Prefetch("documents", EntryDocument.objects.order_by("number").select_related("object"))
    made_known = Prefetch("publications", known)
    return list(
        rows.select_related("party", "circle").prefetch_related(documents, made_known).order_by("position")
    )


def applied_on(case: Case, seen: Iterable[DocketEntry | Line] = ()) -> date:
    """The day of the application (2.1): when the first piece of the file was filed, and never after the case was registered. `seen` are entries
    at hand; without the first among them it is asked (one query)."""
    first = next((entry.filed_at for entry in seen if entry.position == 1), None)
    if first is None:
        first = DocketEntry.objects.filter(case=case, position=1).values_list("filed_at", flat=True).first()
    return amsterdam(min(first or case.registered_at, case.registered_at)).date()


def party_entries(cases: Iterable[UUID]) -> list[tuple[UUID, UUID, datetime]]:
    """What parties filed in cases the caller works on for the court: the entry, its case and its legal moment (one query)."""
    rows = DocketEntry.objects.filter(case__in=list(cases), party__isnull=False)
    return list(rows.values_list("pk", "case", "filed_at"))


def entry_document(reader: Reader, entry: UUID, number: int) -> EntryDocument:
    """One file of an entry this reader may see.

    Raises:
        DocumentUnknown: no such file, or not for this reader; the two are one answer.
    """
    rows = EntryDocument.objects.filter(entry=entry, number=number, entry__case=reader.case)
    found = (
        rows.filter(entry__circle__in=Circle.objects.filter(reader.circles()))
        .exclude(entry__in=reader.withheld)
        .select_related("object", "entry")
        .first()
    )
    if found is None:
        raise DocumentUnknown
    return found


def sealed_bytes(document: EntryDocument) -> Iterator[bytes]:
    """The sealed bytes of a file that a reader was given."""
    return object_chunks(document.object_id)


def circle_of(case: Case, key: UUID) -> Circle:
    """A circle of readers of a case.

    Raises:
        CircleUnknown.
    """
    found = Circle.objects.filter(case=case, pk=key).select_related("container").first()
    if found is None:
        raise CircleUnknown(field="circle")
    return found


def open_circle_of(case: Case) -> Circle:
    """The circle of everybody who reads digitally in a case; every case has it from the first moment."""
    return Circle.objects.select_related("container").get(case=case, kind=Circle.Kind.OPEN)


def court_circle_of(case: Case) -> Circle:
    """The circle of the court alone; every case has it from the first moment."""
    return Circle.objects.select_related("container").get(case=case, kind=Circle.Kind.COURT)


def entry_of_filing(case: Case, filing: UUID) -> DocketEntry:
    """The entry that a filing became, which the caller knows to be placed in this case."""
    return DocketEntry.objects.get(case=case, filing=filing)


def exhibits_of(case: Case) -> dict[UUID, list[int]]:
    """The numbers of the exhibits each party has in the file (one query). A replacement keeps the numbers of what it replaces."""
    return _numbers(DocketEntry.objects.filter(case=case))


def exhibits_known(reader: Reader) -> dict[UUID, list[int]]:
    """As `exhibits_of`, as far as this reader may know: what is kept from a party tells it no number either (3.7) (one query)."""
    return exhibits_of(reader.case) if reader.court else _numbers(visible_entries(reader))


def _numbers(entries: QuerySet[DocketEntry]) -> dict[UUID, list[int]]:
    rows = entries.filter(party__isnull=False, first_exhibit__isnull=False)
    found: dict[UUID, set[int]] = {}
    for party, first, last in rows.values_list("party", "first_exhibit", "last_exhibit"):
        if party and first and last:
            found.setdefault(party, set()).update(range(first, last + 1))
    return {party: sorted(numbers) for party, numbers in found.items()}


def seen_position(reader: Reader, actor: Principal) -> int:
    """The place of the newest entry somebody had seen when they last left a case; 0 before their first visit."""
    rows = CaseVisit.objects.filter(case=reader.case, account=actor.account)
    return rows.values_list("seen_position", flat=True).first() or 0


def placed_filings(case: Case) -> QuerySet[DocketEntry, UUID | None]:
    """The identifiers of the filings that have a place in the file, to be asked inside another query."""
    return DocketEntry.objects.filter(case=case, filing__isnull=False).values_list("filing", flat=True)


def unseen_count(reader: Reader, actor: Principal) -> int:
    """How many entries this reader may see came after their last visit."""
    return visible_entries(reader).filter(position__gt=seen_position(reader, actor)).count()
