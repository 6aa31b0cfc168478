"""The pages of a judgment: each reader sees their part, and what is typed there is done or refused with its reason."""

import html
import json
import re
import uuid
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from tests.personas import log_in
from zegel.casefile.queries import Case, upcoming_cases
from zegel.judgments.actions import NewRelease, give_judgment, release_piece
from zegel.judgments.models import EnforceableCopy, Judgment
from zegel.judgments.tests.conftest import DUE, HEARD, SET, make_court
from zegel.lib.moments import now
from zegel.portal.judgments import desk as judge_desk
from zegel.proceedings.actions import NewRecord, record
from zegel.proceedings.models import Act


@pytest.fixture
def court(db):
    return make_court()


def page(court, who, case, name="judgment"):
    client = Client()
    log_in(client, getattr(court, who))
    return client.get(reverse(name, args=[case.pk])), client


def shown(court, who, case, name="judgment"):
    answer, _ = page(court, who, case, name)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_sees_what_is_theirs_before_judgment_was_given(court):
    case = court.heard()
    for who, sees, hides in (
        ("judge", ('data-form="draft"', 'data-form="give"', 'data-form="postpone"'), ()),
        ("registrar", ('data-form="draft"',), ('data-form="give"', 'data-form="postpone"')),
        ("clerk", ("courtCircle",), ('data-form="draft"', 'data-form="give"')),
        ("claimant", (), ('data-form="', "courtCircle", "data-drafts", "telefo")),
    ):
        text = shown(court, who, case)
        assert all(part in text for part in sees), who
        assert not any(part in text for part in hides), who


def test_a_case_says_where_its_judgment_is_and_offers_it_nowhere_else(court):
    case = court.heard()
    address = reverse("judgment", args=[case.pk])
    text = shown(court, "judge", case, "case")
    assert address in text
    assert 'value="give judgment"' not in text
    assert address not in shown(court, "claimant", case, "case")
    court.give(case)
    assert address in shown(court, "claimant", case, "case")


def test_the_page_of_a_case_gives_no_judgment_without_a_document_that_is_signed(court):
    case = court.heard()
    _answer, client = page(court, "judge", case)
    typed = {"act": "give judgment", "key": uuid.uuid4(), "seen": 3, "moment": "", "closer": ""}
    assert client.post(reverse("case-act", args=[case.pk]), typed).status_code == 422
    case.refresh_from_db()
    assert case.state == "judgment set"


def test_who_was_not_there_is_not_said_to_have_appeared(court):
    heard, absent = court.heard(), court.heard(to_judgment=False)
    court.do(absent, "grant default", 2)
    court.do(absent, "set judgment", 3, facts={"judgment": DUE.isoformat()})
    for case, there in ((heard, {"claimant", "defendant"}), (absent, {"claimant"})):
        ticked = re.findall(r'name="appeared" value="([^"]+)" checked', shown(court, "judge", case))
        assert {case.parties.get(pk=key).role for key in ticked} == there


def test_the_sheet_of_the_hearing_says_who_appeared(court):
    case = court.heard(to_judgment=False)
    stayed = case.parties.get(role="claimant")
    facts = {"party": str(stayed.pk), "appeared": "no"}
    record(
        actor=court.registrar.principal,
        case=case.pk,
        new=NewRecord(uuid.uuid4(), "appearance", 0, facts, HEARD),
        at=HEARD,
    )
    court.do(case, "set judgment", 2, facts={"judgment": DUE.isoformat()})
    text = shown(court, "judge", case)
    assert re.findall(r'name="appeared" value="([^"]+)" checked', text) == [
        str(case.parties.get(role="defendant").pk)
    ]


def test_the_cases_of_a_court_lead_a_judge_to_the_desk_and_nobody_else(court):
    case = court.heard()
    for who, led in (("judge", True), ("registrar", False), ("claimant", False)):
        client = Client()
        log_in(client, getattr(court, who))
        text = client.get(reverse("cases")).content.decode()
        assert case.number in text, who
        assert (f'href="{reverse("judge")}"' in text) == led, who


def test_what_ended_leaves_the_lists_of_a_court_until_somebody_looks_for_it(court):
    running, ended = court.heard(), court.heard()
    Case.objects.filter(pk=ended.pk).update(state="closed")
    client = Client()
    log_in(client, court.judge)
    lists = {
        reverse("judge"): False, reverse("cases"): False, reverse("cases") + "?state=all": True,
        reverse("cases") + "?state=ended": True, reverse("cases") + f"?q={ended.number}": True,
    }  # fmt: skip
    for address, there in lists.items():
        assert (ended.number in client.get(address).content.decode()) == there, address
    for address in (reverse("judge"), reverse("cases")):
        assert running.number in client.get(address).content.decode()
    log_in(client, court.claimant)
    assert ended.number in client.get(reverse("cases")).content.decode()


def test_a_judge_turns_the_pages_of_a_desk(court, monkeypatch):
    monkeypatch.setattr(judge_desk, "upcoming_cases", partial(upcoming_cases, most=1))
    cases = {court.heard().number for _ in range(2)}
    client = Client()
    log_in(client, court.judge)
    first = client.get(reverse("judge")).content.decode()
    onward = html.unescape(re.search(r'href="(\?desk=[^"]+)"', first)[1])
    second = client.get(reverse("judge") + onward).content.decode()
    seen = [{number for number in cases if number in page} for page in (first, second)]
    assert [len(found) for found in seen] == [1, 1]
    assert seen[0] | seen[1] == cases
    assert 'href="?desk=' not in second
    assert (
        client.get(reverse("judge") + "?after=x" + onward.replace("?", "&").split("&after")[0]).status_code
        == 302
    )


