"""Fees follow the acts of a case, in the same transaction; the ledger is never edited and always the sum of what the facts say."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case_world import AT, make_world
from tests.personas import make_holder
from zegel.casefile.errors import CaseUnknown, NotOfThisCourt
from zegel.casefile.models import Party
from zegel.evidence.models import Record
from zegel.fees.actions import NewFact, keep_fact
from zegel.fees.actions.ledger import settle
from zegel.fees.errors import AidTermRuns, AmountRefused, FactRefused, FactTaken, FeeUnknown, ShareRefused
from zegel.fees.models import Fact, LedgerEntry, PartyFee
from zegel.fees.queries import reckoned_of, standings_of
from zegel.law.fees import fee
from zegel.law.terms import compute
from zegel.proceedings.actions import (
    NewAct,
    NewRecord,
    end_office,
    give_office,
    note_fee_fact,
    pay_fee_at_counter,
    pay_fee_back,
    perform,
    record,
    write_fee_off,
)
from zegel.proceedings.errors import ActNotYours, ActTaken
from zegel.proceedings.models import Act, Task
from zegel.proceedings.queries import roles_of

TODAY = AT.date()
DAY = timedelta(days=1)


@pytest.fixture
def case(world):
    return registered(world)


def registered(world):
    """A case on whose desk the clerk holds every office, called tomorrow or later."""
    for office in ("judge", "registrar", "planner", "finance"):
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=AT,
        )
    parties = [world.party("claimant"), world.party("defendant", kind="person")]
    return world.register(parties=parties)


def party(case, role):
    return Party.objects.get(case=case, role=role)


def do(world, case, name, at=AT, **facts):
    seen = Act.objects.filter(case=case).count()
    return perform(
        actor=world.clerk.principal, case=case.pk, new=NewAct(uuid4(), name, seen, facts=facts), at=at
    )


def note(world, case, kind, at=AT, *, who=None, day=TODAY, party=None, key=None, **values):
    new = NewFact(key or uuid4(), kind, day, party.pk if party else None, values)
    note_fee_fact(actor=(who or world.clerk).principal, case=case.pk, new=new, at=at)


def called(world, case, cents=None):
    note(world, case, "claim", cents=cents)
    do(world, case, "set day", hearing="2026-12-02T10:00")
    do(world, case, "call", appeared=[str(party(case, "defendant").pk)])


def balances(case):
    return {
        row.party.role: row.balance // 100
        for row in PartyFee.objects.filter(case=case).select_related("party")
    }


def test_calling_the_case_levies_in_the_same_transaction(world, case):
    called(world, case)
    assert balances(case) == {"claimant": 735, "defendant": 341}
    entries = LedgerEntry.objects.filter(fee__case=case)
    assert {(entry.kind, entry.due) for entry in entries} == {("levy", date(2026, 12, 30))}
    assert {entry.why["rule"] for entry in entries} == {"7.1-a", "7.1-b"}
    assert Record.objects.filter(event="fees.entry.booked", subject=case.pk).count() == 2
    tasks = Task.objects.filter(case=case, what="pay the fee", closed_at__isnull=True)
    assert {(task.who, task.due_at.date(), task.reckoning["rule"]) for task in tasks} == {
        ("claimant", date(2026, 12, 30), "7.1"),
        ("defendant", date(2026, 12, 30), "7.1"),
    }


def test_an_act_that_is_refused_levies_nothing(world, case):
    note(world, case, "claim", cents=None)
    do(world, case, "set day", hearing="2026-12-02T10:00")
    with transaction.atomic():
        do(world, case, "call")
        transaction.set_rollback(True)
    assert not LedgerEntry.objects.exists()
    assert not Fact.objects.filter(kind="called").exists()


def test_a_call_before_the_claim_is_known_waits_and_levies_when_it_is(world, case):
    do(world, case, "set day", hearing="2026-12-02T10:00")
    do(world, case, "call")
    row = PartyFee.objects.get(case=case)
    assert (row.balance, row.waits) == (0, "claim")
    reader, _roles = roles_of(world.claimant.principal, case.pk, AT)
    assert [found.stands.state for found in standings_of(reader, AT)] == ["unknown"]
    assert Task.objects.get(case=case, what="pay the fee").due_at.date() == date(2026, 12, 30)
    note(world, case, "claim", at=AT + DAY, cents=50_000_00)
    row.refresh_from_db()
    assert (row.balance, row.waits, row.due_on) == (3083_00, "confirm", date(2026, 12, 30))


def test_paying_closes_the_task_and_a_reversal_would_open_it(world, case):
    called(world, case)
    claimant = party(case, "claimant")
    at = AT + 3 * DAY
    pay = {"actor": world.clerk.principal, "case": case.pk, "party": claimant.pk, "day": at.date()}
    key = uuid4()
    for _again in range(2):
        pay_fee_at_counter(**pay, key=key, cents=735_00, at=at)
    assert balances(case)["claimant"] == 0
    task = Task.objects.get(case=case, who="claimant", what="pay the fee")
    assert task.closed_at == at
    with pytest.raises(AmountRefused):
        pay_fee_at_counter(**pay, key=uuid4(), cents=0, at=at)
    with pytest.raises(FactTaken):
        pay_fee_at_counter(**pay | {"party": party(case, "defendant").pk}, key=key, cents=735_00, at=at)


def test_a_form_that_was_changed_and_sent_again_is_not_told_to_be_booked(world, case):
    called(world, case, cents=5_000_00)
    money = {
        "actor": world.clerk.principal,
        "case": case.pk,
        "party": party(case, "claimant").pk,
        "key": uuid4(),
    }
    pay_fee_at_counter(**money, cents=100_00, day=TODAY, at=AT)
    with pytest.raises(FactTaken):
        pay_fee_at_counter(**money, cents=200_00, day=TODAY, at=AT)
    aid = {"party": party(case, "defendant"), "key": uuid4()}
    note(world, case, "aid shown", document="toevoegingsaanvraag", **aid)
    note(world, case, "aid shown", document="toevoegingsaanvraag", **aid)
    with pytest.raises(FactTaken):
        note(world, case, "aid shown", document="toevoeging", **aid)
    do(world, case, "strike out")
    late = {"party": party(case, "claimant"), "key": uuid4(), "document": "toevoeging"}
    note(world, case, "aid late", excusable=False, **late)
    note(world, case, "aid late", excusable=False, **late)
    with pytest.raises(ActTaken):
        note(world, case, "aid late", excusable=True, **late)


@pytest.mark.parametrize(
    ("day", "cents"), [(date.min, 1_00), (date(2009, 12, 31), 1_00), (TODAY, 999_999_999_999_00)]
)
def test_nobody_pays_in_another_age_or_more_than_any_fee(world, case, day, cents):
    called(world, case)
    with pytest.raises((FactRefused, AmountRefused)):
        pay_fee_at_counter(
            actor=world.clerk.principal,
            case=case.pk,
            party=party(case, "claimant").pk,
            key=uuid4(),
            cents=cents,
            day=day,
            at=AT,
        )


@pytest.mark.parametrize("until", ["9999-12-31", "9998-12-31", "2206-01-30"])
def test_more_time_for_a_grant_of_aid_is_a_year_that_comes(world, case, until):
    called(world, case)
    defendant = party(case, "defendant")
    note(world, case, "aid shown", party=defendant, document="toevoegingsaanvraag")
    do(world, case, "give judgment")
    with pytest.raises(FactRefused) as refused:
        note(world, case, "aid extended", party=defendant, until=until)
    assert refused.value.field == "until"


def test_paid_late_is_told_by_the_day_of_crediting(world, case):
    called(world, case)
    pay = {"actor": world.clerk.principal, "case": case.pk, "key": uuid4()}
    defendant = party(case, "defendant")
    at = AT + 60 * DAY
    reader, _roles = roles_of(world.clerk.principal, case.pk, at)
    assert {row.party.role: row.stands.state for row in standings_of(reader, at)} == {
        "claimant": "late",
        "defendant": "late",
    }
    pay_fee_at_counter(**pay, party=defendant.pk, cents=341_00, day=date(2026, 12, 30), at=at)
    pay_fee_at_counter(
        **pay | {"key": uuid4()},
        party=party(case, "claimant").pk,
        cents=735_00,
        day=date(2026, 12, 31),
        at=at,
    )
    assert {row.party.role: row.stands.state for row in standings_of(reader, at)} == {
        "claimant": "paid late",
        "defendant": "paid",
    }


def test_after_the_end_a_fact_is_the_act_correct_fee(world, case):
    called(world, case)
    defendant = party(case, "defendant")
    note(world, case, "aid shown", party=defendant, document="toevoegingsaanvraag")
    assert balances(case)["defendant"] == 93
    do(world, case, "strike out")
    grant = Task.objects.get(case=case, what="file the definitive grant of legal aid", closed_at__isnull=True)
    assert (grant.place, grant.due_at.date()) == ("7.4", date(2026, 12, 30))
    with pytest.raises(AidTermRuns):
        note(world, case, "aid missed", party=defendant)
    note(world, case, "aid refused", at=AT + DAY, day=TODAY + DAY, party=defendant)
    act = Act.objects.get(case=case, act="correct fee")
    assert Fact.objects.get(kind="aid refused").act == act.pk
    assert balances(case)["defendant"] == 341
    raised = LedgerEntry.objects.get(fee__party=defendant, why__rule="7.5-b")
    assert (raised.cents, raised.due) == (248_00, date(2026, 12, 31))
    grant.refresh_from_db()
    assert grant.closed_by == act or grant.closed_at


def test_a_missed_grant_raises_from_the_last_day_of_its_term(world, case):
    called(world, case)
    defendant = party(case, "defendant")
    note(world, case, "aid shown", party=defendant, document="toevoegingsaanvraag")
    do(world, case, "give judgment")
    at = AT + 40 * DAY
    note(world, case, "aid missed", at=at, day=at.date(), party=defendant)
    raised = LedgerEntry.objects.get(fee__party=defendant, why__rule="7.5-a")
    assert (raised.day, raised.due) == (date(2026, 12, 30), date(2027, 1, 27))


def test_what_was_paid_too_much_is_paid_back_and_no_more(world, case):
    called(world, case)
    defendant = party(case, "defendant")
    money = {"actor": world.clerk.principal, "case": case.pk, "party": defendant.pk}
    pay_fee_at_counter(**money, key=uuid4(), cents=341_00, day=TODAY, at=AT)
    do(world, case, "strike out")
    note(world, case, "aid late", party=defendant, document="toevoeging", excusable=True)
    assert balances(case)["defendant"] == -248
    with pytest.raises(AmountRefused):
        pay_fee_back(**money, key=uuid4(), cents=248_01, at=AT)
    pay_fee_back(**money, key=uuid4(), cents=248_00, at=AT)
    assert balances(case)["defendant"] == 0


def test_a_clerk_alone_writes_nothing_off(world, case):
    called(world, case)
    end_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="judge",
        at=AT,
    )
    end_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="registrar",
        at=AT,
    )
    money = {"case": case.pk, "party": party(case, "defendant").pk, "key": uuid4(), "cents": 341_00, "at": AT}
    for who in (world.defendant, world.clerk):
        with pytest.raises(ActNotYours):
            write_fee_off(actor=who.principal, reason="too little to collect", **money)
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="registrar",
        at=AT,
    )
    with pytest.raises(FactRefused):
        write_fee_off(actor=world.clerk.principal, reason=" ", **money)
    write_fee_off(actor=world.clerk.principal, reason="too little to collect", **money)
    assert balances(case)["defendant"] == 0


def test_who_is_no_clerk_of_this_court_keeps_no_fact(world, case):
    called(world, case)
    for who, refusal in [
        (world.defendant, NotOfThisCourt),
        (make_holder("mr. X", "x@elders.example"), NotOfThisCourt),
    ]:
        with pytest.raises(refusal):
            note(world, case, "aid shown", who=who, party=party(case, "defendant"), document="toevoeging")
    for kind in ("called", "costs asked", "ended"):
        with pytest.raises(FactRefused):
            note(world, case, kind)


def test_a_party_sees_its_own_fee_and_no_other(world, case):
    called(world, case)
    reader, _roles = roles_of(world.defendant.principal, case.pk, AT)
    assert [row.party.role for row in standings_of(reader, AT)] == ["defendant"]
    with pytest.raises(CaseUnknown):
        roles_of(make_holder("mr. X", "x@elders.example").principal, case.pk, AT)


def test_a_fee_of_a_party_that_owes_none_cannot_be_paid(world, case):
    with pytest.raises(FeeUnknown):
        pay_fee_at_counter(
            actor=world.clerk.principal,
            case=case.pk,
            party=party(case, "claimant").pk,
            key=uuid4(),
            cents=1,
            day=TODAY,
            at=AT,
        )


def test_together_needs_one_lawyer_and_moves_the_fee(world):
    second = world.party("defendant", kind="person", name="B", short_name="B")
    other = replace(
        second, name="C", short_name="C", representative=None, mailbox=None, channel="paper", address="Dam 1"
    )
    case = registered_with(world, second, other)
    do(world, case, "set day", hearing="2026-12-02T10:00")
    do(world, case, "call")
    note(world, case, "claim", cents=None)
    first, same, alone = Party.objects.filter(case=case, role="defendant").order_by("number")
    do_appear(world, case, first, same, alone)
    before = sum(balances_by(case).values())
    with pytest.raises(ShareRefused):
        note(world, case, "shared", parties=[str(first.pk), str(alone.pk)], equal=True)
    with pytest.raises(ShareRefused):
        note(world, case, "shared", parties=[str(first.pk), str(same.pk)], equal=False)
    note(world, case, "shared", parties=[str(first.pk), str(same.pk)], equal=True)
    assert sum(balances_by(case).values()) == before - 341
    assert PartyFee.objects.get(party=same).together.party == first


def registered_with(world, *more):
    for office in ("judge", "planner", "finance"):
        give_office(
            actor=world.clerk.principal,
            desk=world.clerk.box.pk,
            account=world.clerk.user.pk,
            office=office,
            at=AT,
        )
    return world.register(parties=[world.party("claimant"), world.party("defendant", kind="person"), *more])


def do_appear(world, case, *parties):
    for each in parties:
        note(world, case, "appeared", party=each)


def balances_by(case):
    return {row.party_id: row.balance // 100 for row in PartyFee.objects.filter(case=case)}


@pytest.mark.parametrize("table", ["fees_fact", "fees_ledgerentry"])
@pytest.mark.parametrize("change", ["UPDATE {} SET day = day - 1", "DELETE FROM {}"])
def test_the_ledger_is_never_edited(world, case, table, change):
    called(world, case)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_book_once():
    world = make_world()
    case = registered(world)
    called(world, case)
    start, keys = threading.Barrier(6), [uuid4(), uuid4()]

    def shown(number):
        try:
            start.wait()
            note(
                world,
                case,
                "aid shown",
                key=keys[number % 2],
                party=party(case, "defendant"),
                document="toevoeging",
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(shown, range(6)))
    assert balances(case)["defendant"] == 93
    assert Fact.objects.filter(kind="aid shown").count() == 2
    assert LedgerEntry.objects.filter(kind="correction").count() == 1


MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "claim",
                "call",
                "appear",
                "aid",
                "refuse",
                "grant",
                "end",
                "miss",
                "late",
                "more",
                "drop",
                "pay",
                "back",
                "again",
            ]
        ),
        st.integers(0, 3),
    ),
    min_size=3,
    max_size=14,
)


def expected(facts):
    """What the defendant owes by the list of facts alone, in euros: the law's amount for who it is and the claim at the writ."""
    kinds = [fact.kind for fact in facts]
    claims = [fact for fact in facts if fact.kind == "claim"]
    if "appeared" not in kinds or not claims:
        return 0
    cents = claims[-1].values["cents"]
    claim = None if cents is None else cents // 100
    shown = [fact for fact in facts if fact.kind == "aid shown"]
    person = "natural"
    if shown:
        lost = "aid refused" in kinds or (
            "aid missed" in kinds and shown[-1].values["document"] == "toevoegingsaanvraag"
        )
        person = "natural" if lost else "indigent"
    late = [
        number for number, fact in enumerate(facts) if fact.kind == "aid late" and fact.values["excusable"]
    ]
    basis_gone = [number for number, kind in enumerate(kinds) if kind in {"aid refused", "aid missed"}]
    if late and (not shown or (person == "natural" and basis_gone and late[-1] > basis_gone[0])):
        person = "indigent"
    return fee("handel", claim, person, TODAY, natural_party=True).amount.euros


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_course_gives_the_sum_that_the_facts_give(world, moves):
    """Random courses through the real verbs and the real database; refusals leave everything as it was."""
    case = registered(world)
    do(world, case, "set day")
    defendant, money = party(case, "defendant"), 0
    for number, (move, choice) in enumerate(moves):
        at = AT + (number + (40 if move == "miss" else 0)) * DAY
        try:
            with transaction.atomic():
                money += _step(world, case, defendant, move, choice, at)
        except (FactRefused, AidTermRuns, AmountRefused, FeeUnknown, Refused):
            continue
    facts = list(Fact.objects.filter(case=case).order_by("number"))
    row = PartyFee.objects.filter(party=defendant).first()
    owed = expected(facts) * 100
    assert (row.balance if row else 0) == owed - money
    assert reckoned_of(case, AT).total(defendant.pk) == owed
    booked = LedgerEntry.objects.filter(fee__case=case).count()
    assert settle(case, actor=world.clerk.principal, at=AT + 99 * DAY) == []
    assert LedgerEntry.objects.filter(fee__case=case).count() == booked
    waits = Task.objects.filter(
        case=case, who="defendant", event="defendant appeared", closed_at__isnull=True
    )
    raised = Task.objects.filter(case=case, event="aid refused or withdrawn", closed_at__isnull=True)
    if row and row.balance > 0:
        assert waits.exists() or raised.exists()
    elif row and not row.waits:
        assert not waits.exists()


