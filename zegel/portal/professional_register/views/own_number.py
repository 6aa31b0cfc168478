"""The page of one's professional number: link it, see what the register says, unlink it. Plain forms, no script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zegel.authentication.queries.factors import is_secure
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.professional_register.forms import CodeForm, NumberForm, ProfessionQuery
from zegel.portal.shared.account_frame import page_context
from zegel.portal.shared.forms import PageForm
from zegel.portal.shared.proof import with_proof
from zegel.professions.actions.links import claim_number, confirm_number, resend_code, unlink
from zegel.professions.queries.links import link_of, on_record, open_claim
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal
from zegel.web_session.visitors import network_address


@access(Access.ACCOUNT)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def profession(request: HttpRequest) -> HttpResponse:
    """What is linked; or, asked with POST, claim a number."""
    form = NumberForm.sent(request)
    if not form.is_valid():
        return _page(request, form=form)
    try:
        claim_number(
            actor=current_principal(request), address=network_address(request), at=now(), **form.cleaned_data
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form=form, code=refusal.code)
    return redirect("profession")


@access(Access.ACCOUNT)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Type the code from the mail."""
    form = CodeForm.sent(request)
    if not form.is_valid():
        return _page(request, code_form=form)
    try:
        confirm_number(actor=current_principal(request), digits=form.cleaned_data["code"], at=now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, code_form=form, code=refusal.code)
    return redirect("profession")


@access(Access.ACCOUNT)
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Mail another code."""
    try:
        resend_code(actor=current_principal(request), address=network_address(request), at=now())
    except Refusal as refusal:
        return _page(request, **_refused(refusal))
    messages.success(request, _("We have mailed a new code. The one before does not work any more."))
    return redirect("profession")


@access(Access.ACCOUNT)
@with_proof(back="profession")
@require_POST
def take_off(request: HttpRequest) -> HttpResponse:
    """Unlink the number."""
    try:
        unlink(actor=current_principal(request), at=now())
    except Refusal as refusal:
        return _page(request, **_refused(refusal))
    messages.success(
        request, _("Your number is unlinked. What you sent and received is still in your mailbox.")
    )
    return redirect("profession")


def _refused(refusal: Refusal) -> dict[str, Any]:
    """A refusal of a button, which has no field."""
    form = PageForm()
    form.refuse(refusal)
    return {"about": form, "code": refusal.code}


def _page(
    request: HttpRequest, *, form: PageForm | None = None, code_form: PageForm | None = None,
    about: PageForm | None = None, code: str = "",
) -> HttpResponse:  # fmt: skip
    user, at = current_user(request), now()
    link = link_of(user)
    # "Another number" shows the first form again, while the code of the last one still works.
    other = ProfessionQuery.asked(request)["other"] or (form is not None and form.is_bound)
    said = about or code_form or form or PageForm()
    page: dict[str, Any] = {
        "link": link,
        "secure": is_secure(user),
        "claim": None if link or other else open_claim(user.pk, at),
        "on_record": link is None and on_record(user),
        "form": form or NumberForm(),
        "code_form": code_form or CodeForm(),
        "said": said,
        "code": code,
    }
    return render(
        request,
        "professional_register/own_number.html",
        page_context("profession") | page,
        status=said.status,
    )
