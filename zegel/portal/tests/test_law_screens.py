"""The address that docs/law/traceability.md gives for each rule: it is there, and opens with a case that was heard."""

import pytest
from django.test import Client

from tests.personas import log_in
from zegel.judgments.tests.conftest import make_court
from zegel.law.rules.registry import rows
from zegel.portal.shared.screens import SCREENS


@pytest.fixture
def court(db):
    return make_court()


def test_every_rule_has_a_screen_and_every_screen_a_rule():
    assert {row.screen for row in rows()} == set(SCREENS)


def test_every_screen_of_the_law_opens_for_whom_it_is_there(court):
    case = court.heard()
    shut, alike = [], []
    for screen in {screen for screen in SCREENS.values() if screen.address}:
        client = Client()
        if screen.who != "anyone":
            log_in(client, getattr(court, screen.who))
        answer = client.get(screen.address.format(case=case.pk))
        if answer.status_code != 200:
            shut.append((screen, answer.status_code))
        elif "{case}" in screen.address and case.number not in answer.content.decode():
            alike.append(screen)
    assert (shut, alike) == ([], [])
