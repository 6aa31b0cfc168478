"""Nothing is dated back: a clock that went back is refused, and that is recorded once."""

import json
from datetime import timedelta

import pytest
from django.db import transaction

from tests.personas import AT
from tests.things import happen
from zegel.evidence.actions import accept_clock, extend_log, watch_clock
from zegel.evidence.errors import ClockStepped
from zegel.evidence.models import Record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("strict_clock")]


def record(at):
    with transaction.atomic():
        return happen(at=at)[0]


def steps():
    return [
        json.loads(bytes(record.body))
        for record in Record.objects.filter(event="evidence.clock.stepped-back")
    ]


@pytest.mark.parametrize("logged", [True, False])
def test_a_step_back_is_refused_and_recorded_once(logged):
    last = record(AT)
    if logged:
        extend_log(at=AT)
    back = AT - timedelta(minutes=1, seconds=1)
    for _ in range(3):
        with pytest.raises(ClockStepped) as refusal:
            record(back)
    assert refusal.value.retry
    [told] = steps()
    assert told["subject"] == str(last.pk)
    assert told["at"] == AT.isoformat()
    assert told["facts"] == {"clock": back.isoformat(), "newest": AT.isoformat()}
    assert Record.objects.filter(event="test.thing.happened").count() == 1
    record(AT + timedelta(seconds=1))


def test_what_is_small_enough_for_an_act_that_took_a_while_passes():
    record(AT)
    record(AT - timedelta(seconds=59))
    record(AT - timedelta(seconds=30))
    assert not steps()


def test_the_worker_sees_it_although_nobody_acts():
    assert watch_clock(at=AT)
    record(AT)
    assert watch_clock(at=AT)
    assert not watch_clock(at=AT - timedelta(hours=1))
    assert not watch_clock(at=AT - timedelta(hours=1))
    assert len(steps()) == 1


def test_an_operator_may_go_on_after_a_clock_that_was_ahead():
    record(AT + timedelta(days=1))
    with pytest.raises(ClockStepped):
        record(AT)
    accept_clock(reason="ahead by a day", at=AT)
    record(AT)
    extend_log(at=AT)
    assert record(AT + timedelta(seconds=2))
