"""Who is at the door. All three ways check the CSRF token, because all three rest on a cookie."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja.security.apikey import APIKeyCookie

from zegel.authentication.errors.factors import ProofNeeded
from zegel.authentication.queries.factors import is_proved
from zegel.authentication.queries.sessions import LoginSession
from zegel.lib.grants import granted
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.mail.errors import GuestUnknown
from zegel.mail.queries.messages import Guest, guest_landing
from zegel.web_session.current import current_login
from zegel.web_session.principals import current_principal


class Anyone(APIKeyCookie):
    """Nobody in particular, from our own pages."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Everybody passes; the CSRF check has been done."""
        del request, key
        return True


class Uploader(APIKeyCookie):
    """An account holder, or a guest named by `?guest=` whom this session has let in; gives the owner's identifier."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> UUID | None:
        """The identifier uploads belong to, or None."""
        del key
        named = request.GET.get("guest")
        if named is None:
            return request.user.pk if request.user.is_authenticated else None
        try:
            return verified_guest(request, UUID(named)).pk
        except (ValueError, GuestUnknown):
            return None


def host_name(request: HttpRequest) -> str:
    """The host the browser sees, without its port; one of `ALLOWED_HOSTS`."""
    return request.get_host().rsplit(":", 1)[0]


def need_fresh(request: HttpRequest) -> LoginSession:
    """Call it before a dangerous act. The script of the page asks for proof and tries again (`session/proof.ts`).

    Raises:
        ProofNeeded: who is there has not shown it in the last five minutes.
    """
    login = current_login(request)
    if not is_proved(login, now()):
        raise ProofNeeded
    return login


def fresh_principal(request: HttpRequest) -> Principal:
    """Who acts, for a dangerous act.

    Raises:
        ProofNeeded: who is there has not shown it in the last five minutes.
    """
    need_fresh(request)
    return current_principal(request)


def verified_guest(request: HttpRequest, key: UUID) -> Guest:
    """The guest, when this session has let them in.

    Raises:
        GuestUnknown: not let in here; the same answer as for a guest that does not exist.
    """
    found = guest_landing(key)
    if not granted(request.session, key, now(), since=found.changed_at):
        raise GuestUnknown
    return found
