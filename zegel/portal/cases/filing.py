"""What somebody can file in a running case, for which party, and what their browser must know for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy

from zegel.boxes.queries import memberships
from zegel.casefile.queries import Case, PartyNow, Reader, exhibits_of, opponents, parties_of
from zegel.filing.queries import Desk, desk_at, unplaced
from zegel.filing.rules import is_piece
from zegel.law.courts import court
from zegel.law.rules.chapter_03_form import next_production
from zegel.lib.principal import Principal
from zegel.portal.shared.case_words import MATTER_WORDS, words_for
from zegel.portal.shared.composer import desk_for_composer

KINDS: Final[Mapping[str, tuple[Any, Any]]] = {
    "exhibits": (gettext_lazy("Exhibits"), gettext_lazy("Evidence for what you said or will say (art. 3.14)")),
    "answer": (gettext_lazy("A document with your position"), gettext_lazy("For example your defence, with its exhibits. A counterclaim in a commercial or family case needs a lawyer (art. 6.1)")),
    "summons": (gettext_lazy("The served summons"), gettext_lazy("With its exhibits (art. 5.3)")),
    "message": (gettext_lazy("A message about the case"), gettext_lazy("For example days on which you cannot come, or that you withdraw the case (art. 8.1)")),
}  # fmt: skip
"""What can be filed in a running case, and when one chooses it."""

DOCUMENTS: Final[Mapping[str, str]] = {
    "exhibits": "",
    "answer": "conclusie",
    "summons": "dagvaarding",
    "message": "bericht",
}
"""The name of the file of the document itself, which agrees with its kind (art. 3.5); exhibits are named by 3.14."""

_SIDE_OF_CLAIM: Final = frozenset({"claimant", "intervening"})


@dataclass(frozen=True, slots=True)
class Filer:
    """A party somebody may file for, and the mailbox it is done from."""

    party: PartyNow
    box: UUID


def filers(actor: Principal, reader: Reader, parties: list[PartyNow], at: datetime) -> list[Filer]:
    """The parties the actor may file for: those they read for by a mailbox they may send from (one query)."""
    if reader.court:
        return []
    sending = {member.box_id for member in memberships(actor.account, at=at) if member.may_send}
    return [
        Filer(party, party.mailbox)
        for party in parties
        if party.row.pk in reader.parties and party.mailbox in sending and party.mailbox
    ]


def filing_facts(
    actor: Principal, reader: Reader, *, party: str, kind: str, at: datetime
) -> dict[str, Any] | None:
    """What the page shows for a party and a kind that were asked for, or the first ones; None for who may file for nobody, or
    where the court has no desk for such cases here."""
    case, parties = reader.case, parties_of(reader.case, at)
    mine = filers(actor, reader, parties, at)
    desk = desk_at(case.court, case.location, case.matter)
    if not mine or desk is None:
        return None
    filer = next((each for each in mine if str(each.party.row.pk) == party), mine[0])
    kinds = kinds_for(filer)
    kind = kind if kind in kinds else kinds[0]
    others = [each for each in parties if each.row.pk != filer.party.row.pk]
    return {
        "case": case,
        "filers": mine,
        "filer": filer,
        "kind": kind,
        "kinds": kind_links(filer, kind),
        "told": for_browser(case, desk, filer, kind, others),
        "copies_to": ", ".join(off_file(others)),
        "co_parties": co_parties(filer.party, others),
        "against": against(filer.party, others, kind),
        "exhibits_only": kind == "exhibits",
    }


def kinds_for(filer: Filer) -> list[str]:
    """The kinds a party may file; the summons is the claimant's."""
    claims = filer.party.row.role in _SIDE_OF_CLAIM
    return [kind for kind in KINDS if claims or kind != "summons"]


def for_browser(case: Case, desk: Desk, filer: Filer, kind: str, others: list[PartyNow]) -> str:
    """What the browser must know, as JSON; nothing of it is secret to who files."""
    row = filer.party.row
    told = {
        "place": _place(case, desk, kind, others),
        "box": str(filer.box),
        "party": row.name,
        "key": row.short_key,
        "next": next_production(exhibits_of(case).get(row.pk, [])).value,
        "waiting": [str(filing.pk) for filing in unplaced(case, [filer.box])],
        "document": DOCUMENTS[kind],
        "partyId": str(row.pk),
    }
    return json.dumps(told)


def co_parties(party: PartyNow, others: list[PartyNow]) -> list[PartyNow]:
    """The parties from whom a party may ask to shield what it files (3.7): those on its own side, and for who joined or intervened
    every other one."""
    if party.row.role not in {"claimant", "defendant"}:
        return others
    return [other for other in others if other.row.role == party.row.role]


def against(party: PartyNow, others: list[PartyNow], kind: str) -> list[PartyNow]:
    """The parties among which a filer says against whom the claim is (3.7): where the other side has several, of what may claim."""
    found = opponents(party, others)
    return found if len(found) > 1 and kind in {"summons", "answer"} else []


def off_file(parties: list[PartyNow]) -> list[str]:
    """The short names of parties that do not read the digital file, so that a filer sends them a copy (art. 3.10)."""
    return [party.row.short_name for party in parties if not party.reads]


def _place(case: Case, desk: Desk, kind: str, others: list[PartyNow]) -> dict[str, Any]:
    place = court(case.court)
    return {
        "court": case.court,
        "courtName": place.name,
        "location": case.location,
        "matter": case.matter,
        "matterName": words_for(MATTER_WORDS, case.matter),
        "kind": kind,
        "kindName": str(KINDS[kind][0]),
        "piece": is_piece(kind),
        "number": case.number,
        "subject": case.number,
        "otherCourt": "",
        "line": "",
        "postal": desk.postal,
        "counter": desk.counter,
        "box": desk_for_composer(desk, place.name),
        "portal": {"readers": sum(party.reads for party in others), "others": ", ".join(off_file(others))},
    }


def kind_links(filer: Filer, kind: str) -> list[dict[str, Any]]:
    """The kinds as a page offers them, with their address."""
    return [
        {
            "href": f"?kind={each}&party={filer.party.row.pk}",
            "label": KINDS[each][0],
            "hint": KINDS[each][1],
            "current": each == kind,
        }
        for each in kinds_for(filer)
    ]