def test_after_it_copies_are_sent_numbered_and_printed(court):
    case = court.heard()
    row = court.give(case, at=now())
    answer, client = page(court, "registrar", case)
    assert str(row.pk) in answer.content.decode()
    first = case.parties.get(number=1)
    typed = {"key": uuid.uuid4(), "party": first.pk, "interest": "claim", "asked_on": ""}
    for _ in range(2):
        assert client.post(reverse("judgment-copy", args=[case.pk]), typed).status_code == 302
    assert EnforceableCopy.objects.get().number == 1
    refused = client.post(reverse("judgment-copy", args=[case.pk]), typed | {"key": uuid.uuid4()})
    assert refused.status_code == 422
    assert "Kreeg die partij al een grosse?" in refused.content.decode()
    printed = shown(court, "registrar", case, "judgment-register")
    assert first.name in printed
    ecli = {"judgment": row.pk, "ecli": "ECLI:NL:RBAMS:2026:77"}
    assert client.post(reverse("judgment-ecli", args=[case.pk]), ecli).status_code == 302
    assert client.post(reverse("judgment-ecli", args=[case.pk]), ecli | {"ecli": "x"}).status_code == 422
    assert Judgment.objects.get().ecli == "ECLI:NL:RBAMS:2026:77"
    sent = {"key": uuid.uuid4(), "seen": 4}
    assert client.post(reverse("judgment-sent", args=[case.pk]), sent).status_code == 302
    assert Act.objects.get(act="issue").role == "registrar"
    assert page(court, "claimant", case, "judgment-register")[0].status_code == 404


@pytest.mark.parametrize("typed", [{}, {"key": "x"}, {"key": str(uuid.uuid4()), "party": "x", "seen": "-1"}])
@pytest.mark.parametrize("name", ["judgment-copy", "judgment-ecli", "judgment-sent"])
def test_nonsense_is_refused_and_strangers_find_nothing(court, name, typed):
    case = court.heard()
    _answer, client = page(court, "registrar", case)
    assert client.post(reverse(name, args=[case.pk]), typed).status_code == 422
    assert client.post(reverse(name, args=[uuid.uuid4()]), typed).status_code == 404


def test_what_waits_is_named_to_the_judge_and_its_file_is_not_given(court):
    case = court.heard()
    late = court.place(case, party=case.parties.get(number=2).pk, filed_at=SET, at=DUE)
    text = shown(court, "judge", case)
    assert f'data-entry="{late.pk}"' in text
    assert 'value="judge"' in text
    assert 'value="judge"' not in shown(court, "clerk", case)
    document = f"/api/cases/{case.pk}/entries/{late.pk}/documents/1"
    for who, status in (("judge", 404), ("clerk", 200), ("claimant", 200)):
        client = Client()
        log_in(client, getattr(court, who))
        assert client.get(document).status_code == status, who
        docket = client.get(f"/api/cases/{case.pk}/docket").json()
        assert (str(late.pk) in {entry["id"] for entry in docket}) == (status == 200), who
    desk, client = page(court, "judge", case, "judge-file")
    assert f'data-piece="{late.pk}"' not in desk.content.decode()
    assert reverse("judgment", args=[case.pk]) + "#held" in client.get(reverse("judge")).content.decode()
    others = tuple(case.parties.exclude(pk=late.party_id).values_list("pk", flat=True))
    new = NewRelease(late.pk, "agreed", others)
    release_piece(actor=court.clerk.principal, case=case.pk, new=new, at=DUE)
    assert f'data-piece="{late.pk}"' in shown(court, "judge", case, "judge-file")


def test_the_desk_is_the_judges_and_its_files_the_courts(court):
    case = court.heard()
    client = Client()
    log_in(client, court.judge)
    text = client.get(reverse("judge")).content.decode()
    assert case.parties_line.replace("'", "&#x27;") in text
    log_in(client, court.claimant)
    assert case.number not in client.get(reverse("judge")).content.decode()
    assert client.get(reverse("judge-file", args=[case.pk])).status_code == 404
    assert client.get(reverse("judge-file", args=[uuid.uuid4()])).status_code == 404


def test_the_file_tells_whose_exhibits_a_document_can_name(court):
    case = court.heard()
    text = shown(court, "judge", case, "judge-file")
    told = json.loads(re.search(r'id="sides"[^>]*>(.+?)</script>', text)[1])
    assert [(side["role"], side["name"]) for side in told] == [
        ("claimant", "Pietersen"),
        ("defendant", "'t Hart"),
    ]


def test_an_oral_judgment_asks_for_its_record_and_nothing_is_sent_before(court):
    case = court.heard(to_judgment=False)
    new = court.new_judgment(case, 2, form="oral", document=None)
    give_judgment(actor=court.judge.principal, case=case.pk, new=new, at=SET)
    assert 'data-form="follow"' in shown(court, "judge", case)
    _answer, client = page(court, "registrar", case)
    typed = {"key": uuid.uuid4(), "seen": 3}
    assert client.post(reverse("judgment-sent", args=[case.pk]), typed).status_code == 422
