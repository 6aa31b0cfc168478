"""What the assistant of a filing is told of the others in a case."""

import pytest

from tests.personas import AT, log_in, make_guest, make_holder, submission
from zegel.mail.actions.submit import submit

CASE = "C/13/756123"


@pytest.fixture
def asked(client, lawyer):
    """Asks for a mailbox in a case; gives what is told."""

    def ask(box, case=CASE):
        return client.get("/api/filings/parties", {"box": str(box), "case": case})

    log_in(client, lawyer)
    return ask


def test_mailboxes_come_with_their_key_and_guests_without_one(asked, lawyer):
    other = make_holder("mr. L. Yilmaz", "yilmaz@kade.example")
    guest, _ = make_guest(lawyer)
    submit(
        actor=lawyer.principal,
        box=lawyer.box.pk,
        submission=submission(lawyer, boxes=[other], guests=[guest]),
        at=AT,
    )
    box, person = asked(lawyer.box.pk).json()
    assert (box["kind"], box["id"], box["recipient"]) == ("box", str(other.box.pk), other.box.recipient)
    assert (person["kind"], person["address"], person["phone"]) == ("guest", "p@post.example", "+31612345678")
    assert person["recipient"] == ""


@pytest.mark.parametrize("case", ["", "nieuwe zaak", "C/13/1", "x" * 5000, "'; --"])
def test_of_no_case_nobody_is_told(asked, lawyer, case):
    assert asked(lawyer.box.pk, case).json() == []


def test_a_mailbox_of_another_is_refused(asked, stranger):
    assert asked(stranger.box.pk).status_code == 404
