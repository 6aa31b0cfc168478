"""How an organisation shows itself to guests: name, logo, colour and introduction. Plain forms, no script."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.identity.actions.organisations import set_look
from zegel.identity.queries.organisations import administered
from zegel.identity.rules.organisations import DARK, LIGHT, contrast, dark_accent
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.organisation.forms.settings import LookForm
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """How the organisation shows itself to guests."""
    user = current_user(request)
    here = administered(user)
    form = LookForm.sent(
        request,
        initial={name: getattr(here, name) for name in ("name", "phone", "accent", "intro_nl", "intro_en")},
    )
    if form.is_valid():
        try:
            set_look(
                actor=current_principal(request),
                look=form.stated(),
                at=now(),
            )
        except Refusal as refusal:
            form.refuse(refusal, file="logo")
        else:
            messages.success(request, _("Saved. Guests see it within an hour."))
            return redirect("look")
    page = {"form": form, "ratios": _ratios(str(form["accent"].value() or ""))}
    return render(request, "organisation/look.html", page_context(user, "look") | page, status=form.status)


def _ratios(typed: str) -> dict[str, float]:
    """How much the colour stands out on a light and on a dark page; empty for none, or for no colour."""
    accent = typed.strip().lower()
    try:
        return (
            {"light": contrast(accent, LIGHT), "dark": contrast(dark_accent(accent), DARK)} if accent else {}
        )
    except ValueError:
        return {}
