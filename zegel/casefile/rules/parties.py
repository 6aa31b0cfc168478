"""Who a party is in a case: short names, sides, representation, channel. The law decides; this feeds it facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, cast
from uuid import UUID

from zegel.casefile.errors import (
    PartiesMissing,
    PartyRefused,
    RepresentativeRefused,
    ShortNamesAlike,
)
from zegel.law.courts import Court, DigitalActor, Matter, may_litigate_digitally
from zegel.law.decisions import Decision
from zegel.law.filenames import short_name_key
from zegel.law.rules.chapter_01 import Channel, ChannelChange, may_join
from zegel.law.rules.chapter_03_form import short_names_distinct

CLAIMANT: Final = "claimant"
DEFENDANT: Final = "defendant"
ROLES: Final = (CLAIMANT, DEFENDANT, "joined", "intervening")
_LAW_ROLES: Final = {"joined": "gevoegd", "intervening": "tussenkomend"}
MOST_PARTIES: Final = 200
_KINDS: Final[dict[str, Literal["switch", "exclusion", "end of exclusion"]]] = {
    "switch": "switch",
    "exclusion": "exclusion",
    "end of exclusion": "end of exclusion",
}


@dataclass(frozen=True, slots=True)
class NewRepresentative:
    """Who acts for a party: a lawyer by BAR number, or in kanton a *gemachtigde*."""

    kind: str
    name: str
    office: str = ""
    profession_number: str = ""
    email: str = ""
    phone: str = ""
    mailbox: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party as the clerk registers it, from the application or a decision."""

    role: str
    kind: str
    name: str
    short_name: str
    channel: Channel
    address: str = ""
    email: str = ""
    phone: str = ""
    mailbox: UUID | None = None
    representative: NewRepresentative | None = None
    decision: str = ""


def law_change(kind: str, effective: datetime, to: str) -> ChannelChange:
    """A change of channel as the law reads it."""
    return ChannelChange(_KINDS[kind], effective, cast("Channel", to))


def check_parties(parties: Sequence[NewParty], *, matter: Matter) -> None:
    """What a case needs of its parties when it is registered.

    Raises:
        PartiesMissing: no claimant or no defendant; PartyRefused; RepresentativeRefused; ShortNamesAlike (3.13).
    """
    roles = [party.role for party in parties]
    if CLAIMANT not in roles or DEFENDANT not in roles or len(parties) > MOST_PARTIES:
        raise PartiesMissing(field="parties")
    for number, party in enumerate(parties, 1):
        check_party(party, number=number, matter=matter)
    check_short_names([party.short_name for party in parties])


def check_party(party: NewParty, *, number: int, matter: Matter) -> None:
    """One party by itself; a joining one needs its decision (1.2 m).

    Raises:
        PartyRefused; RepresentativeRefused: a claimant without lawyer outside kanton, or a gemachtigde who is none there (2.1).
    """
    if party.role not in ROLES or not party.name.strip() or not short_name_key(party.short_name):
        raise PartyRefused(field="parties", number=number)
    if not may_join(_LAW_ROLES.get(party.role, party.role), party.decision or None):
        raise PartyRefused(field="parties", number=number)
    agent = party.representative
    if matter == "kanton":
        return
    if party.role == CLAIMANT and agent is None:
        raise RepresentativeRefused(field="parties", number=number)
    if agent is not None and agent.kind != "lawyer":
        raise RepresentativeRefused(field="parties", number=number)


def check_short_names(names: Sequence[str]) -> None:
    """Every party has a short name of its own, as file names use it (3.13, 3.14).

    Raises:
        ShortNamesAlike.
    """
    if not short_names_distinct(names):
        raise ShortNamesAlike(field="parties")


def digital_actor(party_role: str, *, represented: bool) -> DigitalActor:
    """Which person of annex VII litigates for a party."""
    if represented:
        return "lawyer"
    return "claimant in person" if party_role == CLAIMANT else "defendant in person"


def may_be_digital(court: Court, matter: Matter, role: str, *, represented: bool, on: date) -> Decision:
    """Whether a party may litigate digitally at this court on a day (1.4, annex VII)."""
    return may_litigate_digitally(court, matter, digital_actor(role, represented=represented), on)


def parties_line(parties: Iterable[tuple[str, str]]) -> str:
    """A case as lists show it: `Pietersen c.s. / De Vries`, from pairs of role and short name."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for role, name in parties:
        if role in {CLAIMANT, DEFENDANT}:
            sides[role == CLAIMANT].append(name)
    return " / ".join(names[0] + (" c.s." if len(names) > 1 else "") for names in sides.values() if names)
