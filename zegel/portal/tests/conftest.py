"""Who the pages of an organisation are tested with."""

import pytest

from tests.personas import AT, browser
from zegel.identity.actions.roles import appoint


@pytest.fixture
def boss(clerk):
    """The browser of a court's administrator."""
    appoint(user=clerk.user.pk, kind="administrator", at=AT)
    return browser(clerk)
