"""How guests are recognised and what SMS messages may cost. Plain forms, no script."""

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.authentication.actions.policies import set_policy
from zegel.authentication.errors.policies import PolicyRefused
from zegel.authentication.errors.sso import LinkYourselfFirst
from zegel.authentication.queries.logins import has_directory
from zegel.authentication.queries.policies import policy_of, sms_month
from zegel.authentication.rules.policies import Policy, in_order
from zegel.lib.moments import now
from zegel.portal.organisation.forms.settings import PolicyForm, SmsForm
from zegel.portal.shared.forms import PageForm
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """How guests are recognised, and how long a new number waits."""
    user = current_user(request)
    found = policy_of(user.organisation_id)
    form = PolicyForm.sent(request, initial=_chosen(found))
    if not has_directory(user):
        del form.fields["sso_only"], form.fields["sso_from"]
    if form.is_valid() and _saved(request, form, replace(found, **_wanted(form.cleaned_data))):
        return redirect("policy")
    page = page_context(user, "policy") | {"form": form}
    return render(request, "organisation/policy.html", page, status=form.status)


@access(Access.ADMINISTRATOR)
@with_proof()
@require_http_methods(["GET", "HEAD", "POST"])
def sms(request: HttpRequest) -> HttpResponse:
    """What SMS messages cost this month, and what they may cost."""
    user, at = current_user(request), now()
    found = policy_of(user.organisation_id)
    form = SmsForm.sent(request, initial=asdict(found))
    if form.is_valid() and _saved(request, form, replace(found, **form.cleaned_data)):
        return redirect("sms")
    page = page_context(user, "sms") | {"form": form, "month": sms_month(user.organisation_id, at)}
    return render(request, "organisation/sms.html", page, status=form.status)


def _saved(request: HttpRequest, form: PageForm, wanted: Policy) -> bool:
    """Whether the policy was set; what refuses it is said in the form."""
    try:
        set_policy(actor=current_principal(request), policy=wanted, at=now())
    except (PolicyRefused, LinkYourselfFirst) as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Saved. It holds from now on."))
    return True


def _chosen(found: Policy) -> dict[str, Any]:
    only = ["only"] if found.sso_only else []
    return asdict(found) | {"ways": found.ways, "secret_ways": found.secret_ways, "sso_only": only}


def _wanted(typed: dict[str, Any]) -> dict[str, Any]:
    """What the form changes of a policy; a day counts only where the organisation's login is wanted."""
    wanted = typed | {"ways": in_order(typed["ways"]), "secret_ways": in_order(typed["secret_ways"])}
    if "sso_only" in typed:
        only = "only" in typed["sso_only"]
        wanted |= {"sso_only": only, "sso_from": typed["sso_from"] if only else None}
    return wanted
