"""An organisation is run by its administrators, never by nobody and never by a stranger."""

import struct
import zlib
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from tests.personas import AT, make_holder, principal_of
from zegel.authentication.actions.access import deactivate
from zegel.authentication.actions.policies import set_policy, spend_sms
from zegel.authentication.errors.policies import PolicyRefused, SmsBudgetSpent
from zegel.authentication.queries.policies import policy_of, sms_month
from zegel.authentication.rules.policies import Policy
from zegel.evidence.models import Record
from zegel.identity.actions.organisations import Look, set_look
from zegel.identity.actions.roles import appoint, reactivate, set_roles
from zegel.identity.errors.organisations import (
    ColourRefused,
    ColourUnreadable,
    IntroductionRefused,
    LastAdministrator,
    LogoRefused,
    MemberUnknown,
    NameRefused,
    NotAdministrator,
    RoleUnknown,
)
from zegel.identity.errors.people import NameTaken
from zegel.identity.models import Organisation, User
from zegel.identity.queries.organisations import administrators, colleagues, roles_of
from zegel.identity.queries.people import active_user
from zegel.identity.rules.organisations import (
    DARK,
    checked_accent,
    checked_logo,
    checked_name,
    contrast,
    dark_accent,
)
from zegel.lib.principal import system
from zegel.notify.models import OutboundMail

LOOK = Look(name="Rechtbank Oost", phone="088", accent="#0b5a61", intro_nl="Welkom.", intro_en="Welcome.")


