"""The deadline calculator: open to everybody, keeps nothing, and its address is its whole memory."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from zegel.lib.moments import now
from zegel.portal.shared.forms import address_words
from zegel.portal.terms import GROUPS, Answers, Question, answer, calendar_text, read
from zegel.web_session.access import Access, access


@access(Access.ANYONE)
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """Ask what happened, then when, then show every date that follows."""
    words = address_words(request)
    question = read(words)
    if question is None:
        return render(request, "terms/choose.html", {"groups": GROUPS, "unknown": "event" in words})
    answers = _answers(question)
    if answers is None:
        return render(request, "terms/ask.html", {"question": question})
    links = {
        "link": request.build_absolute_uri(_page(question.query)),
        "file": f"{reverse('terms-ics')}?{urlencode(question.query)}",
        "usual": _page(question.usual),
    }
    page = {"question": question, "answers": answers, "now": now()} | links
    return render(request, "terms/answers.html", page)


@access(Access.ANYONE)
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The same dates for a calendar; a question that cannot be answered goes back to the page, which says why."""
    words = address_words(request)
    question = read(words)
    answers = _answers(question) if question else None
    if question is None or answers is None:
        return redirect(_page(words))
    link = request.build_absolute_uri(_page(question.query))
    text = calendar_text(answers, link=link, language=get_language() or "nl", stamp=now())
    name = f"zegel-{question.event.name}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _answers(question: Question) -> Answers | None:
    return answer(question, _page) if question.ready else None


def _page(query: dict[str, str]) -> str:
    return f"{reverse('terms')}?{urlencode(query)}" if query else reverse("terms")
