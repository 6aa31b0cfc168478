"""One case, for who reads in it."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.casefile.errors import CaseUnknown
from zegel.casefile.queries import Reader, outline_of, parties_of
from zegel.judgments.queries import reader_in
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.portal.cases.forms import ActForm, AddressForm
from zegel.portal.cases.page import case_facts, docket_facts
from zegel.proceedings.rules.acts import Role
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


def reader_for(actor: Principal, case: UUID, at: datetime) -> tuple[Reader, frozenset[Role]]:
    """The actor as a reader of a case, with their roles.

    Raises:
        Http404: there is none, or it is not theirs.
    """
    try:
        return reader_in(actor, case, at)
    except CaseUnknown as error:
        raise Http404 from error


@access(Access.WORK)
@require_safe
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """What it is, what is to be done, its docket, its parties and its course."""
    return page(request, case)


@access(Access.WORK)
@require_safe
def docket(request: HttpRequest, case: UUID) -> HttpResponse:
    """Further lines of its docket, which the page of the case fetches."""
    at = now()
    reader, _roles = reader_for(current_principal(request), case, at)
    facts = docket_facts(request, reader, parties_of(reader.case, at), outline_of(reader))
    return render(request, "cases/docket_part.html", facts | {"case": reader.case})


def page(
    request: HttpRequest, case: UUID, refused: AddressForm | None = None, act: ActForm | None = None
) -> HttpResponse:
    """The page of a case, with the form on it that was refused."""
    at = now()
    reader, roles = reader_for(current_principal(request), case, at)
    facts = case_facts(request, reader, roles, at)
    facts["address_form"] = refused or AddressForm(initial={"email": facts.get("address_proposed", "")})
    facts["act_refused"] = act.complaint if act else ""
    status = act.status if act else facts["address_form"].status
    return render(request, "cases/case.html", facts, status=status)
