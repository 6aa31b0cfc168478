"""Another mail address for an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zegel.identity.actions.contact import ask_address, confirm_address, stop_address
from zegel.identity.queries.contact import address_to_confirm, address_waiting
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.account.forms import AddressForm, CodeForm
from zegel.portal.shared.account_frame import page_context
from zegel.portal.shared.forms import PageForm, pressed
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
@with_proof(harmless=frozenset({"stop", "confirm"}))
def address(request: HttpRequest) -> HttpResponse:
    """Use another mail address: ask a code, type it, or stop the change."""
    user, at, do = current_user(request), now(), pressed(request)
    form = AddressForm() if do in {"stop", "confirm"} else AddressForm.sent(request)
    code = CodeForm.sent(request) if do == "confirm" else CodeForm()
    if request.method == "POST" and _changed(current_principal(request), do, form, code):
        return redirect("address")
    page = page_context("account") | {"form": form, "code_form": code}
    page |= {"asked": address_to_confirm(user, at), "waiting": address_waiting(user), "address": user.email}
    return render(request, "account/address.html", page, status=max(form.status, code.status))


def _changed(actor: Principal, do: str, form: AddressForm, code: CodeForm) -> bool:
    """Whether what was sent was done; what refuses it is said in its form."""
    about: PageForm = code if do == "confirm" else form
    try:
        if do == "stop":
            stop_address(actor=actor, at=now())
        elif not about.is_valid():
            return False
        elif do == "confirm":
            confirm_address(actor=actor, digits=code.cleaned_data["code"], at=now())
        else:
            ask_address(actor=actor, email=form.cleaned_data["email"], at=now())
    except Refusal as refusal:
        about.refuse(refusal, address="email")
        return False
    return True
