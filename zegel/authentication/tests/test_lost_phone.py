"""A lost phone: an administrator has the second steps taken away, the owner can stop it, and no key is touched."""

from datetime import timedelta

import pytest

from tests.personas import AT, login_half, make_holder, principal_of
from zegel.authentication.actions import account_recovery as verbs
from zegel.authentication.actions.factors import add_app, make_backup_codes
from zegel.authentication.actions.login import log_in
from zegel.authentication.actions.security_stop import stop_with_token
from zegel.authentication.actions.sessions import Visitor, start_session
from zegel.authentication.errors.account_recovery import ResetAlready, ResetOwn, ResetUnknown, StopOver
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.models import Factor, FactorReset
from zegel.authentication.queries.factors import methods
from zegel.identity.errors.organisations import MemberUnknown, NotAdministrator
from zegel.identity.errors.people import NoteMissing
from zegel.identity.keys import stop_token
from zegel.identity.models import Role, User
from zegel.identity.queries.activity import activity_of
from zegel.notify.models import OutboundMail

NOTE = "Called back on the number of the personnel file."
WAIT = timedelta(hours=24)


def secured(holder):
    User.objects.filter(pk=holder.user.pk).update(phone="+31612345678")
    row, _ = add_app(actor=principal_of(holder.user), label="Telefoon", at=AT)
    Factor.objects.filter(pk=row.pk).update(confirmed_at=AT)
    make_backup_codes(actor=principal_of(holder.user), at=AT)
    return start_session(
        actor=principal_of(holder.user),
        method="totp",
        visitor=Visitor("Firefox", "192.0.2.1"),
        at=AT,
        trust=True,
    ).session


@pytest.fixture
def here(db):
    member, *bosses = (make_holder(name, f"{name}@here.example") for name in ("member", "boss", "second"))
    for supervisor in bosses:
        User.objects.filter(pk=supervisor.user.pk).update(organisation=member.user.organisation)
        supervisor.user.refresh_from_db()
        Role.objects.create(
            user=supervisor.user, organisation=member.user.organisation, kind="administrator", since=AT
        )
    return member, *bosses


def mails(address):
    return [
        mail.params.get("what") for mail in OutboundMail.objects.filter(to_address=address).order_by("id")
    ]


def ask(boss, member, at=AT, note=NOTE):
    return verbs.ask_reset_factors(actor=principal_of(boss.user), member=member.user.pk, note=note, at=at)


def test_after_a_day_the_second_steps_are_gone_and_nothing_else(here):
    member, boss, _ = here
    session = secured(member)
    before = User.objects.get(pk=member.user.pk)
    row = ask(boss, member)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT - timedelta(seconds=1))
    assert methods(User.objects.get(pk=member.user.pk))
    assert verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    after = User.objects.get(pk=member.user.pk)
    assert methods(after) == []
    session.refresh_from_db()
    assert session.ended_at is not None
    assert not after.devices.filter(trusted_until__isnull=False).exists()
    kept = ("password", "sealed_key", "recipient", "signing_key", "email")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert mails("member@here.example")[-2:] == ["reset-asked", "reset-done"]
    events = [activity.event for activity in activity_of(after)]
    assert "authentication.factors-reset.asked" in events
    assert "authentication.factors-reset.done" in events


def test_the_owner_stops_it_with_the_link_once(here):
    member, boss, _ = here
    secured(member)
    row = ask(boss, member)
    token = stop_token(row.pk)
    stop_with_token(token=token, address="192.0.2.1", at=AT)
    with pytest.raises(StopOver):
        stop_with_token(token=token, address="192.0.2.1", at=AT)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    assert methods(User.objects.get(pk=member.user.pk))
    assert mails("member@here.example")[-1] == "reset-stopped"


def test_a_link_stops_nothing_afterwards(here):
    member, boss, _ = here
    row = ask(boss, member)
    verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    with pytest.raises(StopOver):
        stop_with_token(token=stop_token(row.pk), address="192.0.2.1", at=AT + WAIT)


def test_guessing_links_stops(db):
    for _ in range(30):
        with pytest.raises(StopOver):
            stop_with_token(token="A" * 43, address="192.0.2.1", at=AT)
    with pytest.raises(TooManyTries):
        stop_with_token(token="A" * 43, address="192.0.2.1", at=AT)


