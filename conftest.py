"""The standing people of every test; see tests/personas.py."""

import pytest


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
