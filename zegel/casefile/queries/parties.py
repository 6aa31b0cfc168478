"""Parties as they stand at a moment: who reads for them, and how they litigate."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zegel.casefile.errors import PartyUnknown
from zegel.casefile.models import Case, ChannelChange, Circle, NotificationAddress, Party, Representation
from zegel.casefile.queries.practice import not_practising
from zegel.casefile.rules.parties import law_change
from zegel.law.rules.chapter_01 import Channel, channel_at


@dataclass(frozen=True, slots=True)
class PartyNow:
    """A party at a moment: its channel then, who acts for it, and the mailbox it reads through (1.4), if it has one."""

    row: Party
    channel: Channel
    representation: Representation | None
    mailbox: UUID | None

    @property
    def reads(self) -> bool:
        """Whether it has the digital file."""
        return self.channel == "digital" and self.mailbox is not None


def reading_through(
    mailboxes: Iterable[UUID], at: datetime, *, of: Collection[Case] | None = None
) -> QuerySet[Party]:
    """The digital parties whose file is read through one of `mailboxes`, in some cases or in all: the representative's, or the party's own
    where it has no representative (1.4, 1.7). A lawyer who was struck off reads for nobody, but in kanton, where anybody may act."""
    keys = list(mailboxes)
    newest = ChannelChange.objects.filter(party=OuterRef("pk"), effective__lte=at).order_by(
        "-effective", "-id"
    )
    kanton = Exists(Party.objects.filter(pk=OuterRef("party"), case__matter="kanton"))
    # A party has one representative at a time: who acts by one of these mailboxes is that one. Both ways are found by an index of
    # their own; a party asked one by one who acts for it costs as much again for each of a busy lawyer's two thousand.
    acting = Representation.objects.filter(mailbox__in=keys, until__isnull=True)
    acting = acting.filter(~Q(mailbox__in=not_practising(keys, at)) | kanton)
    own = Party.objects.filter(~Exists(acting_for(OuterRef("pk"))), mailbox__in=keys)
    if of is not None:
        acting, own = acting.filter(party__case__in=of), own.filter(case__in=of)
    return (
        Party.objects.filter(pk__in=own.values("pk").union(acting.values("party")))
        .alias(
            channel_now=Coalesce(Subquery(newest.values("to")[:1]), F("channel"), output_field=CharField())
        )
        .filter(channel_now=Party.Channel.DIGITAL)
    )


def acting_for(party: OuterRef) -> QuerySet[Representation]:
    """Who acts for the party of an outer query, nobody or one."""
    return Representation.objects.filter(party=party, until__isnull=True)


def named_by(mailboxes: Iterable[UUID]) -> QuerySet[Party, Any]:
    """Parties that name one of these mailboxes, or whose representative does: found by the indexes on both, each for itself, and
    asked inside another query. Whether the mailbox is the one that counts is for that query to say."""
    acting = Representation.objects.filter(mailbox__in=mailboxes, until__isnull=True).values("party")
    return Party.objects.filter(mailbox__in=mailboxes).values("pk").union(acting)


def party_numbered(case: Case, number: int) -> Party:
    """A party by its number in the case.

    Raises:
        PartyUnknown.
    """
    found = case.parties.filter(number=number).first()
    if found is None:
        raise PartyUnknown(field="party")
    return found


def party_of(case: Case, key: UUID) -> Party:
    """A party of a case.

    Raises:
        PartyUnknown.
    """
    found = case.parties.filter(pk=key).first()
    if found is None:
        raise PartyUnknown(field="party")
    return found


def parties_of(case: Case, at: datetime) -> list[PartyNow]:
    """The parties in their order, as they stand at a moment (three queries)."""
    return parties_by_case([case.pk], at).get(case.pk, [])


def parties_by_case(cases: Collection[UUID], at: datetime) -> dict[UUID, list[PartyNow]]:
    """The parties of some cases, of each in their order, as they stand at a moment (three queries)."""
    acting = Prefetch("representations", Representation.objects.filter(until__isnull=True))
    rows = Party.objects.filter(case__in=cases).order_by("number").prefetch_related(acting, "channel_changes")
    found: dict[UUID, list[PartyNow]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(_now(row, at))
    return found


def opponents(party: PartyNow, parties: Iterable[PartyNow]) -> list[PartyNow]:
    """The parties a party can have a claim against (3.7): those on the other side, and for who joined or intervened all others."""
    side = {"claimant": {"defendant"}, "defendant": {"claimant"}}.get(party.row.role)
    others = (each for each in parties if each.row.pk != party.row.pk)
    return [each for each in others if side is None or each.row.role in side]


def _now(row: Party, at: datetime) -> PartyNow:
    agent = next(iter(row.representations.all()), None)
    changes = [law_change(change.kind, change.effective, change.to) for change in row.channel_changes.all()]
    channel = channel_at(cast("Channel", row.channel), changes, at).value
    return PartyNow(row, channel, agent, agent.mailbox_id if agent else row.mailbox_id)


@dataclass(frozen=True, slots=True)
class GivenAddress:
    """Where a reader wants notifications of a case, and in which language; an empty address for who declined or was not asked yet."""

    email: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody an entry is made known to: a mailbox, the parties behind it, and the address given in this case (1.9)."""

    mailbox: UUID
    parties: tuple[UUID, ...]
    given: GivenAddress


