"""Where notifications of a case go, or that none are wanted (art. 1.9)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zegel.casefile.actions import answer_address
from zegel.casefile.queries import parties_of
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.cases.forms import AddressForm
from zegel.portal.cases.page import reading_mailboxes
from zegel.portal.cases.views.case import page, reader_for
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_POST
def answer(request: HttpRequest, case: UUID) -> HttpResponse:
    """Take the answer down for every mailbox one reads the case through."""
    form = AddressForm.sent(request)
    if not form.is_valid():
        return page(request, case, form)
    email = form.cleaned_data["email"]
    try:
        _answer(current_principal(request), case, email)
    except Refusal as refusal:
        form.refuse(refusal, address="email")
        return page(request, case, form)
    messages.success(request, _told(email))
    return redirect("case", case)


def _answer(actor: Principal, case: UUID, email: str) -> None:
    at = now()
    reader, _roles = reader_for(actor, case, at)
    for mailbox in reading_mailboxes(reader, parties_of(reader.case, at)):
        answer_address(actor=actor, reader=reader, mailbox=mailbox, email=email, at=at)


def _told(email: str) -> str:
    if email:
        return _("From now on you get a mail at %(email)s when something new is in this case.") % {
            "email": email
        }
    return _(
        "You get no mails about this case. Look here regularly: what is placed here counts as made known to you."
    )
