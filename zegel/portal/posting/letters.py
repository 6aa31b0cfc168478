"""The print queue as its page shows it, letter by letter, and the letter itself as PDF/A: an address and what is enclosed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils import formats, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zegel.boxes.queries import Container
from zegel.casefile.queries.postings import Posting, mailboxes_of
from zegel.law.courts import court
from zegel.lib.moments import amsterdam
from zegel.portal.shared.case_words import PIECE_WORDS, words_for
from zegel.portal.shared.moments import exact_moment
from zegel.portal.shared.typesetting import typeset

COURT_LANGUAGE: Final = "nl"
"""What a court writes to a party is in its own language, whatever language its clerk reads the site in."""

TEMPLATE: Final = Path(__file__).parent / "templates" / "posting" / "letter.typ"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece in a letter: its place in the queue and in the docket."""

    key: UUID
    entry: UUID
    number: int
    words: str
    at: datetime
    posted_at: datetime | None
    message: UUID | None
    """The sealed mail that brought it."""
    named: str
    """Its line in the letter to the party, in the language of the court."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one party in one cover, or by secure mail where it litigates so."""

    party: UUID
    name: str
    address: tuple[str, ...]
    case: UUID
    number: str
    by_mail: bool
    desk: UUID
    mailbox: Container | None
    """Where a sealed mail to it goes, if it litigates so and has a mailbox here."""
    pieces: tuple[Piece, ...]
    text: str
    """How a sealed mail to it begins, in the language of the court."""


def letters(postings: Sequence[Posting]) -> list[Letter]:
    """Postings by party, each in the order of the docket; who waits longest comes first."""
    found: dict[UUID, list[Posting]] = {}
    for posting in postings:
        found.setdefault(posting.party_id, []).append(posting)
    mailboxes = mailboxes_of([rows[0] for rows in found.values() if rows[0].channel != Posting.Channel.PAPER])
    return [_letter(rows, mailboxes.get(party)) for party, rows in found.items()]


def _letter(rows: Sequence[Posting], mailbox: Container | None = None) -> Letter:
    party, case = rows[0].party, rows[0].entry.case
    pieces = [_piece(row) for row in sorted(rows, key=lambda row: row.entry.number)]
    return Letter(
        party=party.pk,
        name=party.name,
        address=tuple(line.strip() for line in party.address.splitlines() if line.strip()),
        case=case.pk,
        number=case.number,
        by_mail=rows[0].channel != Posting.Channel.PAPER,
        desk=rows[0].desk_id,
        mailbox=mailbox,
        pieces=tuple(pieces),
        text=_mail_text(case.number),
    )


def _mail_text(number: str) -> str:
    with translation.override(COURT_LANGUAGE):
        return _(
            "In case %(number)s these documents were placed in the file. You get them with this message, because you litigate by secure mail (art. 1.10)."
        ) % {"number": number}


def _piece(row: Posting) -> Piece:
    entry = row.entry
    with translation.override(COURT_LANGUAGE):
        named = f"{entry.number}. {_piece_words(row)}"
    return Piece(row.pk, entry.pk, entry.number, _piece_words(row), row.at, row.posted_at, row.message, named)


def _piece_words(row: Posting) -> str:
    entry = row.entry
    whose = entry.party.short_name if entry.party else _("Court")
    return f"{capfirst(str(words_for(PIECE_WORDS, entry.kind)))} ({whose})"


def letter_pdf(postings: Sequence[Posting], at: datetime) -> bytes:
    """The letter to a party that goes in front of what waits for it, in the language of the court."""
    with translation.override(COURT_LANGUAGE):
        told = _told(postings, at)
    return typeset(TEMPLATE, {"told": json.dumps(told)})


def _told(postings: Sequence[Posting], at: datetime) -> dict[str, Any]:
    letter, case = _letter(postings), postings[0].entry.case
    sender = court(case.court)
    return {
        "title": _("Documents in your case"),
        "court": sender.name,
        "to": [letter.name, *letter.address],
        "date": formats.date_format(amsterdam(at), "j F Y"),
        "facts": [
            [_("Case"), f"{case.number} / {case.summary_number}"],
            [_("Parties"), case.parties_line],
        ],
        "text": _("You litigate on paper. These documents were placed in the file of the case, and you get them with this letter."),
        "pieces_label": _("Enclosed"),
        "pieces": [
            f"{piece.number}. {piece.words}, {_('filed')} {exact_moment(row.entry.filed_at)}"
            for piece, row in zip(letter.pieces, sorted(postings, key=lambda row: row.entry.number), strict=True)
        ],
        "rule": _("The court sends a party that does not litigate digitally its letters on paper (art. 1.10 of the regulation)."),
    }  # fmt: skip
