"""Who was replaced, struck off or excluded (1.4, 1.8, 2.1) finds nothing of the case any more: no page, list, calendar, mail or file."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.personas import as_lawyer, browser, make_holder
from zegel.api.tests import case_calls
from zegel.casefile.actions import answer_address, change_representative
from zegel.casefile.queries import reader_of
from zegel.casefile.rules.parties import NewRepresentative
from zegel.filing.actions import file
from zegel.filing.errors import ExcludedHere, NotDigitalInCase
from zegel.filing.models import Filing
from zegel.filing.tests.test_channels import handed
from zegel.filing.tests.test_file_at_a_court import FACTS
from zegel.lib.moments import amsterdam, now
from zegel.notify.models import OutboundMail
from zegel.proceedings.actions import SealedReason, exclude, give_office
from zegel.professions.errors.links import ProfessionBlocked
from zegel.professions.models import ProfessionLink
from zegel.seal.sealing import seal_bytes

from .test_calendar import address_of, do, read


@pytest.fixture
def day():
    """A day and hour in the coming weeks, on the whole minute, as it is written in an act."""
    return (
        (amsterdam(now()) + timedelta(days=21))
        .replace(hour=10, minute=0, second=0, microsecond=0)
        .isoformat()
    )


@pytest.fixture
def court(clerk, lawyer):
    """A court of which the clerk is judge and planner, and the lawyers of both parties."""
    world = SimpleNamespace(clerk=clerk, lawyer=lawyer)
    for office in ("planner", "judge"):
        give_office(
            actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office=office, at=now()
        )  # fmt: skip
    people = case_calls.people(world)
    return replace(people, defendant=as_lawyer(people.defendant, "B88888"))


@pytest.fixture
def case(court, day):
    """A case with a day for the hearing and a piece in the file, of which the defendant's lawyer wants to be told."""
    case = court.register(now())
    do(court, case, "set day", 0, day)
    lawyer = court.defendant
    reader = reader_of(lawyer.principal, case.pk, now())
    answer_address(
        actor=lawyer.principal, reader=reader, mailbox=lawyer.box.pk, email=lawyer.box.address, at=now()
    )
    court.place(case, party=case.parties.get(role="claimant").pk, filed_at=now(), at=now())
    return case


def because(case):
    circle = case.circles.get(kind="open")
    recipient = circle.container.recipient
    words = seal_bytes([recipient], b"because")
    return SealedReason(circle.pk, words, seal_bytes([recipient], b"k" * 32), circle.container.key_version)


def shut_out(court, case, account=None):
    exclude(
        actor=court.clerk.principal, case=case.pk, party=case.parties.get(role="defendant").pk, account=account,
        ground="endangers", until=None, reason=because(case), at=now(),
    )  # fmt: skip


def replaced(court, case):
    new = as_lawyer(make_holder("mr. N. Nieuw", "nieuw@ander.example"), "B77777")
    agent = NewRepresentative("lawyer", "mr. N. Nieuw", "Ander kantoor", mailbox=new.box.pk)
    change_representative(
        actor=court.clerk.principal, case=case.pk, party=case.parties.get(role="defendant").pk,
        representative=agent, at=now(),
    )  # fmt: skip


def struck_off(court, case):
    del case
    rows = ProfessionLink.objects.filter(user=court.defendant.user)
    rows.update(standing="struck", blocked_since=now())


def excluded(court, case):
    shut_out(court, case, court.defendant.user.pk)


def party_excluded(court, case):
    shut_out(court, case)


def found_by(holder, case, calendar):
    """All in which somebody might still find a case: lists and searches that lead to it, its pages and answers, and the calendar they have."""
    client, entry = browser(holder), case.entries.order_by("number").last()
    lists = [
        "/cases",
        f"/cases?q={case.number}",
        "/cases?q=Pietersen",
        "/api/cases",
        "/requests",
        f"/mail/search?q={case.number}",
    ]
    shown = {path for path in lists if str(case.pk) in client.get(path).content.decode()}
    closed = [
        f"/cases/{case.pk}", f"/cases/{case.pk}/docket", f"/cases/{case.pk}/parties", f"/cases/{case.pk}/file", f"/cases/{case.pk}/entries/{entry.pk}/proof.json",
        *(f"/api/cases/{case.pk}{path}" for path in ("", "/docket", "/log", "/acts", "/tasks", f"/entries/{entry.pk}/documents/1")),
    ]  # fmt: skip
    shown |= {path for path in closed if client.get(path).status_code == 200}
    told = read(calendar)
    events = told.walk("VEVENT") if not isinstance(told, int) else []
    return shown | {"calendar" for event in events if case.number in str(event.to_ical())}


def written_to(holder):
    return OutboundMail.objects.filter(kind="publication", to_address=holder.box.address).count()


@pytest.mark.parametrize(
    "gone", [replaced, struck_off, excluded, party_excluded], ids=lambda how: how.__name__
)
def test_who_is_gone_finds_nothing_and_hears_nothing(court, case, gone):
    lawyer = court.defendant
    calendar = address_of(lawyer)
    before = found_by(lawyer, case, calendar)
    assert {"/cases", "/api/cases", "calendar", f"/api/cases/{case.pk}/docket"} <= before
    mails = written_to(lawyer)
    assert mails == 1
    gone(court, case)
    court.place(case, party=case.parties.get(role="claimant").pk, filed_at=now(), at=now())
    assert found_by(lawyer, case, calendar) == set()
    if gone is not excluded:
        # One person was excluded, not the mailbox: whoever else reads it is told.
        assert written_to(lawyer) == mails
    assert {"/cases", f"/api/cases/{case.pk}/docket"} <= found_by(
        court.claimant, case, address_of(court.claimant)
    )


@pytest.mark.parametrize(
    ("gone", "refusal"),
    [(struck_off, ProfessionBlocked), (excluded, ExcludedHere), (party_excluded, NotDigitalInCase)],
    ids=["struck off", "excluded", "party excluded"],
)
def test_who_is_gone_files_nothing_digitally_in_it(court, case, gone, refusal):
    case_calls._own_desk(SimpleNamespace(clerk=court.clerk))
    facts = replace(FACTS, number=case.number)
    words = {"actor": court.defendant.principal, "facts": facts}
    assert file(**words, handed=handed(court.defendant, court.clerk), at=now()).number
    gone(court, case)
    with pytest.raises(refusal):
        file(**words, handed=handed(court.defendant, court.clerk), at=now())
    assert Filing.objects.count() == 1
