"""The summons on the page of a case (chapter 5): served or not needed, in time or not, and a changed draft in its place."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import browser
from zegel.casefile.models import Case
from zegel.lib.moments import amsterdam, now
from zegel.proceedings.actions import NewAct, do_by_name, give_office, perform
from zegel.proceedings.errors import ActOverride, EntryRefused
from zegel.proceedings.models import Act, Task
from zegel.proceedings.queries import summons_of
from zegel.proceedings.queries.hearings import at_hearing_of
from zegel.proceedings.rules.hearing.facts import read
from zegel.proceedings.rules.hearing.weighing import weigh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CaseWorld:
    made = make_world()
    for office in ("planner", "judge", "registrar"):
        give_office(
            actor=made.clerk.principal,
            desk=made.clerk.box.pk,
            account=made.clerk.user.pk,
            office=office,
            at=AT,
        )
    return made


@pytest.fixture
def case(world):
    return world.register()


def set_day(world, case, hearing, limit=None):
    facts = {"hearing": amsterdam(hearing).isoformat()} | (
        {"service": amsterdam(limit).isoformat()} if limit else {}
    )
    perform(actor=world.clerk.principal, case=case.pk, new=NewAct(uuid4(), "set day", 0, facts=facts), at=AT)


def do(world, case, name, seen, at, **facts):
    return do_by_name(
        actor=world.clerk.principal, case=case.pk, new=NewAct(uuid4(), name, seen, facts=facts), at=at
    )


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(holder, case):
    told = text(browser(holder).get(f"/cases/{case.pk}", headers={"accept-language": "en"}))
    return told.partition("The summons ")[2].partition("The course of the case")[0]


HEARING, LIMIT = datetime(2026, 12, 16, 9, tzinfo=UTC), datetime(2026, 12, 9, 16, tzinfo=UTC)


def test_until_it_is_served_everybody_reads_that_a_bailiff_must_and_until_when(world, case):
    assert page(world.claimant, case) == ""
    set_day(world, case, HEARING, LIMIT)
    for reader in (world.clerk, world.claimant, world.defendant):
        told = page(reader, case)
        assert told.startswith(
            "A bailiff must serve the summons. Served by exploot, unless the parties appear voluntarily. art. 5.2 PR"
        )
        assert "last moment of service: Wednesday 9 December 2026" in told


@pytest.mark.parametrize(
    ("late", "says"),
    [(False, "In time."), (True, "Served after the moment the judge set: no default, maybe a new date.")],
)
def test_service_is_held_against_the_moment_of_the_judge_and_a_late_one_stops_default(
    world, case, late, says
):
    set_day(world, case, HEARING, LIMIT)
    served = LIMIT + timedelta(minutes=late)
    do(world, case, "serve", 1, HEARING - timedelta(days=1), served=amsterdam(served).isoformat())
    assert says in page(world.defendant, case)
    do_at = HEARING + timedelta(minutes=1)
    perform(actor=world.clerk.principal, case=case.pk, new=NewAct(uuid4(), "call", 2), at=do_at)
    case.refresh_from_db()
    hearing = at_hearing_of(case, do_at)
    defendant = next(party for party in hearing.parties if not party.claims)
    facts = read("grant default", {"party": str(defendant.key), "in time": True, "term": True}, hearing)
    word = next(word for word in weigh("grant default", facts, hearing, do_at) if word.rule == "5.2-a")
    assert (word.blocks, word.override) == ((True, "judge") if late else (False, "judge"))
    valid = next(word for word in weigh("grant default", facts, hearing, do_at) if word.rule == "5.2-b")
    assert bool(valid) is not late


def test_service_without_a_moment_was_now_and_none_lies_ahead(world, case):
    set_day(world, case, HEARING)
    before = amsterdam(case.registered_at - timedelta(days=1)).isoformat()
    for wrong in ("tomorrow", amsterdam(AT + timedelta(minutes=1)).isoformat(), before, "1906-11-20T10:00"):
        with pytest.raises(EntryRefused):
            do(world, case, "serve", 1, AT, served=wrong)
    do(world, case, "serve", 1, AT)
    assert summons_of(case).served == AT


def test_a_changed_draft_is_a_task_until_it_is_filed_and_the_rules_of_a_summons_hold_for_it(world, case):
    set_day(world, case, HEARING, LIMIT)
    do(world, case, "announce voluntary appearance", 1, AT, changed="yes")
    assert [task.who for task in Task.objects.filter(case=case, place="5.4", closed_at=None)] == ["claimant"]
    told = page(world.claimant, case)
    assert told.startswith("No bailiff has to serve the summons.")
    assert "last moment of service" not in told
    assert "Send the draft on which the defendant appears, before the hearing. art. 5.4 PR" in told
    assert (
        "What holds for a summons holds for this draft too: art. 3.14 PR , art. 5.1 PR , art. 5.3 PR . But not: art. 5.2 PR"
        in told
    )
    assert "It must be filed with its exhibits at the latest: Friday 11 December 2026" in told
    do(world, case, "file summons", 2, HEARING - timedelta(minutes=1))
    assert not Task.objects.filter(case=case, place="5.4", closed_at=None).exists()
    assert "The draft was sent before the hearing." in page(world.defendant, case)


def test_a_draft_that_did_not_change_asks_nothing(world, case):
    set_day(world, case, HEARING)
    do(world, case, "announce voluntary appearance", 1, AT, changed="no")
    assert not Task.objects.filter(case=case, place="5.4").exists()
    assert "The draft did not change." in page(world.claimant, case)
    do(world, case, "file summons", 2, HEARING)


def test_a_changed_draft_that_comes_at_the_hearing_is_for_the_judge(world, case):
    set_day(world, case, HEARING)
    do(world, case, "announce voluntary appearance", 1, AT, changed="yes")
    with pytest.raises(ActOverride):
        do(world, case, "file summons", 2, HEARING)
    assert not Act.objects.filter(case=case, act="file summons").exists()


def test_the_page_asks_when_it_was_served_and_keeps_it(world, case):
    set_day(world, case, now() + timedelta(days=30))
    client = browser(world.clerk)
    Case.objects.filter(pk=case.pk).update(registered_at=now() - timedelta(days=1))
    served = amsterdam(now() - timedelta(hours=2)).replace(second=0, microsecond=0)
    asked = client.get(f"/cases/{case.pk}").content.decode()
    assert 'name="served"' in asked
    assert 'name="changed"' in asked
    sent = {"act": "serve", "key": str(uuid4()), "seen": "1", "served": f"{served:%Y-%m-%dT%H:%M}"}
    refused = client.post(f"/cases/{case.pk}/acts", sent | {"served": "2100-01-01T10:00"})
    assert refused.status_code == 422
    assert client.post(f"/cases/{case.pk}/acts", sent).status_code == 302
    assert summons_of(case).served == served
    assert f"Served: {served:%A} {served.day} {served:%B %Y}" in page(world.defendant, case)


def test_the_page_asks_whether_the_draft_changed(world, case):
    set_day(world, case, now() + timedelta(days=30))
    sent = {"act": "announce voluntary appearance", "key": str(uuid4()), "seen": "1", "changed": "on"}
    assert browser(world.clerk).post(f"/cases/{case.pk}/acts", sent).status_code == 302
    assert summons_of(case).changed
    assert Task.objects.filter(case=case, place="5.4", closed_at=None).exists()
