"""What a judge lets a party keep from another one (3.7) leaves no trace for that one: no page, list, search, answer, calendar, mail or file
changes with it. What was placed before stays for whom it was."""

import difflib
import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import get_resolver

from tests.case_world import circle_of
from tests.personas import browser
from zegel.casefile.actions import NewCaseCircle, answer_address
from zegel.casefile.models import PartyRequest
from zegel.casefile.queries import reader_of
from zegel.filing.actions import claim, place_filing
from zegel.lib.moments import now
from zegel.notify.models import OutboundMail
from zegel.proceedings.actions import SealedReason, decide_shielding, give_office
from zegel.seal.sealing import seal_bytes

from .test_calendar import address_of, do
from .test_party_pages import case, filed, judge, placement, third, world

__all__ = ["case", "third", "world"]

pytestmark = pytest.mark.django_db

_PASSING = re.compile(
    r'(csrfmiddlewaretoken" value|csrf-token" content|nonce|data-told-at)="[^"]*"|DTSTAMP:\S+'
)
SECRET = "Tarieven"


@pytest.fixture
def told(world, case, third):
    """The judge is known, a hearing is set, and each lawyer said where they want to be told."""
    judge(world)
    give_office(
        actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office="planner", at=now()
    )  # fmt: skip
    for holder in (world.claimant, world.defendant, third):
        reader = reader_of(holder.principal, case.pk, now())
        answer_address(
            actor=holder.principal, reader=reader, mailbox=holder.box.pk, email=holder.box.address, at=now()
        )
    do(world, case, "set day", 0, (now() + timedelta(days=40)).isoformat())
    return case


def routes(patterns=None, before="", taken=frozenset()):
    """Every address that names a case and nothing else: pages and answers of today and of tomorrow."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        here, named = before + str(each.pattern), taken | set(each.pattern.converters)
        if hasattr(each, "url_patterns"):
            yield from routes(each.url_patterns, here, named)
        elif named == {"case"}:
            yield "/" + re.sub("<uuid(str)?:case>", "{case}", here)


def seen_by(holder, client, case, calendar):
    """All that somebody finds of the case: what leads to it, its pages and answers, the calendar, and the mails they had."""
    number = case.number
    found = [
        "/cases", f"/cases?q={number}", "/cases?q=Jansen", "/api/cases", f"/api/cases?q={number}", "/requests", "/hearings",
        f"/mail/search?q={number}", "/mail", "/account/activity", "/fees", "/judge",
    ]  # fmt: skip
    of_case = [path.format(case=case.pk) for path in sorted(set(routes()))]
    of_case += [f"/cases/{case.pk}?new=1", f"/cases/{case.pk}?kind=productie"]
    told = {path: client.get(path) for path in (*found, *of_case, calendar)}
    shown = {path: (got.status_code, _PASSING.sub("", got.content.decode())) for path, got in told.items()}
    mails = OutboundMail.objects.filter(to_address=holder.box.address)
    return shown | {"mails": list(mails.values_list("kind", flat=True).order_by("pk"))}


def changed(before, after):
    """What is not as it was, with the first words of the difference."""
    return {path: _difference(before[path], after[path]) for path in before if before[path] != after[path]}


def _difference(old, new):
    lines = [str(each[1] if isinstance(each, tuple) else each).splitlines() for each in (old, new)]
    return [line[:300] for line in difflib.unified_diff(*lines, lineterm="", n=0)][2:8]


def decide(world, case, without):
    request = PartyRequest.objects.get(outcome="")
    sides = (world.clerk, "manage"), (world.claimant, "read"), (world.defendant, "read")
    circle, _ = circle_of(*((side.box, right) for side, right in sides))
    words = seal_bytes([circle.recipient], SECRET.encode())
    decide_shielding(
        actor=world.clerk.principal, case=case.pk, request=request.pk, granted=True,
        circle=NewCaseCircle("shielded", circle, without),
        reason=SealedReason(uuid.UUID(int=0), words, seal_bytes([circle.recipient], b"k" * 32), 1), at=now(),
    )  # fmt: skip
    return request, case.circles.get(kind="shielded")


def place(world, case, filing, circle, exhibit):
    claim(actor=world.clerk.principal, filing=filing, at=now())
    whole = placement(case, circle)
    numbered = [(number, key, exhibit) for number, key, _ in whole.documents]
    place_filing(
        actor=world.clerk.principal, filing=filing, case=case.pk,
        placement=replace(whole, kind="productie", documents=numbered), at=now(),
    )  # fmt: skip
    return case.entries.get(filing=filing)


def test_what_is_kept_from_a_party_changes_nothing_it_can_find(world, told, third):
    case, mine, other = told, told.parties.get(number=2), told.parties.get(number=3)
    calendar, client = address_of(third), browser(third)
    earlier = place(world, case, filed(world, case), case.circles.get(kind="open"), 1)
    known = seen_by(third, client, case, calendar)
    assert all(
        known[path][0] == 200 for path in (f"/cases/{case.pk}", f"/api/cases/{case.pk}/docket", "/cases")
    )
    assert str(earlier.pk) in known[f"/api/cases/{case.pk}/docket"][1]
    assert known["mails"].count("publication") == 1

    filing = filed(world, case, party=mine.pk, shield_from=(other.pk,))
    assert changed(known, seen_by(third, client, case, calendar)) == {}, "asked and held"
    request, circle = decide(world, case, (3,))
    assert changed(known, seen_by(third, client, case, calendar)) == {}, "decided"
    hidden = place(world, case, filing, circle, 2)
    later = place(world, case, filed(world, case), circle, 3)
    assert changed(known, seen_by(third, client, case, calendar)) == {}, "placed"

    document = f"/api/cases/{case.pk}/entries/{earlier.pk}/documents/1"
    assert client.get(document).status_code == 200
    for entry in (hidden, later):
        for path in (
            f"/api/cases/{case.pk}/entries/{entry.pk}/documents/1", f"/cases/{case.pk}/entries/{entry.pk}/proof.json",
            f"/api/filings/{entry.filing}", f"/api/filings/{entry.filing}/receipt", f"/api/filings/{entry.filing}/documents/1",
        ):  # fmt: skip
            assert client.get(path).status_code == 404, path
    for path in (
        f"/cases/{case.pk}/requests/{request.pk}", f"/api/containers/{circle.container_id}",
        f"/api/containers/{circle.container_id}/members", f"/api/containers/{circle.container_id}/statements",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_who_asked_and_the_others_find_it_and_are_told(world, told, third):
    case, mine, other = told, told.parties.get(number=2), told.parties.get(number=3)
    filing = filed(world, case, party=mine.pk, shield_from=(other.pk,))
    _request, circle = decide(world, case, (3,))
    hidden = place(world, case, filing, circle, 1)
    for holder in (world.claimant, world.defendant, world.clerk):
        client = browser(holder)
        assert str(hidden.pk) in client.get(f"/api/cases/{case.pk}/docket").content.decode()
        assert client.get(f"/api/cases/{case.pk}/entries/{hidden.pk}/documents/1").status_code == 200
    told_of_it = OutboundMail.objects.filter(kind="publication").values_list("to_address", flat=True)
    assert set(told_of_it) == {world.claimant.box.address, world.defendant.box.address} - {third.box.address}
    answer = browser(world.clerk).get(f"/api/cases/{case.pk}").json()
    assert {party["number"]: party["nextExhibit"] for party in answer["partyList"]} == {1: 1, 2: 2, 3: 1}
