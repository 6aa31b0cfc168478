"""An application made orally to the court is taken down, waits in the intake with its own moment (2.1)."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, store_file
from zegel.filing.actions import file
from zegel.filing.errors import GrantsRefused, MayNotTakeIn
from zegel.filing.errors.paper import ArrivalRefused, CanWait, NotOral, WayRefused
from zegel.filing.models import Filing
from zegel.filing.queries import filer_signing_key
from zegel.filing.rules import Handed, NewDocument
from zegel.key_custody.queries.keys import signing_key_at
from zegel.seal.sealing import seal_bytes

from .test_channels import grants
from .test_file_at_a_court import FACTS
from .test_intake import colleague_of

SAID = AT - timedelta(hours=3)
ASKED = replace(FACTS, kind="application", number="", copies="not-due")


def spoken(clerk, **changes):
    """What the clerk on duty took down."""
    document = store_file(clerk.user.pk, seal_bytes([clerk.box.recipient], b"{}"))
    facts = {
        "id": uuid.uuid4(),
        "channel": "oral",
        "mailbox": None,
        "filed_for": "mr. A. de Vries",
        "envelope": seal_bytes([clerk.box.recipient], b"manifest"),
        "grants": grants(clerk),
        "documents": (NewDocument(document, grants(clerk)),),
        "reached_at": SAID,
        "way": "telephone",
    }
    return Handed(**{**facts, **changes})


def taken_down(clerk, facts=ASKED, at=AT, **changes):
    return file(actor=clerk.principal, handed=spoken(clerk, **changes), facts=facts, at=at)


def test_it_waits_with_the_moment_at_which_it_was_made_signed_by_who_took_it_down(court):
    filing = Filing.objects.get(pk=taken_down(court.clerk).filing)
    assert (filing.at, filing.channel, filing.filer_kind, filing.sender) == (
        SAID,
        "oral",
        "desk",
        "mr. A. de Vries",
    )
    assert (filing.intake.state, filing.intake.at) == ("waiting", SAID)
    assert filing.signed == (court.clerk.user.pk, AT)
    assert filer_signing_key(filing) == signing_key_at(court.clerk.user, at=AT)
    assert not filing.paper_alone


def test_the_same_again_is_one_filing(court):
    once = spoken(court.clerk)
    first = file(actor=court.clerk.principal, handed=once, facts=ASKED, at=AT)
    again = file(actor=court.clerk.principal, handed=once, facts=ASKED, at=AT + timedelta(minutes=1))
    assert again == first
    assert Filing.objects.count() == 1


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (CanWait, {"can_wait": True}),
        (WayRefused, {"way": "post"}),
        (ArrivalRefused, {"reached_at": AT + timedelta(minutes=1)}),
        (ArrivalRefused, {"reached_at": AT - timedelta(days=32)}),
        (ArrivalRefused, {"reached_at": None}),
    ],
)
def test_what_is_no_oral_application_is_refused(court, refusal, changes):
    with pytest.raises(refusal):
        taken_down(court.clerk, **changes)
    assert not Filing.objects.exists()


def test_only_a_new_application_is_made_orally(court):
    with pytest.raises(NotOral):
        taken_down(court.clerk, facts=replace(ASKED, kind="message"))
    with pytest.raises(NotOral):
        taken_down(court.clerk, facts=replace(ASKED, number="C/13/123456 / KG ZA 26-1"))


def test_it_is_taken_down_by_who_acts_for_the_court_and_sealed_to_its_desk_alone(court):
    with pytest.raises(MayNotTakeIn):
        file(actor=court.claimant.principal, handed=spoken(court.clerk), facts=ASKED, at=AT)
    other = colleague_of(court.clerk)
    with pytest.raises(GrantsRefused):
        taken_down(court.clerk, grants=grants(court.clerk, court.claimant))
    assert taken_down(other, documents=(), grants=grants(court.clerk)).number