class Refused(Exception):
    """A move that the course of the case does not know now."""


def _step(world, case, defendant, move, choice, at):
    """One move; gives by how much the defendant's debt fell, in cents."""
    case.refresh_from_db()
    increase = Fact.objects.filter(case=case, kind="claim increased").first()
    stated = {
        "claim": ("claim", {"cents": [None, 400_00, 60_000_00, 2_000_000_00][choice]}),
        "more": ("claim increased", {"cents": 3_000_000_00 + choice * 100}),
        "drop": ("increase disregarded", {"increase": increase.number if increase else 0}),
        "appear": ("appeared", {"party": defendant, "day": TODAY}),
        "aid": ("aid shown", {"party": defendant, "day": TODAY, "document": AID[choice % 2]}),
        "refuse": ("aid refused", {"party": defendant}),
        "grant": ("aid granted", {"party": defendant}),
        "miss": ("aid missed", {"party": defendant}),
        "late": ("aid late", {"party": defendant, "day": TODAY, "document": AID[1], "excusable": choice > 0}),
    }
    if move in stated:
        kind, values = stated[move]
        note(world, case, kind, at, **{"day": at.date()} | values)
        return 0
    if move in {"call", "end"}:
        name, state = (
            ("call", "day set") if move == "call" else (["strike out", "give judgment"][choice % 2], "called")
        )
        if case.state != state:
            raise Refused
        do(world, case, name, AT if move == "call" else at)
        return 0
    return _money(world, case, defendant, move, choice, at)


