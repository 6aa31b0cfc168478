"""Parties and their requests as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.casefile.queries import Case, PartyNow, PartyRequest, Reader
from zegel.portal.parties.law import said_of
from zegel.portal.shared.case_words import CHANNEL_WORDS, ROLE_WORDS, words_for
from zegel.portal.shared.law_words import Said

OUTCOME_WORDS: Final = {
    "": gettext_lazy("The court has still to decide"),
    "granted": gettext_lazy("Allowed"),
    "refused": gettext_lazy("Refused"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A party with what holds for it, and which changes are coming."""

    key: UUID
    role: str
    name: str
    agent: str
    office: str
    channel: str
    coming: tuple[tuple[str, datetime], ...]
    said: tuple[Said, ...]
    mine: bool
    represented: bool
    digital: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what it asks and what became of it."""

    key: UUID
    case: Case
    text: str
    at: datetime
    outcome: str
    outcome_word: str
    effective: datetime | None


def cards(reader: Reader, parties: Sequence[PartyNow], at: datetime) -> list[Card]:
    """The parties a page shows: for the court all, for a party itself."""
    shown = parties if reader.court else [party for party in parties if party.row.pk in reader.parties]
    return [_card(party, parties, reader, at) for party in shown]


def _card(party: PartyNow, parties: Sequence[PartyNow], reader: Reader, at: datetime) -> Card:
    agent = party.representation
    coming = [row for row in party.row.channel_changes.all() if row.effective > at]
    return Card(
        key=party.row.pk,
        role=words_for(ROLE_WORDS, party.row.role),
        name=party.row.name,
        agent=agent.name if agent else "",
        office=agent.office if agent else "",
        channel=words_for(CHANNEL_WORDS, party.channel),
        coming=tuple((words_for(CHANNEL_WORDS, row.to), row.effective) for row in coming),
        said=tuple(said_of(party, parties, reader.case)),
        mine=party.row.pk in reader.parties,
        represented=agent is not None,
        digital=party.channel == "digital",
    )


def asked(request: PartyRequest) -> Asked:
    """A request as a line of a list."""
    return Asked(
        request.pk,
        request.case,
        request_words(request),
        request.asked_at,
        request.outcome,
        str(OUTCOME_WORDS[request.outcome]),
        request.effective,
    )


def request_words(request: PartyRequest) -> str:
    """What a request is, in a sentence."""
    facts: dict[str, Any] = {"party": request.party.short_name}
    if request.kind == PartyRequest.Kind.SWITCH:
        channel = words_for(CHANNEL_WORDS, request.to)
        return _("%(party)s wants to take part in another way: %(channel)s") % (facts | {"channel": channel})
    if request.kind == PartyRequest.Kind.SHIELDING:
        names = ", ".join(party.short_name for party in request.without.all())
        return _("%(party)s asks that %(names)s cannot see its new documents") % (facts | {"names": names})
    return _("The judge shut %(party)s, or somebody who reads for it, out of the digital file") % facts
