"""Failed tries on the page of a message, beside what the register of outages knows of those moments."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import log_in, submission
from zegel.lib.moments import now
from zegel.mail.actions.submit import submit
from zegel.mail.tests.test_attempts import TRIED, signed
from zegel.outages.models import Outage


@pytest.fixture
def sent(clerk, lawyer):
    letter = submission(lawyer, boxes=[clerk])
    letter = replace(letter, attempts=signed(letter, lawyer.key.signing))
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=now())
    return letter


def page(client, holder, letter):
    log_in(client, holder)
    return client.get(f"/mail/messages/{letter.message}").content.decode()


def test_sender_and_court_see_what_the_device_says(client, clerk, lawyer, sent):
    for person in (lawyer, clerk):
        text = page(client, person, sent)
        assert "Het bericht kreeg geen antwoord" in text
        assert "Het bericht kreeg fout 503" in text
        assert "Het register van storingen heeft op dat moment geen storing" in text


def test_an_outage_of_that_moment_is_named_and_another_is_not(client, clerk, sent):
    facts = {"probe": "buiten", "part": "filing", "why": "no answer", "published_at": TRIED}
    began, ended = TRIED - timedelta(minutes=5), TRIED + timedelta(minutes=1)
    Outage.objects.create(**facts, began_at=began, ended_at=ended, end_published_at=ended)
    long_ago = TRIED - timedelta(hours=9)
    Outage.objects.create(
        **facts | {"published_at": long_ago},
        began_at=long_ago - timedelta(hours=1),
        ended_at=long_ago,
        end_published_at=long_ago,
    )
    text = page(client, clerk, sent)
    assert "In het register staat een storing op dat moment" in text
    assert "23:35" in text
    assert "13:40" not in text


def test_a_message_that_came_at_once_says_nothing(client, clerk, lawyer):
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=now())
    assert "data-tries" not in page(client, clerk, letter)
