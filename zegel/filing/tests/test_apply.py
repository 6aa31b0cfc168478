"""Who may file an application digitally: lawyers in family and commercial cases, nobody in kanton (art. 1.4, 2.1; annex VII)."""

import pytest

from tests.personas import AT, as_lawyer, make_holder
from zegel.filing.actions import file, open_desk
from zegel.filing.errors import LawyerNeeded, NotDigitalHere
from zegel.filing.models import Filing
from zegel.filing.queries import files_as_lawyer
from zegel.filing.rules import Facts
from zegel.professions.models import ProfessionLink

from .test_channels import handed

APPLICATION = Facts(
    "amsterdam", "Amsterdam", "handel", "application", "", secret=False, copies="not-due", summons=1
)


def test_a_lawyer_files_an_application_digitally(desk, clerk, lawyer):
    as_lawyer(lawyer)
    got = file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=APPLICATION, at=AT)
    assert (Filing.objects.get().kind, got.at) == ("application", AT)


def test_nobody_else_does(desk, clerk, lawyer):
    with pytest.raises(LawyerNeeded):
        file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=APPLICATION, at=AT)
    assert not Filing.objects.exists()


def test_the_office_of_a_lawyer_files_from_that_lawyers_mailbox(desk, clerk, lawyer, stranger):
    """Whose mailbox it is counts, and so does who presses the button."""
    as_lawyer(lawyer)
    assert files_as_lawyer(stranger.user.pk, lawyer.box.pk, at=AT)
    assert files_as_lawyer(lawyer.user.pk, stranger.box.pk, at=AT)
    assert not files_as_lawyer(stranger.user.pk, stranger.box.pk, at=AT)


def test_a_lawyer_whose_link_ended_is_none(desk, clerk, lawyer):
    as_lawyer(lawyer)
    ProfessionLink.objects.update(ended_at=AT)
    with pytest.raises(LawyerNeeded):
        file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=APPLICATION, at=AT)


def test_in_kanton_an_application_is_not_filed_digitally_even_by_a_lawyer(desk, clerk, lawyer):
    kanton = make_holder("Team kanton", "kanton@rechtbank.example", kind="team", court=True)
    place = {"court": "amsterdam", "location": "Amsterdam", "matter": "kanton"}
    open_desk(**place, box=kanton.box.pk, postal="", counter="", at=AT)
    as_lawyer(lawyer)
    facts = Facts(**place, kind="application", number="", secret=False, copies="not-due", summons=1)
    with pytest.raises(NotDigitalHere):
        file(actor=lawyer.principal, handed=handed(lawyer, kanton), facts=facts, at=AT)
