"""Back from a provider: a page whose script hands in what the address says. Looking at it changes nothing."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from zegel.authentication.errors.sso import ProviderUnknown
from zegel.authentication.queries.logins import provider_named
from zegel.portal.session.forms import UnlockQuery
from zegel.portal.session.views.login import own_path
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_login


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def callback(request: HttpRequest, provider: str) -> HttpResponse:
    """Where a provider sends the browser."""
    try:
        found = provider_named(provider)
    except ProviderUnknown:
        raise Http404 from None
    return render(request, "session/provider.html", {"provider": found, "next": reverse("start")})


@access(Access.ACCOUNT)
@require_safe
@ensure_csrf_cookie
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the keys in a login by way of a provider: after it (`new`), or because this browser has forgotten them."""
    asked = UnlockQuery.asked(request)
    onward = own_path(asked["next"], reverse("start"))
    vouched = settings.ENVIRONMENT.providers.get(current_login(request).provider) if asked["new"] else None
    return render(request, "session/provider.html", {"provider": vouched, "unlocking": True, "next": onward})
