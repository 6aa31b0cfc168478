"""The automation of courts in mailboxes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zegel.boxes.models import Member
from zegel.boxes.queries.members import Account, in_force
from zegel.identity.queries.agents import organisation_agents
from zegel.identity.queries.people import User


def checked_by(user: Account, *, at: datetime) -> list[UUID]:
    """The boxes whose files this user checks, as their court's automation."""
    return list(Member.objects.filter(in_force(at), user=user, checks=True).values_list("box", flat=True))


def checked_boxes(keys: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Those of `keys` whose files are checked when they arrive (one query)."""
    rows = Member.objects.filter(in_force(at), box__in=list(keys), checks=True)
    return set(rows.values_list("box", flat=True))


def court_agents(organisation: UUID) -> list[User]:
    """The agents of a court: those it made known, and those that check a mailbox of it or did (two queries)."""
    rows = Member.objects.filter(checks=True, box__organisation=organisation, user__is_active=True)
    found = {
        member.person.pk: member.person for member in rows.select_related("user").order_by("since", "id")
    }
    return list(({agent.pk: agent for agent in organisation_agents(organisation)} | found).values())


def checkers_of(organisation: UUID, *, at: datetime) -> list[Member]:
    """Which agent checks which mailbox of an organisation, and since when (one query)."""
    rows = Member.objects.filter(in_force(at), checks=True, box__organisation=organisation)
    return list(rows.select_related("user", "box").order_by("since", "id"))
