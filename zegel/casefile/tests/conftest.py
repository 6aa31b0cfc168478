import pytest

from tests.case_world import CaseWorld, make_world


@pytest.fixture
def world(db: None) -> CaseWorld:
    """A court with a desk and the lawyers of two parties."""
    return make_world()
