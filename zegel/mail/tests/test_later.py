"""What need not be done today leaves the inbox and comes back by itself; and what was just done is undone."""

from datetime import datetime, timedelta

import pytest

from tests.personas import AT, make_holder, submission
from zegel.boxes.actions import remove_member
from zegel.boxes.errors import BoxUnknown, MayNotPrepare
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.mail.actions.later import bring_back, put_off
from zegel.mail.actions.reading import mark, move
from zegel.mail.actions.submit import submit
from zegel.mail.actions.teamwork import assign
from zegel.mail.actions.undo import undo
from zegel.mail.errors import LaterRefused
from zegel.mail.models import Entry
from zegel.mail.queries import folders
from zegel.mail.queries.folders import (
    InboxCount,
    folder_page,
    inbox_counts,
    later_page,
    next_in_folder,
    since,
)
from zegel.mail.queries.undo import changes, places

TODAY = amsterdam(AT).date()


@pytest.fixture
def team(lawyer):
    return make_holder("Team kanton", "kanton@court.example", kind="team", court=True, others=(lawyer,))


def arrive(team, sender, minutes):
    sent = submission(sender, boxes=(team,))
    at = AT - timedelta(minutes=minutes)
    submit(actor=sender.principal, box=sender.box.pk, submission=sent, at=at)
    return Entry.objects.get(box=team.box, message=sent.message)


@pytest.fixture
def three(team, stranger):
    """Three messages, the oldest first."""
    return [arrive(team, stranger, minutes) for minutes in (30, 20, 10)]


def listed(team, at=AT, **asked):
    return folder_page(team.user, team.box.pk, "in", at=at, **asked).entries


def later(team, entries, days, at=AT):
    until = amsterdam(at).date() + timedelta(days=days)
    keys = [entry.pk for entry in entries]
    return put_off(actor=team.principal, box=team.box.pk, entries=keys, until=until, at=at)


def morning(days):
    return datetime.combine(TODAY + timedelta(days=days), datetime.min.time(), AMSTERDAM).replace(hour=7)


def test_what_is_put_off_comes_back_by_itself_on_top_at_seven_in_the_morning(team, three):
    oldest, middle, newest = three
    assert later(team, [oldest], 3) == 1
    assert listed(team) == [newest, middle]
    assert later_page(team.user, team.box.pk, at=AT).entries == [oldest]
    assert inbox_counts([team.box.pk], at=AT) == {team.box.pk: InboxCount(unread=2, later=1)}
    before, then = morning(3) - timedelta(seconds=1), morning(3)
    assert listed(team, before) == [newest, middle]
    assert listed(team, then) == [oldest, newest, middle]
    assert later_page(team.user, team.box.pk, at=then).entries == []


def test_a_count_stops_at_the_most_that_is_told(team, three, monkeypatch):
    monkeypatch.setattr(folders, "MOST_COUNTED", 1)
    assert inbox_counts([team.box.pk], at=AT) == {team.box.pk: InboxCount(unread=1)}
    later(team, three[:2], 1)
    assert inbox_counts([team.box.pk], at=AT) == {team.box.pk: InboxCount(unread=1, later=1)}
    assert inbox_counts([], at=AT) == {}


def test_it_comes_back_unread_and_as_news(team, three):
    mark(actor=team.principal, box=team.box.pk, entries=[entry.pk for entry in three], unread=False, at=AT)
    later(team, three[:1], 1)
    assert inbox_counts([team.box.pk], at=AT) == {team.box.pk: InboxCount(later=1)}
    assert inbox_counts([team.box.pk], at=morning(1)) == {team.box.pk: InboxCount(unread=1)}
    assert listed(team, morning(1), after=since(morning(1) - timedelta(seconds=5))) == three[:1]


def test_the_nearest_day_stands_first_and_colleagues_see_it_too(team, lawyer, three):
    later(team, three[:1], 9)
    later(team, three[1:2], 2)
    assert later_page(lawyer.user, team.box.pk, at=AT).entries == [three[1], three[0]]


def test_it_is_brought_back_before_its_day(team, three):
    later(team, three[:1], 9)
    bring = {"actor": team.principal, "box": team.box.pk, "entries": [three[0].pk]}
    assert bring_back(**bring, at=AT) == 1
    assert listed(team)[0] == three[0]
    assert bring_back(**bring, at=AT) == 0


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_there_is_no_day_before_tomorrow_or_after_a_year(team, three, days):
    with pytest.raises(LaterRefused):
        later(team, three, days)
    assert listed(team) == three[::-1]


@pytest.mark.parametrize("days", [1, 366])
def test_tomorrow_and_a_year_from_now_will_do(team, three, days):
    assert later(team, three, days) == 3


