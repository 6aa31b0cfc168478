"""What is noted at a hearing, as facts on which a fee hangs: who appeared (7.1), and a larger claim (7.7)."""

from datetime import datetime
from uuid import UUID, uuid5

from zegel.fees.actions import NewFact
from zegel.lib.moments import amsterdam
from zegel.lib.verbs import step
from zegel.proceedings.rules.hearing.entries import RecordKind
from zegel.proceedings.rules.hearing.facts import Facts
from zegel.proceedings.rules.hearing.shape import AtHearing


@step
def fee_facts(
    record: UUID, kind: RecordKind, facts: Facts, hearing: AtHearing, *, known: bool, at: datetime
) -> list[NewFact]:
    """The facts that a record states; none of a record that no fee hangs on. `known` says whether the claim in the writ is known."""
    party = hearing.party(facts.party) if facts.party else None
    day = amsterdam(at).date()
    if party is not None and kind == "appearance" and not party.claims:
        came = facts.flag("appeared")
        return [NewFact(record, "appeared" if came else "stayed away", day, facts.party)]
    before, after = facts.euros("from"), facts.euros("to")
    if party is None or kind != "claim changed" or after is None:
        return []
    aid = [str(facts.party)] if facts.flag("aid") else []
    values = {"cents": int(after * 100), "counterclaim": not party.claims, "aid": aid}
    told = [NewFact(uuid5(record, "to"), "claim increased", day, values=values)]
    if not known and before is not None and party.claims:
        told.insert(0, NewFact(uuid5(record, "from"), "claim", day, values={"cents": int(before * 100)}))
    return told
