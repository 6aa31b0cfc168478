"""The sentences that scripts say, as scripts a browser keeps: for each list and language one, under a name with its content.

They are served beside the build, and the manifest of the client (docs/formats.md) names them too. A page asks for what it
says with `{% words "message" %}` in its block `words`; web/page/words.ts reads them. What of a page depends on who reads it
stays in its `<template id="texts">`.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any, ClassVar, Final, override

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from django.template.loader import render_to_string
from django.utils.translation import override as in_language

from zegel.portal.shared.finding_words import FINDINGS
from zegel.seal.policy import write

FOLDER: Final = "build/words"


@dataclass(frozen=True, slots=True)
class WordList:
    """A template of nothing but `data-some-key="…"`, read as `someKey`, and what it is to be told."""

    template: str
    told: dict[str, Any] = field(default_factory=dict)


# A browser goes by the witnesses that the checked client names: they are the same for everybody.
_WITNESSES: Final = {"witnesses": write(settings.ENVIRONMENT.witnesses)}

LISTS: Final = {
    "account": WordList("components/base_texts.html", {"words_of_account": True, **_WITNESSES}),
    "application": WordList("applications/texts.html"),
    "case": WordList("cases/_reading_texts.html"),
    "compose": WordList("composer/texts.html"),
    "export": WordList("export/texts.html"),
    "filters": WordList("components/saved_filters_texts.html"),
    "folder": WordList("mail/_folder_texts.html"),
    "intake": WordList("intake/_texts.html"),
    "log": WordList("components/log_texts.html", _WITNESSES),
    "message": WordList("message/_texts.html", {"findings": FINDINGS}),
    "oral": WordList("applications/texts.html", {"oral": True}),
    "reply": WordList("composer/file_texts.html", {"guest": True}),
    "viewer": WordList("message/_viewer_texts.html"),
}


@dataclass(frozen=True, slots=True)
class WordFile:
    """One list in one language. `path` is below /static/."""

    path: str
    content: bytes
    packed: bytes


@cache
def word_file(name: str, language: str) -> WordFile:
    """A list as it is in this process, which makes it once.

    Raises:
        KeyError: there is no such list.
    """
    listed = LISTS[name]
    with in_language(language):
        attributes = render_to_string(listed.template, listed.told)
    said = json.dumps(attributes_of(attributes), ensure_ascii=False, separators=(",", ":"))
    content = f"(self.zegelWords??=[]).push({said})\n".encode()
    called = base64.b32encode(hashlib.sha256(content).digest()).decode()[:8]
    return WordFile(f"{FOLDER}/{name}.{language}-{called}.js", content, gzip.compress(content, 9, mtime=0))


def attributes_of(written: str) -> dict[str, str]:
    """What a browser would make of `data-…` attributes, as the `dataset` of their element."""
    reader = _Attributes()
    reader.feed(f"<template {written}></template>")
    return reader.read


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read: dict[str, str] = {}

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            key = re.sub(r"-([a-z])", lambda found: found[1].upper(), name.removeprefix("data-"))
            self.read[key] = value or ""


class WordFinder(BaseFinder):
    """All lists among the static files, for the manifest of the client; they are served by `information.views.words`."""

    _storage: ClassVar[InMemoryStorage | None] = None

    @override
    def find(self, path: str, *told: Any, **named: Any) -> Any:
        """None of them lies on disk."""
        return []

    @override
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Each with where to read it."""
        if WordFinder._storage is None:
            WordFinder._storage = InMemoryStorage()
            for name in LISTS:
                for language, _ in settings.LANGUAGES:
                    made = word_file(name, language)
                    WordFinder._storage.save(made.path, ContentFile(made.content))
        for name in LISTS:
            for language, _ in settings.LANGUAGES:
                yield word_file(name, language).path, WordFinder._storage