def test_only_what_lies_in_the_inbox_is_put_off_and_what_is_archived_is_not_put_off_any_more(team, three):
    move(actor=team.principal, box=team.box.pk, entries=[three[0].pk], folder="archive", at=AT)
    later(team, three[1:2], 5)
    assert later(team, three[:1], 5) == 0
    move(actor=team.principal, box=team.box.pk, entries=[three[1].pk], folder="archive", at=AT)
    assert folder_page(team.user, team.box.pk, "archive", at=AT).entries == [three[1], three[0]]
    move(actor=team.principal, box=team.box.pk, entries=[three[1].pk], folder="", at=AT)
    assert listed(team) == [three[2], three[1]]


def test_who_is_done_goes_on_with_what_is_not_put_off(team, three):
    later(team, three[1:2], 5)
    assert next_in_folder(team.user, team.box.pk, three[2].pk, at=AT) == three[0].message_id


def test_a_stranger_puts_off_brings_back_and_undoes_nothing(team, stranger, three):
    asked = {"actor": stranger.principal, "box": team.box.pk, "at": AT}
    with pytest.raises(BoxUnknown):
        put_off(**asked, entries=[three[0].pk], until=TODAY + timedelta(days=1))
    with pytest.raises(BoxUnknown):
        bring_back(**asked, entries=[three[0].pk])
    with pytest.raises(BoxUnknown):
        undo(**asked, changed=[])
    with pytest.raises(BoxUnknown):
        places(stranger.user, team.box.pk, [three[0].pk], at=AT)
    asked["box"] = stranger.box.pk
    assert put_off(**asked, entries=[three[0].pk], until=TODAY + timedelta(days=1)) == 0


# ── Undo ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def done(team, entries, act):
    """What an act changed, as a door sees it."""
    keys = [entry.pk for entry in entries]
    before = places(team.user, team.box.pk, keys, at=AT)
    act({"actor": team.principal, "box": team.box.pk, "entries": keys, "at": AT})
    return changes(before, places(team.user, team.box.pk, keys, at=AT))


def take_back(team, changed, actor=None):
    return undo(actor=(actor or team).principal, box=team.box.pk, changed=changed, at=AT)


ACTS = {
    "archive": lambda about: move(**about, folder="archive"),
    "read": lambda about: mark(**about, unread=False),
    "put off": lambda about: put_off(**about, until=TODAY + timedelta(days=4)),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_was_done_is_undone_and_nothing_else_with_it(team, three, act):
    later(team, three[:1], 2)
    was = list(Entry.objects.order_by("pk").values())
    changed = done(team, three, act)
    assert changed
    assert list(Entry.objects.order_by("pk").values()) != was
    assert take_back(team, changed) == len(changed)
    assert list(Entry.objects.order_by("pk").values()) == was


def test_what_a_colleague_went_on_with_stays_as_the_colleague_left_it(team, lawyer, three):
    changed = done(team, three, ACTS["archive"])
    move(actor=lawyer.principal, box=team.box.pk, entries=[three[0].pk], folder="", at=AT)
    assign(actor=lawyer.principal, box=team.box.pk, entries=[three[1].pk], to=lawyer.user.pk, at=AT)
    assert take_back(team, changed) == 1
    three[1].refresh_from_db()
    assert three[1].folder == "archive"
    assert take_back(team, changed) == 0


def given(team, three, lawyer):
    """The first was the lawyer's, the others nobody's; then all are given to the team's first member."""
    assign(actor=team.principal, box=team.box.pk, entries=[three[0].pk], to=lawyer.user.pk, at=AT)
    return done(team, three, lambda about: assign(**about, to=team.user.pk))


def of_whom(three):
    return [Entry.objects.get(pk=entry.pk).assignee_id for entry in three]


def test_whose_it_was_it_is_again_and_evidence_tells_both(team, lawyer, three):
    changed = given(team, three, lawyer)
    assert of_whom(three) == [team.user.pk] * 3
    told = Record.objects.filter(event="mail.conversation.assigned").count()
    assert take_back(team, changed) == 3
    assert of_whom(three) == [lawyer.user.pk, None, None]
    assert Record.objects.filter(event="mail.conversation.assigned").count() == told + 3


def test_what_was_of_somebody_who_left_is_of_nobody(team, lawyer, three):
    changed = given(team, three, lawyer)
    remove_member(actor=team.principal, box=team.box.pk, user=lawyer.user.pk, at=AT)
    take_back(team, changed)
    assert of_whom(three) == [None] * 3


def test_who_may_only_read_by_now_gives_nobody_work_by_undoing(team, lawyer, three):
    changed = given(team, three, lawyer)
    Member.objects.filter(box=team.box, user=lawyer.user).update(right="read")
    with pytest.raises(MayNotPrepare):
        take_back(team, changed, lawyer)
    assert of_whom(three) == [team.user.pk] * 3
