"""The sentences that scripts say, each list under a name that changes with its content."""

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from zegel.portal.shared.kept import NOTHING_RUNS, YEAR
from zegel.portal.shared.words import FOLDER, LISTS, word_file
from zegel.web_session.access import Access, access

_FILE: Final = re.compile(r"(?P<name>[a-z]+)\.(?P<language>nl|en)-[A-Z2-7]{8}\.js")


@access(Access.ANYONE)
@require_safe
def words(request: HttpRequest, path: str) -> HttpResponse:
    """A list as it is today. Who comes with the name of another day's, from a server that is being replaced, is given this one and keeps it not."""
    asked = _FILE.fullmatch(path)
    if asked is None or asked["name"] not in LISTS:
        raise Http404
    found = word_file(asked["name"], asked["language"])
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(
        found.packed if packed else found.content, content_type="text/javascript; charset=utf-8"
    )
    if packed:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    named = found.path == f"{FOLDER}/{path}"
    answer["Cache-Control"] = f"max-age={YEAR}, public, immutable" if named else "no-store"
    answer["Content-Security-Policy"] = NOTHING_RUNS
    return answer
