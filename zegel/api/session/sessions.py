"""Where one is logged in: signs of life, and logging out elsewhere."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.shared.routing import Router
from zegel.authentication.actions.sessions import end_other_sessions, end_session, forget_device
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_login
from zegel.web_session.principals import current_principal

router = Router(tags=["sessions"])


@router.post("session/alive", response={204: None})
@access(Access.ACCOUNT)
def alive(request: HttpRequest) -> HttpResponse:
    """Somebody is reading; the session itself was kept alive by the request."""
    del request
    return HttpResponse(status=204)


@router.delete("account/sessions/{uuid:key}", response={204: None})
@access(Access.ACCOUNT)
def no_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Log one browser out."""
    end_session(actor=current_principal(request), session=key, at=now())
    return HttpResponse(status=204)


@router.delete("account/sessions", response={204: None})
@access(Access.ACCOUNT)
def no_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here, and trust no browser any more."""
    end_other_sessions(actor=current_principal(request), keep=current_login(request).pk, at=now())
    return HttpResponse(status=204)


@router.delete("account/devices/{uuid:key}", response={204: None})
@access(Access.ACCOUNT)
def no_device(request: HttpRequest, key: UUID) -> HttpResponse:
    """Forget a browser: no trust, and its sessions end."""
    forget_device(actor=current_principal(request), device=key, at=now())
    return HttpResponse(status=204)
