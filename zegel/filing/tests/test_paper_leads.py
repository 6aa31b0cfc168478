"""Paper that follows a filing is ticked off once, by the court it was filed at, and both ends see what is open."""

import json
import uuid
from threading import Barrier, Thread

import pytest
from django.db import connections

from tests.personas import AT, make_holder
from zegel.boxes.errors import BoxUnknown
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.filing.actions import open_desk, take_in
from zegel.filing.errors import FilingUnknown, MayNotTakeIn
from zegel.filing.errors.paper import NothingTicked
from zegel.filing.models import PaperPiece, PaperTask
from zegel.filing.queries import (
    desk_counts,
    filing_at_desk,
    may_take_in,
    own_filing,
    paper_counts,
    to_receive,
    to_send,
)
from zegel.notify.models import OutboundMail

from .test_file_at_a_court import FACTS, filed


@pytest.fixture
def filing(desk, clerk, lawyer):
    return filed(lawyer, clerk)


def events():
    return sorted(Record.objects.filter(event__startswith="filing.paper").values_list("event", flat=True))


def test_both_ends_see_the_open_task_until_all_has_come(filing, clerk, lawyer):
    message = filing.filing
    assert [task.pk for task in to_send(lawyer.user, lawyer.box.pk, at=AT).tasks] == [message]
    assert [task.pk for task in to_receive(clerk.user, at=AT).tasks] == [message]
    assert paper_counts([lawyer.box.pk]) == {lawyer.box.pk: 1}
    assert desk_counts([clerk.box.pk]) == {clerk.box.pk: 1}
    take_in(actor=clerk.principal, number=filing.number, pieces=[1, 2], missing=False, at=AT)
    assert not to_send(lawyer.user, lawyer.box.pk, at=AT).tasks
    assert not to_receive(clerk.user, at=AT).tasks
    assert desk_counts([clerk.box.pk]) == {clerk.box.pk: 0}
    assert events() == ["filing.paper.arrived"]
    body = Record.objects.get(event="filing.paper.arrived").body
    assert json.loads(bytes(body))["facts"]["filedAt"] == AT.isoformat()


def test_ticking_again_dockets_nothing_again(filing, clerk):
    for _ in range(2):
        task = take_in(
            actor=clerk.principal, number=filing.number, pieces=[1, 2, 99, 0, -1], missing=True, at=AT
        )
    assert task.state == "complete"
    assert sorted(PaperPiece.objects.values_list("number", flat=True)) == [1, 2]
    assert events() == ["filing.paper.arrived"]


def test_something_missing_is_told_to_the_sender_once(filing, clerk, lawyer):
    for _ in range(2):
        task = take_in(actor=clerk.principal, number=filing.number, pieces=[2], missing=True, at=AT)
    assert task.state == "missing"
    assert events() == ["filing.paper.arrived", "filing.paper.missing"]
    told = OutboundMail.objects.get(kind="paper-missing")
    assert told.to_address == lawyer.box.address
    assert "756123" not in str(told.params)
    assert (
        take_in(actor=clerk.principal, number=filing.number, pieces=[1], missing=False, at=AT).state
        == "complete"
    )


def test_nothing_ticked_is_no_answer(filing, clerk):
    with pytest.raises(NothingTicked):
        take_in(actor=clerk.principal, number=filing.number, pieces=[], missing=False, at=AT)


def test_a_filing_without_paper_takes_none(desk, clerk, lawyer):
    from dataclasses import replace

    message = filed(lawyer, clerk, replace(FACTS, kind="message"))
    with pytest.raises(NothingTicked):
        take_in(actor=clerk.principal, number=message.number, pieces=[1], missing=False, at=AT)


def test_the_counter_serves_all_teams_of_its_court_and_no_other(filing, clerk, lawyer, rotterdam, stranger):
    family = make_holder("Team familie", "familie@court.example", kind="team", court=True)
    open_desk(court="amsterdam", location="Amsterdam", matter="familie", box=family.box.pk, postal="", counter="", at=AT)  # fmt: skip
    assert filing_at_desk(family.user, filing.number, at=AT).number == filing.number
    for other in (rotterdam, stranger, lawyer):
        assert not to_receive(other.user, at=AT).tasks
        with pytest.raises(FilingUnknown):
            filing_at_desk(other.user, filing.number, at=AT)
        with pytest.raises(FilingUnknown):
            take_in(actor=other.principal, number=filing.number, pieces=[1], missing=False, at=AT)
    assert not PaperPiece.objects.exists()


