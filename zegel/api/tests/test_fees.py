"""Court fees for programs: a party's own alone, notes and notices by the court, bank statements by who does its finances."""

import uuid
from types import SimpleNamespace

import pytest

from tests.personas import as_lawyer, make_holder
from zegel.client.demo_court.bank import Paid, bank_statement
from zegel.client.demo_court.hearings import NOTES, note
from zegel.client.demo_court.money import pay_claimant
from zegel.client.fees import confirm_amount, fees_of, read_statement, send_fee_notice
from zegel.client.http import ApiProblem
from zegel.client.placing import Place, Target, letter_to
from zegel.client.sealed import File
from zegel.fees.models import LedgerEntry, PartyFee
from zegel.lib.moments import amsterdam, now
from zegel.proceedings.actions import NewAct, end_office, give_office, perform

from .fee_calls import owing
from .test_program import program

NOTA = File("nota_griffierecht.pdf", "application/pdf", b"%PDF-1.7", 1)


@pytest.fixture
def case(clerk, lawyer, tariff):
    """A case that was called, with an account on which its fees come in."""
    found = owing(SimpleNamespace(clerk=clerk, lawyer=lawyer))
    PartyFee.objects.all().delete()
    for office in ("judge", "registrar"):
        give_office(actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office=office, at=now())
    for seen, name in enumerate(("set day", "call")):
        perform(
            actor=clerk.principal, case=found.pk, new=NewAct(uuid.uuid4(), name, seen, facts={}), at=now()
        )
    return found


def at(holder, case):
    return Place(program(holder), holder.box.address, str(case.pk))


def claimed(place):
    """The claim is noted: 25,000 euros."""
    body = {"id": str(uuid.uuid4()), "kind": "claim", "cents": 25_000_00}
    for _again in range(2):
        place.account.session.call("POST", f"cases/{place.case}/fees/facts", body)


def test_a_program_takes_a_fee_from_the_claim_to_its_payment(clerk, case):
    place, claimant = at(clerk, case), str(case.parties.get(role="claimant").pk)
    claimed(place)
    (fee,) = fees_of(place)
    assert (fee["party"], fee["waits"], len(fee["entries"])) == (claimant, "confirm", 1)
    with pytest.raises(ApiProblem) as told:
        send_fee_notice(place, claimant, NOTA)
    assert told.value.code == "fee-no-notice"
    confirm_amount(place, claimant, fee["balance"], "Staatscourant")
    notice = send_fee_notice(place, claimant, NOTA)
    assert notice["cents"] == fee["balance"]
    paid = bank_statement(amsterdam(now()).date(), [Paid("De Zon", notice["cents"], fee["reference"])])
    assert read_statement(place.account, place.team, paid) == {"booked": 1, "waiting": 0, "known": 0}
    assert read_statement(place.account, place.team, paid) == {"booked": 0, "waiting": 0, "known": 1}
    (fee,) = fees_of(place)
    assert (fee["state"], fee["balance"]) == ("paid", 0)
    assert LedgerEntry.objects.filter(kind="payment").count() == 1


def test_the_claimant_of_the_demo_has_a_notice_and_paid_it(clerk, case, monkeypatch):
    place = at(clerk, case)
    note(place, *(name for name in NOTES if name != "defendant stays away"))
    pay_claimant(place)
    claimant = str(case.parties.get(role="claimant").pk)
    fee = next(fee for fee in fees_of(place) if fee["party"] == claimant)
    assert (fee["state"], [entry["kind"] for entry in fee["entries"]]) == ("paid", ["levy", "payment"])
    monkeypatch.setattr("zegel.law.fees.tariff_of", lambda _day: None)
    pay_claimant(place)


def test_a_party_reads_its_own_fee_and_nobody_but_the_court_notes_or_asks(clerk, lawyer, case):
    place = at(clerk, case)
    claimed(place)
    claimant = str(case.parties.get(role="claimant").pk)
    own = at(as_lawyer(lawyer), case)
    assert [fee["party"] for fee in fees_of(own)] == [claimant]
    asked = {"id": str(uuid.uuid4()), "party": claimant, "cents": 1, "due": "2026-12-01"}
    asked["letter"] = letter_to(own, Target(str(uuid.uuid4()), lawyer.box.recipient, 1), "Nota", NOTA)
    for act in (
        lambda: claimed(own),
        lambda: own.account.session.call("POST", f"cases/{own.case}/fees/notices", asked),
        lambda: confirm_amount(own, claimant, 1, "Staatscourant"),
    ):
        with pytest.raises(ApiProblem):
            act()
    stranger = at(make_holder("mr. X", "x@elders.example"), case)
    with pytest.raises(ApiProblem) as told:
        fees_of(stranger)
    assert told.value.status == 404


def test_without_the_office_of_finance_no_statement_is_read(clerk, case):
    place = at(clerk, case)
    claimed(place)
    (fee,) = fees_of(place)
    end_office(actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office="finance", at=now())
    paid = bank_statement(amsterdam(now()).date(), [Paid("De Zon", fee["balance"], fee["reference"])])
    with pytest.raises(ApiProblem) as told:
        read_statement(place.account, place.team, paid)
    assert told.value.code == "finance-only"
    assert not LedgerEntry.objects.filter(kind="payment").exists()


@pytest.mark.parametrize(
    "wrong",
    [{"cents": -1}, {"cents": "much"}, {"kind": "called"}, {"kind": "tariff confirmed"}, {"party": "x"}],
)
def test_what_is_no_fact_is_refused_and_notes_nothing(clerk, case, wrong):
    place = at(clerk, case)
    body = {"id": str(uuid.uuid4()), "kind": "claim", "cents": 1} | wrong
    with pytest.raises(ApiProblem) as told:
        place.account.session.call("POST", f"cases/{place.case}/fees/facts", body)
    assert 400 <= told.value.status < 500
    assert not fees_of(place) or all(not fee["entries"] for fee in fees_of(place))
