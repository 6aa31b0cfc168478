"""Court fees of a case: for the court all, for a party its own; and what the court notes about them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zegel.casefile.errors import CaseUnknown
from zegel.casefile.queries import Reader, parties_of
from zegel.fees.errors import FeeUnknown
from zegel.fees.queries import (
    NewFact,
    Notice,
    draw_notice,
    facts_of,
    notice_for,
    preview,
    unsure_items,
    unsure_line,
)
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.fees.forms import BY_KIND, ConfirmForm, FactForm, MoneyForm
from zegel.portal.fees.notice import notice_file
from zegel.portal.fees.page import fees_facts, preview_words
from zegel.portal.shared.fee_words import FACT_WORDS
from zegel.portal.shared.forms import pressed
from zegel.proceedings.actions import (
    note_fee_fact,
    pay_fee_at_counter,
    pay_fee_back,
    write_fee_off,
)
from zegel.proceedings.queries import does_finances, roles_of
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


def _reader(actor: Principal, case: UUID, at: datetime, *, court: bool = False) -> Reader:
    """The actor as a reader of a case; with `court` only for who works at its desk.

    Raises:
        Http404.
    """
    try:
        reader, _roles = roles_of(actor, case, at)
    except CaseUnknown as error:
        raise Http404 from error
    if court and not reader.court:
        raise Http404
    return reader


@access(Access.WORK)
@require_safe
def fees(request: HttpRequest, case: UUID) -> HttpResponse:
    """What is owed, paid and open, with the articles, and what the court can note."""
    at = now()
    return render(request, "fees/case.html", fees_facts(_reader(current_principal(request), case, at), at))


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, case: UUID, kind: str) -> HttpResponse:
    """Note a fact: first what the law makes of it, then, asked so, it is kept."""
    at = now()
    reader = _reader(current_principal(request), case, at, court=True)
    form = _form(request, kind, reader, at)
    seen = _noted(request, reader, form, at) if form.is_valid() else {}
    if seen is None:
        return redirect("fees", case)
    page = {"case": reader.case, "form": form, "words": FACT_WORDS[form.kind_of], "kind": kind, "seen": seen}
    return render(request, "fees/note.html", page, status=form.status)


def _noted(request: HttpRequest, reader: Reader, form: FactForm, at: datetime) -> dict[str, Any] | None:
    """What would follow from the fact; None when it was kept, empty when it was refused."""
    try:
        fact = _whole(form.fact(), reader, at)
        if pressed(request) != "keep":
            return preview_words(preview(reader, fact, at))
        note_fee_fact(actor=current_principal(request), case=reader.case.pk, new=fact, at=at)
    except Refusal as refusal:
        form.refuse(refusal)
        return {}
    messages.success(request, _("Noted. The ledger shows what follows from it."))
    return None


def _form(request: HttpRequest, slug: str, reader: Reader, at: datetime) -> FactForm:
    """The form of a kind of fact, as it was sent.

    Raises:
        Http404.
    """
    form_class = next((form for kind, form in BY_KIND.items() if kind.replace(" ", "-") == slug), None)
    if form_class is None:
        raise Http404
    parties = [party.row for party in parties_of(reader.case, at)]
    if form_class is ConfirmForm:
        unsure = {item.party for item in unsure_items(reader.case, at)}
        parties = [row for row in parties if row.pk in unsure]
    facts, today = facts_of(reader.case.pk), amsterdam(at).date()
    return form_class.sent(request, parties=parties, facts=facts, today=today, initial={"key": uuid4()})


def _whole(fact: NewFact, reader: Reader, at: datetime) -> NewFact:
    """A confirmation with the line of the tariff that it is about: the newest of the party's that is not certain."""
    if fact.kind != "tariff confirmed":
        return fact
    return replace(fact, values={**fact.values, "line": unsure_line(reader.case, fact.party, at)})


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def money(request: HttpRequest, case: UUID) -> HttpResponse:
    """Book money that does not come by the bank."""
    at, actor = now(), current_principal(request)
    reader = _reader(actor, case, at, court=True)
    parties = [party.row for party in parties_of(reader.case, at)]
    kinds, today = _money_kinds(actor, reader, at), amsterdam(at).date()
    form = MoneyForm.sent(request, parties=parties, kinds=kinds, today=today, initial={"key": uuid4()})
    try:
        if form.is_valid():
            _book(actor, case, form.cleaned_data, at)
            messages.success(request, _("Booked."))
            return redirect("fees", case)
    except Refusal as refusal:
        form.refuse(refusal)
    return render(request, "fees/money.html", {"case": reader.case, "form": form}, status=form.status)


def _money_kinds(actor: Principal, reader: Reader, at: datetime) -> frozenset[str]:
    """What somebody of the court may book: at the counter everybody, a refund finance, a write-off the registrar or judge."""
    _reader, roles = roles_of(actor, reader.case.pk, at)
    gives_up = bool(roles & {"registrar", "judge"})
    pays_back = does_finances(actor, reader.case.desk_id, at=at)
    told = {"payment": True, "refund": pays_back, "write-off": gives_up}
    return frozenset(kind for kind, may in told.items() if may)


def _book(actor: Principal, case: UUID, typed: dict[str, Any], at: datetime) -> None:
    common = {"actor": actor, "case": case, "party": UUID(typed["party"]), "key": typed["key"], "at": at}
    if typed["kind"] == "payment":
        pay_fee_at_counter(**common, cents=typed["cents"], day=typed["day"] or amsterdam(at).date())
    elif typed["kind"] == "refund":
        pay_fee_back(**common, cents=typed["cents"])
    else:
        write_fee_off(**common, cents=typed["cents"], reason=typed["reason"])


@access(Access.WORK)
@require_safe
def draft(request: HttpRequest, case: UUID, party: UUID) -> HttpResponse:
    """The notice as it would go out now: who works at the court seals this file for the party."""
    at = now()
    reader = _reader(current_principal(request), case, at, court=True)
    try:
        return _file(reader, draw_notice(reader.case, party, uuid4(), at))
    except Refusal as error:
        raise Http404 from error


def _file(reader: Reader, found: Notice) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="griffierecht-{found.number}.pdf"'}
    return HttpResponse(notice_file(reader.case, found), content_type="application/pdf", headers=headers)


@access(Access.WORK)
@require_safe
def notice(request: HttpRequest, case: UUID, key: UUID) -> HttpResponse:
    """A notice as a file, for the court and for the party it is for."""
    reader = _reader(current_principal(request), case, now())
    try:
        return _file(reader, notice_for(reader, key))
    except FeeUnknown as error:
        raise Http404 from error
