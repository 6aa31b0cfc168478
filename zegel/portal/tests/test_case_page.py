"""The page of a case: who it is for, what each may read on it, and what it says."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from tests.case_world import AT, CaseWorld, circle_of, make_world
from tests.personas import browser, make_holder
from zegel.api.tests.world import client_of, make_service
from zegel.casefile.actions import (
    NewCaseCircle,
    answer_address,
    change_channel,
    change_representative,
    end_representation,
    record_made_known,
)
from zegel.casefile.actions.registration import add_circle
from zegel.casefile.models import NotificationAddress, Publication
from zegel.casefile.queries import reader_of
from zegel.casefile.rules.docket import KINDS
from zegel.casefile.rules.parties import NewRepresentative
from zegel.evidence.actions import extend_log
from zegel.filing.actions import file, open_desk
from zegel.filing.models import IntakeItem
from zegel.filing.rules import Facts
from zegel.filing.tests.test_channels import handed
from zegel.identity.actions.roles import appoint
from zegel.law.case_states import TRANSITIONS, State
from zegel.law.rules.duties import DUTIES
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.portal.cases import docket
from zegel.portal.shared.case_words import ACT_WORDS, PIECE_WORDS, STATE_WORDS
from zegel.proceedings.actions import NewAct, give_office, perform
from zegel.seal import proof


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()


@pytest.fixture
def case(world):
    return world.register()


def page(holder, case, query="", **more):
    return browser(holder).get(f"/cases/{case.pk}{query}", headers={"accept-language": "en"}, **more)


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def party(case, role):
    return case.parties.get(role=role)


def planner(world):
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="planner",
        at=AT,
    )


def set_day(world, case):
    planner(world)
    act = NewAct(
        id=uuid4(), act="set day", seen=0, facts={"hearing": "2026-12-16T10:00"}, terms={"4.2": {"received": "2026-12-02"}}
    )  # fmt: skip
    return perform(actor=world.clerk.principal, case=case.pk, new=act, at=AT)


def test_who_reads_in_a_case_and_nobody_else(world, case):
    """Each as themselves; what is not theirs is not there, in page, form and API alike."""
    outside = {
        "stranger": make_holder("mr. X", "x@elders.example"),
        "clerk of another court": make_holder(
            "Griffie B", "griffie@rechtbank-b.example", kind="team", court=True
        ),
    }
    represented = make_holder("Pietersen zelf", "zelf@pietersen.example")
    case.parties.filter(role="claimant").update(mailbox=represented.box)
    outside["represented party"] = represented
    boss = make_holder("Beheerder", "beheer@elders.example")
    appoint(actor=system("operator"), user=boss.user.pk, kind="administrator", at=AT)
    outside["administrator"] = boss
    removed = world.defendant
    other = make_holder("mr. N. Nieuw", "nieuw@kantoor.example")
    change_representative(
        actor=world.clerk.principal, case=case.pk, party=party(case, "defendant").pk,
        representative=NewRepresentative("lawyer", "mr. N. Nieuw", mailbox=other.box.pk), at=AT,
    )  # fmt: skip
    outside["removed lawyer"] = removed
    for who, holder in outside.items():
        client = browser(holder)
        assert client.get(f"/cases/{case.pk}").status_code == 404, who
        assert client.post(f"/cases/{case.pk}/address", {"answer": "decline"}).status_code == 404, who
        assert client.get(f"/api/cases/{case.pk}").status_code == 404, who
        assert client.get(f"/api/cases/{case.pk}/docket").status_code == 404, who
    assert client_of().get(f"/cases/{case.pk}")["Location"].startswith("/login")
    service = make_service("program@elsewhere.example")
    assert client_of(service, method="").get(f"/cases/{case.pk}").status_code == 403
    for holder in (world.clerk, world.claimant, other):
        assert page(holder, case).status_code == 200
    assert browser(other).get(f"/cases/{uuid4()}").status_code == 404


def test_who_switched_to_paper_reads_no_more_and_who_lost_a_lawyer_reads_oneself(world, case):
    change_channel(
        case, party(case, "claimant"), actor=world.clerk.principal, kind="switch", to="paper", effective=now(),
        at=AT - timedelta(days=9),
    )  # fmt: skip
    assert page(world.claimant, case).status_code == 404
    person = make_holder("D. ’t Hart-O’Brien", "hart@thuis.example")
    case.parties.filter(role="defendant").update(mailbox=person.box)
    assert page(person, case).status_code == 404
    end_representation(actor=world.clerk.principal, case=case.pk, party=party(case, "defendant").pk, at=AT)
    assert page(person, case).status_code == 200
    assert page(world.defendant, case).status_code == 404


def test_no_page_tells_how_to_reach_a_party(world):
    """Addresses, telephone numbers and mail addresses of parties and representatives stand on no page of a case."""
    hidden = {"address": "Geheimestraat 7", "email": "geheim@thuis.example", "phone": "+31687654321"}
    agent = NewRepresentative(
        "lawyer", "mr. E. Eiser", office="Kantoor Eiser", email="direct@kantoor.example", phone="+31611111111",
        profession_number="A12345", mailbox=world.claimant.box.pk,
    )  # fmt: skip
    case = world.register(
        parties=[world.party("claimant", representative=agent, **hidden), world.party("defendant", **hidden)]
    )
    for holder in (world.clerk, world.claimant, world.defendant):
        shown = page(holder, case).content.decode()
        assert "mr. E. Eiser" in shown
        for value in (*hidden.values(), "direct@kantoor.example", "+31611111111"):
            assert value not in shown, (holder.user.name, value)


def shielded_circle(world, case):
    """A circle that keeps the defendant out."""
    shut, _ = circle_of((world.clerk.box, "manage"), (world.claimant.box, "read"))
    without = NewCaseCircle("shielded", shut, (party(case, "defendant").number,))
    return add_circle(case, without, actor=world.clerk.principal, at=AT)


def test_what_is_shielded_from_a_party_shows_in_no_count_list_or_number(world, case):
    circle = shielded_circle(world, case)
    open_entry = world.place(case, party=party(case, "claimant").pk)
    hidden = world.place(case, party=party(case, "claimant").pk, into=circle, kind="spreekaantekeningen")
    note = world.place(case, kind="aantekening", into=case.circles.get(kind="court"))
    sees = {
        world.clerk.user.name: {open_entry.pk, hidden.pk, note.pk},
        world.claimant.user.name: {open_entry.pk, hidden.pk},
        world.defendant.user.name: {open_entry.pk},
    }
    for holder in (world.clerk, world.claimant, world.defendant):
        answer = page(holder, case)
        assert {piece.key for piece in answer.context["pieces"]} == sees[holder.user.name]
        assert answer.context["fresh"] == len(sees[holder.user.name])
        kinds = [word for _, word in answer.context["choices"]["kinds"]]
        assert ("Speaking notes" in kinds) is (hidden.pk in sees[holder.user.name])
        assert ("Speaking notes" in text(answer)) is (hidden.pk in sees[holder.user.name])


def test_the_docket_says_both_moments_exhibits_lateness_and_replacement(world, case):
    claimant = party(case, "claimant").pk
    late = {
        "rule": "3.16-b", "reason": "too late: in principle disregarded (within one working day)", "params": {},
        "articles": ["PR 3.16"], "severity": "discretion",
    }  # fmt: skip
    first = world.place(
        case, party=claimant, exhibits=(1, 2, 3), kind="productie", late=late, at=AT + timedelta(hours=2)
    )
    world.place(case, party=claimant, kind="productie", exhibits=(1, 2, 3), replaces=first.pk)
    shown = text(page(world.defendant, case))
    assert "Exhibits 1–3" in shown
    assert "Wednesday 2 December 2026, 10:30:00" in shown
    assert "Wednesday 2 December 2026, 12:30:00" in shown
    assert "Too late: in principle disregarded" in shown
    assert "Replaced by document 2" in shown
    assert "Replaces document 1 and keeps the moment of that one" in shown


def test_the_docket_is_narrowed_by_party_kind_and_newness(world, case):
    claimant, defendant = party(case, "claimant").pk, party(case, "defendant").pk
    entry = world.place(case, party=claimant)
    two = world.place(case, party=defendant)
    three = world.place(case, kind="oproeping")

    def keys(query):
        return {piece.key for piece in page(world.claimant, case, query).context["pieces"]}

    assert keys("") == {entry.pk, two.pk, three.pk}
    assert keys(f"?party={defendant}") == {two.pk}
    assert keys("?party=court") == {three.pk}
    assert keys("?kind=conclusie") == {entry.pk, two.pk}
    browser(world.claimant).post(
        f"/api/cases/{case.pk}/visits", {"number": 2}, content_type="application/json"
    )
    assert keys("?new=1") == {three.pk}
    assert keys("?party=nonsense&kind=%00") == set()


def test_a_long_docket_comes_in_parts_that_join_without_gap_or_double(world, case, monkeypatch):
    monkeypatch.setattr(docket, "SHOWN", 3)
    monkeypatch.setattr(docket, "FURTHER", 2)
    claimant, defendant = party(case, "claimant").pk, party(case, "defendant").pk
    for number in range(7):
        world.place(case, party=(claimant, defendant)[number % 2])
    world.place(case, party=claimant, into=shielded_circle(world, case), kind="productie")

    def joined(holder, query=""):
        """Numbers of the page, and then of the parts that it and each part point to."""
        answer, found = page(holder, case, query), []
        while True:
            found.append([piece.number for piece in answer.context["pieces"]])
            older = re.search(r'data-older="([^"]+)"', answer.content.decode())
            if older is None:
                return found
            answer = browser(holder).get(html.unescape(older[1]))

    assert joined(world.defendant) == [[7, 6, 5], [4, 3], [2, 1]]
    assert joined(world.claimant)[0][1:] == [7, 6]
    assert joined(world.defendant, f"?party={claimant}") == [[7, 5, 3], [1]]
    # Without scripts the same part is a page, which has not shown what stands before it.
    onward = page(world.defendant, case, "?before=5")
    assert [piece.number for piece in onward.context["pieces"]] == [4, 3]
    assert (onward.context["seen_now"], page(world.defendant, case).context["seen_now"]) == (0, 7)
    assert "2 older documents" in text(onward)
    assert "7 new since your last visit" in text(onward)
    for odd in ("?before=99", "?before=x", "?before=-1"):
        assert [piece.number for piece in page(world.defendant, case, odd).context["pieces"]] == [7, 6, 5]


def test_a_part_of_the_docket_says_what_stands_on_the_other_parts(world, case, monkeypatch):
    monkeypatch.setattr(docket, "SHOWN", 1)
    claimant = party(case, "claimant").pk
    first = world.place(case, party=claimant, kind="productie", exhibits=(1,))
    world.place(case, party=claimant, kind="productie", exhibits=(1,), replaces=first.pk)
    assert "Replaces document 1" in text(page(world.defendant, case))
    assert "Replaced by document 2" in text(page(world.defendant, case, "/docket?before=2"))


def test_the_page_asks_for_nothing_that_is_sealed(world, case):
    world.place(case, party=party(case, "claimant").pk)
    with CaptureQueriesContext(connection) as seen:
        assert page(world.defendant, case).status_code == 200
    asked = [query["sql"] for query in seen if 'FROM "casefile_docketentry"' in query["sql"]]
    assert asked
    assert not any('"casefile_docketentry"."envelope"' in sql for sql in asked)


def test_the_moment_of_publication_is_shown_to_each_for_themselves_and_to_the_court_for_all(world, case):
    for holder in (world.claimant, world.defendant):
        reader = reader_of(holder.principal, case.pk, AT)
        answer_address(
            actor=holder.principal, reader=reader, mailbox=holder.box.pk, email="p@x.example", at=AT
        )
    world.place(case, party=party(case, "claimant").pk)
    sent = Publication.objects.get(mailbox=world.defendant.box)
    assert "has not been handed over for sending yet" in text(page(world.defendant, case))
    record_made_known(
        actor=system("outbox"),
        publication=sent.pk,
        handed_at=AT + timedelta(seconds=7),
        at=AT + timedelta(seconds=8),
    )
    shown = text(page(world.defendant, case))
    assert "'t Hart : Wednesday 2 December 2026, 10:30:07" in shown.replace("&#x27;", "'")
    assert "Pietersen :" not in shown
    court = page(world.clerk, case).context["pieces"][0].known
    assert {known.who: known.when for known in court} == {
        "Pietersen": None,
        "'t Hart": datetime(2026, 12, 2, 9, 30, 7, tzinfo=UTC),
    }


def test_what_is_to_be_done_says_until_when_and_why(world, case):
    set_day(world, case)
    answer = page(world.claimant, case)
    (task,) = answer.context["to_do"]
    assert task.due_at == datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC)
    assert task.steps
    assert "art. 4.2" in task.citation.text
    assert "How is this calculated?" in text(answer)
    assert "You do not have to do anything now" in text(page(world.defendant, case))
    assert "Wednesday 16 December 2026, 10:00" in text(page(world.defendant, case))
    assert case.__class__.objects.get(pk=case.pk).next_at == datetime(2026, 12, 16, 9, tzinfo=UTC)


def test_the_address_is_asked_once_and_declining_is_an_answer(world, case):
    asked = "Where do you want a mail when something new is in this case?"
    client = browser(world.defendant)
    assert page(world.defendant, case).context["address_asked"]
    assert asked in text(page(world.defendant, case))
    for typed in (
        {"answer": "give", "email": ""},
        {"answer": "give", "email": "nonsense"},
        {"email": "d@x.example"},
    ):
        refused = client.post(f"/cases/{case.pk}/address", typed)
        assert refused.status_code == 422
        assert f'value="{typed["email"]}"' in refused.content.decode()
        assert ('href="#email"' in refused.content.decode()) == ("answer" in typed)
        assert not NotificationAddress.objects.exists()
    client.post(f"/cases/{case.pk}/address", {"answer": "decline", "email": "d@x.example"})
    assert NotificationAddress.objects.get().email == ""
    assert not page(world.defendant, case).context["address_asked"]
    client.post(f"/cases/{case.pk}/address", {"answer": "give", "email": "d@x.example"})
    assert NotificationAddress.objects.get().email == "d@x.example"
    assert page(world.claimant, case).context["address_asked"]
    assert not page(world.clerk, case).context["address_asked"]


def test_the_page_of_a_case_costs_as_many_statements_with_many_documents(world, case):
    claimant = party(case, "claimant").pk

    def taken(holder):
        client = browser(holder)
        client.get(f"/cases/{case.pk}")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/cases/{case.pk}").status_code == 200
        return [value["sql"] for value in seen]

    world.place(case, party=claimant)
    few = {holder.user.name: len(taken(holder)) for holder in (world.claimant, world.clerk)}
    for _ in range(8):
        world.place(case, party=claimant)
    for holder in (world.claimant, world.clerk):
        many = taken(holder)
        assert len(many) == few[holder.user.name] <= 18, "\n".join(many)


def test_the_moment_of_publication_is_proved_to_who_may_know_it(world, case):
    for holder in (world.claimant, world.defendant):
        reader = reader_of(holder.principal, case.pk, AT)
        answer_address(actor=holder.principal, reader=reader, mailbox=holder.box.pk, email="", at=AT)
    entry = world.place(case, party=party(case, "claimant").pk)
    address = f"/cases/{case.pk}/entries/{entry.pk}/proof.json"
    assert browser(world.defendant).get(address).status_code == 202
    extend_log(at=AT)
    mine = browser(world.defendant).get(address)
    told = proof.verify(mine.content).records
    assert [(each.event, each.at) for each in told] == [
        ("casefile.entry.placed", AT), ("casefile.entry.made-known", AT),
    ]  # fmt: skip
    assert str(world.claimant.box.pk) not in mine.content.decode()
    assert len(proof.verify(browser(world.clerk).get(address).content).records) == 3
    stranger = make_holder("mr. X", "x@elders.example")
    assert browser(stranger).get(address).status_code == 404
    note = world.place(case, kind="aantekening", into=case.circles.get(kind="court"))
    assert browser(world.defendant).get(f"/cases/{case.pk}/entries/{note.pk}/proof.json").status_code == 404
    assert browser(world.defendant).get(f"/cases/{case.pk}/entries/{uuid4()}/proof.json").status_code == 404


def test_what_was_filed_says_how_it_stands_at_the_court(world, case):
    open_desk(
        court="amsterdam",
        location="Amsterdam",
        matter="handel",
        box=world.clerk.box.pk,
        postal="",
        counter="",
        at=AT,
    )
    facts = Facts(
        "amsterdam", "Amsterdam", "handel", "exhibits", case.number, secret=False, copies="elsewhere"
    )
    filed = file(
        actor=world.claimant.principal, handed=handed(world.claimant, world.clerk), facts=facts, at=AT
    )
    said = {
        "waiting": "Received by the court, not yet placed in the file",
        "asked": "The court asks for more",
        "returned": "Returned by the court",
    }
    for state, words in said.items():
        IntakeItem.objects.filter(pk=filed.filing).update(state=state)
        shown = text(page(world.claimant, case))
        assert [each in shown for each in said.values()] == [each == words for each in said.values()]
        assert words not in text(page(world.defendant, case))
    world.place(case, party=party(case, "claimant").pk, filing=filed.filing)
    assert "What you filed that is not in the file" not in text(page(world.claimant, case))


def test_everything_of_the_law_that_the_page_says_has_words_in_both_languages():
    with override("nl"):
        for duty in DUTIES:
            assert gettext(duty.what) != duty.what, duty.what
    assert set(ACT_WORDS) == {transition.act for transition in TRANSITIONS}
    assert set(STATE_WORDS) == set(get_args(State))
    assert set(PIECE_WORDS) == set(KINDS)
