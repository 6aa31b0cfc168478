"""What came after the day of judgment was set: it waits, unseen by the judge, until it is released (art. 12.6)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from zegel.casefile.queries import Case, DocketEntry, Reader, docket_of, party_entries
from zegel.judgments.models import Release
from zegel.judgments.rules import WAITING, reach_decision
from zegel.law.decisions import Decision
from zegel.lib.principal import Principal
from zegel.proceedings.queries import acts_of, newest_acts, roles_of
from zegel.proceedings.rules.acts import Role


@dataclass(frozen=True, slots=True)
class HeldPiece:
    """A piece that came late for the judge: what the law says of it, and its release where there was one."""

    entry: DocketEntry
    decision: Decision
    release: Release | None

    @property
    def waits(self) -> bool:
        """Whether the judge does not see it."""
        return self.release is None


def reader_in(actor: Principal, case: UUID, at: datetime) -> tuple[Reader, frozenset[Role]]:
    """The actor as a reader of a case with their roles; from a judge is withheld what waits.

    Raises:
        CaseUnknown.
    """
    reader, roles = roles_of(actor, case, at)
    return judge_of(reader, roles), roles


def judge_of(reader: Reader, roles: Iterable[Role]) -> Reader:
    """The same reader; from a judge is withheld what waits, also where they hold other offices besides."""
    if "judge" not in roles or reader.case.state not in WAITING:
        return reader
    waiting = frozenset(piece.entry.pk for piece in held_pieces(reader) if piece.waits)
    return replace(reader, withheld=waiting)


def held_pieces(reader: Reader) -> list[HeldPiece]:
    """The pieces of parties that came after the day of judgment was set, in the order of the docket, released or not. They are
    the court's to know of; to a party nothing is said of it."""
    moment = judgment_set_at(reader)
    if moment is None or not reader.court:
        return []
    whole = replace(reader, withheld=frozenset())
    late = [entry for entry in docket_of(whole) if entry.party_id and entry.filed_at >= moment]
    released = {row.entry_id: row for row in Release.objects.filter(entry__in=[entry.pk for entry in late])}
    parties = list(reader.case.parties.values_list("pk", flat=True)) if late else []
    found = [_held(entry, moment, parties, released.get(entry.pk)) for entry in late]
    return [piece for piece in found if piece.release or not piece.decision]


def _held(entry: DocketEntry, moment: datetime, parties: list[UUID], release: Release | None) -> HeldPiece:
    others = [party for party in parties if party != entry.party_id]
    decision = reach_decision(entry.filed_at, moment, others, {})
    return HeldPiece(entry, decision, release)


def judgment_set_at(reader: Reader) -> datetime | None:
    """When the day of judgment was set that holds now; None where none is set, as after an announcement to clear default (11.3)."""
    if reader.case.state not in WAITING:
        return None
    moments = [act.at for act in acts_of(reader) if act.act == "set judgment"]
    return moments[-1] if moments else None


def waiting_by_case(cases: Collection[Case]) -> dict[UUID, int]:
    """How many pieces wait for a decision in each of some cases whose reader the caller is (three queries); others are left out."""
    waiting = [case for case in cases if case.state in WAITING]
    moments = newest_acts(waiting, "set judgment")
    entries = party_entries(moments)
    released = set(
        Release.objects.filter(entry__in=[key for key, _, _ in entries]).values_list("entry", flat=True)
    )
    late = [case for key, case, filed_at in entries if filed_at >= moments[case] and key not in released]
    return dict(Counter(late))
