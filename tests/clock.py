"""What every test is kept to: no statement asks the database what time it is."""

import re
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

DATABASE_CLOCK = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b"
    r"|'(now|today|tomorrow|yesterday)'",
    re.IGNORECASE,
)


def _refusing(execute: Callable[..., Any], statement: object, *rest: object) -> Any:
    text = statement if isinstance(statement, str) else repr(statement)
    # The queue's own functions are made by its migrations; of ours tests/test_clock.py reads the text.
    making = text.lstrip().startswith(("CREATE", "ALTER", "DROP", "DO", "--"))
    assert making or not DATABASE_CLOCK.search(text), f"asks the database what time it is: {text}"
    return execute(statement, *rest)


def refuse_database_clock(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Keep a connection, from its birth on, to statements whose moments came in as arguments."""
    if _refusing not in connection.execute_wrappers:
        connection.execute_wrappers.append(_refusing)
