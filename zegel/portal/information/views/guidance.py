"""What anybody may read: how it works, whether a message is real, privacy, accessibility; and a court's logo."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from zegel.identity.queries.people import Organisation
from zegel.portal.shared.branding import accent_css
from zegel.web_session.access import Access, access

# A court that changes its logo sees the new one everywhere within an hour.
_CACHE = "public, max-age=3600"


@access(Access.ANYONE)
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How it works, and who can read what."""
    return render(request, "information/how.html")


@access(Access.ANYONE)
@require_safe
def real(request: HttpRequest) -> HttpResponse:
    """How to tell a real message from a false one."""
    return render(request, "information/real.html")


@access(Access.ANYONE)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use these pages, and where to report what does not work."""
    return render(request, "information/accessibility.html")


@access(Access.ANYONE)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the server knows and what it never knows."""
    return render(request, "information/privacy.html")


@access(Access.ANYONE)
@require_safe
def logo(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """An organisation's logo."""
    found = get_object_or_404(Organisation, pk=organisation)
    if not found.logo:
        raise Http404
    return _cached(request, bytes(found.logo), "image/png")


@access(Access.ANYONE)
@require_safe
def accent(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """An organisation's colour, as a stylesheet of one rule."""
    css = accent_css(get_object_or_404(Organisation, pk=organisation))
    return _cached(request, css.encode(), "text/css")


def _cached(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(body, content_type=content_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = _CACHE
    return answer
