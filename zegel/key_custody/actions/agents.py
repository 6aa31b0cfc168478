"""Making a court's own automation known: an account of a program, with keys that were made on its machine."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from zegel.evidence.actions import Event, write
from zegel.identity.actions.people import NewUser, add_user
from zegel.identity.errors.invitations import AddressTaken
from zegel.identity.errors.people import NameRefused
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import User
from zegel.identity.rules.people import check_name
from zegel.key_custody.errors.agents import AgentElsewhere, AgentRefused, AgentsOfCourts
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.rules.keys import NewPassword, check_password, check_public
from zegel.notify.errors import AddressRefused
from zegel.notify.rules import check_address


@transaction.atomic
def add_agent(*, actor: User, agent: NewUser, at: datetime) -> User:
    """Make an account for the agent of the court that the actor administers. It opens nothing yet: that takes the key of a
    mailbox (`boxes.actions.add_checker`).

    Raises:
        NotAdministrator, AgentsOfCourts; AgentRefused: no agent's keys; AgentElsewhere; AddressTaken.
    """
    here = administered(actor)
    if not here.is_court:
        raise AgentsOfCourts
    email, name = _checked(agent)
    domain = actor.email.rpartition("@")[2].lower()
    if email.rpartition("@")[2].lower() != domain:
        raise AgentElsewhere(field="file", domain=domain)
    made = NewUser(
        email=email, name=name, language="nl", login=agent.login, password_salt=agent.password_salt,
        recipient=agent.recipient, signing_key=agent.signing_key, sealed_key=agent.sealed_key, kind=User.Kind.SERVICE,
    )  # fmt: skip
    try:
        with transaction.atomic():
            user = add_user(made, organisation=here.pk)
    except IntegrityError:
        raise AddressTaken(field="file") from None
    facts = {"organisation": str(here.pk), "key": hashlib.sha256(agent.recipient.encode()).hexdigest()}
    names = {"email": email}
    write([Event("accounts.agent.added", user.pk, f"user:{actor.pk}", facts, names)], at=at)
    return user


def _checked(agent: NewUser) -> tuple[str, str]:
    """The address and name of an agent whose keys can be keys."""
    password = NewPassword(agent.login, agent.password_salt, agent.sealed_key)
    try:
        check_password(password, sealed=True, recovery=False)
        check_public(agent.recipient, agent.signing_key)
        return check_address(agent.email), check_name(agent.name)
    except (KeysRefused, NameRefused, AddressRefused):
        raise AgentRefused(field="file") from None
