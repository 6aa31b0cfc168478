"""The gate before every page: whoever the route is not for is sent where they can get in, or finds nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from zegel.authentication.errors.factors import SecondFactorNeeded
from zegel.authentication.errors.sso import LinkNeeded
from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.mail.errors import GuestUnknown
from zegel.web_session.access import Access, GuestOutside, LoginNeeded, PageUnknown, access_of, check_access
from zegel.web_session.current import possible_login


class PageGate:
    """Checks what each view says of its access (`web_session.access`). A view that says nothing is shut for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        address: dict[str, Any],
    ) -> HttpResponse | None:
        """The answer to whom the page is not for; None for others."""
        who = access_of(view)
        if who is None:
            raise Http404
        # The operations of the API have a gate of their own, which speaks JSON.
        return None if who is Access.OPERATIONS else _refusal(request, who, address)


def _refusal(request: HttpRequest, who: Access, address: dict[str, Any]) -> HttpResponse | None:
    login = possible_login(request)
    if login and login.user.kind == User.Kind.SERVICE:
        raise PermissionDenied
    try:
        check_access(request, who, address, now())
    except LoginNeeded:
        return redirect_to_login(request.get_full_path())
    except (SecondFactorNeeded, LinkNeeded):
        return redirect(f"{reverse('security')}?needed=1")
    except GuestOutside:
        return redirect(f"{reverse('guest', args=[address['key']])}?closed=idle")
    except (GuestUnknown, NotAdministrator, PageUnknown) as error:
        raise Http404 from error
    return None
