"""What the log recorded of a case, for the reader's own device to hold the page against."""

import json
import uuid

import pytest

from tests.case_world import AT
from tests.personas import make_holder
from zegel.casefile.errors import CaseUnknown
from zegel.casefile.models import DocketEntry
from zegel.casefile.queries import proof_of_docket, reader_of
from zegel.evidence.actions import extend_log
from zegel.evidence.errors import ReceiptPending


def told(holder, case):
    """The facts of each piece that was placed, as the log proves them to a reader."""
    records = [
        json.loads(each.body) for each in proof_of_docket(reader_of(holder.principal, case.pk, AT)).records
    ]
    return [each["facts"] for each in records if each["event"] == "casefile.entry.placed"]


def test_a_reader_gets_what_was_recorded_of_the_pieces_they_may_see_whatever_the_rows_say(world):
    case = world.register()
    party = case.parties.get(role="claimant").pk
    seen = world.place(case, party=party)
    hidden = world.place(case, kind="aantekening", into=case.circles.get(kind="court"))
    with pytest.raises(ReceiptPending):
        told(world.claimant, case)
    extend_log(at=AT)
    DocketEntry.objects.filter(pk=seen.pk).update(number=9, kind="productie")
    for holder, entries in ((world.clerk, {seen.pk, hidden.pk}), (world.claimant, {seen.pk})):
        placed = told(holder, case)
        assert {uuid.UUID(facts["entry"]) for facts in placed} == entries
    (facts,) = placed
    assert (facts["number"], facts["kind"], facts["party"]) == (1, "conclusie", str(party))
    assert facts["signingKey"] == world.clerk.user.signing_key


def test_who_may_not_read_the_case_learns_nothing_of_its_log(world):
    case = world.register()
    with pytest.raises(CaseUnknown):
        told(make_holder("V. Vreemd", "vreemd@post.example"), case)
