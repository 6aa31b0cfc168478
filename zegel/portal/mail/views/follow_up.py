"""What a sender does about a message that is away. Plain forms, no script."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from zegel.boxes.errors import BoxUnknown
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.mail.actions.escalation import finish_call, set_hearing
from zegel.mail.actions.retention import keep
from zegel.mail.actions.withdrawal import Withdrawal, withdraw
from zegel.mail.errors import MessageUnknown
from zegel.mail.queries.escalation import calls
from zegel.portal.mail.forms import HearingForm, KeepForm, OutcomeForm, WithdrawalForm
from zegel.portal.mail.views.message import page
from zegel.portal.shared.forms import pressed
from zegel.portal.shared.mailbox_frame import page_context
from zegel.portal.shared.messages.follow_up import call_words
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_POST
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Withdraw a message from the recipients that are ticked."""
    form = WithdrawalForm.sent(request)
    if not form.is_valid():
        return page(request, key, form)
    deliveries = form.cleaned_data["delivery"]
    try:
        done = withdraw(actor=current_principal(request), message=key, deliveries=deliveries, at=now())
    except MessageUnknown as error:
        raise Http404 from error
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, key, form)
    _tell(request, done)
    return redirect("message", key)


@access(Access.WORK)
@require_POST
def keep_it(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a message beyond its term, or let the term run again."""
    form = KeepForm.sent(request)
    if not form.is_valid():
        return page(request, key, form)
    kept = form.cleaned_data["kept"] == "yes"
    try:
        keep(actor=current_principal(request), message=key, kept=kept, at=now())
    except MessageUnknown as error:
        raise Http404 from error
    except Refusal as error:
        messages.error(request, error.words(_))
    else:
        words = _("This message is kept until you decide otherwise.") if kept else _("The term runs again.")
        messages.success(request, words)
    return redirect("message", key)


@access(Access.WORK)
@require_POST
def hearing(request: HttpRequest, key: UUID) -> HttpResponse:
    """State the hearing before which a message must be read, or take it back."""
    form = HearingForm() if pressed(request) == "remove" else HearingForm.sent(request)
    if form.is_bound and not form.is_valid():
        return page(request, key, form)
    on = form.cleaned_data["hearing"] if form.is_bound else None
    try:
        set_hearing(actor=current_principal(request), message=key, on=on, at=now())
    except MessageUnknown as error:
        raise Http404 from error
    except Refusal as refusal:
        form.refuse(refusal, on="hearing")
        return page(request, key, form)
    reminded = _("We remind who has not read it before that day.")
    messages.success(request, reminded if on else _("Nobody is reminded any more."))
    return redirect("message", key)


@access(Access.WORK)
@require_safe
def to_call(request: HttpRequest, box: UUID) -> HttpResponse:
    """Whom to phone because a message is unread and its hearing near."""
    user, at = current_user(request), now()
    try:
        waiting = calls(user, box, at=at)
    except BoxUnknown as error:
        raise Http404 from error
    facts = page_context(user, box, "calls") | {"waiting": waiting, "outcomes": call_words().items()}
    return render(request, "mail/calls.html", facts)


@access(Access.WORK)
@require_POST
def called(request: HttpRequest, box: UUID, call: UUID) -> HttpResponse:
    """Note what came of it."""
    form = OutcomeForm.sent(request)
    if not form.is_valid():
        messages.error(request, form.complaint)
        return redirect("calls", box)
    try:
        finish_call(
            actor=current_principal(request), call=call, outcome=form.cleaned_data["outcome"], at=now()
        )
    except Refusal as error:
        messages.error(request, _(error.message))
    else:
        messages.success(request, _("Noted."))
    return redirect("calls", box)


def _tell(request: HttpRequest, done: Withdrawal) -> None:
    gone, kept = len(done.withdrawn) + len(done.before), len(done.opened)
    if gone:
        words = ngettext(
            "Withdrawn from %(n)s recipient. The message can no longer be opened there.",
            "Withdrawn from %(n)s recipients. The message can no longer be opened there.",
            gone,
        )
        messages.success(request, words % {"n": gone})
    if kept:
        words = ngettext(
            "%(n)s recipient had just opened the message, so it was not withdrawn there.",
            "%(n)s recipients had just opened the message, so it was not withdrawn there.",
            kept,
        )
        messages.warning(request, words % {"n": kept})
