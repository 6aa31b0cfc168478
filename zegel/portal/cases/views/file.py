"""Filing in a running case (art. 3.5): the page on which a party makes up and hands in what it files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.lib.moments import now
from zegel.portal.cases.filing import filing_facts
from zegel.portal.cases.forms import FilingQuery
from zegel.portal.cases.views.case import reader_for
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def file(request: HttpRequest, case: UUID) -> HttpResponse:
    """The page to file on, for one party and one kind of document."""
    at, actor = now(), current_principal(request)
    reader, _roles = reader_for(actor, case, at)
    facts = filing_facts(actor, reader, at=at, **FilingQuery.asked(request))
    if facts is None:
        return render(request, "cases/may_not_file.html", {"case": reader.case}, status=403)
    return render(request, "cases/file.html", facts)
