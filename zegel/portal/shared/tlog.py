"""Answers of a log as everybody may follow it (C2SP tlog-tiles.md): of evidence, and of keys."""

from django.http import HttpResponse

PLAIN = "text/plain; charset=utf-8"


def note_answer(note: str | None) -> HttpResponse:
    """The newest signed state, if there is one."""
    if note is None:
        return HttpResponse("no checkpoint yet\n", content_type=PLAIN, status=404)
    return HttpResponse(note, content_type=PLAIN)


def tile_answer(found: bytes | None) -> HttpResponse:
    """A tile, or entries below one: what stands in the log never changes."""
    if found is None:
        return HttpResponse("no such tile\n", content_type=PLAIN, status=404)
    answer = HttpResponse(found, content_type="application/octet-stream")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
