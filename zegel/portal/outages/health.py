"""Whether the product can do its work right now, tried for real and at most every few seconds a process."""

import threading
from datetime import datetime, timedelta

from django.db import connection

from zegel.evidence.queries import log_works
from zegel.notify.queries import overdue_since
from zegel.vault.actions import keeps_bytes

FRESH = timedelta(seconds=5)
# Retries after a failed hand-over wait longer than this only when the other side is to blame.
LATE = timedelta(minutes=5)

_lock = threading.Lock()
_last: list[tuple[datetime, bool]] = []


def filing_works(at: datetime) -> bool:
    """Whether a filing would be kept: the database takes writes, and the storage has room for a part and keeps a byte."""
    with _lock:
        if not _last or not timedelta() <= at - _last[0][0] < FRESH:
            _last[:] = [(at, _try())]
        return _last[0][1]


def _try() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool")
        row = cursor.fetchone()
    return row == (False,) and keeps_bytes()


def log_works_now(at: datetime) -> bool:
    """Whether what happens gets its place in the log of evidence."""
    return log_works(at - LATE)


def notices_work(at: datetime) -> bool:
    """Whether mails and SMS messages leave: none waits long beyond its time."""
    return not overdue_since(at - LATE)
