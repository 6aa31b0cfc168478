"""The judgment of a case: for the court to write, give and send; for everybody else to read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zegel.casefile.errors import CaseUnknown
from zegel.casefile.queries import Reader
from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import proof_file
from zegel.judgments.actions import NewCopy, give_ecli, issue_copy, send_copies
from zegel.judgments.errors import JudgmentUnknown
from zegel.judgments.queries import reader_in, signature_proof
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.judgments.forms import CopyForm, EcliForm, SentForm
from zegel.portal.judgments.page import judgment_facts
from zegel.portal.shared.forms import PageForm
from zegel.proceedings.rules.acts import Role
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def judgment(request: HttpRequest, case: UUID) -> HttpResponse:
    """The judgment of a case, as this reader may see it."""
    return _page(request, case)


@access(Access.WORK)
@require_POST
def sent(request: HttpRequest, case: UUID) -> HttpResponse:
    """Note that all copies were sent (12.3)."""

    def note(typed: dict[str, Any]) -> str:
        send_copies(
            actor=current_principal(request), case=case, act=typed["key"], seen=typed["seen"], at=now()
        )
        return _("Noted. It stands in the course of the case.")

    return _done(request, case, SentForm.sent(request), note)


@access(Access.WORK)
@require_POST
def ecli(request: HttpRequest, case: UUID) -> HttpResponse:
    """Keep the ECLI a judgment got."""

    def keep(typed: dict[str, Any]) -> str:
        actor = current_principal(request)
        return give_ecli(actor=actor, case=case, judgment=typed["judgment"], typed=typed["ecli"], at=now())

    return _done(request, case, EcliForm.sent(request), keep)


@access(Access.WORK)
@require_POST
def copy(request: HttpRequest, case: UUID) -> HttpResponse:
    """Enter an enforceable copy that is handed out on paper (12.3)."""

    def enter(typed: dict[str, Any]) -> str:
        new = NewCopy(typed["key"], typed["party"], typed["interest"], typed["asked_on"])
        row = issue_copy(actor=current_principal(request), case=case, new=new, at=now())
        return _("This is number %(number)s. Write that number on the paper.") % {"number": row.number}

    return _done(request, case, CopyForm.sent(request), enter)


@access(Access.WORK)
@require_safe
def register(request: HttpRequest, case: UUID) -> HttpResponse:
    """The register of enforceable copies of a case, to print."""
    reader, roles = _reader(request, case)
    if not reader.court:
        raise Http404
    return render(request, "judgments/register.html", judgment_facts(reader, roles, now()))


@access(Access.WORK)
@require_safe
def proof(request: HttpRequest, case: UUID, key: UUID) -> HttpResponse:
    """What the log proves of a signature, as JSON; a page where the log has not taken it in yet."""
    reader, _roles = _reader(request, case)
    try:
        told = proof_file(signature_proof(reader, key))
    except JudgmentUnknown as error:
        raise Http404 from error
    except ReceiptPending:
        back = reverse("judgment", args=[case])
        page = render(request, "pages/receipt_pending.html", {"back": back}, status=202)
        page["Retry-After"] = "10"
        return page
    return JsonResponse(told)


def _reader(request: HttpRequest, case: UUID) -> tuple[Reader, frozenset[Role]]:
    try:
        return reader_in(current_principal(request), case, now())
    except CaseUnknown as error:
        raise Http404 from error


def _page(request: HttpRequest, case: UUID, form: PageForm | None = None) -> HttpResponse:
    reader, roles = _reader(request, case)
    facts = judgment_facts(reader, roles, now()) | {"form": form, "refused": form.complaint if form else ""}
    return render(request, "judgments/judgment.html", facts, status=form.status if form else 200)


def _done(
    request: HttpRequest, case: UUID, form: PageForm, work: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Do what was asked; what is refused is said on the page as it is now."""
    _reader(request, case)
    if form.is_valid():
        try:
            messages.success(request, work(form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("judgment", case)
    return _page(request, case, form)
