"""The standing people of every test; see tests/personas.py."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.signals import connection_created
from hypothesis import HealthCheck, settings
from psycopg.sql import SQL, Composed, Identifier, Literal

from tests.clock import refuse_database_clock

# A slow machine is no fault of what is tested: no example is judged by the clock.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def _empty_what_is_filled(
    self: DatabaseOperations, _style: object, tables: Iterable[str], **_options: object
) -> list[str | Composed]:
    """What empties the tables between tests: a TRUNCATE of them all makes every file anew, and few hold anything.

    Those of evidence refuse to be emptied, as they should, to all but who has every right.
    """
    asking = SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    with self.connection.cursor() as cursor:
        cursor.execute(
            SQL(" UNION ALL ").join(asking.format(Literal(table), Identifier(table)) for table in tables)
        )
        filled = [table for (table,) in cursor.fetchall()]
    emptied = [SQL("DELETE FROM {}").format(Identifier(table)) for table in filled]
    return ["SET session_replication_role = replica", *emptied, "SET session_replication_role = origin"]


pytest.MonkeyPatch().setattr(DatabaseOperations, "sql_flush", _empty_what_is_filled)


connection_created.connect(refuse_database_clock)


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Every process of tests has a server of its own, in which the tables are already (tests/prepared_database.py).

    Everybody in the tests has one password, stretched once: doing so for each was a tenth of the time of tests of pages.
    """
    pytest.MonkeyPatch().setattr("zegel.identity.actions.people.make_password", cache(make_password))


@pytest.fixture
def strict_clock() -> None:
    """For tests of the clock itself: evidence refuses what is dated back, as in life."""


@pytest.fixture(autouse=True)
def _patient_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests live at several moments at once: what is dated back is refused only where `strict_clock` asks for it."""
    if "strict_clock" not in request.fixturenames:
        monkeypatch.setattr("zegel.evidence.actions.CLOCK_PATIENCE", timedelta(days=36_500))


@pytest.fixture
def clerk(db: None) -> object:
    """Works for a court, owns its team's mailbox."""
    from tests.personas import make_holder

    return make_holder("Team kort geding", "clerk@court.example", kind="team", court=True)


@pytest.fixture
def lawyer(db: None) -> object:
    """Has an own mailbox."""
    from tests.personas import make_holder

    return make_holder("mr. A. de Vries", "lawyer@office.example")


@pytest.fixture
def stranger(db: None) -> object:
    """Has an account and no business in anybody's conversation."""
    from tests.personas import make_holder

    return make_holder("mr. X. Elders", "stranger@elsewhere.example")


@pytest.fixture
def tariff(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest tariff of the court's fees is that of today too: a year's own comes out shortly before it."""
    from zegel.law.fees import tariffs

    newest = tariffs()[-1]
    monkeypatch.setattr("zegel.law.fees.tariff_of", lambda _day: newest)
