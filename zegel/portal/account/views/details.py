"""The pages of one's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zegel.boxes.actions import choose_language
from zegel.evidence.events import event_words
from zegel.key_log.queries import KEY_EVENTS, watch_command
from zegel.lib.moments import now
from zegel.portal.account.forms import CompareQuery, LanguageForm
from zegel.portal.shared.account_frame import page_context
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Who I am here; or, asked with POST, get mails in another language."""
    form = LanguageForm.sent(request, initial={"language": current_user(request).language})
    if form.is_valid():
        choose_language(actor=current_principal(request), language=form.cleaned_data["language"], at=now())
        messages.success(request, _("Saved."))
        return redirect("account")
    page = page_context("account") | {"form": form}
    return render(request, "account/details.html", page, status=form.status)


@access(Access.WORK)
@require_safe
def key_events(request: HttpRequest) -> HttpResponse:
    """What became of one's own keys; the device reads and checks it in the script. `events` are the sentences, by name with dashes."""
    named = {event.replace(".", "-"): event_words(event) for event in sorted(KEY_EVENTS)}
    events = [(name, _(words.sentence)) for name, words in named.items() if words]
    return render(request, "account/key_events.html", page_context("key-events") | {"events": events})


@access(Access.WORK)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The numbers of one's own keys, and comparing those of a correspondent; everything of it happens in the script."""
    return render(
        request,
        "account/compare.html",
        page_context("compare")
        | CompareQuery.asked(request)
        | {"watch": watch_command(current_user(request).email)},
    )
