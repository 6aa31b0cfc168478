"""The log for everybody: its signed state, its keys and its tiles (C2SP tlog-tiles.md), so that anyone can watch it."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import (
    key_changes,
    newest_client,
    proof_file,
    proof_of,
    public_log_keys,
    published_note,
    published_tile,
    stamp_authority,
)
from zegel.lib.moments import now
from zegel.portal.shared.tlog import PLAIN, note_answer, tile_answer
from zegel.web_session.access import Access, access
from zegel.web_session.served import served_manifest


@access(Access.ANYONE)
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest state of the log that its witnesses cosigned, signed: whoever keeps a copy sees it when the log is ever changed."""
    del request
    return note_answer(published_note(now()))


@access(Access.ANYONE)
@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes; records are not published, they tell who writes with whom."""
    del request
    return tile_answer(published_tile(f"tile/{path}"))


@access(Access.ANYONE)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys that checkpoints are checked with, the present one first."""
    del request
    return HttpResponse("".join(f"{key}\n" for key in public_log_keys()), content_type=PLAIN)


@access(Access.ANYONE)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The announcements of new keys, oldest first, each signed by the key before it."""
    del request
    return HttpResponse("\n".join(key_changes()), content_type=PLAIN)


@access(Access.ANYONE)
@require_safe
def client(request: HttpRequest) -> HttpResponse:
    """The hashes of the scripts and styles of this site, and the proof that the log has them; null while it has not."""
    del request
    record = newest_client()
    try:
        proof = json.dumps(proof_file(proof_of(record))) if record else None
    except ReceiptPending:
        proof = None
    return JsonResponse({"manifest": served_manifest().decode(), "proof": proof})


@access(Access.ANYONE)
@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """The certificate of who stamps the log's state, so that anyone can check a stamp."""
    del request
    found = stamp_authority()
    if not found:
        return HttpResponse("no time-stamping authority\n", content_type=PLAIN, status=404)
    return HttpResponse(found, content_type="application/x-pem-file")
