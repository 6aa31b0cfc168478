"""The world every stranger meets."""

import pytest

from .world import make_world


@pytest.fixture
def world(clerk, lawyer):
    return make_world(clerk, lawyer)
