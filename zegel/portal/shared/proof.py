"""Plain forms that change something important: who is there shows it once more, then the form goes on as it was sent."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zegel.authentication.queries.factors import is_proved
from zegel.contacts.rules import LARGEST_FILE
from zegel.lib.moments import now
from zegel.portal.shared.forms import pressed
from zegel.web_session.current import current_login

View = Callable[..., HttpResponse]


def with_proof(*, back: str = "", harmless: frozenset[str] = frozenset()) -> Callable[[View], View]:
    """Before a view of somebody logged in: what it is sent counts only after proof of the last five minutes.

    `back` names the address that *Cancel* leads to, the page itself unless told; `harmless` are the values of the
    button `do` that need no proof.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            spared = request.method != "POST" or pressed(request) in harmless
            if spared or is_proved(current_login(request), now()):
                return view(request, *args, **kwargs)
            return _ask(request, reverse(back) if back else request.path)

        return guarded

    return decorate


def _ask(request: HttpRequest, back: str) -> HttpResponse:
    """The page that asks, with all that was sent; the answer to a form that has changed nothing yet."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    # The largest file of these forms is a list of contacts; of a larger one enough goes along to be refused.
    files = [
        {"name": name, "file": file.name, "content": base64.b64encode(file.read(LARGEST_FILE + 1)).decode()}
        for name in request.FILES
        for file in request.FILES.getlist(name)
    ]
    return render(request, "pages/prove.html", {"sent": sent, "files": files, "back": back}, status=403)
