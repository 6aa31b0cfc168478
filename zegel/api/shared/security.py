"""What an endpoint asks of who has been let in: a fresh proof before a dangerous act."""

from django.http import HttpRequest

from zegel.authentication.errors.factors import ProofNeeded
from zegel.authentication.queries.factors import is_proved
from zegel.authentication.queries.sessions import LoginSession
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.web_session.current import current_login
from zegel.web_session.principals import current_principal


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
