"""The notice of a fee as a piece in the file of the party it is for (7.1, 1.9): placed, made known, and read by nobody else."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from tests.fee_world import notice_order, noticed
from tests.personas import as_lawyer, make_holder
from zegel.api.tests.fee_calls import owing
from zegel.casefile.errors import CaseUnknown, CircleUnknown, NotOfThisCourt
from zegel.casefile.models import DocketEntry, Party, Posting, Publication
from zegel.casefile.queries import circles_of, circles_out_of_line, reader_of
from zegel.fees.errors import FactTaken, NoticeOutdated
from zegel.fees.models import Notice, PartyFee
from zegel.lib.moments import now
from zegel.proceedings.actions import send_fee_notice


@pytest.fixture
def world(clerk, lawyer):
    return SimpleNamespace(clerk=clerk, lawyer=as_lawyer(lawyer))


@pytest.fixture
def case(world):
    return owing(world)


def claimant_of(case):
    return case.parties.get(role="claimant")


def test_the_notice_stands_in_the_file_for_its_party_and_makes_it_known(world, case):
    made = noticed(world.clerk, case, claimant_of(case).pk, world.lawyer)
    entry = DocketEntry.objects.get()
    assert (made.entry, entry.kind, entry.party, made.by) == (entry, "nota griffierecht", None, "digital")
    assert list(Publication.objects.values_list("entry", "mailbox")) == [(entry.pk, world.lawyer.box.pk)]
    assert entry.circle in circles_of(reader_of(world.lawyer.principal, case.pk, now()))
    assert circles_out_of_line(world.clerk.principal, case.pk, at=now()) == []


def test_nobody_else_reads_it_not_even_who_joins_later(world, case):
    made = noticed(world.clerk, case, claimant_of(case).pk, world.lawyer)
    defendant, other = (
        case.parties.get(role="defendant"),
        as_lawyer(make_holder("mr. S", "s@elders.example"), "A54321"),
    )
    digital = Party.objects.filter(pk=defendant.pk)
    defendant.representations.update(mailbox=other.box.pk)
    digital.update(channel="digital")
    joined = Party.objects.get(pk=defendant.pk)
    joined.pk, joined.number, joined.short_name, joined.short_key = uuid4(), 99, "Later", "later"
    joined.save(force_insert=True)
    seen = circles_of(reader_of(other.principal, case.pk, now()))
    assert (len(seen), made.entry.circle in seen) == (1, False)
    lines = circles_out_of_line(world.clerk.principal, case.pk, at=now())
    assert made.entry.circle not in {line.circle for line in lines if line.join}


def test_the_second_notice_goes_to_the_same_circle_and_the_same_order_is_one_notice(world, case):
    party = claimant_of(case).pk
    order = notice_order(world.clerk, case, party, world.lawyer)
    sent = [
        send_fee_notice(actor=world.clerk.principal, case=case.pk, order=order, at=now()) for _ in range(2)
    ]
    assert sent[0] == sent[1]
    second = noticed(world.clerk, case, party)
    assert (second.number, second.entry.circle) == (2, sent[0].entry.circle)
    assert Notice.objects.count() == 2
    # A row of numbers of its own: those of nobody else have a gap.
    assert list(DocketEntry.objects.order_by("position").values_list("number", flat=True)) == [15001, 15002]


def test_who_litigates_on_paper_gets_it_from_the_print_queue_and_no_one_else(world, case):
    party = claimant_of(case)
    Party.objects.filter(case=case).update(channel="paper")
    made = noticed(world.clerk, case, party.pk)
    assert made.by == "paper"
    assert list(Posting.objects.values_list("party", flat=True)) == [party.pk]


@pytest.mark.parametrize("wrong", ["amount", "day", "kept out", "no circle", "open circle"])
def test_what_does_not_fit_is_refused_and_nothing_is_placed(world, case, wrong):
    order = notice_order(world.clerk, case, claimant_of(case).pk, world.lawyer)
    assert order.circle is not None
    changed = {
        "amount": {"cents": order.cents + 1},
        "day": {"due": order.due + timedelta(days=1)},
        "kept out": {"circle": replace(order.circle, without=(2,))},
        "no circle": {"circle": None},
        "open circle": {
            "circle": None,
            "letter": replace(order.letter, circle=case.circles.get(kind="open").pk),
        },
    }[wrong]
    refusal = NoticeOutdated if wrong in {"amount", "day"} else CircleUnknown
    with pytest.raises(refusal):
        send_fee_notice(actor=world.clerk.principal, case=case.pk, order=replace(order, **changed), at=now())
    assert (DocketEntry.objects.count(), Notice.objects.count(), case.circles.count()) == (0, 0, 2)


def test_an_identifier_of_another_notice_is_refused(world, case):
    made = noticed(world.clerk, case, claimant_of(case).pk, world.lawyer)
    defendant = case.parties.get(role="defendant")
    PartyFee.objects.create(
        party=defendant, case=case, desk_id=case.desk_id, reference="RF99", balance=100, due_on=made.due
    )
    order = notice_order(world.clerk, case, defendant.pk, id=made.pk)
    with pytest.raises(FactTaken):
        send_fee_notice(actor=world.clerk.principal, case=case.pk, order=order, at=now())


def test_neither_a_party_nor_a_stranger_sends_one(world, case):
    order = notice_order(world.clerk, case, claimant_of(case).pk, world.lawyer)
    for holder, refusal in (
        (world.lawyer, NotOfThisCourt),
        (make_holder("mr. X", "x@elders.example"), CaseUnknown),
    ):
        with pytest.raises((refusal, NotOfThisCourt)):
            send_fee_notice(actor=holder.principal, case=case.pk, order=order, at=now())
    assert not Notice.objects.exists()
