"""What is asked of a claimant who applied orally, and what does it (art. 2.1)."""

from datetime import timedelta

import pytest

from tests.case_world import AT, court_world
from zegel.filing.actions import file, open_desk
from zegel.filing.tests.test_channels import handed
from zegel.filing.tests.test_intake import NEW, placement
from zegel.filing.tests.test_oral import ASKED, spoken
from zegel.law.rules.duties import duties_after
from zegel.proceedings.actions import begin_case, place_in_case
from zegel.proceedings.models import Task


@pytest.fixture
def court(clerk, lawyer):
    open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    return court_world(clerk, lawyer)


def begun(court, filing, documents):
    """The filing registered as a case, as a call that can be made again."""
    new = court.new_case()
    recipient = next(circle.circle.recipient for circle in new.circles if circle.kind == "open")
    given = placement(recipient, *documents)
    return lambda: begin_case(actor=court.clerk.principal, filing=filing, new=new, placement=given, at=AT)


def test_registered_it_asks_for_the_form_once_and_the_form_does_that(court):
    said = file(
        actor=court.clerk.principal, handed=spoken(court.clerk, reached_at=AT - timedelta(hours=1)), facts=ASKED, at=AT
    )  # fmt: skip
    begin = begun(court, said.filing, [1])
    case, entry = begin()
    assert entry.filed_at == AT - timedelta(hours=1)
    tasks = Task.objects.filter(case=case, closed_at__isnull=True)
    asked = {(task.event, task.who, task.what, task.due) for task in tasks}
    assert asked == {
        (duty.event, duty.who, duty.what, duty.due) for duty in duties_after("applied orally", "handel")
    }
    begin()
    assert tasks.all().count() == len(asked)

    later = AT + timedelta(hours=2)
    for kind, left in (("mededeling", len(asked)), ("aanvraag", 0)):
        form = file(
            actor=court.claimant.principal, handed=handed(court.claimant, court.clerk), facts=NEW, at=later
        )
        circle = case.circles.get(kind="open")
        given = placement(
            circle.container.recipient,
            kind=kind,
            party=case.parties.get(role="claimant").pk,
            circle=circle.pk,
        )
        place_in_case(
            actor=court.clerk.principal, filing=form.filing, case=case.pk, placement=given, at=later
        )
        assert tasks.all().count() == left


def test_an_application_by_form_brings_no_such_task(court):
    form = file(actor=court.claimant.principal, handed=handed(court.claimant, court.clerk), facts=NEW, at=AT)
    case, _entry = begun(court, form.filing, [1, 2])()
    assert not Task.objects.filter(case=case).exists()
