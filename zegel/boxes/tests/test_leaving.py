"""Who is let in no more leaves the mailboxes of the organisation, and their keys are renewed by those who stay."""

import pytest
from django.test import Client

from tests.personas import AT, log_in, make_holder, principal_of
from zegel.authentication.actions.access import deactivate
from zegel.authentication.models import LoginSession
from zegel.boxes.actions import end_memberships
from zegel.boxes.models import Member
from zegel.boxes.queries import memberships, stale_boxes
from zegel.evidence.models import Record
from zegel.identity.actions.roles import appoint, reactivate
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.workers.reactions import react_to


@pytest.fixture
def boss(db):
    found = make_holder("De baas", "baas@court.example", court=True)
    appoint(actor=system("operator"), user=found.user.pk, kind="administrator", at=AT)
    return found


@pytest.fixture
def leaver(boss):
    return colleague(boss, "Jan", "jan@court.example")


def colleague(boss, name, email, **more):
    found = make_holder(name, email, **more)
    User.objects.filter(pk=found.user.pk).update(organisation=boss.user.organisation)
    found.user.refresh_from_db()
    type(found.box).objects.filter(pk=found.box.pk).update(organisation=boss.user.organisation)
    return found


def team_of(boss, first, *others):
    """A team whose one manager is `first`."""
    found = colleague(
        boss, "Team", f"team{first.user.pk.hex[:6]}@court.example", kind="team", others=(first, *others)
    )
    Member.objects.filter(box=found.box).exclude(user__in=[other.user for other in (first, *others)]).delete()
    Member.objects.filter(box=found.box, user=first.user).update(right="manage")
    return found.box


def leave(boss, leaver):
    end_memberships(user=leaver.user.pk, organisation=boss.user.organisation_id, actor=boss.principal, at=AT)


def test_a_team_goes_on_under_who_has_been_there_longest_and_asks_for_a_new_key(boss, leaver, lawyer):
    box = team_of(boss, leaver, boss)
    leave(boss, leaver)
    leave(boss, leaver)
    assert box.pk not in {membership.box_id for membership in memberships(leaver.user, at=AT)}
    assert Member.objects.get(box=box, user=boss.user).right == "manage"
    assert stale_boxes([box.pk], at=AT) == {box.pk}
    told = Record.objects.filter(subject=box.pk).values_list("event", flat=True)
    assert sorted(told) == ["boxes.member.changed", "boxes.member.removed"]


def test_their_own_mailbox_and_its_delegates_stay(boss, leaver):
    give(leaver, boss)
    leave(boss, leaver)
    assert {membership.box_id for membership in memberships(leaver.user, at=AT)} == {leaver.box.pk}
    assert leaver.box.pk in {membership.box_id for membership in memberships(boss.user, at=AT)}


def test_a_colleagues_mailbox_closes_and_one_of_another_organisation_does_not(boss, leaver, lawyer):
    give(boss, leaver)
    give(lawyer, leaver)
    leave(boss, leaver)
    left = {membership.box_id for membership in memberships(leaver.user, at=AT)}
    assert boss.box.pk not in left
    assert lawyer.box.pk in left


def test_a_key_that_nobody_else_has_is_not_thrown_away(boss, leaver):
    box = team_of(boss, leaver)
    leave(boss, leaver)
    assert box.pk in {membership.box_id for membership in memberships(leaver.user, at=AT)}


def test_deactivation_ends_sessions_for_good_and_states_the_fact(boss, leaver, monkeypatch):

    stated = []
    monkeypatch.setattr("zegel.identity.actions.roles.state_fact", stated.append)
    box = team_of(boss, boss, leaver)
    log_in(Client(), leaver)
    deactivate(actor=principal_of(boss.user), member=leaver.user.pk, at=AT)
    reactivate(actor=principal_of(boss.user), member=leaver.user.pk, at=AT)
    assert not LoginSession.objects.filter(user=leaver.user, ended_at__isnull=True).exists()
    [fact] = stated
    body = {"user": str(fact.user), "organisation": str(fact.organisation), "actor": str(fact.actor)}
    react_to(fact.name, body, AT)
    assert box.pk not in {membership.box_id for membership in memberships(leaver.user, at=AT)}


def give(owner, delegate):
    """Let somebody read a mailbox on its owner's behalf."""
    Member.objects.create(box=owner.box, user=delegate.user, right="read", delegated_by=owner.user, since=AT)
