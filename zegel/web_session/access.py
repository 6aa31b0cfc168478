"""Access, said where the route is: `@access(Access.WORK)` above the view. A route that says nothing is shut.

Each door refuses in its own words (`portal.gate` with a page, `api.shared.routing` with a problem); who gets in is
decided here, once for both.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

from zegel.authentication.errors.factors import SecondFactorNeeded
from zegel.authentication.errors.sso import LinkNeeded
from zegel.identity.queries.organisations import administered, is_register_keeper, roles_of
from zegel.identity.queries.people import User
from zegel.lib.grants import granted
from zegel.lib.principal import Scope
from zegel.mail.errors import GuestUnknown
from zegel.mail.queries.messages import guest_landing
from zegel.web_session.current import current_user, known, possible_login
from zegel.web_session.principals import current_principal

_SAID: Final = "access"


class Access(StrEnum):
    """Whom a route is for. What they may do with one message or mailbox is for the verb behind it."""

    ANYONE = "anyone"
    """Everybody, logged in or not. What the page shows is no secret, or the address itself is one."""
    SIGNED = "signed"
    """A machine that signs what it says; it has no session and shows no token of a page."""
    GUEST = "guest"
    """The guest called `key` in the address, whom this browser's session has let in."""
    ACCOUNT = "account"
    """A logged-in account, for its own affairs. The password alone is enough: here the rest is put in order."""
    ADOPTER = "adopter"
    """An account that was also let in as the guest called `key`."""
    WORK = "work"
    """A login that is complete: everything of mail, filing and organisations."""
    UPLOADER = "uploader"
    """A complete login, or the guest that `?guest=` names and this session has let in."""
    COURT_STAFF = "court_staff"
    """Somebody who works at a court."""
    OFFICER = "officer"
    """Who holds a part of the spare keys of their organisation."""
    ADMINISTRATOR = "administrator"
    """Who administers their organisation."""
    COURT_ADMINISTRATOR = "court_administrator"
    """Who administers a court."""
    REGISTER_KEEPER = "register_keeper"
    """Who keeps the professional register of the installation."""
    CHECKER = "checker"
    """A court's own automation, which gives verdicts on files."""
    OPERATIONS = "operations"
    """An address of the API whose operations say it each for themselves (`api.shared.routing`)."""


class LoginNeeded(Exception):
    """Nobody is logged in."""


class PageUnknown(Exception):
    """For whoever asks, this route does not exist."""


class GuestOutside(GuestUnknown):
    """There is such a guest, and this session has not let them in. Answers of the API do not tell the difference."""


def access[View: Callable[..., Any]](who: Access) -> Callable[[View], View]:
    """Say of a view whom it is for."""

    def say(view: View) -> View:
        setattr(view, _SAID, who)
        return view

    return say


def access_of(view: object) -> Access | None:
    """What a view says; None where it says nothing, so that it is shut."""
    return getattr(view, _SAID, None)


def silent_routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The addresses under these patterns whose view does not say whom it is for."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from silent_routes(pattern.url_patterns, address)
        elif access_of(pattern.callback) is None:
            yield address


def check_access(request: HttpRequest, who: Access, address: Mapping[str, Any], at: datetime) -> None:
    """Let nobody else pass. `address` has the parts of the address by name.

    Raises:
        LoginNeeded, SecondFactorNeeded, LinkNeeded: log in, or log in better.
        GuestUnknown: no such guest. GuestOutside.
        NotAdministrator, PageUnknown: not for this account.
    """
    match who:
        case Access.ANYONE | Access.SIGNED:
            return
        case Access.GUEST:
            let_guest_in(request, str(address["key"]), at)
        case Access.ACCOUNT:
            _log_in(request, Scope.ACCOUNT)
        case Access.ADOPTER:
            _log_in(request, Scope.ACCOUNT)
            let_guest_in(request, str(address["key"]), at)
        case Access.UPLOADER if "guest" in request.GET:
            try:
                let_guest_in(request, request.GET["guest"], at)
            except GuestUnknown as error:
                raise LoginNeeded from error
        case Access.CHECKER:
            _log_in(request, Scope.WORK)
            if not current_principal(request).may(Scope.CHECK):
                raise PageUnknown
        case _:
            _log_in(request, Scope.WORK)
            _check_role(current_user(request), who)


def let_guest_in(request: HttpRequest, key: str, at: datetime) -> None:
    """Put the guest on the request, when this session has let them in.

    Raises:
        GuestUnknown: no such guest. GuestOutside.
    """
    try:
        guest = guest_landing(UUID(key))
    except ValueError:
        raise GuestUnknown from None
    if not granted(request.session, guest.pk, at, since=guest.changed_at):
        raise GuestOutside
    known(request).guest = guest


def _log_in(request: HttpRequest, scope: Scope) -> None:
    login = possible_login(request)
    if login is None:
        raise LoginNeeded
    if not current_principal(request).may(scope):
        raise LinkNeeded if login.method else SecondFactorNeeded


def _check_role(user: User, who: Access) -> None:
    if who in {Access.ADMINISTRATOR, Access.COURT_ADMINISTRATOR}:
        administered(user)
    allowed = {
        Access.COURT_STAFF: lambda: _is_at_court(user),
        Access.COURT_ADMINISTRATOR: lambda: _is_at_court(user),
        Access.OFFICER: lambda: "officer" in roles_of(user),
        Access.REGISTER_KEEPER: lambda: is_register_keeper(user),
    }
    if who in allowed and not allowed[who]():
        raise PageUnknown


def _is_at_court(user: User) -> bool:
    return bool(user.organisation and user.organisation.is_court)
