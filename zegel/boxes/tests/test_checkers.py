"""An administrator gives the court's agent the key of a mailbox they manage, and any administrator takes it away again."""

import json
from functools import partial

import pytest

from tests.personas import AT, login_half, make_holder, principal_of
from zegel.boxes.actions import NextKey, add_checker, remove_checker, remove_member, renew_key
from zegel.boxes.errors import (
    BoxUnknown,
    CheckerAlready,
    KeysIncomplete,
    MayNotManage,
    PersonUnknown,
)
from zegel.boxes.models import Member, MemberKey
from zegel.boxes.queries import checked_boxes, checked_by, court_agents, stale_boxes
from zegel.evidence.models import Record
from zegel.identity.actions.people import NewUser
from zegel.identity.actions.roles import appoint
from zegel.identity.errors.invitations import AddressTaken
from zegel.identity.errors.organisations import MemberUnknown, NotAdministrator
from zegel.identity.models import User
from zegel.identity.queries.organisations import colleagues
from zegel.key_custody.actions.agents import add_agent
from zegel.key_custody.errors.agents import AgentElsewhere, AgentRefused, AgentsOfCourts, AgentUnknown
from zegel.lib.principal import system
from zegel.notify.models import OutboundMail
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import make_user_key
from zegel.seal.opening import open_identity
from zegel.seal.sealing import seal_bytes


def agent_of(email="agent@court.example", **changes):
    key = make_user_key()
    facts = {
        "email": email, "name": "Bestandscontrole", "language": "nl", "login": login_half(), "password_salt": bytes(16),
        "recipient": key.recipient, "signing_key": login_half(), "kind": "service",
        "sealed_key": seal_bytes([key.recipient], b"key"),
    }  # fmt: skip
    return NewUser(**(facts | changes)), key


