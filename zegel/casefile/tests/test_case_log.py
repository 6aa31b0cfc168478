"""What the log recorded of a case, for the reader's own device to hold the page against."""

import uuid

import pytest
from django.db import connection

from tests.case_world import AT
from tests.personas import make_holder
from zegel.casefile.errors import CaseUnknown
from zegel.casefile.models import DocketEntry
from zegel.casefile.queries import log_of_file, reader_of
from zegel.evidence.actions import extend_log


def logged(holder, case):
    """What the log has for a reader, oldest first."""
    return log_of_file(reader_of(holder.principal, case.pk, AT))


def pieces(holder, case):
    """The facts of each piece that was placed, as the log has them for a reader."""
    return [row.facts for row in logged(holder, case) if row.event == "casefile.entry.placed"]


def test_a_reader_gets_what_was_recorded_of_the_pieces_they_may_see_whatever_the_rows_say(world):
    case = world.register()
    party = case.parties.get(role="claimant").pk
    seen = world.place(case, party=party)
    hidden = world.place(case, kind="aantekening", into=case.circles.get(kind="court"))
    assert pieces(world.claimant, case) == []
    extend_log(at=AT)
    DocketEntry.objects.filter(pk=seen.pk).update(number=9, kind="productie")
    for holder, entries in ((world.clerk, {seen.pk, hidden.pk}), (world.claimant, {seen.pk})):
        placed = pieces(holder, case)
        assert {uuid.UUID(facts["entry"]) for facts in placed} == entries
    (facts,) = placed
    assert (facts["number"], facts["kind"], facts["party"]) == (1, "conclusie", str(party))
    assert facts["signingKey"] == world.clerk.user.signing_key


def test_rows_that_are_gone_are_in_what_a_reader_gets(world):
    """The database is rewritten by its owner, whom no trigger stops."""
    case = world.register()
    piece = world.place(case, party=case.parties.get(role="claimant").pk)
    extend_log(at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in ("casefile_publication", "casefile_entrydocument"):
            cursor.execute(f"DELETE FROM {table} WHERE entry_id = %s", [piece.pk])
        cursor.execute("DELETE FROM casefile_docketentry WHERE id = %s", [piece.pk])
        cursor.execute(
            "DELETE FROM casefile_representation WHERE party_id IN (SELECT id FROM casefile_party WHERE role = 'defendant')"
        )
        cursor.execute("DELETE FROM casefile_party WHERE case_id = %s AND role = 'defendant'", [case.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert [facts["entry"] for facts in pieces(world.claimant, case)] == [str(piece.pk)]
    admitted = [row for row in logged(world.claimant, case) if row.event == "casefile.party.admitted"]
    assert sorted(row.facts["role"] for row in admitted) == ["claimant", "defendant"]
    assert all(row.personal for row in admitted)


def test_who_may_not_read_the_case_learns_nothing_of_its_log(world):
    case = world.register()
    with pytest.raises(CaseUnknown):
        logged(make_holder("V. Vreemd", "vreemd@post.example"), case)
