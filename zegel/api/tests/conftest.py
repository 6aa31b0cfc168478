"""The world every stranger meets: made once for a file, and given back to every test as it was."""

import copy
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from tests.personas import make_holder

from . import sso_calls
from .world import World, make_world

# Codes of an authenticator in it live for half a minute, and a slow machine takes longer for a file.
SECONDS = 20


def _stored() -> set[Path]:
    return set((django_settings.ENVIRONMENT.data / "vault").rglob("*"))


class Shelf:
    """A world in a transaction that is never committed."""

    def __init__(self) -> None:
        self.world: World | None = None
        self.made = 0.0

    def fresh(self) -> World:
        """A copy for one test; what it does in the database is in a savepoint of its own."""
        if self.world is None or time.monotonic() - self.made > SECONDS:
            self.drop()
            before = _stored()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()
            clerk = make_holder("Team kort geding", "clerk@court.example", kind="team", court=True)
            self.world = make_world(clerk, make_holder("mr. A. de Vries", "lawyer@office.example"))
            self.made, self.kept = time.monotonic(), sso_calls.keep()
            self.files = {
                path: None if path.is_dir() else path.read_bytes() for path in sorted(_stored() - before)
            }
        for path, content in self.files.items():
            if content is None:
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.write_bytes(content)
        sso_calls.put_back(copy.deepcopy(self.kept))
        return copy.deepcopy(self.world)

    def drop(self) -> None:
        """Undo the world."""
        if self.world is not None:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            self.world = None


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker) -> Iterator[Shelf]:
    with django_db_blocker.unblock():
        made = Shelf()
        yield made
        made.drop()


@pytest.fixture
def db(request, shelf, django_db_blocker):
    """Who lives in the shared world has its transaction; the others have one of their own, in a court without that world."""
    if "world" not in request.fixturenames:
        with django_db_blocker.unblock():
            shelf.drop()
        request.getfixturevalue("_django_db_helper")


@pytest.fixture
def world(db, shelf, settings, django_db_blocker) -> Iterator[World]:
    settings.ENVIRONMENT = sso_calls.connected(settings.ENVIRONMENT)
    with django_db_blocker.unblock():
        made = shelf.fresh()
        with transaction.atomic():
            yield made
            transaction.set_rollback(True)
