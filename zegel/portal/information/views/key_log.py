"""The log of keys for everybody: its signed state, its tiles and its entries (C2SP tlog-tiles.md), so that anyone can watch it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zegel.key_log.queries import (
    entry_bundle,
    policy_text,
    public_label_key,
    published_hashes,
    published_note,
)
from zegel.lib.moments import now
from zegel.portal.shared.tlog import PLAIN, note_answer, tile_answer
from zegel.web_session.access import Access, access


@access(Access.ANYONE)
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest state of the log of keys that its witnesses cosigned, signed by the key of the log of evidence."""
    del request
    return note_answer(published_note(now()))


@access(Access.ANYONE)
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The keys of the log of keys and of that of evidence, their witnesses and the quorum (C2SP tlog-policy.md)."""
    del request
    return HttpResponse(policy_text(), content_type=PLAIN)


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
