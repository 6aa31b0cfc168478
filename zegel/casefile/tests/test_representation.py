"""Who acts for a party: whoever was replaced or struck off has nothing from that moment (1.4, 2.1)."""

import pytest

from tests.case_world import AT, make_world
from tests.personas import as_lawyer, make_holder
from zegel.boxes.models import Member
from zegel.casefile.actions import change_representative
from zegel.casefile.errors import CaseUnknown, LawyerNotPractising
from zegel.casefile.queries import cases_of, circles_out_of_line, docket_of, reader_of
from zegel.casefile.rules.parties import NewRepresentative
from zegel.professions.models import ProfessionLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def case(world):
    return world.register()


def party(case, role):
    return case.parties.get(role=role)


def test_a_lawyer_who_was_replaced_has_nothing_from_that_moment(world, case):
    new = as_lawyer(make_holder("mr. N. Nieuw", "nieuw@ander.example"), "B77777")
    agent = NewRepresentative("lawyer", "mr. N. Nieuw", "Ander kantoor", mailbox=new.box.pk)
    key = party(case, "defendant").pk
    row = change_representative(
        actor=world.clerk.principal, case=case.pk, party=key, representative=agent, at=AT
    )
    assert row.profession_number == "B77777"
    held = Member.objects.filter(mailbox=world.defendant.box.pk, ended_at__isnull=True)
    assert not held.exists()
    with pytest.raises(CaseUnknown):
        reader_of(world.defendant.principal, case.pk, AT)
    assert docket_of(reader_of(new.principal, case.pk, AT)) == []
    (line,) = circles_out_of_line(world.clerk.principal, case.pk, at=AT)
    assert (line.join, line.leave, line.renew) == ((new.box.pk,), (), True)


def test_a_lawyer_who_is_struck_off_reads_nothing_and_is_not_chosen(world, case):
    as_lawyer(world.defendant, "B88888")
    assert reader_of(world.defendant.principal, case.pk, AT)
    ProfessionLink.objects.filter(user=world.defendant.user).update(standing="struck", blocked_since=AT)
    with pytest.raises(CaseUnknown):
        reader_of(world.defendant.principal, case.pk, AT)
    assert not cases_of(world.defendant.principal, at=AT)
    world.place(case, party=party(case, "claimant").pk)
    assert not case.entries.get().publications.filter(mailbox=world.defendant.box.pk).exists()
    agent = NewRepresentative("lawyer", "mr. G. Daagde", mailbox=world.defendant.box.pk)
    with pytest.raises(LawyerNotPractising):
        change_representative(
            actor=world.clerk.principal, case=case.pk, party=party(case, "claimant").pk, representative=agent, at=AT
        )  # fmt: skip
