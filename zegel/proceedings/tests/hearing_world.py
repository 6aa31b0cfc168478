"""A case at its hearing, and what is entered there, for tests."""

from uuid import uuid4

from tests.case_world import AT
from zegel.casefile.models import Case
from zegel.proceedings.actions import (
    NewHearingAct,
    NewRecord,
    SealedReason,
    act_at_hearing,
    give_office,
    record,
)
from zegel.seal.sealing import seal_bytes


def called(world, case, *offices):
    """A case whose hearing was set, and that was called, by a clerk who holds the offices."""
    for office in offices or ("planner", "registrar", "judge"):
        give_office(
            actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office=office, at=AT
        )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="summons filed", next_kind="hearing", next_at=AT)
    act_at_hearing(
        actor=world.clerk.principal, case=case.pk, new=NewHearingAct(uuid4(), "call", 0, {}, AT), at=AT
    )
    case.refresh_from_db()
    return case


def note(world, case, kind, facts, *, seen=0, who=None, words=None, at=AT, noted=AT, key=None):
    new = NewRecord(key or uuid4(), kind, seen, facts, noted, words)
    return record(actor=(who or world.clerk).principal, case=case.pk, new=new, at=at)


def party_of(case, role="defendant"):
    return str(case.parties.get(role=role).pk)


def words_for(case, kind="open"):
    circle = case.circles.get(kind=kind)
    recipient = circle.container.recipient
    return SealedReason(circle.pk, seal_bytes([recipient], b"because"), seal_bytes([recipient], b"k" * 32), 1)
