"""Doing an act in a case: the law says whether, the table of roles who."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zegel.casefile.queries import Case
from zegel.law.case_states import Act
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.cases.acts import ASKS
from zegel.portal.cases.forms import ActForm
from zegel.portal.cases.views.case import page, reader_for
from zegel.proceedings.actions import NewAct, do_by_name
from zegel.proceedings.errors import ActUnknown
from zegel.proceedings.rules.acts import act_named
from zegel.proceedings.rules.dates import terms_known
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_POST
def do(request: HttpRequest, case: UUID) -> HttpResponse:
    """Do an act; what is refused is said with its article, on the page as it is now."""
    form = ActForm.sent(request)
    if form.is_valid():
        try:
            _do(current_principal(request), case, form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Done. It stands in the course of the case."))
            return redirect("case", case)
    return page(request, case, act=form)


def _do(actor: Principal, case: UUID, typed: dict[str, Any]) -> None:
    at = now()
    reader, _roles = reader_for(actor, case, at)
    name = act_named(typed["act"])
    if name is None:
        raise ActUnknown
    new = NewAct(
        typed["key"],
        name,
        typed["seen"],
        facts=_facts(name, typed),
        terms=_terms(name, reader.case, at),
    )
    do_by_name(actor=actor, case=case, new=new, at=at)


def _facts(act: Act, typed: dict[str, Any]) -> dict[str, str]:
    """What the page asks of the act, where it asks something."""
    if ASKS.get(act) == "served" and typed["served"]:
        return {"served": typed["served"]}
    return {"changed": "yes" if typed["changed"] else "no"} if ASKS.get(act) == "changed" else {}


def _terms(act: Act, case: Case, at: datetime) -> dict[str, dict[str, str]]:
    hearing = amsterdam(case.next_at).date() if case.next_at and case.next_kind == "hearing" else None
    return terms_known(act, hearing=hearing, on=amsterdam(at).date())
