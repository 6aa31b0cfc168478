"""Who asks, as verbs want to know it: a principal made from the session of a request."""

from datetime import datetime

from django.http import HttpRequest

from zegel.authentication.queries.factors import may_use
from zegel.authentication.queries.sessions import LoginSession
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.lib.principal import Assurance, Kind, Principal, Scope
from zegel.mail.queries.messages import Guest
from zegel.web_session.current import current_login, known


def current_principal(request: HttpRequest) -> Principal:
    """The logged-in account, behind a route that asks for one; made once a request."""
    there = known(request)
    if there.principal is None:
        there.principal = _principal(current_login(request))
    return there.principal


def _principal(login: LoginSession) -> Principal:
    """Without its second factor a person may touch their own account only."""
    user = login.user
    if user.kind == User.Kind.SERVICE:
        return _program(user, login.proved_at)
    whole = may_use(login, now())
    return Principal(
        Kind.PERSON,
        user.pk,
        organisation=user.organisation_id,
        assurance=Assurance.SECOND_FACTOR if login.method else Assurance.PASSWORD,
        authenticated_at=login.proved_at,
        scopes=frozenset({Scope.ACCOUNT, Scope.WORK} if whole else {Scope.ACCOUNT}),
    )


def entering(user: User, at: datetime) -> Principal:
    """Somebody who has just shown the first factor, or a program its key: on their way in."""
    if user.kind == User.Kind.SERVICE:
        return _program(user, at)
    return Principal(
        Kind.PERSON,
        user.pk,
        organisation=user.organisation_id,
        assurance=Assurance.PASSWORD,
        authenticated_at=at,
    )


def _program(user: User, proved_at: datetime) -> Principal:
    return Principal(
        Kind.SERVICE,
        user.pk,
        organisation=user.organisation_id,
        assurance=Assurance.CREDENTIAL,
        authenticated_at=proved_at,
        scopes=frozenset({Scope.ACCOUNT, Scope.WORK, Scope.CHECK}),
    )


def guest_principal(guest: Guest) -> Principal:
    """A guest whom this session has let in (`current_guest`)."""
    sms = guest.verification == Guest.Verification.SMS
    return Principal(
        Kind.GUEST,
        guest.pk,
        on_behalf_of=guest.conversation_id,
        assurance=Assurance.SECOND_FACTOR if sms else Assurance.PASSWORD,
        scopes=frozenset({Scope.WORK}),
    )
