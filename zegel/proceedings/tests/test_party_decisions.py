"""What is decided about parties: a change of channel (1.6), exclusion (1.8), and who reads nothing from that moment on."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.case_world import AT, make_world
from tests.personas import make_holder
from zegel.casefile.actions import answer_address, ask_switch
from zegel.casefile.errors import (
    AlreadyExcluded,
    CaseUnknown,
    ChannelRefused,
    DateRefused,
    ExclusionRefused,
    NothingToSwitch,
    PartyUnknown,
    ReasonMissing,
    RequestOpen,
    RequestSettled,
    SecondSwitch,
)
from zegel.casefile.models import ChannelChange, PartyRequest
from zegel.casefile.queries import cases_of, circles_out_of_line, parties_of, reader_of
from zegel.notify.models import OutboundMail
from zegel.proceedings.actions import SealedReason, decide_switch, exclude, give_office
from zegel.proceedings.errors import ActNotYours
from zegel.seal.sealing import seal_bytes

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=3)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def case(world):
    return world.register()


def party(case, role):
    return case.parties.get(role=role)


def judge(world):
    give_office(
        actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office="judge", at=AT
    )  # fmt: skip


def because(circle):
    recipient = circle.container.recipient
    words = seal_bytes([recipient], b"because")
    return SealedReason(circle.pk, words, seal_bytes([recipient], b"k" * 32), circle.container.key_version)


def asked(world, case, to="paper", at=AT, by=None):
    holder = by or world.defendant
    return ask_switch(actor=holder.principal, case=case.pk, party=party(case, "defendant").pk, to=to, at=at)


def decided(world, case, request, *, granted=True, effective=LATER, reason=None, at=AT):
    return decide_switch(
        actor=world.clerk.principal, case=case.pk, request=request.pk, granted=granted, effective=effective,
        reason=reason, at=at,
    )  # fmt: skip


def channel(case, at, role="defendant"):
    return next(each for each in parties_of(case, at) if each.row.role == role).channel


def test_a_first_change_is_confirmed_to_all_and_holds_from_its_date(world, case):
    for holder, email in ((world.claimant, "e@x.example"), (world.defendant, "d@x.example")):
        reader = reader_of(holder.principal, case.pk, AT)
        answer_address(actor=holder.principal, reader=reader, mailbox=holder.box.pk, email=email, at=AT)
    done = decided(world, case, asked(world, case))
    begins = done.request.effective
    assert (channel(case, begins - timedelta(seconds=1)), channel(case, begins)) == ("digital", "paper")
    mails = OutboundMail.objects.filter(kind="channel-confirmed").values_list("to_address", flat=True)
    assert sorted(mails) == ["d@x.example", "e@x.example"]
    with pytest.raises(CaseUnknown):
        reader_of(world.defendant.principal, case.pk, begins)
    assert not cases_of(world.defendant.principal, at=begins)
    (line,) = circles_out_of_line(world.clerk.principal, case.pk, at=begins)
    assert line.leave == (world.defendant.box.pk,)


def test_who_changes_back_to_digital_is_to_get_every_key_there_is(world, case):
    judge(world)
    decided(world, case, asked(world, case), effective=AT)
    (line,) = circles_out_of_line(world.clerk.principal, case.pk, at=AT)
    assert (line.join, line.leave, line.renew) == ((), (), True)
    again = asked(world, case, to="digital", by=world.clerk)
    decided(world, case, again, effective=AT, reason=because(case.circles.get(kind="open")))
    (line,) = circles_out_of_line(world.clerk.principal, case.pk, at=AT)
    assert (line.circle.kind, line.join) == ("open", (world.defendant.box.pk,))
    assert reader_of(world.defendant.principal, case.pk, AT).parties


def test_a_second_change_is_refused_with_its_article_and_is_the_judges(world, case):
    decided(world, case, asked(world, case), effective=AT)
    with pytest.raises(CaseUnknown):
        asked(world, case, to="digital")
    back = asked(world, case, to="digital", by=world.clerk)
    with pytest.raises(SecondSwitch) as refused:
        decided(world, case, back, reason=because(case.circles.get(kind="open")))
    assert refused.value.article == "1.6"
    judge(world)
    with pytest.raises(ReasonMissing):
        decided(world, case, back)
    decided(world, case, back, effective=AT, reason=because(case.circles.get(kind="open")))
    assert channel(case, AT) == "digital"
    with pytest.raises(SecondSwitch):
        asked(world, case)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"to": "digital"}, NothingToSwitch),
        ({"to": "pigeon"}, ChannelRefused),
    ],
)
def test_what_cannot_be_asked_is_refused(world, case, change, error):
    with pytest.raises(error):
        asked(world, case, **change)
    assert not PartyRequest.objects.exists()


def test_nobody_asks_for_another_party_or_twice(world, case):
    with pytest.raises(PartyUnknown):
        asked(world, case, by=world.claimant)
    with pytest.raises(CaseUnknown):
        asked(world, case, by=make_holder("mr. X", "x@elders.example"))
    first = asked(world, case)
    with pytest.raises(RequestOpen):
        asked(world, case, by=world.clerk)
    with pytest.raises(ReasonMissing):
        decided(world, case, first, granted=False)
    with pytest.raises(DateRefused):
        decided(world, case, first, effective=AT - timedelta(days=2))
    decided(world, case, first, granted=False, reason=because(case.circles.get(kind="open")))
    assert not ChannelChange.objects.exists()
    with pytest.raises(RequestSettled):
        decided(world, case, first)


def shut(world, case, **changes):
    facts = {
        "account": None,
        "ground": "endangers",
        "until": None,
        "reason": because(case.circles.get(kind="open")),
    }
    return exclude(
        actor=world.clerk.principal, case=case.pk, party=party(case, "defendant").pk, **(facts | changes), at=AT
    )  # fmt: skip


def test_an_exclusion_ends_by_itself_and_uses_no_change_up(world, case):
    with pytest.raises(ActNotYours):
        shut(world, case)
    judge(world)
    for wrong in ({"ground": "rude"}, {"account": world.claimant.user.pk}):
        with pytest.raises(ExclusionRefused):
            shut(world, case, **wrong)
    with pytest.raises(ReasonMissing):
        shut(world, case, reason=None)
    with pytest.raises(DateRefused):
        shut(world, case, until=AT)
    shut(world, case, until=LATER)
    assert (channel(case, AT), channel(case, LATER)) == ("paper", "digital")
    with pytest.raises(CaseUnknown):
        reader_of(world.defendant.principal, case.pk, AT)
    assert reader_of(world.defendant.principal, case.pk, LATER)
    assert asked(world, case, at=LATER)


def test_one_person_is_excluded_from_one_case_and_nobody_else(world):
    judge(world)
    office = make_holder("S. Secretaris", "secretariaat@kantoor.example")
    team = make_holder("Kantoor Daagde", "kantoor@kantoor.example", kind="team", others=(office,))
    world = replace(world, defendant=team)
    case = world.register()
    other = world.register()
    assert len(cases_of(office.principal, at=AT)) == 2
    shut(world, case, account=office.user.pk)
    assert [found.pk for found in cases_of(office.principal, at=AT)] == [other.pk]
    with pytest.raises(CaseUnknown):
        reader_of(office.principal, case.pk, AT)
    assert reader_of(world.defendant.principal, case.pk, AT)
    with pytest.raises(AlreadyExcluded):
        shut(world, case, account=office.user.pk)
    assert case.exclusions.count() == 1


def test_nothing_of_another_case_is_decided_here(world, case):
    first, other = asked(world, case), world.register()
    with pytest.raises(Exception, match="request-unknown"):
        decided(world, other, first)
    with pytest.raises(Exception, match="request-unknown"):
        decide_switch(
            actor=world.clerk.principal, case=case.pk, request=uuid4(), granted=True, effective=AT, reason=None, at=AT
        )  # fmt: skip
