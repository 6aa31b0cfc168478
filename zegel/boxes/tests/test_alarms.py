"""What a reader's own device does not believe is told to the log."""

import json
import uuid

from tests.personas import AT
from zegel.boxes.actions import tell_alarm
from zegel.evidence.models import Record


def test_an_alarm_is_recorded_once_a_day_and_no_more_than_twenty_in_all(clerk):
    about = uuid.uuid4()
    told = [tell_alarm(actor=clerk.principal, code="circle-epoch", about=about, at=AT) for _ in range(2)]
    (record,) = Record.objects.filter(event="boxes.alarm.told", subject=clerk.user.pk)
    assert (told, json.loads(bytes(record.body))["facts"]) == (
        [True, False],
        {"code": "circle-epoch", "about": str(about)},
    )
    kept = [tell_alarm(actor=clerk.principal, code="named", about=uuid.uuid4(), at=AT) for _ in range(25)]
    assert sum(kept) == 19
