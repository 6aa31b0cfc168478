"""The print queue of a court: print a letter with what is enclosed, post it, tick it off; a mistake is corrected and kept."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from zegel.casefile.actions import correct_posting, tick_posted
from zegel.casefile.errors import PostingUnknown
from zegel.casefile.queries.postings import postings_done, postings_for, postings_waiting
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.posting.forms import PostedForm
from zegel.portal.posting.letters import letter_pdf, letters
from zegel.portal.shared.forms import pressed
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits to be posted, by letter, and what was posted last."""
    at, user = now(), current_user(request)
    form = PostedForm.sent(request)
    if form.is_valid():
        try:
            _tick(request, form.cleaned_data["posting"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("posting")
    facts = {
        "letters": letters(postings_waiting(user, at=at)),
        "done": letters(postings_done(user, at=at)),
        "form": form,
        "now": at,
    }
    return render(request, "posting/queue.html", facts, status=form.status)


def _tick(request: HttpRequest, chosen: list[UUID]) -> None:
    actor, at = current_principal(request), now()
    if pressed(request) == "correct":
        for posting in chosen[:1]:
            correct_posting(actor=actor, posting=posting, at=at)
        messages.success(request, _("It waits to be posted again. What was ticked before stays in the log."))
        return
    count = tick_posted(actor=actor, postings=chosen, at=at)
    told = ngettext("%(n)s document ticked off.", "%(n)s documents ticked off.", count) % {"n": count}
    messages.success(request, told)


@access(Access.WORK)
@require_safe
def letter(request: HttpRequest, party: UUID) -> HttpResponse:
    """The letter in front of what waits for a party."""
    at = now()
    try:
        found = postings_for(current_user(request), party, at=at)
    except PostingUnknown as error:
        raise Http404 from error
    headers = {"Content-Disposition": 'inline; filename="brief.pdf"'}
    return HttpResponse(letter_pdf(found, at), content_type="application/pdf", headers=headers)
