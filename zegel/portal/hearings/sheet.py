"""What the sheet of a hearing shows: every entry one may make, with what it asks and what was noted so far."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from zegel.casefile.queries import Reader, circles_of, docket_of
from zegel.law.case_states import WITH_DAY, step
from zegel.law.rules.chapter_05 import ITEM_WORDS
from zegel.law.rules.chapter_11 import considered
from zegel.law.sources import PR, article
from zegel.lib.moments import amsterdam
from zegel.portal.hearings.words import ENTRY_WORDS, FIELD_WORDS, GROUP_WORDS, UNSAID, choice_words
from zegel.portal.shared.case_words import PIECE_WORDS, ROLE_WORDS, words_for
from zegel.portal.shared.hearing_words import AT_ONCE, record_sentence
from zegel.portal.shared.law_words import Citation, citation_of, sentence
from zegel.proceedings.queries import HearingRecord, last_act_number
from zegel.proceedings.queries.hearings import at_hearing_of, records_of
from zegel.proceedings.rules.acts import Role
from zegel.proceedings.rules.hearing.entries import (
    ARTICLES,
    Entry,
    as_act,
    as_record,
    circle_for,
    may_be_noted,
    who_enters,
)
from zegel.proceedings.rules.hearing.fields import FIELDS, Field
from zegel.proceedings.rules.hearing.shape import AtHearing, PartyAt
from zegel.proceedings.rules.hearing.weighing import usual_judgment

_GROUPS: Final[Mapping[str, tuple[Entry, ...]]] = {
    "call": ("call", "continue", "appear to clear", "stay away again"),
    "people": ("appearance",),
    "arranged": ("interpreter", "detained", "guard", "longer"),
    "happens": (
        "doors", "speaking notes", "counterclaim", "admissibility", "claim changed", "continuation asked",
    ),
    "ends": ("grant default", "announce clearing", "adjourn", "set judgment", "give judgment"),
}  # fmt: skip
_ACT_ARTICLES: Final[Mapping[str, str]] = {
    "call": "1.2", "continue": "10.10", "grant default": "11.1", "announce clearing": "11.3", "appear to clear": "11.4",
    "stay away again": "11.4", "adjourn": "10.10", "set judgment": "12.2", "give judgment": "12.1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact an entry asks: how, with which answers, and what stands there to begin with."""

    name: str
    kind: str
    words: str
    needed: bool
    only_if: str
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A record as a line."""

    key: UUID
    text: str
    noted_at: datetime
    at: datetime
    later: bool
    by: str
    otherwise: bool


@dataclass(frozen=True, slots=True)
class Form:
    """An entry as the sheet offers it. `party` is fixed where it is about one; `seen` by slot is what was noted or done last."""

    key: str
    entry: str
    words: str
    citation: Citation
    party: str
    act: bool
    circle: str
    fields: tuple[Asked, ...]
    noted: tuple[Noted, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong together; those of `later` are shown once the case is called."""

    key: str
    title: str
    later: bool
    forms: list[Form] = field(default_factory=list)


def sheet_facts(reader: Reader, roles: frozenset[Role], at: datetime) -> dict[str, Any]:
    """All that the sheet says."""
    hearing = at_hearing_of(reader.case, at)
    records = records_of(reader)
    groups = [_group(key, hearing, roles, records, at) for key in _GROUPS]
    return {
        "hearing": hearing,
        "parties": [(party, words_for(ROLE_WORDS, party.role)) for party in hearing.parties],
        "groups": [group for group in groups if group.forms],
        "last_act": last_act_number(reader),
        "seen": {f"{row.kind} {row.party_id or ''}": row.number for row in records},
        "circles": [circle for circle in circles_of(reader) if circle.kind != "shielded"],
        "waiting": hearing.called is None,
        "day_begins": amsterdam(hearing.planned).replace(hour=0, minute=0) if hearing.planned else None,
        "left_out": _left_out(reader, hearing),
    }


def _group(
    key: str, hearing: AtHearing, roles: frozenset[Role], records: list[HearingRecord], at: datetime
) -> Group:
    later = hearing.called is None and key not in {"call", "arranged"}
    group = Group(key, words_for(GROUP_WORDS, key), later)
    for entry in _GROUPS[key]:
        if roles & who_enters(entry) and _may_come(entry, hearing):
            group.forms.extend(_forms(entry, hearing, records, at))
    return group


def _may_come(entry: Entry, hearing: AtHearing) -> bool:
    """Whether an entry makes sense now, or will once the case is called: a sheet without a connection must have it all."""
    waits = hearing.state in WITH_DAY
    if kind := as_record(entry):
        return waits or may_be_noted(kind, hearing.state)
    act = as_act(entry)
    return act is not None and (bool(step(hearing.state, act)) or (waits and bool(step("called", act))))


