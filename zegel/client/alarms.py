"""What a program tells when the server is not what it was."""

import logging
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alarm:
    """`code` is stable and one of those of `POST alarms`; `about` is the mailbox, if it is about one; `words` are for an operator."""

    code: str
    words: str
    about: str | None = None


type Hear = Callable[[Alarm], None]


def log_alarm(alarm: Alarm) -> None:
    """Tell the log of the program (`logging`, `zegel.client`)."""
    logging.getLogger("zegel.client").warning("%s", alarm.words)
