"""The world every stranger meets."""

import pytest

from . import sso_calls
from .world import make_world


@pytest.fixture
def world(clerk, lawyer, settings):
    settings.ENVIRONMENT = sso_calls.connected(settings.ENVIRONMENT)
    return make_world(clerk, lawyer)
