"""Verbs of the automation of courts in mailboxes: let in to check what arrives, and stopped."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes import letters
from zegel.boxes.actions.rows import let_in, locked
from zegel.boxes.actions.statements import add_statement
from zegel.boxes.actions.telling import facts_of, tell
from zegel.boxes.errors import BoxUnknown, CheckerAlready
from zegel.boxes.events import CheckerAdded, CheckerRemoved
from zegel.boxes.models import Member
from zegel.boxes.queries import court_agents, in_force, managed_box
from zegel.boxes.rules import READ
from zegel.evidence.actions import write
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import account_of
from zegel.key_custody.errors.agents import AgentUnknown
from zegel.lib.principal import Principal
from zegel.seal.membership import Signed


@transaction.atomic
def add_checker(
    *,
    actor: Principal,
    box: UUID,
    user: UUID,
    keys: Mapping[int, bytes],
    statement: Signed | None = None,
    at: datetime,
) -> Member:
    """Let an agent of the court open what arrives in a box, to check it; it is no reader. `keys` and `statement` as for
    `add_member`.

    The actor administers the court, and manages the box: only who can open it can hand over its key.

    Raises:
        NotAdministrator; BoxUnknown, MayNotManage; AgentUnknown: no agent of this court; CheckerAlready; KeysIncomplete, StatementRefused.
    """
    here = administered(account_of(actor))
    if managed_box(actor.account, box, at=at).organisation_id != here.pk:
        raise BoxUnknown
    place = locked(box)
    who = next((agent for agent in court_agents(here.pk) if agent.pk == user), None)
    if who is None:
        raise AgentUnknown
    if Member.objects.filter(in_force(at), box=place, user=who).exists():
        raise CheckerAlready(name=who.name)
    facts = {"right": READ, "delegated_by": None, "ends_on": None, "ends_at": None}
    member = let_in(place, facts | {"checks": True}, keys, at, user=who)
    write([CheckerAdded(**facts_of(member), key_versions=sorted(keys))], actor=actor, at=at)
    add_statement(actor, place, statement, at)
    tell(letters.MemberAdded, place, member, at)
    return member


@transaction.atomic
def remove_checker(*, actor: Principal, box: UUID, user: UUID, at: datetime) -> Member:
    """Take an agent's right away, from this moment on. The key is renewed by the next member who comes by, for which the actor
    need not be one: an agent that cannot be trusted is stopped by any administrator of the court.

    Raises:
        NotAdministrator; BoxUnknown: not one of the organisation; AgentUnknown: it does not check this box.
    """
    here = administered(account_of(actor))
    place = locked(box)
    if place.organisation_id != here.pk:
        raise BoxUnknown
    member = (
        Member.objects.filter(in_force(at), box=place, user=user, checks=True).select_related("user").first()
    )
    if member is None:
        raise AgentUnknown
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    write([CheckerRemoved(**facts_of(member))], actor=actor, at=at)
    tell(letters.MemberRemoved, place, member, at)
    return member
