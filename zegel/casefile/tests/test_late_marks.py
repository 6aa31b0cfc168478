"""What came late before the hearing is marked with its article, and nothing is refused or hidden for it (3.16, 5.3)."""

import json
from datetime import datetime, timedelta

import pytest

from tests.case_world import make_world
from tests.personas import browser
from zegel.casefile.actions import change_state, set_next_date
from zegel.casefile.rules.docket import late_mark
from zegel.evidence.models import Record
from zegel.lib.moments import AMSTERDAM

MARKED = "casefile.entry.marked-anew"
HEARING = datetime(2026, 12, 14, 10, tzinfo=AMSTERDAM)
"""A Monday: one working day before is the Friday at the same time, three are the Wednesday."""


@pytest.mark.parametrize(
    ("kind", "filed", "rule"),
    [
        ("conclusie", datetime(2026, 12, 11, 10, tzinfo=AMSTERDAM), None),
        ("conclusie", datetime(2026, 12, 11, 10, 0, 1, tzinfo=AMSTERDAM), "3.16-b"),
        ("productie", datetime(2026, 12, 13, 23, 59, tzinfo=AMSTERDAM), "3.16-b"),
        ("mededeling", datetime(2026, 12, 1, tzinfo=AMSTERDAM), None),
        ("dagvaarding", datetime(2026, 12, 9, 23, 59, tzinfo=AMSTERDAM), None),
        ("dagvaarding", datetime(2026, 12, 9, 23, 59, 59, 900_000, tzinfo=AMSTERDAM), None),
        ("dagvaarding", datetime(2026, 12, 10, tzinfo=AMSTERDAM), "3.16-b"),
        ("aanvraag", datetime(2026, 12, 13, 12, tzinfo=AMSTERDAM), None),
    ],
)
def test_the_law_says_from_when_a_piece_is_late(kind, filed, rule):
    mark = late_mark(kind, filed, HEARING, of_claimant=True)
    assert (mark and mark["rule"]) == rule
    assert late_mark(kind, filed, None, of_claimant=True) is None


@pytest.mark.django_db
def test_a_late_piece_is_in_the_file_with_its_mark_for_all_who_read_it():
    world = make_world()
    case = world.register(HEARING - timedelta(days=20))
    case.next_kind, case.next_at = "hearing", HEARING
    case.save()
    party = case.parties.get(role="defendant").pk
    filed = HEARING - timedelta(hours=2)
    world.place(case, party=party, filed_at=filed, at=filed)
    own = world.place(case, kind="beslissing", filed_at=filed, at=filed)
    assert own.late is None
    for holder in (world.clerk, world.claimant, world.defendant):
        page = browser(holder).get(f"/cases/{case.pk}").content.decode()
        assert "oo late: in principle disregarded" in page
        assert "art. 3.16" in page


@pytest.fixture
def waiting(db):
    """A case that waits for its hearing, and a piece of the defendant that came two hours before it."""
    world = make_world()
    case = world.register(HEARING - timedelta(days=20))
    wait_for(world, case, HEARING, at=HEARING - timedelta(days=19))
    filed = HEARING - timedelta(hours=2)
    piece = world.place(case, party=case.parties.get(role="defendant").pk, filed_at=filed, at=filed)
    assert piece.late["rule"] == "3.16-b"
    return world, case, piece


def wait_for(world, case, hearing, *, at, kind="hearing"):
    set_next_date(actor=world.clerk.principal, case=case, kind=kind, moment=hearing, at=at)


def marks(piece):
    piece.refresh_from_db()
    before = [(each["mark"] and each["mark"]["rule"], each["until"]) for each in piece.late_before]
    return piece.late and piece.late["rule"], before


def test_a_mark_follows_a_hearing_that_is_moved_and_the_old_one_is_kept_with_its_reasons(waiting):
    world, case, piece = waiting
    reason, filed = piece.late["reason"], piece.filed_at
    moved = HEARING - timedelta(hours=1)
    wait_for(world, case, HEARING + timedelta(days=14), at=moved)
    assert marks(piece) == (None, [("3.16-b", moved.isoformat())])
    assert (piece.late_before[0]["mark"]["reason"], piece.filed_at) == (reason, filed)
    for holder in (world.clerk, world.claimant, world.defendant):
        page = browser(holder).get(f"/cases/{case.pk}").content.decode()
        assert "Until the hearing got another day" in page
        [entry] = browser(holder).get(f"/api/cases/{case.pk}/docket").json()
        assert (entry["late"], entry["lateBefore"][0]["mark"]["rule"]) == (None, "3.16-b")
    # And back to nearly the old day: it is late again, and both changes stay told.
    again = moved + timedelta(minutes=5)
    wait_for(world, case, HEARING + timedelta(hours=1), at=again)
    assert marks(piece) == (
        "3.16-b", [("3.16-b", moved.isoformat()), (None, again.isoformat())],
    )  # fmt: skip
    events = [json.loads(bytes(row.body))["facts"] for row in Record.objects.filter(event=MARKED)]
    assert [(each["before"], each["rule"]) for each in events] == [("3.16-b", None), (None, "3.16-b")]


def test_the_marks_of_a_hearing_that_was_held_stay(waiting):
    world, case, piece = waiting
    mark = piece.late
    for state in ("day set", "called", "adjourned"):
        change_state(actor=world.clerk.principal, case=case, state=state, at=HEARING)
    wait_for(world, case, HEARING + timedelta(days=9), at=HEARING + timedelta(hours=1), kind="judgment")
    assert marks(piece) == ("3.16-b", [])
    wait_for(world, case, HEARING + timedelta(days=3), at=HEARING + timedelta(hours=2))
    assert marks(piece) == ("3.16-b", [])
    assert piece.late == mark


def test_the_same_day_again_and_what_the_court_placed_change_nothing(waiting):
    world, case, piece = waiting
    own = world.place(case, kind="beslissing", filed_at=piece.filed_at, at=piece.filed_at)
    for hearing in (HEARING, HEARING + timedelta(minutes=30)):
        wait_for(world, case, hearing, at=piece.filed_at)
    assert marks(piece)[1] == []
    assert marks(own) == (None, [])
    assert not Record.objects.filter(event=MARKED).exists()
