"""The docket (*stukkenlijst*) as a page shows it: what was filed, by whom, when, and when it was made known to whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zegel.casefile.queries import DocketEntry, Line, PartyNow, Publication
from zegel.law.rules.chapter_03_form import replacement_filed_on
from zegel.law.sources import PR, article
from zegel.lib.moments import amsterdam
from zegel.portal.shared.case_words import PIECE_WORDS, words_for
from zegel.portal.shared.law_words import Citation, citation_of, localise, sentence


@dataclass(frozen=True, slots=True)
class Known:
    """To whom an entry was made known, when (art. 1.9), and whether the mail came back. Without `when` its mail still waits."""

    who: str
    when: datetime | None
    by_mail: bool
    came_back: bool


@dataclass(frozen=True, slots=True)
class Late:
    """What the law says of the moment, with its article; the judge decides what follows."""

    rule: str
    text: str
    citations: tuple[Citation, ...]
    until: datetime | None = None
    """When the hearing got another day and the mark went; None of one that stands."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the docket."""

    key: UUID
    number: int
    title: str
    party: str
    filed_at: datetime
    placed_at: datetime
    fresh: bool
    late: Late | None
    late_before: tuple[Late, ...]
    replaces: int | None
    keeps: str
    replaced_by: int | None
    shielded: bool
    files: int
    size: int
    known: tuple[Known, ...]

    @property
    def is_known(self) -> bool:
        """Whether it was made known to somebody the reader may know of, so that there is something to prove."""
        return any(known.when for known in self.known)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader wants to see of the docket: of one party (or `court`), of one kind, or only what is new."""

    party: str = ""
    kind: str = ""
    new: bool = False

    def takes(self, entry: Line, seen: int) -> bool:
        """Whether an entry is among it."""
        whose = "court" if entry.party is None else str(entry.party)
        return (
            self.party in {"", whose}
            and self.kind in {"", entry.kind}
            and (not self.new or entry.position > seen)
        )


SHOWN: Final = 20
"""How many lines come with the page of a case: more than a screen of them."""
FURTHER: Final = 40
"""How many more each further request brings."""


def part_of(lines: Sequence[Line], before: int | None) -> tuple[list[Line], int]:
    """Some lines, the newest first, from the one after that with the number `before`; and how many older ones there are."""
    older = list(reversed(lines))
    place = next((place for place, line in enumerate(older, 1) if line.number == before), 0)
    end = place + (FURTHER if place else SHOWN)
    return older[place:end], len(older[end:])


def pieces(
    lines: Sequence[Line], shown: Sequence[DocketEntry], parties: Sequence[PartyNow], *, seen: int
) -> list[Piece]:
    """The lines that are shown, the newest first, of a whole docket."""
    numbers = {line.key: line.number for line in lines}
    replaced = {line.replaces: line.number for line in lines if line.replaces}
    readers = _readers(parties)
    return [_piece(entry, numbers, replaced, readers, seen) for entry in reversed(shown)]


def _piece(
    entry: DocketEntry,
    numbers: Mapping[UUID, int],
    replaced: Mapping[UUID, int],
    readers: Mapping[UUID, str],
    seen: int,
) -> Piece:
    documents = entry.documents.all()
    return Piece(
        key=entry.pk,
        number=entry.number,
        title=_title(entry),
        party=entry.party.short_name if entry.party else _("Court"),
        filed_at=entry.filed_at,
        placed_at=entry.placed_at,
        fresh=entry.position > seen,
        late=_late(entry.late),
        late_before=tuple(filter(None, map(_earlier, entry.late_before))),
        replaces=numbers.get(entry.replaces_id) if entry.replaces_id else None,
        keeps=_keeps(entry) if entry.replaces_id else "",
        replaced_by=replaced.get(entry.pk),
        shielded=entry.circle.kind == "shielded",
        files=len(documents),
        size=sum(document.object.size for document in documents),
        known=tuple(_known(row, readers) for row in entry.publications.all()),
    )


def _keeps(entry: DocketEntry) -> str:
    """On which day a replacement counts as filed: that of the original (3.12), which is the moment it was given."""
    day = replacement_filed_on(amsterdam(entry.filed_at).date())
    return f"{sentence(day.reason, day.params)}: {localise(day.value)}"


def _title(entry: DocketEntry) -> str:
    """What it is, with the numbers of its exhibits."""
    kind, first, last = words_for(PIECE_WORDS, entry.kind), entry.first_exhibit, entry.last_exhibit
    if not first:
        return kind
    numbers = _("exhibit %(first)s") if first == last else _("exhibits %(first)s–%(last)s")
    exhibits = numbers % {"first": first, "last": last}
    return capfirst(exhibits) if entry.kind == "productie" else f"{kind}, {exhibits}"


def _late(mark: Mapping[str, Any] | None) -> Late | None:
    if not mark:
        return None
    places = [str(name).removeprefix("PR ") for name in mark.get("articles", [])]
    return Late(
        str(mark.get("rule", "")),
        sentence(str(mark.get("reason", "")), mark.get("params", {})),
        tuple(citation_of(article(PR, place)) for place in places),
    )


def _earlier(each: Mapping[str, Any]) -> Late | None:
    mark = _late(each["mark"])
    return replace(mark, until=datetime.fromisoformat(each["until"])) if mark else None


def _known(row: Publication, readers: Mapping[UUID, str]) -> Known:
    who = readers.get(row.mailbox_id, _("a former reader"))
    return Known(who, row.made_known_at, bool(row.address), row.bounced_at is not None)


def _readers(parties: Collection[PartyNow]) -> dict[UUID, str]:
    """By mailbox: which parties read through it."""
    found: dict[UUID, list[str]] = {}
    for party in parties:
        if party.mailbox:
            found.setdefault(party.mailbox, []).append(party.row.short_name)
    return {mailbox: ", ".join(names) for mailbox, names in found.items()}
