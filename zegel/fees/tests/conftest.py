"""A case with its judge's offices held by the clerk, so that every act can be done."""

import pytest

from tests.case_world import CaseWorld, make_world


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()
