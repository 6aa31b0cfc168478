import pytest

from tests.case_world import court_world
from tests.personas import AT, make_holder
from zegel.filing.actions import open_desk


@pytest.fixture
def desk(clerk):
    """Where Amsterdam takes in commercial cases: the clerk's team."""
    return open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk,
        postal="Postbus 1\n1000 AA Amsterdam", counter="Kade 1, Amsterdam", at=AT,
    )  # fmt: skip


@pytest.fixture
def court(desk, clerk, lawyer):
    """A case's people: the desk's team, and lawyers of both parties."""
    return court_world(clerk, lawyer)


@pytest.fixture
def rotterdam(db):
    """A clerk of another court, with a desk of their own."""
    other = make_holder("Bureau Rotterdam", "clerk@rotterdam.example", kind="team", court=True)
    open_desk(
        court="rotterdam", location="Rotterdam", matter="handel", box=other.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    return other