def addressees(case: Case, circle: Circle, parties: Sequence[PartyNow], at: datetime) -> list[Addressee]:
    """Whom of the parties an entry in a circle is made known to: every digital one that may read it, through its reading mailbox."""
    mailboxes: dict[UUID, list[UUID]] = {}
    for party in readers_of_circle(case, circle, parties, at):
        if party.mailbox:
            mailboxes.setdefault(party.mailbox, []).append(party.row.pk)
    given = given_addresses(case, mailboxes)
    return [
        Addressee(mailbox, tuple(behind), given.get(mailbox, GivenAddress()))
        for mailbox, behind in mailboxes.items()
    ]


def readers_of_circle(
    case: Case, circle: Circle, parties: Sequence[PartyNow], at: datetime
) -> list[PartyNow]:
    """The digital ones among the parties of a case that may read a circle."""
    if circle.kind == Circle.Kind.COURT:
        return []
    return reading(whom_for(circle, practising(case, parties, at)))


def whom_for(circle: Circle, parties: Sequence[PartyNow]) -> list[PartyNow]:
    """The parties that a circle is for, on paper too: one where it is its own, else all that are not kept out."""
    if circle.own_id:
        return [party for party in parties if party.row.pk == circle.own_id]
    return circle_readers(parties, {party.pk for party in circle.without.all()})


def practising(case: Case, parties: Sequence[PartyNow], at: datetime) -> list[PartyNow]:
    """The parties, but those whose lawyer was struck off: nobody reads for them (2.1). In kanton anybody may act (one query)."""
    agents = [party.mailbox for party in parties if party.representation and party.mailbox]
    if case.matter == "kanton" or not agents:
        return list(parties)
    shut = set(not_practising(agents, at))
    return [party for party in parties if party.representation is None or party.mailbox not in shut]


def reading(parties: Iterable[PartyNow]) -> list[PartyNow]:
    """The parties that have the digital file."""
    return [party for party in parties if party.reads]


def circle_readers(parties: Sequence[PartyNow], kept_out: Collection[UUID]) -> list[PartyNow]:
    """The parties that a circle is for. A mailbox that reads for two parties, of which one is kept out, does not read it: whoever
    opens that mailbox reads for both."""
    shut = {party.mailbox for party in parties if party.row.pk in kept_out and party.mailbox}
    return [party for party in parties if party.row.pk not in kept_out and party.mailbox not in shut]


def given_addresses(case: Case, mailboxes: Iterable[UUID]) -> dict[UUID, GivenAddress]:
    """Where readers want notifications of a case, by mailbox (1.9): an empty address for who declined, absent for who was not asked yet."""
    rows = NotificationAddress.objects.filter(case=case, mailbox__in=list(mailboxes))
    told = rows.values_list("mailbox", "email", "mailbox__language")
    return {mailbox: GivenAddress(email, language) for mailbox, email, language in told}
