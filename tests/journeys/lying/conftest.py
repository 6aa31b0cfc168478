"""A court whose server or database lies, or whose senders do, and real browsers that must notice. What they see stands in
docs/threat-model.md."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journeys.conftest import Court
from tests.journeys.lying.liar import Liar
from tests.prepared_court import running_court
from zegel.client.demo_court.people import PASSWORD, app_of
from zegel.client.http import Session
from zegel.client.people import Account


@pytest.fixture(scope="session")
def court(shared: Path, worker_id: str) -> Iterator[Court]:
    """A court of their own: what is rewritten here is in no other journey's way."""
    with running_court(shared, f"lying-{worker_id}") as demo:
        yield Court(demo)


@pytest.fixture
def liar(court: Court) -> Iterator[Liar]:
    """Somebody with keys of their own to slip in, who rewrites the rows of the running court."""
    found = Liar(court)
    yield found
    found.close()


type Rewrite = Callable[..., None]


@pytest.fixture(scope="session")
def account(court: Court) -> Iterator[Callable[[str], Account]]:
    """Somebody of the demo as a program, logged in once."""
    known: dict[str, Account] = {}

    def logged_in(email: str) -> Account:
        if email not in known:
            known[email] = Account.log_in(Session(court.origin), email, PASSWORD, app_of(email))
        return known[email]

    yield logged_in
    for each_account in known.values():
        each_account.session.http.close()


@pytest.fixture
def rewrite(court: Court) -> Iterator[Rewrite]:
    """Runs SQL as the owner of the tables would, triggers and all; what it changed is put back by a second statement."""
    undo: list[tuple[str, tuple[Any, ...]]] = []

    def run(statement: str, *values: Any, back: tuple[str, tuple[Any, ...]] | None = None) -> None:
        with psycopg.connect(court.demo.environment["ZEGEL_DATABASE"], autocommit=True) as database:
            database.execute("SET session_replication_role = replica")
            assert database.execute(statement, values).rowcount > 0
        if back:
            undo.append(back)

    yield run
    for statement, values in reversed(undo):
        run(statement, *values)
