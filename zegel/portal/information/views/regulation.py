"""The versions of the regulation: from which day each holds, for what, and what each changed (art. 15.1-15.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zegel.law.rules.closing_chapters import (
    FIRST_APPROVED,
    SECOND_VERSION,
    THIRD_VERSION,
    changed_in,
    version_for,
)
from zegel.law.rules.registry import ARTICLES
from zegel.law.sources import PR, Instrument, article
from zegel.law.verdicts import Answer
from zegel.portal.shared.law_words import Citation, citation_of, sentence
from zegel.web_session.access import Access, access

_SINCE: Final = (THIRD_VERSION, SECOND_VERSION, FIRST_APPROVED)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: which it is, from when, what the law says of it, and the articles it changed."""

    words: str
    since: date
    readings: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]
    changed: tuple[tuple[str, tuple[Citation, ...]], ...]


@access(Access.ANYONE)
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version, the newest first."""
    return render(
        request,
        "information/regulation.html",
        {"versions": [_version(day) for day in _SINCE], "title": PR.title, "url": PR.url},
    )


def _version(since: date) -> Version:
    """The version that holds from a day on by the text of 15.1; what this system reads of the day itself stands beside it (I-8)."""
    found = version_for(since, None, {"I-8": "third-version"})
    assert isinstance(found, Answer)
    usual = version_for(since)
    readings = tuple((_(reading.question), _(reading.text)) for reading in usual.readings)
    cited = tuple(citation_of(place) for place in found.articles)
    words = sentence(found.reason, found.params)
    return Version(words, since, readings, cited, _changed(found.value))


def _changed(instrument: Instrument) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    """What a version changed, each with its articles."""
    told: dict[str, list[Citation]] = {}
    for place in ARTICLES:
        for change in changed_in(place):
            if change.version == instrument:
                told.setdefault(_(change.says), []).append(citation_of(article(PR, place)))
    return tuple((words, tuple(places)) for words, places in told.items())
