"""Who takes part in a case and how, with what can be changed and what was asked."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.casefile.errors import CaseUnknown, PartyUnknown
from zegel.casefile.queries import PartyNow, Reader, parties_of, requests_of
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.portal.parties.rows import asked, cards
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.acts import Role
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


def reader_in(actor: Principal, case: UUID, at: datetime) -> tuple[Reader, frozenset[Role]]:
    """The actor as a reader of a case, with their roles.

    Raises:
        Http404: there is none, or it is not theirs.
    """
    try:
        return roles_of(actor, case, at)
    except CaseUnknown as error:
        raise Http404 from error


def party_in(reader: Reader, party: UUID, at: datetime) -> PartyNow:
    """A party that this reader may change something of: for the court each, for a party itself.

    Raises:
        Http404.
    """
    for found in parties_of(reader.case, at):
        if found.row.pk == party and (reader.court or party in reader.parties):
            return found
    raise Http404 from PartyUnknown(field="party")


@access(Access.WORK)
@require_safe
def parties(request: HttpRequest, case: UUID) -> HttpResponse:
    """The parties: for the court all with what can be changed, for a party itself and what it asked."""
    at = now()
    reader, roles = reader_in(current_principal(request), case, at)
    found = parties_of(reader.case, at)
    facts = {
        "case": reader.case,
        "reader": reader,
        "judge": "judge" in roles,
        "cards": cards(reader, found, at),
        "requests": [asked(row) for row in requests_of(reader)],
    }
    return render(request, "parties/parties.html", facts)
