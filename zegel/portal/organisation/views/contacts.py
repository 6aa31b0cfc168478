"""People outside the organisation: how to recognise them, and why a court may write to them. Plain forms, no script."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zegel.authentication.queries.policies import policy_of
from zegel.contacts.actions.consents import record_consent, withdraw_consent
from zegel.contacts.actions.contacts import (
    add_contact,
    change_number,
    forget_contact,
    import_contacts,
    stop_change,
)
from zegel.contacts.errors import ConsentUnknown, ContactUnknown, LettersUnsure, NotColleague, OnlyCourts
from zegel.contacts.queries.consents import register_of
from zegel.contacts.queries.contacts import contact_of, contacts_of
from zegel.contacts.rules import Complaint
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.organisation.forms.contacts import (
    ConsentForm,
    ContactForm,
    ContactsFileForm,
    ListQuery,
    NumberForm,
    ReasonForm,
)
from zegel.portal.shared.forms import PageForm, pressed
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

_GONE = (NotColleague, OnlyCourts, ContactUnknown, ConsentUnknown)


@access(Access.WORK)
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """The people the organisation knows, and for administrators a place to bring a file."""
    return _contacts(request, ContactsFileForm())


@access(Access.WORK)
@with_proof(back="contacts")
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take over a CSV file; the page names the rows that were not taken."""
    form = ContactsFileForm.sent(request)
    if not form.is_valid():
        return _contacts(request, form)
    typed = form.cleaned_data
    try:
        report = import_contacts(
            actor=current_principal(request), data=typed["file"], seen=typed["seen"], at=now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _contacts(request, form, unsure=isinstance(refusal, LettersUnsure))
    taken = {"report": report, "complaints": [_said(row) for row in report.complaints]}
    return _contacts(request, ContactsFileForm(), **taken)


@access(Access.WORK)
@with_proof(back="contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new, typed in by hand."""
    form = ContactForm.sent(request)
    try:
        facts = page_context(current_user(request), "contacts")
        if form.is_valid():
            made = add_contact(actor=current_principal(request), **form.cleaned_data, at=now())
            messages.success(request, _("{name} is among the contacts.").format(name=made.name))
            return redirect("contact", made.pk)
    except _GONE as error:
        raise Http404 from error
    except Refusal as refusal:
        form.refuse(refusal, number="phone", address="email")
    return render(request, "organisation/contact_new.html", facts | {"form": form}, status=form.status)


def _said(row: Complaint) -> dict[str, object]:
    """A row of a file that was not taken, with the reason in words."""
    return {"line": row.line, "email": row.email, "why": row.why.words(_)}


@access(Access.WORK)
@with_proof(harmless=frozenset({"stop", "forget"}))
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, key: UUID) -> HttpResponse:
    """One person; asked with POST, a new number, no new number after all, or forgotten."""
    user, at = current_user(request), now()
    stops = pressed(request) == "stop"
    form = NumberForm() if stops else NumberForm.sent(request)
    stop = ReasonForm.sent(request, row="stop") if stops else ReasonForm(row="stop")
    try:
        if request.method == "POST" and (done := _changed(request, key, stop if stops else form)):
            return done
        found = contact_of(user, key)
    except _GONE as error:
        raise Http404 from error
    waits = found.next_from is not None and found.next_from > at
    page = {
        "contact": found,
        "waits": waits,
        "form": form,
        "stop_form": stop,
        "wait": policy_of(user.organisation_id),
    }
    page |= page_context(user, "contacts")
    return render(request, "organisation/contact.html", page, status=max(form.status, stop.status))


def _changed(request: HttpRequest, key: UUID, form: PageForm) -> HttpResponse | None:
    """Where to go when it was done; None when the form says why not."""
    try:
        return _change(request, key, form)
    except _GONE:
        raise
    except Refusal as refusal:
        form.refuse(refusal, number="phone")
        return None


def _change(request: HttpRequest, key: UUID, form: PageForm) -> HttpResponse | None:
    do = pressed(request)
    if do == "forget":
        forget_contact(actor=current_principal(request), contact=key, at=now())
        messages.success(request, _("This person is no contact any more."))
        return redirect("contacts")
    if not form.is_valid():
        return None
    if do == "stop":
        stop_change(actor=current_principal(request), contact=key, **form.cleaned_data, at=now())
        messages.success(request, _("The old number stays."))
    else:
        change_number(actor=current_principal(request), contact=key, **form.cleaned_data, at=now())
        messages.success(
            request, _("The new number is kept. The person gets a mail, and an SMS on the old number.")
        )
    return redirect("contact", key)


@access(Access.COURT_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    """The register of VI 6.3; asked with POST, a new entry."""
    form = ConsentForm.sent(request)
    if not form.is_valid():
        return _consents(request, form)
    typed = form.cleaned_data
    try:
        record_consent(
            actor=current_principal(request),
            address=typed["address"],
            name=typed["name"],
            basis=form.stated(),
            at=now(),
        )
    except _GONE as error:
        raise Http404 from error
    except Refusal as refusal:
        form.refuse(refusal)
        return _consents(request, form)
    messages.success(request, _("The register has it."))
    return redirect("consents")


@access(Access.COURT_STAFF)
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """End an entry, with the reason."""
    ending = ReasonForm.sent(request, row=key)
    if not ending.is_valid():
        return _consents(request, ConsentForm(), (key, ending))
    reason = ending.cleaned_data["reason"]
    try:
        withdraw_consent(actor=current_principal(request), consent=key, reason=reason, at=now())
    except _GONE as error:
        raise Http404 from error
    except Refusal as refusal:
        ending.refuse(refusal)
        return _consents(request, ConsentForm(), (key, ending))
    messages.success(request, _("Withdrawn. The court writes to this person by secure mail no more."))
    return redirect("consents")


def _contacts(request: HttpRequest, form: ContactsFileForm, **more: object) -> HttpResponse:
    user, asked = current_user(request), ListQuery.asked(request)
    try:
        found, further = contacts_of(user, asked["q"], page=asked["page"])
    except _GONE as error:
        raise Http404 from error
    facts = page_context(user, "contacts") | {
        "contacts": found,
        "asked": asked["q"],
        "now": now(),
        "form": form,
    }
    facts |= _pages(asked, further=further) | more
    return render(request, "organisation/contacts.html", facts, status=form.status)


def _consents(
    request: HttpRequest, form: ConsentForm, ending: tuple[UUID, ReasonForm] | None = None
) -> HttpResponse:
    """The page; `ending`: the consent that was to end, with what was typed and what is wrong with it."""
    user, asked = current_user(request), ListQuery.asked(request)
    try:
        found, further = register_of(user, asked["q"], page=asked["page"])
    except _GONE as error:
        raise Http404 from error
    typed = dict([ending] if ending else [])
    facts = page_context(user, "consents") | {"asked": asked["q"], "form": form}
    facts["consents"] = [(consent, typed.get(consent.pk) or ReasonForm(row=consent.pk)) for consent in found]
    facts["ending"] = ending[1] if ending else None
    facts |= _pages(asked, further=further)
    status = max(form.status, ending[1].status) if ending else form.status
    return render(request, "organisation/consents.html", facts, status=status)


def _pages(asked: Mapping[str, Any], *, further: bool) -> dict[str, str]:
    def address(number: int) -> str:
        return "?" + urlencode({"q": asked["q"], "page": number} if asked["q"] else {"page": number})

    page = asked["page"]
    return {"newer": address(page - 1) if page > 1 else "", "older": address(page + 1) if further else ""}
