"""What the pages of a case's court fees show one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.utils.translation import gettext

from zegel.casefile.queries import Reader, own_circle, parties_of
from zegel.fees.queries import (
    LedgerEntry,
    PartyStanding,
    Preview,
    account_of,
    facts_of,
    notices_of,
    reckoned_of,
    standings_of,
)
from zegel.fees.rules.reckoning import Item, Term
from zegel.fees.rules.references import shown_iban, shown_reference
from zegel.fees.rules.standing import EntryKind
from zegel.law.decisions import Decision
from zegel.law.fees import collected_by
from zegel.law.terms import compute
from zegel.law.verdicts import Answer
from zegel.lib.moments import amsterdam
from zegel.portal.fees.forms import FORMS, FactForm
from zegel.portal.shared.case_words import ROLE_WORDS, words_for
from zegel.portal.shared.fee_words import (
    ENTRY_WORDS,
    FACT_WORDS,
    STANDING_WORDS,
    WAITS_WORDS,
    is_certain,
    owed_euros,
)
from zegel.portal.shared.law_words import Citation, Line, citation_of, line_of, sentence


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the law in words, with its articles."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of the ledger in words."""

    day: date
    word: str
    amount: str
    why: Told
    due: date | None
    steps: tuple[Line, ...]


def told(said: Answer[Any] | Decision) -> Told:
    """An answer of the law in words."""
    return Told(sentence(said.reason, said.params), tuple(citation_of(article) for article in said.articles))


def steps_of(term: Term | None) -> tuple[Line, ...]:
    """How a last day was reckoned."""
    return tuple(line_of(step) for step in compute(term.rule, term.given).steps) if term else ()


def fees_facts(reader: Reader, at: datetime) -> dict[str, Any]:
    """All that the page of a case's fees says, for who reads it."""
    found = reckoned_of(reader.case, at)
    items = {(item.party, item.key): item for item in found.items}
    notices = notices_of(reader)
    parties = [_party(row, items, notices) for row in standings_of(reader, at)]
    return {
        "case": reader.case,
        "reader": reader,
        "parties": parties,
        "told": _told_browser(reader, parties, at) if reader.court else None,
        "nothing": _nothing(reader, found.nothing, at),
        "account": _account(reader),
        "notes": _notes(reader, at) if reader.court else [],
        "unsure": any(not item.certain for item in found.items),
        "claim_known": any(fact.kind == "claim" for fact in facts_of(reader.case.pk)),
    }


def _party(row: PartyStanding, items: dict[tuple[UUID, str], Item], notices: list[Any]) -> dict[str, Any]:
    kind, word = STANDING_WORDS[row.stands.state]
    lead = row.fee.together or row.fee
    late = row.stands.state == "late"
    return {
        "key": row.party.pk,
        "name": row.party.name,
        "role": words_for(ROLE_WORDS, row.party.role),
        "together": row.fee.together.party.short_name if row.fee.together else "",
        "kind": kind,
        "word": word,
        "balance": _balance(row),
        "open": row.stands.balance > 0,
        "due": row.stands.due,
        "waits": WAITS_WORDS.get(row.fee.waits, ""),
        "collected": told(collected_by(paid=False)) if late else None,
        "reference": shown_reference(lead.reference) if lead.reference else "",
        "rows": [_row(entry, items.get((lead.party_id, entry.part))) for entry in row.entries],
        "notices": [notice for notice in notices if notice.fee_id == lead.pk],
        "may_notify": row.stands.balance > 0 and not row.fee.waits and row.fee.together is None,
        "cents": row.stands.balance,
    }


def _told_browser(reader: Reader, parties: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    """What the clerk's browser needs to seal a notice for one party: who reads it, and the party's own circle where it has one."""
    case, asked = reader.case, {}
    for party in parties:
        if not party["may_notify"]:
            continue
        circle, readers = own_circle(case, party["key"], at)
        asked[str(party["key"])] = {
            "key": str(uuid4()),
            "cents": party["cents"],
            "due": party["due"].isoformat(),
            "circle": {"id": str(circle.pk), "container": str(circle.container_id)} if circle else None,
            "readers": [str(mailbox) for mailbox in readers],
        }
    return {
        "case": str(case.pk),
        "desk": {"id": str(case.desk_id), "name": case.desk.name},
        "parties": asked,
    }


def _balance(row: PartyStanding) -> str:
    """What is owed or too much; nothing of a fee of which nobody knows the amount yet."""
    if row.fee.waits and not row.stands.balance:
        return ""
    return owed_euros(abs(row.stands.balance), certain=is_certain(row.fee))


def _row(entry: LedgerEntry, item: Item | None) -> Row:
    """An entry with why: as the law says it now where the part still stands, else as it was kept."""
    why = told(item.why) if item else Told(_kept_words(entry), ())
    term = item.term if item and entry.due == (item.term.last if item.term else None) else None
    word = str(ENTRY_WORDS[cast("EntryKind", entry.kind)])
    amount = owed_euros(entry.cents, certain=item is None or item.certain)
    return Row(entry.day, word, amount, why, entry.due, steps_of(term))


def _kept_words(entry: LedgerEntry) -> str:
    if entry.why.get("because"):
        return str(entry.why["because"])
    reason = entry.why.get("reason", "")
    if not reason:
        return ""
    return sentence(reason, entry.why.get("params", {}))


def _nothing(reader: Reader, answers: dict[UUID, Any], at: datetime) -> list[dict[str, Any]]:
    """Who owes nothing and why; of the parties a reader may see."""
    return [
        {"name": party.row.name, "why": told(answers[party.row.pk])}
        for party in parties_of(reader.case, at)
        if party.row.pk in answers and (reader.court or party.row.pk in reader.parties)
    ]


def _account(reader: Reader) -> dict[str, str]:
    account = account_of(reader.case.court)
    return {"iban": shown_iban(account.iban), "holder": account.holder} if account else {}


def _notes(reader: Reader, at: datetime) -> list[dict[str, Any]]:
    """What a clerk can note now, each with the address of its page."""
    found = [form for form in (form_for(kind, reader, at) for kind in FORMS) if form.useful]
    return [{"slug": form.kind_of.replace(" ", "-"), "words": FACT_WORDS[form.kind_of]} for form in found]


def form_for(form: type[FactForm], reader: Reader, at: datetime, data: Any = None) -> FactForm:
    """A form of a fact, filled with the parties of the case."""
    parties = [party.row for party in parties_of(reader.case, at)]
    initial = {"key": uuid4()}
    return form(
        data, parties=parties, facts=facts_of(reader.case.pk), today=amsterdam(at).date(), initial=initial
    )


def preview_words(found: Preview) -> dict[str, Any]:
    """What would follow from a fact, in words."""
    changes = [
        {
            "name": change.party.name,
            "before": owed_euros(change.before, certain=change.certain),
            "after": owed_euros(change.after, certain=change.certain),
            "due": change.item.term.last if change.item and change.item.term else None,
            "steps": steps_of(change.item.term if change.item else None),
        }
        for change in found.changes
    ]
    nothing = "" if changes else gettext("Nobody owes more or less by this.")
    return {"said": told(found.said) if found.said else None, "changes": changes, "nothing": nothing}