def _forms(entry: Entry, hearing: AtHearing, records: list[HearingRecord], at: datetime) -> Iterator[Form]:
    """One form of an entry, or one for each party where everybody's appearance is asked."""
    about: tuple[PartyAt | None, ...] = hearing.parties if entry == "appearance" else (None,)
    kind = as_record(entry)
    for number, party in enumerate(about, 1):
        place = ARTICLES[kind] if kind else _ACT_ARTICLES[entry]
        yield Form(
            key=f"{entry.replace(' ', '-')}-{number}",
            entry=entry,
            words=words_for(ENTRY_WORDS, entry) % {"party": party.name if party else ""},
            citation=citation_of(article(PR, place)),
            party=str(party.key) if party else "",
            act=kind is None,
            circle=circle_for(kind) if kind else "open",
            fields=tuple(_asked(each, entry, party, hearing, at) for each in _fields(entry, party, hearing)),
            noted=noted_lines(
                row for row in records if row.kind == entry and (party is None or row.party_id == party.key)
            ),
            note=_note(entry, hearing, at),
        )


def noted_lines(rows: Iterable[HearingRecord]) -> tuple[Noted, ...]:
    """Records as lines, the newest last."""
    return tuple(
        Noted(
            key=row.pk,
            text=record_sentence(row.kind, row.facts, row.party.short_name if row.party else ""),
            noted_at=row.noted_at,
            at=row.at,
            later=row.at - row.noted_at > AT_ONCE,
            by=words_for(ROLE_WORDS, row.role),
            otherwise=bool(row.overridden),
        )
        for row in rows
    )


def _note(entry: Entry, hearing: AtHearing, at: datetime) -> str:
    if entry == "call":
        return _(
            "The moment of calling is fixed for ever: from then on the case can no longer be withdrawn or moved."
        )
    if entry == "set judgment":
        usual = usual_judgment(hearing, at)
        if not usual.fixed:
            return _(
                "Proposed: two weeks after the hearing (art. 12.2). This court has no fixed hour (annex IV)."
            )
        words = _(
            "Proposed: two weeks after the hearing (art. 12.2), at %(time)s, the hour of this court (annex IV)."
        )
        return words % {"time": f"{usual.moment:%H:%M}"}
    return ""


def _fields(entry: Entry, party: PartyAt | None, hearing: AtHearing) -> Iterator[Field]:
    """The facts asked of this party in this kind of case; what the law does not ask of it stays out."""
    kanton, alone = hearing.matter == "kanton", party is not None and not party.claims and party.legal
    for each in FIELDS[entry]:
        if each.kind == "party" and party is not None:
            continue
        if entry == "appearance" and each.name in {"profession", "shown"} and not kanton:
            continue
        if each.name == "helped" and (kanton or party is None or party.claims):
            continue
        company = each.name in {"extract", "director", "employed", "appointed"}
        if entry == "appearance" and company and not (alone and hearing.matter == "handel"):
            continue
        yield each


def _asked(each: Field, entry: Entry, party: PartyAt | None, hearing: AtHearing, at: datetime) -> Asked:
    only_if = "=".join(each.only_if) if each.only_if else ""
    words = words_for(FIELD_WORDS, each.name)
    return Asked(
        each.name,
        each.kind,
        words,
        each.needed,
        only_if,
        tuple(_options(each, entry, hearing)),
        _value(each, party, hearing, at),
    )


def _options(each: Field, entry: Entry, hearing: AtHearing) -> Iterator[tuple[str, str]]:
    if each.kind in {"party", "parties"}:
        defendants = entry == "grant default"
        # A counterclaim is a defendant's: whoever chooses nothing has not said that the claimant made it.
        theirs = each.kind == "party" and entry in {"counterclaim", "admissibility"}
        parties = sorted(hearing.parties, key=lambda party: party.claims) if theirs else hearing.parties
        for party in parties:
            if not (defendants and party.claims):
                yield str(party.key), f"{party.name} ({words_for(ROLE_WORDS, party.role)})"
        return
    if each.kind == "choice" and len(each.choices) > 2:
        yield "", str(UNSAID)
    for choice in each.choices:
        words = _(ITEM_WORDS[choice]) if each.name == "items" else choice_words(each, choice)
        yield choice, _(choice) if each.name == "stated" else words


def _value(each: Field, party: PartyAt | None, hearing: AtHearing, at: datetime) -> str:
    if each.name == "how" and party is not None:
        return "with lawyer" if party.lawyer else "in person"
    if each.name == "judgment":
        return f"{usual_judgment(hearing, at).moment:%Y-%m-%dT%H:%M}"
    return ""


def _left_out(reader: Reader, hearing: AtHearing) -> list[dict[str, Any]]:
    """The pieces of who did not appear, with what the law says of them (11.2); they stay in the file."""
    found = []
    for entry in docket_of(reader):
        party = hearing.party(entry.party_id) if entry.party_id else None
        if party is None:
            continue
        said = considered(not party.claims, party.appeared is not False)
        if not said:
            found.append(
                {
                    "piece": f"{entry.number}. {words_for(PIECE_WORDS, entry.kind)}",
                    "party": party.name,
                    "why": sentence(said.reason, said.params),
                    "citation": citation_of(said.articles[0]),
                }
            )
    return found
