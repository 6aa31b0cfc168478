"""What came late before the hearing is marked with its article, and nothing is refused or hidden for it (3.16, 5.3)."""

from datetime import datetime, timedelta

import pytest

from tests.case_world import make_world
from tests.personas import browser
from zegel.casefile.rules.docket import late_mark
from zegel.lib.moments import AMSTERDAM

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
