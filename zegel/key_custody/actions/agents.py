"""Making a court's own automation known: an account of a program, with keys that were made on its machine."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from zegel.evidence.actions import write
from zegel.identity.actions.people import NewUser, add_user
from zegel.identity.errors.invitations import AddressTaken
from zegel.identity.errors.people import NameRefused, NameTaken
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import User, account_of
from zegel.identity.rules.people import check_name
from zegel.key_custody.errors.agents import AgentElsewhere, AgentRefused, AgentsOfCourts
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.events import AgentAdded
from zegel.key_custody.rules.keys import NewPassword, check_password, check_public
from zegel.lib.principal import Principal
from zegel.notify.errors import AddressRefused
from zegel.notify.rules import check_address


@transaction.atomic
def add_agent(*, actor: Principal, agent: NewUser, at: datetime) -> User:
    """Make an account for the agent of the court that the actor administers. It opens nothing yet: that takes the key of a
    mailbox (`boxes.actions.add_checker`).

    Raises:
        NotAdministrator, AgentsOfCourts; AgentRefused: no agent's keys; AgentElsewhere; AddressTaken, NameTaken.
    """
    account = account_of(actor)
    here = administered(account)
    if not here.is_court:
        raise AgentsOfCourts
    email, name = _checked(agent)
    domain = account.email.rpartition("@")[2].lower()
    if email.rpartition("@")[2].lower() != domain:
        raise AgentElsewhere(field="file", domain=domain)
    made = NewUser(
        email=email, name=name, language="nl", login=agent.login, password_salt=agent.password_salt,
        recipient=agent.recipient, signing_key=agent.signing_key, sealed_key=agent.sealed_key, kind=User.Kind.SERVICE,
    )  # fmt: skip
    try:
        with transaction.atomic():
            user = add_user(new=made, organisation=here.pk)
    except IntegrityError:
        raise AddressTaken(field="file") from None
    except NameTaken as error:
        raise NameTaken(field="file", **error.details) from None
    key = hashlib.sha256(agent.recipient.encode()).hexdigest()
    event = AgentAdded(subject=user.pk, organisation=here.pk, key=key, email=email)
    write([event], actor=actor, at=at)
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
