"""The log of keys for everybody: its signed state, its tiles and its entries (C2SP tlog-tiles.md), so that anyone can watch it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zegel.key_log.queries import entry_bundle, newest_state, public_label_key, published_hashes
from zegel.web_session.access import Access, access

_PLAIN = "text/plain; charset=utf-8"


@access(Access.ANYONE)
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest state of the log of keys, signed by the key of the log of evidence."""
    del request
    found = newest_state()
    if found is None:
        return HttpResponse("no checkpoint yet\n", content_type=_PLAIN, status=404)
    return HttpResponse(found.note, content_type=_PLAIN)


@access(Access.ANYONE)
@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes."""
    del request
    return _kept(published_hashes(f"tile/{path}"))


@access(Access.ANYONE)
@require_safe
def entries(request: HttpRequest, path: str) -> HttpResponse:
    """The entries below a tile of level 0: they name no address and nobody."""
    del request
    return _kept(entry_bundle(path))


@access(Access.ANYONE)
@require_safe
def label_key(request: HttpRequest) -> HttpResponse:
    """The public key by which it is proved which label an address has."""
    del request
    return HttpResponse(f"{public_label_key()}\n", content_type=_PLAIN)


def _kept(found: bytes | None) -> HttpResponse:
    if found is None:
        return HttpResponse("no such tile\n", content_type=_PLAIN, status=404)
    answer = HttpResponse(found, content_type="application/octet-stream")
    # What stands in the log never changes.
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