@pytest.fixture
def boss(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return clerk.user


@pytest.fixture
def colleague(boss):
    other = make_holder("Jan", "jan@court.example", court=True).user
    User.objects.filter(pk=other.pk).update(organisation=boss.organisation)
    return User.objects.get(pk=other.pk)


VERBS = {
    "set_roles": lambda who, whom: set_roles(
        actor=principal_of(who), member=whom, kinds=frozenset({"officer"}), at=AT
    ),
    "deactivate": lambda who, whom: deactivate(actor=principal_of(who), member=whom, at=AT),
    "reactivate": lambda who, whom: reactivate(actor=principal_of(who), member=whom, at=AT),
    "set_look": lambda who, _: set_look(actor=principal_of(who), look=LOOK, at=AT),
    "set_policy": lambda who, _: set_policy(actor=principal_of(who), policy=Policy(), at=AT),
    "colleagues": lambda who, _: colleagues(who),
}


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_who_is_no_administrator_is_refused(boss, colleague, stranger, verb):
    set_roles(actor=principal_of(boss), member=colleague.pk, kinds=frozenset({"officer"}), at=AT)
    for nobody in (colleague, stranger.user):
        with pytest.raises(NotAdministrator):
            VERBS[verb](nobody, colleague.pk)


@pytest.mark.parametrize("verb", ["set_roles", "deactivate", "reactivate"])
def test_an_administrator_of_another_organisation_reaches_nobody_here(boss, colleague, stranger, verb):
    appoint(actor=system("operator"), user=stranger.user.pk, kind="administrator", at=AT)
    with pytest.raises(MemberUnknown):
        VERBS[verb](stranger.user, colleague.pk)


def test_roles_are_given_and_taken_with_evidence(boss, colleague):
    set_roles(
        actor=principal_of(boss), member=colleague.pk, kinds=frozenset({"administrator", "officer"}), at=AT
    )
    set_roles(actor=principal_of(boss), member=colleague.pk, kinds=frozenset({"officer"}), at=AT)
    assert roles_of(colleague) == {"officer"}
    told = list(Record.objects.filter(subject=colleague.pk).order_by("id").values_list("event", flat=True))
    assert told == ["identity.role.given", "identity.role.given", "identity.role.taken"]
    with pytest.raises(RoleUnknown):
        set_roles(actor=principal_of(boss), member=colleague.pk, kinds=frozenset({"king"}), at=AT)


def test_the_last_administrator_cannot_go(boss, colleague):
    for leave in (
        lambda: set_roles(actor=principal_of(boss), member=boss.pk, kinds=frozenset(), at=AT),
        lambda: deactivate(actor=principal_of(boss), member=boss.pk, at=AT),
    ):
        with pytest.raises(LastAdministrator):
            leave()
    set_roles(actor=principal_of(boss), member=colleague.pk, kinds=frozenset({"administrator"}), at=AT)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    with pytest.raises(LastAdministrator):
        deactivate(actor=principal_of(boss), member=boss.pk, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_the_same_time():
    user = make_holder("Een", "een@court.example", court=True).user
    two = make_holder("Twee", "twee@court.example").user
    User.objects.filter(pk=two.pk).update(organisation=user.organisation)
    two = User.objects.get(pk=two.pk)
    for boss in (user, two):
        appoint(actor=system("operator"), user=boss.pk, kind="administrator", at=AT)
    gate, refused = Barrier(2), []

    def remove(actor, member):
        gate.wait()
        try:
            deactivate(actor=principal_of(actor), member=member.pk, at=AT)
        except (LastAdministrator, NotAdministrator) as refusal:
            refused.append(refusal)
        connections.close_all()

    threads = [Thread(target=remove, args=pair) for pair in ((user, two), (two, user))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 1
    assert len(administrators(user.organisation_id)) == 1


def test_who_is_let_out_has_no_session_and_no_role_any_more(boss, colleague):
    set_roles(actor=principal_of(boss), member=colleague.pk, kinds=frozenset({"officer"}), at=AT)
    deactivate(actor=principal_of(boss), member=colleague.pk, at=AT)
    assert not active_user(colleague.email).exists()
    reactivate(actor=principal_of(boss), member=colleague.pk, at=AT)
    assert active_user(colleague.email).get() == colleague
    assert roles_of(colleague) == frozenset()


def test_the_operator_makes_the_first_administrator(clerk, capsys):
    call_command("appoint", clerk.user.email.upper())
    assert administrators(clerk.user.organisation_id) == [clerk.user]
    assert "is administrator of" in capsys.readouterr().out


def test_an_organisation_changes_how_it_looks(boss, png):
    set_look(actor=principal_of(boss), look=replace(LOOK, logo=png), at=AT)
    found = Organisation.objects.get(pk=boss.organisation_id)
    assert (found.name, found.accent, found.intro("en"), found.intro("nl")) == (
        "Rechtbank Oost", "#0b5a61", "Welcome.", "Welkom.",
    )  # fmt: skip
    assert bytes(found.logo).startswith(b"\x89PNG")
    set_look(actor=principal_of(boss), look=LOOK, at=AT)
    assert Organisation.objects.get(pk=boss.organisation_id).logo
    set_look(actor=principal_of(boss), look=replace(LOOK, logo=b""), at=AT)
    assert not Organisation.objects.get(pk=boss.organisation_id).logo


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": " "}, NameRefused),
        ({"accent": "red"}, ColourRefused),
        ({"accent": "#ffd23f"}, ColourUnreadable),
        ({"intro_nl": "Kijk op www.rechtbank-echt.example"}, IntroductionRefused),
        ({"intro_en": "Mail piet@post.example"}, IntroductionRefused),
        ({"intro_en": "Ga naar rechtspraak.nl"}, IntroductionRefused),
        ({"intro_nl": "x" * 401}, IntroductionRefused),
        ({"logo": b"<svg onload='alert(1)'/>"}, LogoRefused),
    ],
)
def test_a_look_that_harms_readers_is_refused_and_nothing_changes(boss, change, refusal):
    before = Organisation.objects.values().get(pk=boss.organisation_id)
    with pytest.raises(refusal):
        set_look(actor=principal_of(boss), look=replace(LOOK, **change), at=AT)
    assert Organisation.objects.values().get(pk=boss.organisation_id) == before


def test_no_organisation_takes_the_name_of_another(boss, stranger):
    with pytest.raises(NameTaken):
        set_look(
            actor=principal_of(boss), look=replace(LOOK, name=stranger.user.organisation.name.upper()), at=AT
        )


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u00ad", "\u2066"])
def test_no_name_has_signs_that_are_not_seen(sign):
    with pytest.raises(NameRefused):
        checked_name(f"Rechtbank{sign} Amsterdam")


def test_a_name_in_other_letter_forms_is_the_same_name():
    assert checked_name("Ｒｅｃｈｔｂａｎｋ Amsterdam") == "Rechtbank Amsterdam"


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_every_colour_can_be_read_in_the_dark_look(colour):
    assert contrast(dark_accent(colour), DARK) >= 4.5


def test_contrast_is_as_wcag_computes_it():
    assert round(contrast("#ffffff", "#000000"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert checked_accent(" #0B5A61 ") == "#0b5a61"


def make_png(width=4, height=3, extra=b""):
    def chunk(name, part):
        return struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))

    rows = b"".join(b"\0" + b"\x0b\x5a\x61" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + end


@pytest.fixture
def png():
    return make_png()


def test_a_logo_is_made_again_without_what_does_not_show(png):
    note = b"Comment\0C/13/756123 secret"
    extra = struct.pack(">I", len(note)) + b"tEXt" + note + struct.pack(">I", zlib.crc32(b"tEXt" + note))
    made = checked_logo(make_png(extra=extra) + b"<script>behind the picture</script>")
    assert made == checked_logo(png)
    assert b"secret" not in made
    assert b"script" not in made


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"GIF89a",
        make_png()[:-20],
        make_png().replace(b"IHDR", b"IHDX"),
        make_png(width=1201),
        make_png(height=601),
        make_png() + bytes(100_000),
    ],
    ids=range(7),
)
def test_what_is_no_small_png_is_refused(bad):
    with pytest.raises(LogoRefused):
        checked_logo(bad)