AID = ("toevoegingsaanvraag", "toevoeging")


def _money(world, case, defendant, move, choice, at):
    money = {"actor": world.clerk.principal, "case": case.pk, "party": defendant.pk, "key": uuid4(), "at": at}
    if move == "back":
        pay_fee_back(**money, cents=50_00)
        return -50_00
    cents = 100_00 * (choice + 1)
    for _time in range(2 if move == "again" else 1):
        pay_fee_at_counter(**money, cents=cents, day=at.date())
    return cents


def test_the_last_day_is_that_of_the_law(world, case):
    called(world, case)
    entry = LedgerEntry.objects.filter(fee__case=case).first()
    term = entry.why["term"]
    assert compute(term["rule"], term["given"]).value == entry.due


def test_a_fact_is_kept_once_by_its_identifier(world, case):
    called(world, case)
    new = NewFact(uuid4(), "aid shown", TODAY, party(case, "defendant").pk, {"document": "toevoeging"})
    first = keep_fact(actor=world.clerk.principal, case=case.pk, new=new, at=AT)
    again = keep_fact(actor=world.clerk.principal, case=case.pk, new=new, at=AT)
    assert (len(first), again) == (1, [])
    with pytest.raises(FactTaken):
        keep_fact(actor=world.clerk.principal, case=case.pk, new=replace(new, kind="aid granted"), at=AT)


