"""What a reader's own device found wrong with what the server says, told to the log."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.limits import count, reached
from zegel.authentication.rules.limits import limit_key
from zegel.boxes.events import AlarmTold
from zegel.evidence.actions import write
from zegel.lib.principal import Principal

ALARMS_A_DAY: Final = 20
_DAY: Final = timedelta(days=1)


@transaction.atomic
def tell_alarm(*, actor: Principal, code: str, about: UUID | None, at: datetime) -> bool:
    """Record that the actor's device does not believe the server: which check (`code`), of which mailbox, circle or case. The
    same one once a day, and no more than twenty; gives whether it was recorded."""
    account = str(actor.account)
    same, every = limit_key("alarm", f"{account} {code} {about}"), limit_key("alarms", account)
    if reached(same, 1, within=_DAY, at=at) or reached(every, ALARMS_A_DAY, within=_DAY, at=at):
        return False
    count(same, every, at=at)
    write([AlarmTold(subject=actor.account, code=code, about=about)], actor=actor, at=at)
    return True