def test_the_owner_and_an_administrator_stop_it_and_nobody_else(here, stranger):
    member, boss, second = here
    row = ask(boss, member)
    with pytest.raises(NotAdministrator):
        verbs.stop_reset_factors(actor=stranger.principal, reset=row.pk, at=AT)
    verbs.stop_reset_factors(actor=principal_of(member.user), reset=row.pk, at=AT)
    again = ask(boss, member)
    verbs.stop_reset_factors(actor=principal_of(second.user), reset=again.pk, at=AT)
    with pytest.raises(ResetUnknown):
        verbs.stop_reset_factors(actor=principal_of(second.user), reset=again.pk, at=AT)


def test_about_an_administrator_two_have_to_agree(here):
    member, boss, second = here
    Role.objects.create(
        user=member.user, organisation=member.user.organisation, kind="administrator", since=AT
    )
    row = ask(boss, member)
    assert mails("second@here.example") == ["reset-agree"]
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + 3 * WAIT)
    for user in (boss, member):
        with pytest.raises(ResetOwn):
            verbs.agree_reset_factors(actor=principal_of(user.user), reset=row.pk, at=AT)
    verbs.agree_reset_factors(actor=principal_of(second.user), reset=row.pk, at=AT + WAIT)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    assert verbs.carry_out_reset(reset=row.pk, at=AT + 2 * WAIT)
    assert mails("member@here.example") == ["reset-asked", "reset-asked", "reset-done"]


def test_strangers_and_what_does_not_fit(here, stranger):
    member, boss, second = here
    for actor in (member, stranger):
        with pytest.raises(NotAdministrator):
            ask(actor, member)
    Role.objects.create(
        user=stranger.user, organisation=stranger.user.organisation, kind="administrator", since=AT
    )
    with pytest.raises(MemberUnknown):
        ask(stranger, member)
    with pytest.raises(ResetOwn):
        ask(boss, boss)
    with pytest.raises(NoteMissing):
        ask(boss, member, note="ok")
    row = ask(boss, member)
    with pytest.raises(ResetAlready):
        ask(second, member)
    for verb in (verbs.agree_reset_factors, verbs.stop_reset_factors):
        with pytest.raises(ResetUnknown):
            verb(actor=stranger.principal, reset=row.pk, at=AT)
    assert FactorReset.objects.count() == 1


def test_the_password_alone_lets_nobody_past_the_gate_afterwards(here):
    """It logs in, without a second step: the gate lets it reach the page Security and nothing of the court."""
    member, boss, _ = here
    secured(member)
    verbs.carry_out_reset(reset=ask(boss, member).pk, at=AT + WAIT)
    user = log_in(email=member.user.email, login=login_half(), address="192.0.2.1", at=AT + WAIT)
    assert methods(user) == []


def nobody_any_more(user):
    Role.objects.filter(user=user).delete()


def let_out(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def elsewhere(user):
    User.objects.filter(pk=user.pk).update(organisation=None)


@pytest.mark.parametrize("change", [nobody_any_more, let_out, elsewhere])
def test_who_asked_must_still_run_the_organisation_a_day_later(here, change):
    member, boss, second = here
    secured(member)
    row = ask(boss, member)
    change(boss.user)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    assert methods(User.objects.get(pk=member.user.pk))
    assert mails("member@here.example")[-1] == "reset-stopped"
    again = ask(second, member, at=AT + WAIT)
    assert verbs.carry_out_reset(reset=again.pk, at=AT + 2 * WAIT)


@pytest.mark.parametrize("change", [let_out, elsewhere])
def test_who_left_the_organisation_keeps_their_second_steps(here, change):
    member, boss, _ = here
    secured(member)
    row = ask(boss, member)
    change(member.user)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
    assert methods(User.objects.get(pk=member.user.pk))


def test_who_agreed_must_still_run_it_too(here):
    member, boss, second = here
    Role.objects.create(
        user=member.user, organisation=member.user.organisation, kind="administrator", since=AT
    )
    row = ask(boss, member)
    verbs.agree_reset_factors(actor=principal_of(second.user), reset=row.pk, at=AT)
    nobody_any_more(second.user)
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)


def test_about_who_became_an_administrator_meanwhile_two_have_to_agree(here):
    member, boss, _ = here
    row = ask(boss, member)
    Role.objects.create(
        user=member.user, organisation=member.user.organisation, kind="administrator", since=AT
    )
    assert not verbs.carry_out_reset(reset=row.pk, at=AT + WAIT)
