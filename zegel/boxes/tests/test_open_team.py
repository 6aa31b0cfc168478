"""An administrator opens a mailbox for a team; nobody else does, and nobody takes an address of others."""

import pytest

from tests.personas import AT
from zegel.boxes.actions import NewBox, choose_language, open_team
from zegel.boxes.errors import TeamAddressElsewhere, TeamAddressTaken
from zegel.boxes.models import Container, Member
from zegel.boxes.queries import membership
from zegel.evidence.models import Record
from zegel.identity.actions.roles import appoint
from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.errors.people import LanguageUnknown, NameRefused
from zegel.key_custody.errors.keys import KeysRefused
from zegel.lib.principal import system
from zegel.notify.errors import AddressRefused
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.opening import open_bytes
from zegel.seal.sealing import seal_bytes


@pytest.fixture
def boss(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return clerk


def opened(boss, **changes):
    identity = generate_hybrid()
    made = NewBox(identity_recipient(identity), seal_bytes([boss.key.recipient], identity.encode()))
    facts = {"name": "Team Oost", "address": "oost@court.example", "box": made, **changes}
    return open_team(actor=boss.principal, at=AT, **facts)


def test_who_opens_a_team_manages_it_and_holds_its_key(boss):
    team = opened(boss)
    mine = membership(boss.user, team.pk, at=AT)
    assert (team.kind, team.organisation, mine.may_manage) == ("team", boss.user.organisation, True)
    sealed = bytes(mine.keys.get().sealed_identity)
    assert identity_recipient(open_bytes([boss.key.identity], sealed).decode()) == team.recipient
    assert Record.objects.filter(subject=team.pk, event="boxes.team.opened").exists()


def test_a_colleague_and_a_stranger_open_none(clerk, lawyer):
    for nobody in (clerk, lawyer):
        with pytest.raises(NotAdministrator):
            opened(nobody)
    assert not Container.objects.filter(name="Team Oost").exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"address": "oost@elsewhere.example"}, TeamAddressElsewhere),
        ({"address": "nothing"}, AddressRefused),
        ({"address": "TEAM.clerk@court.example"}, TeamAddressTaken),
        ({"name": " \u200b"}, NameRefused),
        ({"box": NewBox("age1", b"x")}, KeysRefused),
    ],
)
def test_what_is_no_team_is_refused(boss, changes, refusal):
    before = Member.objects.count()
    with pytest.raises(refusal):
        opened(boss, **changes)
    assert Member.objects.count() == before


def test_mails_come_in_the_language_one_chose(lawyer, stranger):
    choose_language(actor=lawyer.principal, language="en", at=AT)
    assert Container.objects.get(pk=lawyer.box.pk).language == "en"
    lawyer.user.refresh_from_db()
    assert lawyer.user.language == "en"
    assert Container.objects.get(pk=stranger.box.pk).language == "nl"
    with pytest.raises(LanguageUnknown):
        choose_language(actor=lawyer.principal, language="xx", at=AT)
