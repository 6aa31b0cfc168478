"""By whom the pieces of a docket are signed: by who filed them as they were then, by who placed them for the court, or by nobody known."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.case_world import AT, make_world
from zegel.casefile.models import DocketEntry
from zegel.casefile.queries import docket_of, reader_of
from zegel.filing.actions import file, open_desk
from zegel.filing.queries import signed_pieces, unplaced
from zegel.identity.models import User
from zegel.key_custody.models import PastKey

from .test_channels import FACTS, handed


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def case(world):
    open_desk(
        court="amsterdam",
        location="Amsterdam",
        matter="handel",
        box=world.clerk.box.pk,
        postal="",
        counter="",
        at=AT,
    )
    return world.register()


def test_who_signed_is_told_as_the_directory_had_it_then(world, case):
    filed = file(
        actor=world.claimant.principal,
        handed=handed(world.claimant, world.clerk),
        facts=FACTS,
        at=AT,
    )
    key = world.claimant.user.signing_key
    PastKey.objects.create(user=world.claimant.user, signing_key=key, until=AT + timedelta(hours=1))
    User.objects.filter(pk=world.claimant.user.pk).update(signing_key="a fresh one")
    world.place(case, party=case.parties.get(role="claimant").pk, filing=filed.filing)
    world.place(case, kind="oproeping")
    world.place(case, party=case.parties.get(role="claimant").pk, filing=uuid4())
    entries = docket_of(reader_of(world.defendant.principal, case.pk, AT))
    with CaptureQueriesContext(connection) as seen:
        found = signed_pieces(entries)
    assert len(seen) == 3
    theirs, court, unknown = (found[entry.pk] for entry in entries)
    assert (theirs.key, theirs.about) == (key, filed.filing)
    assert (court.key, court.about) == (world.clerk.user.signing_key, None)
    assert unknown.about is None


def test_what_was_filed_waits_until_it_is_placed(world, case):
    facts = replace(FACTS, number=case.number)
    filed = file(
        actor=world.claimant.principal, handed=handed(world.claimant, world.clerk), facts=facts, at=AT
    )
    assert [filing.pk for filing in unplaced(case, [world.claimant.box.pk])] == [filed.filing]
    assert unplaced(case, [world.defendant.box.pk]) == []
    world.place(case, party=case.parties.get(role="claimant").pk, filing=filed.filing)
    assert DocketEntry.objects.count() == 1
    assert unplaced(case, [world.claimant.box.pk]) == []
