"""File at a court: which court, which address (VI 6.1), and then the composer as an assistant of Annex VI."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from zegel.lib.moments import amsterdam, now
from zegel.portal.filing.explanations import EXPLANATIONS, cited
from zegel.portal.filing.question import choices, for_composer, read
from zegel.portal.shared.composer import composer
from zegel.portal.shared.forms import address_words
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user


@access(Access.ANYONE)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Ask what is filed and where, for everybody; then say the address, and every way to go on."""
    words = address_words(request)
    asked = read(words, amsterdam(now()).date())
    page = {"asked": asked, **choices(asked)}
    if asked.place is None or asked.errors or "change" in words:
        return render(request, "filing/start.html", page)
    onward = f"{reverse('file-compose')}?{asked.query}"
    begins = asked.values["kind"] == "application" and asked.place.matter != "kanton"
    more = {"onward": onward, "register": _address("register"), "lawyer_needed": begins}
    return render(request, "filing/address.html", page | more)


@access(Access.WORK)
@require_safe
def compose(request: HttpRequest) -> HttpResponse:
    """The composer, knowing the place; an incomplete question goes back to the page that asks it."""
    asked = read(address_words(request), amsterdam(now()).date())
    if asked.errors or asked.desk is None:
        return redirect(f"{reverse('file')}?{asked.query}")
    return composer(
        request,
        current_user(request),
        {"filing": json.dumps(for_composer(asked)), "subject": asked.subject, "question": asked.query},
    )


@access(Access.ANYONE)
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """The articles that the assistant cites, in plain words."""
    return render(
        request,
        "filing/explained.html",
        {"articles": [(key, cited(key), title, text) for key, title, text in EXPLANATIONS]},
    )


def _address(name: str) -> str:
    """A page that an installation may not have."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
