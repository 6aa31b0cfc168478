"""How a case stands in law, on its page and for programs: pending or not, by which version of the regulation, and what may go on."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import browser
from zegel.api.tests.world import client_of
from zegel.casefile.models import Case
from zegel.casefile.queries import applied_on
from zegel.law.case_states import acts_in
from zegel.law.rules.registry import ARTICLES
from zegel.law.sources import PR, article
from zegel.portal.shared.law_words import cite
from zegel.proceedings.actions import NewAct, perform
from zegel.proceedings.errors import ActUnlawful
from zegel.proceedings.rules.acts import ACTS, lawful

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CaseWorld:
    return make_world()


@pytest.fixture
def case(world):
    return world.register()


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(holder, case):
    return text(browser(holder).get(f"/cases/{case.pk}", headers={"accept-language": "en"}))


def into(case, state):
    Case.objects.filter(pk=case.pk).update(state=state)


@pytest.mark.parametrize(
    ("state", "pends"),
    [
        ("day set", "No"),
        ("opponent informed", "Yes"),
        ("called", "Yes"),
        ("withdrawn", "No"),
        ("costs pending", "Yes"),
    ],
)
def test_everybody_in_a_case_reads_whether_it_is_pending(world, case, state, pends):
    into(case, state)
    for reader in (world.clerk, world.claimant):
        assert f"Pending (aanhangig) {pends} From the notice of the date, or the writ." in page(reader, case)
        shown = client_of(reader).get(f"/api/cases/{case.pk}").json()
        assert shown["pending"] is (pends == "Yes")


@pytest.mark.parametrize(
    ("filed", "holds", "version"),
    [
        (datetime(2025, 7, 2, 8, tzinfo=UTC), ["The third version"], "3rd version, 1 July 2025"),
        (datetime(2025, 6, 30, 8, tzinfo=UTC), ["The application: The second version", "What is done now: The third version"], "2nd version, 1 July 2024"),
        # Ten in the evening of 30 June in London is midnight here.
        (datetime(2025, 6, 30, 22, 30, tzinfo=UTC), ["The second version: the third applies to applications filed after that day"], "2nd version, 1 July 2024"),
    ],
)  # fmt: skip
def test_the_version_of_the_regulation_follows_the_application(world, case, filed, holds, version):
    world.place(case, kind="aanvraag", party=case.parties.get(role="claimant").pk, filed_at=filed)
    told = page(world.claimant, case)
    assert [words for words in holds if words not in told] == []
    course = told[told.index("The course of the case") :]
    assert holds[0].removeprefix("The application: ") in course
    shown = client_of(world.claimant).get(f"/api/cases/{case.pk}").json()
    assert shown["regulation"].endswith(version)


def test_what_is_filed_later_is_no_application(world):
    case = world.register(datetime(2025, 6, 30, 8, tzinfo=UTC))
    world.place(
        case, party=case.parties.get(role="claimant").pk, filed_at=datetime(2025, 7, 4, 8, tzinfo=UTC)
    )
    assert applied_on(case) == datetime(2025, 6, 30, tzinfo=UTC).date()


@pytest.mark.parametrize(
    ("state", "rule", "goes_on"),
    [
        ("withdrawn", "8.3", {"ask costs decision", "correct fee"}),
        ("costs pending", "8.3", {"give costs judgment"}),
        ("struck out", "13.2", {"correct fee"}),
    ],
)
def test_what_has_ended_goes_on_only_about_costs_and_fees(state, rule, goes_on):
    assert {act for act in ACTS if lawful(state, act)} == set(acts_in(state)) == goes_on
    refused = [
        lawful(state, act)
        for act in ACTS
        if act not in goes_on and act not in {"give costs judgment", "ask costs decision", "correct fee"}
    ]
    assert {(word.rule, word.override) for word in refused} == {(rule, "nobody")}


@pytest.mark.parametrize(
    ("state", "words", "article"),
    [
        ("withdrawn", "A withdrawn case cannot be continued: start a new one.", "art. 8.3 PR"),
        ("struck out", "A case struck out has ended: start a new one.", "art. 13.2 PR"),
    ],
)
def test_the_page_says_that_a_case_has_ended_and_the_act_is_refused_by_that_article(
    world, case, state, words, article
):
    assert words not in page(world.claimant, case)
    into(case, state)
    for reader in (world.clerk, world.claimant):
        assert f"{words} {article}" in page(reader, case)
    with pytest.raises(ActUnlawful) as refused:
        perform(
            actor=world.claimant.principal, case=case.pk, new=NewAct(uuid4(), "inform opponent", 0), at=AT
        )
    assert words.rstrip(".").lower() in str(refused.value.details["reason"]).lower()


def test_anybody_reads_the_versions_and_what_each_changed():
    told = text(Client().get("/regulation", headers={"accept-language": "en"}))
    third, second, first = (told.index(f"The {number} version") for number in ("third", "second", "first"))
    assert third < second < first
    assert "art. 3.12 PR" in told[third:second]
    assert "art. 12.5 PR" in told[second:first]
    assert "Readings differ:" in told[third:second]
    assert {place for place in ARTICLES if cite(article(PR, place)) in told[second:first]} >= {
        "2.1",
        "3.5",
        "3.13",
        "3.16",
        "12.2",
        "12.5",
    }
