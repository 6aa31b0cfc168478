"""Plain changes of parties: who acts for one, who comes in, and asking for another way to take part."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.boxes.queries import box_at
from zegel.casefile.actions import add_party, ask_switch, change_representative, end_representation
from zegel.casefile.errors import PartyUnknown
from zegel.casefile.queries import PartyNow, Reader
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.parties.forms import AdmitForm, AgentForm, ChannelForm
from zegel.portal.parties.law import may_still_switch, of_decision
from zegel.portal.parties.views.overview import party_in, reader_in
from zegel.portal.shared.case_words import CHANNEL_WORDS, words_for
from zegel.portal.shared.forms import pressed
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

_METHODS = ["GET", "HEAD", "POST"]


@access(Access.WORK)
@with_proof()
@require_http_methods(_METHODS)
def representative(request: HttpRequest, case: UUID, party: UUID) -> HttpResponse:
    """Somebody else acts for a party from now on, or nobody (1.4). Whoever acted for it reads nothing from that moment."""
    at, form = now(), AgentForm.sent(request)
    reader = _of_the_court(request, case, at)
    found = party_in(reader, party, at)
    try:
        if told := _represented(request, case, party, form):
            messages.success(request, told)
            return redirect("case-parties", case)
    except Refusal as refusal:
        form.refuse(refusal)
    facts = {"case": reader.case, "party": found, "form": form}
    return render(request, "parties/representative.html", facts, status=form.status)


def _represented(request: HttpRequest, case: UUID, party: UUID, form: AgentForm) -> str:
    """Do what was asked, and say it; empty where nothing was, or not rightly."""
    at, actor = now(), current_principal(request)
    if pressed(request) == "end":
        end_representation(actor=actor, case=case, party=party, at=at)
        return _("Nobody acts for this party any more.")
    if not form.is_valid():
        return ""
    agent = form.representative(_mailbox(form.cleaned_data["mailbox"]))
    change_representative(actor=actor, case=case, party=party, representative=agent, at=at)
    return _("Saved. Who acted for this party before reads nothing any more.")


@access(Access.WORK)
@require_http_methods(_METHODS)
def channel(request: HttpRequest, case: UUID, party: UUID) -> HttpResponse:
    """Ask to take part in another way: by the party itself, or taken down by the court from its letter (1.6)."""
    at, actor, form = now(), current_principal(request), ChannelForm.sent(request)
    reader, _roles = reader_in(actor, case, at)
    found = party_in(reader, party, at)
    try:
        if form.is_valid():
            made = ask_switch(actor=actor, case=case, party=party, to=form.cleaned_data["to"], at=at)
            messages.success(
                request,
                _(
                    "The request is made. The court confirms it to all parties, with the day from which it holds."
                ),
            )
            return redirect("party-request", case, made.pk)
    except Refusal as refusal:
        form.refuse(refusal)
    return render(request, "parties/channel.html", _channel_facts(reader, found, form), status=form.status)


def _channel_facts(reader: Reader, found: PartyNow, form: ChannelForm) -> dict[str, Any]:
    _others(form, found.channel)
    law = may_still_switch(found)
    return {
        "case": reader.case,
        "reader": reader,
        "party": found,
        "form": form,
        "channel": words_for(CHANNEL_WORDS, found.channel),
        "law": of_decision(law),
        "allowed": bool(law),
    }


@access(Access.WORK)
@with_proof()
@require_http_methods(_METHODS)
def admit(request: HttpRequest, case: UUID) -> HttpResponse:
    """A party comes into a running case: who joins or intervenes by the judge's decision (1.2)."""
    at, form = now(), AdmitForm.sent(request)
    reader = _of_the_court(request, case, at)
    try:
        if form.is_valid():
            party = form.party(_mailbox(form.cleaned_data["mailbox"]))
            add_party(actor=current_principal(request), case=case, party=party, at=at)
            messages.success(request, _("The party is in the case."))
            return redirect("case-parties", case)
    except Refusal as refusal:
        form.refuse(refusal)
    return render(request, "parties/admit.html", {"case": reader.case, "form": form}, status=form.status)


def _of_the_court(request: HttpRequest, case: UUID, at: datetime) -> Reader:
    """The case, for who works on it for the court.

    Raises:
        Http404.
    """
    reader, _roles = reader_in(current_principal(request), case, at)
    if not reader.court:
        raise Http404
    return reader


def _others(form: ChannelForm, current: str) -> None:
    """A party does not ask for what it has."""
    field: Any = form.fields["to"]
    field.choices = [(value, label) for value, label in field.choices if value != current]


def _mailbox(address: str | None) -> UUID | None:
    """The mailbox of an address; None where none was typed.

    Raises:
        PartyUnknown: there is none.
    """
    if not address:
        return None
    found = box_at(address.strip())
    if found is None:
        raise PartyUnknown(field="mailbox")
    return found.pk