def test_what_is_noted_at_the_hearing_levies_and_raises(world, case):
    """The registrar notes who appeared (10.2) and a larger claim (10.1): fees and tasks follow (7.1, 7.7)."""
    note(world, case, "claim", cents=None)
    do(world, case, "set day", hearing="2026-12-02T10:00")
    do(world, case, "call")
    claimant, defendant = party(case, "claimant"), party(case, "defendant")

    def noted(kind, seen=0, **facts):
        new = NewRecord(uuid4(), kind, seen, facts, AT)
        record(actor=world.clerk.principal, case=case.pk, new=new, at=AT)

    noted("appearance", party=str(defendant.pk), appeared="yes", how="with lawyer")
    assert balances(case) == {"claimant": 735, "defendant": 341}
    noted("appearance", 1, party=str(defendant.pk), appeared="no")
    assert balances(case) == {"claimant": 735, "defendant": 0}
    noted("claim changed", party=str(claimant.pk), written=True, served=True, **{"from": "1", "to": "50000"})
    assert balances(case) == {"claimant": 3083, "defendant": 0}
    raised = Task.objects.get(case=case, what="pay the higher fee", closed_at__isnull=True)
    assert (raised.who, raised.due_at.date()) == ("claimant", date(2026, 12, 30))
    assert not Task.objects.filter(
        case=case, who="defendant", what="pay the fee", closed_at__isnull=True
    ).exists()
