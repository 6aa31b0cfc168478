"""The log of keys for everybody: its signed state, its tiles and its entries (C2SP tlog-tiles.md), so that anyone can watch it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zegel.key_log.queries import entry_bundle, newest_state, public_label_key, published_hashes
from zegel.portal.shared.tlog import PLAIN, note_answer, tile_answer
from zegel.web_session.access import Access, access


@access(Access.ANYONE)
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest state of the log of keys, signed by the key of the log of evidence."""
    del request
    found = newest_state()
    return note_answer(found.note if found else None)


@access(Access.ANYONE)
@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes."""
    del request
    return tile_answer(published_hashes(f"tile/{path}"))


@access(Access.ANYONE)
@require_safe
def entries(request: HttpRequest, path: str) -> HttpResponse:
    """The entries below a tile of level 0: they name no address and nobody."""
    del request
    return tile_answer(entry_bundle(path))


@access(Access.ANYONE)
@require_safe
def label_key(request: HttpRequest) -> HttpResponse:
    """The public key by which it is proved which label an address has."""
    del request
    return HttpResponse(f"{public_label_key()}\n", content_type=PLAIN)
