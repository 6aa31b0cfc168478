"""Who the pages of an organisation are tested with."""

import pytest

from tests.personas import AT, browser
from zegel.identity.actions.roles import appoint
from zegel.lib.principal import system


@pytest.fixture
def boss(clerk):
    """The browser of a court's administrator."""
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return browser(clerk)
