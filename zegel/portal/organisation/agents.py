"""A court's own automation as its administrator sees it: which keys it has, what it checks, and whether it is awake."""

import base64
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy

from zegel.authentication.queries.sessions import last_seen
from zegel.boxes.queries import Container, Member, checkers_of, court_agents, memberships, organisation_boxes
from zegel.identity.actions.people import NewUser
from zegel.identity.queries.people import User
from zegel.key_custody.errors.agents import AgentRefused
from zegel.lib.moments import now
from zegel.mail.queries.verdicts import Verdict, last_verdicts, unchecked_in
from zegel.seal.fingerprint import fingerprint

LARGEST_FILE: Final = 20_000
OUTCOMES: Final = {
    "good": gettext_lazy("nothing found"),
    "doubtful": gettext_lazy("something that asks attention"),
    "bad": gettext_lazy("a file that cannot be used"),
}
# What clamd says of itself: `ClamAV 1.4.3/27830/Sun Nov 22 09:32:11 2026`.
_ENGINE: Final = re.compile(
    r"ClamAV ([0-9.a-z-]{1,20})/([0-9]{1,9})/[A-Z][a-z]{2} ([A-Z][a-z]{2}) +([0-9]{1,2}) [0-9:]{8} ([0-9]{4})"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Signatures are renewed several times a day; older than this something is the matter.
STALE_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Engine:
    """The scanner that an agent asks; `signatures` and `day` where it says which it has."""

    name: str
    signatures: str = ""
    day: date | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent, with what is known of it."""

    user: User
    fingerprint: str
    seen: datetime | None
    verdict: Verdict | None
    outcome: str
    engine: Engine | None
    boxes: list[UUID]


@dataclass(frozen=True, slots=True)
class Place:
    """A mailbox: who checks it, who could, and how many messages wait. `mine` when the current_user manages it."""

    box: Container
    checkers: list[Member]
    others: list[User]
    waiting: int
    mine: bool


def agents(organisation: UUID) -> list[Agent]:
    """The agents of the organisation."""
    found, places = court_agents(organisation), checkers_of(organisation, at=now())
    seen = last_seen(agent.pk for agent in found)
    verdicts = last_verdicts((agent.pk for agent in found), organisation)
    return [_agent(agent, seen.get(agent.pk), verdicts.get(agent.pk), places) for agent in found]


def _agent(user: User, seen: datetime | None, verdict: Verdict | None, places: list[Member]) -> Agent:
    return Agent(
        user=user,
        fingerprint=fingerprint(box=user.email, recipient=user.recipient, signing=user.signing_key),
        seen=seen,
        verdict=verdict,
        outcome=str(OUTCOMES[verdict.outcome]) if verdict else "",
        engine=engine(verdict.engine, verdict.at) if verdict else None,
        boxes=[place.box_id for place in places if place.user_id == user.pk],
    )


def places(user: User, organisation: UUID) -> list[Place]:
    """The mailboxes that an agent can check: teams, the current_user's own, and those that one checks."""
    at = now()
    known, held = court_agents(organisation), checkers_of(organisation, at=at)
    mine = {membership.box_id for membership in memberships(user, at=at) if membership.may_manage}
    checked = {checker.box_id for checker in held}
    rows = [
        each_box
        for each_box in organisation_boxes(organisation)
        if each_box.kind == Container.Kind.TEAM or each_box.pk in mine or each_box.pk in checked
    ]
    waiting = unchecked_in(each_box.pk for each_box in rows)
    found = []
    for box in rows:
        checkers = [checker for checker in held if checker.box_id == box.pk]
        busy = {checker.user_id for checker in checkers}
        others = [agent for agent in known if agent.pk not in busy]
        found.append(Place(box, checkers, others, waiting.get(box.pk, 0), box.pk in mine))
    return found


def engine(text: str, at: datetime) -> Engine:
    """What a scanner said of itself when it spoke at this moment."""
    found = _ENGINE.fullmatch(text)
    if found is None or found[3] not in _MONTHS:
        return Engine(text)
    try:
        day = date(int(found[5]), _MONTHS.index(found[3]) + 1, int(found[4]))
    except ValueError:
        return Engine(text)
    return Engine(f"ClamAV {found[1]}", found[2], day, stale=(at.date() - day).days > STALE_DAYS)


def read_agent(data: bytes) -> NewUser:
    """The account that `zegel agent init` printed.

    Raises:
        AgentRefused: another file.
    """
    try:
        said = json.loads(data[: LARGEST_FILE + 1].decode())
        [user] = said["users"]
        if user["kind"] != "service":
            raise AgentRefused(field="file")
        texts = {name: _text(user, name) for name in ("email", "name", "login", "recipient", "signingKey")}
        salt, sealed = (base64.b64decode(_text(user, name), validate=True) for name in ("salt", "sealedKey"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise AgentRefused(field="file") from None
    return NewUser(
        email=texts["email"], name=texts["name"], language="nl", login=texts["login"], password_salt=salt,
        recipient=texts["recipient"], signing_key=texts["signingKey"], sealed_key=sealed, kind="service",
    )  # fmt: skip


def _text(facts: dict[str, Any], name: str) -> str:
    value = facts[name]
    if not isinstance(value, str) or "\0" in value or len(value) > LARGEST_FILE:
        raise TypeError(name)
    return value