@pytest.fixture
def boss(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return clerk


@pytest.fixture
def agent(boss):
    new, key = agent_of()
    return add_agent(actor=principal_of(boss.user), agent=new, at=AT), key


def keys_for(box, key):
    return {1: seal_bytes([key.recipient], box.box_identity.encode())}


def give(boss, agent, at=AT):
    user, key = agent
    return add_checker(actor=boss.principal, box=boss.box.pk, user=user.pk, keys=keys_for(boss, key), at=at)


def test_the_agent_opens_the_box_and_is_no_reader(boss, agent):
    member = give(boss, agent)
    assert (member.right, member.checks) == ("read", True)
    [kept] = MemberKey.objects.filter(member=member)
    assert open_identity([agent[1].identity], bytes(kept.sealed_identity)) == boss.box_identity
    assert checked_by(agent[0], at=AT) == [boss.box.pk]
    with pytest.raises(PersonUnknown):
        remove_member(actor=boss.principal, box=boss.box.pk, user=agent[0].pk, at=AT)


def test_withdrawing_shuts_out_and_asks_for_a_new_key(boss, agent):
    give(boss, agent)
    assert checked_boxes([boss.box.pk], at=AT) == {boss.box.pk}
    remove_checker(actor=boss.principal, box=boss.box.pk, user=agent[0].pk, at=AT)
    assert checked_by(agent[0], at=AT) == []
    assert stale_boxes([boss.box.pk], at=AT) == {boss.box.pk}
    made = generate_hybrid()
    keys = {boss.user.pk: seal_bytes([boss.key.recipient], made.encode())}
    recipient = identity_recipient(made)
    renew_key(actor=boss.principal, box=boss.box.pk, made=NextKey(2, recipient, keys), at=AT)
    assert not MemberKey.objects.filter(member__user=agent[0]).exists()
    with pytest.raises(KeysIncomplete):
        give(boss, agent)
    both = keys_for(boss, agent[1]) | {2: seal_bytes([agent[1].recipient], made.encode())}
    add_checker(actor=boss.principal, box=boss.box.pk, user=agent[0].pk, keys=both, at=AT)
    assert checked_by(agent[0], at=AT) == [boss.box.pk]


def test_an_administrator_who_cannot_open_the_box_withdraws_all_the_same(boss, agent):
    give(boss, agent)
    other = make_holder("Jan", "jan@court.example", court=True).user
    User.objects.filter(pk=other.pk).update(organisation=boss.user.organisation)
    appoint(actor=system("operator"), user=other.pk, kind="administrator", at=AT)
    other = User.objects.get(pk=other.pk)
    with pytest.raises(BoxUnknown):
        add_checker(actor=principal_of(other), box=boss.box.pk, user=agent[0].pk, keys={}, at=AT)
    remove_checker(actor=principal_of(other), box=boss.box.pk, user=agent[0].pk, at=AT)
    with pytest.raises(AgentUnknown):
        remove_checker(actor=principal_of(other), box=boss.box.pk, user=agent[0].pk, at=AT)
    Member.objects.filter(box=boss.box, user=boss.user).update(right="send")
    with pytest.raises(MayNotManage):
        give(boss, agent)


def test_nobody_else_gives_or_withdraws(boss, agent, lawyer):
    give(boss, agent)
    strange, _ = agent_of("agent@elsewhere.example")
    before = Record.objects.count()
    appoint(actor=system("operator"), user=lawyer.user.pk, kind="administrator", at=AT)
    with pytest.raises(CheckerAlready):
        give(boss, agent)
    for other in (lawyer, make_holder("Zoë", "zoe@post.example")):
        who = {"actor": other.principal, "box": boss.box.pk, "user": agent[0].pk, "at": AT}
        for refused, act in (
            (BoxUnknown, partial(remove_checker, **who)),
            (BoxUnknown, partial(add_checker, **who, keys={})),
            (AgentsOfCourts, partial(add_agent, actor=other.principal, agent=strange, at=AT)),
        ):
            with pytest.raises((refused, NotAdministrator)):
                act()
    with pytest.raises(AgentUnknown):
        add_checker(actor=boss.principal, box=boss.box.pk, user=lawyer.user.pk, keys={}, at=AT)
    assert Record.objects.count() == before + 1
    assert checked_by(agent[0], at=AT) == [boss.box.pk]


@pytest.mark.parametrize(
    "changes",
    [
        {"login": "geheim"},
        {"login": "é" * 44},
        {"password_salt": b"short"},
        {"recipient": "age1pq1ü"},
        {"recipient": "age1" + "x" * 60},
        {"signing_key": ""},
        {"sealed_key": b"open"},
        {"email": "no address"},
        {"name": ""},
        {"name": "\ud800"},
    ],
)
def test_what_is_no_agent_is_refused(boss, changes):
    new, _ = agent_of(**changes)
    with pytest.raises(AgentRefused):
        add_agent(actor=principal_of(boss.user), agent=new, at=AT)
    assert court_agents(boss.user.organisation_id) == []


def test_no_administrator_takes_an_address_of_others(boss, agent):
    with pytest.raises(AgentElsewhere):
        add_agent(actor=principal_of(boss.user), agent=agent_of("agent@office.example")[0], at=AT)
    for email in ("agent@court.example", boss.user.email.upper()):
        with pytest.raises(AddressTaken):
            add_agent(actor=principal_of(boss.user), agent=agent_of(email)[0], at=AT)


def test_an_agent_is_no_colleague(boss, agent):
    assert agent[0].pk not in {colleague.user.pk for colleague in colleagues(boss.user)}
    with pytest.raises(MemberUnknown):
        appoint(actor=system("operator"), user=agent[0].pk, kind="register_keeper", at=AT)


def test_an_agent_of_the_operators_is_known_where_it_checks_or_did(boss, lawyer):
    from tests.personas import make_checked_box

    other = make_holder("Agent", "agent@rechtspraak.example")
    box = make_checked_box(other, boss)
    box.organisation = boss.user.organisation
    box.save()
    here = boss.user.organisation_id
    assert court_agents(here) == [other.user]
    remove_checker(actor=boss.principal, box=box.pk, user=other.user.pk, at=AT)
    assert court_agents(here) == [other.user]
    assert court_agents(lawyer.user.organisation_id) == []


def test_it_is_in_evidence_and_mailed_to_the_mailbox_only(boss, agent):
    give(boss, agent)
    remove_checker(actor=boss.principal, box=boss.box.pk, user=agent[0].pk, at=AT)
    found = {
        record.event: json.loads(bytes(record.body))
        for record in Record.objects.filter(event__regex="checker|agent.added")
    }
    assert set(found) == {"key-custody.agent.added", "boxes.checker.added", "boxes.checker.removed"}
    assert {row["actor"] for row in found.values()} == {f"user:{boss.user.pk}"}
    assert found["boxes.checker.added"]["facts"]["keyVersions"] == [1]
    mails = OutboundMail.objects.filter(kind__in=["member-added", "member-removed"])
    assert set(mails.values_list("to_address", flat=True)) == {boss.box.address}
