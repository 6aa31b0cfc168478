"""How files and pages go over the wire: under names that change with their content, kept for ever, compressed where safe."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final, override
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.base import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader
from django.utils.csp import CSP
from whitenoise.middleware import WhiteNoiseMiddleware

from zegel.portal.shared.kept import NOTHING_RUNS, YEAR

MANIFEST: Final = Path(__file__).parent / "static" / "build" / "manifest.json"
_INDENTED: Final = re.compile(r"[ \t]*\n[ \t]*")
_WORKER: Final = re.compile(r"/build/(workers/|pdfjs[^/]*/|offline/sheet[-.])")
_SHEET_WORKER: Final = re.compile(r"/build/offline/sheet[-.][^/]*js$")
SHEETS: Final = "/hearings/"
"""What the service worker of a sheet may answer for: nothing above it, and nothing beside it."""
_HASHED: Final = re.compile(r"/build/(.*[^/])?-[0-9A-Z]{8}[./]")


def _read_names() -> dict[str, str]:
    """What the build (web/build.mjs) calls each file today; nothing where it keeps plain names, as with `--watch`."""
    return json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}


_names = cache(_read_names)


class BuiltFiles(StaticFilesStorage):
    """The addresses that `{% static %}` writes."""

    @override
    def url(self, name: str | None) -> str:
        names = _read_names() if settings.DEBUG else _names()
        return super().url(names.get(name or "", name))


class StaticFiles(WhiteNoiseMiddleware):
    """Serves them. What has its content in its name is never asked for again; for the others a browser asks every minute."""

    FOREVER = YEAR
    files: dict[str, Any]
    _found: ClassVar[dict[str, Any]] = {}

    @override
    def add_files_from_finders(self) -> None:
        # Once a process: they do not change while it runs.
        if not self._found:
            for path, storage in _files_on_disk():
                self.add_file_to_dictionary(f"{self.static_prefix}{path}", storage.path(path))
            self._found.update(self.files)
        self.files = self._found

    @override
    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        """How long it is kept, and what it may do; a worker has the policy of the pages, for it has none but its own answer's."""
        super().add_cache_headers(headers, path, url)
        if _WORKER.search(url) is None:
            headers[CSP.HEADER_ENFORCE.value] = NOTHING_RUNS
        if _SHEET_WORKER.search(url):
            headers["Service-Worker-Allowed"] = SHEETS

    @override
    def immutable_file_test(self, path: str, url: str) -> bool:
        return _HASHED.search(url) is not None


def _files_on_disk() -> Iterator[tuple[str, FileSystemStorage]]:
    """The files with their places; the words of scripts (`shared.words`) lie nowhere."""
    for finder in get_finders():
        for path, storage in finder.list(None):
            if isinstance(storage, FileSystemStorage):
                yield path, storage


class UnindentedTemplates(FilesystemLoader):
    """The templates of pages without the spaces they are written with: a tenth of a page that is not compressed."""

    @override
    def get_contents(self, origin: Origin) -> str:
        """The template, with as many lines as the file has."""
        return _INDENTED.sub("\n", super().get_contents(origin))


class CompressedForStrangers(GZipMiddleware):
    """Compresses the pages of who is not known here, and only those.

    The length of a compressed answer tells of a secret in it to who may put words of their own beside it (BREACH, CVE-2013-3587).
    Whoever sends no cookie but those of the form token and the language gets nothing that is anybody's own: the token is
    masked anew in each answer, and its length says nothing.
    """

    _KNOWN_TO_ALL: ClassVar = frozenset({settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})

    @override
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress, or leave it as it is."""
        cookies = request.COOKIES.keys() | response.cookies.keys()
        if cookies <= self._KNOWN_TO_ALL and response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response
