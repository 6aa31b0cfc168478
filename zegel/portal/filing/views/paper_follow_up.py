"""Paper that follows a filing (art. 3.3): the sender's tasks and cover sheets, and the counter that ticks off what came."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zegel.boxes.errors import BoxUnknown
from zegel.filing.actions import take_in
from zegel.filing.errors import FilingUnknown
from zegel.filing.queries import (
    Filing,
    PaperTask,
    filing_at_desk,
    may_take_in,
    own_filing,
    to_receive,
    to_send,
)
from zegel.law.rules.chapter_03 import paper_statement
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.mail.errors import MessageUnknown
from zegel.mail.queries.messages import Reader, key_versions, reader_of
from zegel.portal.filing.cover_sheet import cover_sheet
from zegel.portal.filing.forms import NumberQuery, PiecesForm
from zegel.portal.filing.paper import counter, row
from zegel.portal.shared.filing_words import sheet_name
from zegel.portal.shared.forms import pressed
from zegel.portal.shared.law_words import sentence
from zegel.portal.shared.mailbox_frame import page_context
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def tasks(request: HttpRequest, box: UUID) -> HttpResponse:
    """What a mailbox still has to send on paper."""
    at = now()
    user = current_user(request)
    try:
        page = to_send(user, box, at=at)
    except BoxUnknown as error:
        raise Http404 from error
    versions = key_versions([key for task in page.tasks if (key := task.filing.message_id)], box=box)
    rows = [row(task, versions) for task in page.tasks]
    return render(
        request,
        "filing/paper_tasks.html",
        page_context(user, box, "paper") | {"rows": rows, "more": page.more, "now": at},
    )


@access(Access.WORK)
@require_safe
def cover(request: HttpRequest, key: UUID) -> HttpResponse:
    """The sheet to lay on top."""
    try:
        filing = own_filing(current_user(request), key, at=now())
    except FilingUnknown as error:
        raise Http404 from error
    headers = {"Content-Disposition": f'attachment; filename="{sheet_name(filing.number)}"'}
    return HttpResponse(cover_sheet(filing), content_type="application/pdf", headers=headers)


@access(Access.WORK)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The counter: type a number, or see what still has to come in."""
    at = now()
    typed = NumberQuery.asked(request)["number"]
    problem = ""
    if typed:
        try:
            return redirect("desk-filing", filing_at_desk(current_user(request), typed, at=at).number)
        except FilingUnknown as refusal:
            problem = _(refusal.message)
    page = to_receive(current_user(request), at=at)
    rows = [row(task) for task in page.tasks]
    facts = {"rows": rows, "more": page.more, "typed": typed, "problem": problem, "now": now()}
    return render(request, "filing/desk.html", facts)


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_filing(request: HttpRequest, number: str) -> HttpResponse:
    """One filing at the counter: tick what came; ticking again changes nothing."""
    at = now()
    user = current_user(request)
    try:
        filing = filing_at_desk(user, number, at=at)
    except FilingUnknown:
        return render(request, "filing/unknown.html", {"typed": number[:40]}, status=404)
    form = PiecesForm.sent(request, pieces=filing.pieces)
    if form.is_valid():
        try:
            task = _take_in(request, filing, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _hold_to_statement(request, said=not form.cleaned_data["unsaid"])
            # That all of it is in stands on the page itself.
            if task.state != PaperTask.State.COMPLETE:
                messages.success(request, _told(task))
            return redirect("desk-filing", filing.number)
    return render(
        request,
        "filing/desk_filing.html",
        counter(filing, _reader(request, filing))
        | {"problem": form.complaint, "may": may_take_in(user, filing, at=at)},
        status=form.status,
    )


def _reader(request: HttpRequest, filing: Filing) -> Reader | None:
    if filing.message_id is None:
        return None
    try:
        return reader_of(current_principal(request), filing.message_id, at=now())
    except MessageUnknown:
        return None


def _hold_to_statement(request: HttpRequest, *, said: bool) -> None:
    """The clerk hears what the law says of paper that does not say that it was filed before: it is taken in all the same."""
    found = paper_statement(said)
    if not found:
        messages.warning(request, f"{sentence(found.reason, found.params)} (art. 3.3)")


def _take_in(request: HttpRequest, filing: Filing, form: PiecesForm) -> PaperTask:
    do = pressed(request)
    pieces = list(range(1, filing.pieces + 1)) if do == "all" else form.cleaned_data["piece"]
    return take_in(
        actor=current_principal(request),
        number=filing.number,
        pieces=pieces,
        missing=do == "missing",
        at=now(),
    )


def _told(task: PaperTask) -> str:
    if task.state == PaperTask.State.MISSING:
        return _("Noted. The sender gets a mail that something is missing.")
    return _("Noted. The other files are still expected.")
