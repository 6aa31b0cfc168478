"""Forms of a page: what was typed, and how a refusal is said."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zegel.lib.refusals import Refusal


def form_errors(refusal: Refusal, fields: frozenset[str]) -> dict[str, Any]:
    """A refusal as a page says it: at its field when the page has it, always in the summary above."""
    text = _(refusal.message).format(**refusal.details)
    place = refusal.field if refusal.field in fields else ""
    return {"errors": [{"id": place, "text": text}], "wrong": {place: text} if place else {}}


def form_text(request: HttpRequest, name: str, longest: int = 400) -> str:
    """What was typed in a field, without the character no database keeps."""
    return request.POST.get(name, "").replace("\0", "")[:longest]