def test_a_small_file_that_holds_an_enormous_picture_is_refused():
    header = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    bomb = zlib.compress(bytes(50_000_000), 9)

    def chunk(name, part):
        return struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))

    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", bomb) + chunk(b"IEND", b"")
    with pytest.raises(LogoRefused):
        checked_logo(png)


def test_a_picture_with_two_headers_is_refused():
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    second = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    with pytest.raises(LogoRefused):
        checked_logo(make_png(extra=second))


def test_a_policy_holds_from_the_moment_it_is_laid_down(boss):
    assert policy_of(boss.organisation_id) == Policy()
    mine = Policy(ways=("sms", "code"), secret_ways=("sms",), sms_budget=10, number_wait_hours=48)
    set_policy(actor=principal_of(boss), policy=mine, at=AT)
    assert policy_of(boss.organisation_id) == mine
    assert Record.objects.filter(event="authentication.policy.changed").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"ways": ()},
        {"ways": ("pigeon",)},
        {"ways": ("code",), "secret_ways": ("sms",)},
        {"secret_ways": ()},
        {"sms_budget": -1},
        {"sms_per_account": 10**9},
        {"number_wait_hours": 1000},
    ],
    ids=str,
)
def test_a_policy_nobody_could_follow_is_refused(boss, wrong):
    with pytest.raises(PolicyRefused):
        set_policy(actor=principal_of(boss), policy=replace(Policy(), **wrong), at=AT)


def test_the_budget_warns_once_stops_and_begins_again_next_month(boss):
    set_policy(actor=principal_of(boss), policy=Policy(sms_budget=5), at=AT)
    for _ in range(5):
        spend_sms(organisation=boss.organisation_id, at=AT)
    assert [mail.params["sent"] for mail in OutboundMail.objects.filter(kind="sms-budget")] == [4]
    with pytest.raises(SmsBudgetSpent):
        spend_sms(organisation=boss.organisation_id, at=AT)
    assert sms_month(boss.organisation_id, AT).left == 0
    later = AT + timedelta(days=9)
    spend_sms(organisation=boss.organisation_id, at=later)
    assert sms_month(boss.organisation_id, later).sent == 1