@pytest.mark.parametrize(
    ("rights", "fine"),
    [
        ({"right": "read"}, False), ({"right": "prepare"}, False), ({"right": "send"}, True), ({"right": "manage"}, True),
        ({"right": "send", "checks": True}, False), ({"right": "send", "ended_at": AT}, False),
    ],
)  # fmt: skip
def test_looking_takes_reading_and_ticking_takes_acting(filing, clerk, rights, fine):
    Member.objects.filter(box=clerk.box, user=clerk.user).update(**rights)
    tick = {"actor": clerk.principal, "number": filing.number, "pieces": [1], "missing": True, "at": AT}
    if fine:
        assert take_in(**tick).state == "missing"
        return
    with pytest.raises(FilingUnknown if "ended_at" in rights else MayNotTakeIn):
        take_in(**tick)
    assert not PaperPiece.objects.exists()
    assert not events()
    assert not OutboundMail.objects.filter(kind="paper-missing").exists()


def test_who_only_reads_the_filing_team_but_acts_for_another_of_that_counter_ticks(filing, clerk, lawyer):
    Member.objects.filter(box=clerk.box, user=clerk.user).update(right="read")
    family = make_holder("Team familie", "familie@court.example", kind="team", court=True, others=(clerk,))
    elsewhere = {"court": "amsterdam", "location": "Amsterdam", "matter": "familie"}
    assert not may_take_in(clerk.user, filing_at_desk(clerk.user, filing.number, at=AT), at=AT)
    open_desk(**elsewhere, box=family.box.pk, postal="", counter="", at=AT)
    assert may_take_in(clerk.user, filing_at_desk(clerk.user, filing.number, at=AT), at=AT)


def test_acting_for_another_court_does_not_help_who_only_reads_here(filing, clerk):
    Member.objects.filter(box=clerk.box, user=clerk.user).update(right="read")
    other = make_holder(
        "Bureau Rotterdam", "clerk@rotterdam.example", kind="team", court=True, others=(clerk,)
    )
    open_desk(court="rotterdam", location="Rotterdam", matter="handel", box=other.box.pk, postal="", counter="", at=AT)  # fmt: skip
    with pytest.raises(MayNotTakeIn):
        take_in(actor=clerk.principal, number=filing.number, pieces=[1], missing=False, at=AT)


def test_only_the_sender_sees_their_own_task(filing, clerk, lawyer, stranger):
    assert own_filing(lawyer.user, filing.receipt.message, at=AT)
    for other in (clerk, stranger):
        with pytest.raises(FilingUnknown):
            own_filing(other.user, filing.receipt.message, at=AT)
        with pytest.raises(BoxUnknown):
            to_send(other.user, lawyer.box.pk, at=AT)
    with pytest.raises(FilingUnknown):
        own_filing(lawyer.user, uuid.uuid4(), at=AT)


@pytest.mark.parametrize("typed", ["", "????????", "00000000", "K7QF-2M9D" * 9])
def test_a_number_that_is_none_finds_nothing(filing, clerk, typed):
    with pytest.raises(FilingUnknown):
        filing_at_desk(clerk.user, typed, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_docket_a_piece_once(clerk, lawyer, desk):
    filing = filed(lawyer, clerk)
    gate, refused = Barrier(2), []

    def tick():
        try:
            gate.wait()
            take_in(actor=clerk.principal, number=filing.number, pieces=[1, 2], missing=False, at=AT)
        except Exception as error:
            refused.append(error)
        finally:
            connections.close_all()

    both = [Thread(target=tick) for _ in range(2)]
    [side.start() for side in both]
    [side.join() for side in both]
    assert not refused
    assert PaperPiece.objects.count() == 2
    assert PaperTask.objects.get().state == "complete"
    assert events() == ["filing.paper.arrived"]
