"""The tariffs by year: for who works at a court, each amount with where it was read and whether that was the official tariff."""

import re

import pytest
from django.utils.translation import gettext, override

from tests.case_world import make_world
from tests.personas import browser
from zegel.law.fees import tariffs
from zegel.portal.shared.fee_words import euros

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(holder, path):
    return browser(holder).get(path, headers={"accept-language": "en"})


@pytest.mark.parametrize("tariff", tariffs(), ids=lambda tariff: str(tariff.year))
def test_every_amount_of_a_year_stands_there_and_says_whether_it_is_certain(world, tariff):
    told = text(page(world.clerk, f"/fees/tariffs/{tariff.year}"))
    amounts = [
        tariff.indigent,
        *(amount for line in tariff.brackets for amount in (line.legal, line.natural)),
    ]
    assert [amount for amount in amounts if euros(amount.euros * 100) not in told] == []
    assert told.count("to be confirmed:") == sum(not amount.verified for amount in amounts)
    assert told.count("read in the official tariff") == sum(amount.verified for amount in amounts)
    assert [source for source in tariff.sources if source not in told.replace("&#x27;", "'")] == []


@pytest.mark.parametrize("tariff", tariffs(), ids=lambda tariff: str(tariff.year))
def test_what_is_noted_of_a_tariff_is_told_in_dutch(tariff):
    with override("nl"):
        assert gettext(tariff.note) != tariff.note


def test_without_a_year_it_is_the_newest_and_a_year_nobody_knows_is_none(world):
    assert f"Tariff of court fees {tariffs()[-1].year}" in text(page(world.clerk, "/fees/tariffs"))
    assert page(world.clerk, "/fees/tariffs/1999").status_code == 404


def test_who_works_at_no_court_finds_none(world):
    assert page(world.claimant, "/fees/tariffs").status_code == 404


def test_the_page_of_a_desk_leads_to_it(world):
    assert "/fees/tariffs" in page(world.clerk, f"/fees/desks/{world.clerk.box.pk}").content.decode()
