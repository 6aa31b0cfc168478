"""The court fee on the page of a case: one line a party and the notices that went out, for the court all, for a party its own."""

from datetime import datetime
from typing import Any

from zegel.casefile.queries import Reader
from zegel.fees.queries import Notice, notices_of, standings_of
from zegel.law.sources import PR, article
from zegel.portal.shared.fee_words import STANDING_WORDS, is_certain, owed_euros
from zegel.portal.shared.law_words import citation_of


def fee_lines(reader: Reader, at: datetime) -> list[dict[str, Any]]:
    """How every party stands that a reader may see."""
    found = []
    for row in standings_of(reader, at):
        kind, word = STANDING_WORDS[row.stands.state]
        found.append(
            {
                "key": row.party.pk,
                "bears": row.bearing.party_id,
                "cents": row.stands.balance,
                "newest": max((entry.at for entry in row.entries), default=None),
                "name": row.party.short_name,
                "kind": kind,
                "word": word,
                "balance": owed_euros(abs(row.stands.balance), certain=is_certain(row.fee))
                if row.stands.balance
                else "",
                "due": row.stands.due,
                "citation": citation_of(article(PR, "7.1")),
            }
        )
    return found


def notice_lines(reader: Reader, fees: list[dict[str, Any]]) -> list[Notice]:
    """The notices a reader may see, which stand below the documents: the court makes them, and no other party sees that they exist."""
    return notices_of(reader) if fees else []
