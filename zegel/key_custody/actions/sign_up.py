"""Making an account: the link, and the account with its keys that comes of it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from zegel.authentication.actions.limits import count_wrong_token, may_send_letter
from zegel.authentication.actions.logins import settle
from zegel.evidence.actions import write
from zegel.identity.actions.invitations import invite, use_up
from zegel.identity.actions.people import NewUser, add_user
from zegel.identity.errors.invitations import (
    AddressTaken,
    InvitationOver,
)
from zegel.identity.letters.people import AccountExists
from zegel.identity.queries.invitations import Invitation, account_at, open_invitation
from zegel.identity.queries.people import User
from zegel.identity.rules.people import check_name
from zegel.key_custody.events import AccountActivated
from zegel.key_custody.models import KeySeal
from zegel.key_custody.rules.keys import NewKeys, check_keys
from zegel.lib.principal import Kind, Principal, visitor
from zegel.lib.verbs import nobody_acts, step
from zegel.notify.actions import queue_mail
from zegel.notify.rules import check_address
from zegel.outbox.actions import queue_task

SEND_SIGN_UP = "key_custody.send_sign_up"


@nobody_acts("who wants an account has none")
def ask_sign_up(*, email: str, language: str, address: str, at: datetime, guest: str = "") -> None:
    """Somebody on the page wants an account. What happens is decided in a worker: this answer takes the same time
    and says the same for every address. `address` is the network address, `guest` the name of a guest who asks.

    Raises:
        TooManyAsked: from this network address; notify's AddressRefused.
    """
    to = check_address(email)
    if may_send_letter("registration", to, address, at):
        queue_task(SEND_SIGN_UP, email=to, language=language, guest=guest)


@nobody_acts("a job does what somebody asked without an account")
@transaction.atomic
def send_sign_up(*, email: str, language: str, at: datetime, guest: str = "") -> None:
    """Send who asked for an account its link, or, when there is an account, how to get into it."""
    owner = account_at(email).first()
    if owner is None:
        reason = Invitation.Reason.GUEST if guest else Invitation.Reason.ASKED
        invite(email=email, name=guest, reason=reason, language=language, actor=visitor("sign-up"), at=at)
    elif owner.is_active:
        queue_mail(ref=owner.pk, letter=AccountExists(), to=owner.email, language=owner.language, at=at)


@nobody_acts("whoever holds the link")
def look(*, token: str, address: str, at: datetime) -> Invitation:
    """The open invitation of a token. Looking uses nothing up.

    Raises:
        InvitationOver; TooManyTries: of wrong tokens from this network address.
    """
    found = open_invitation(token, at).first()
    if found is None:
        count_wrong_token(address, at)
        raise InvitationOver
    return found


@nobody_acts("whoever holds the link makes the account")
@transaction.atomic
def accept(*, token: str, name: str, language: str, keys: NewKeys, at: datetime) -> User:
    """Make the account an invitation is for; the invitation is used up.

    Raises:
        InvitationOver, AddressTaken, KeysRefused, NameRefused, NameTaken.
    """
    plain = check_name(name)
    check_keys(keys)
    invitation = open_invitation(token, at).select_for_update(of=("self",)).first()
    if invitation is None:
        raise InvitationOver
    user = _account(invitation, plain, language if language in {"nl", "en"} else invitation.language, keys)
    KeySeal.objects.create(
        user=user,
        way=KeySeal.Way.RECOVERY,
        recipient=user.recipient,
        sealed=keys.password.recovery,
        made_at=at,
    )
    use_up(invitation=invitation, user=user, at=at)
    actor = Principal(Kind.PERSON, user.pk, organisation=user.organisation_id)
    settle(invitation=invitation.pk, user=user, actor=actor, at=at)
    facts = public_facts(user)
    event = AccountActivated(subject=user.pk, invitation=invitation.pk, reason=invitation.reason, **facts)
    write([event], actor=actor, at=at)
    return user


@step
def public_facts(user: User) -> dict[str, str]:
    """What evidence keeps of an account's keys: enough to tell later which ones counted when."""
    return {"signing_key": user.signing_key, "recipient": user.recipient}


def _account(invitation: Invitation, name: str, language: str, keys: NewKeys) -> User:
    new = NewUser(
        email=invitation.email,
        name=name,
        language=language,
        login=keys.password.login,
        password_salt=keys.password.salt,
        recipient=keys.recipient,
        signing_key=keys.signing_key,
        sealed_key=keys.password.sealed_key,
    )
    try:
        with transaction.atomic():
            return add_user(new=new, organisation=invitation.organisation_id)
    except IntegrityError:
        raise AddressTaken from None
