"""The professional register, for who keeps it: bring a file, look what it would change, import it. Plain forms, no script."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.portal.professional_register.file_words import (
    KINDS,
    complaints,
    groups,
    read_as,
    schema,
    template_file,
)
from zegel.portal.professional_register.forms import ImportForm, MissingForm, RegisterFileForm
from zegel.portal.shared.forms import form_errors, pressed
from zegel.portal.shared.organisation_frame import page_context
from zegel.portal.shared.proof import with_proof
from zegel.professions.actions.professional_register import ImportReport, confirm_missing
from zegel.professions.actions.register_files import bring_file, drop_file, import_file, look_again
from zegel.professions.errors.professional_register import RegisterFileGone, RegisterMoved
from zegel.professions.queries.professional_register import (
    counted,
    imports,
    last_check,
    missing_entries,
    newest_import,
    waiting_file,
)
from zegel.professions.rules.professional_register import MOST_BAD
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

NAME = "professional-register"
MOST_PAST = 20
MOST_MISSING = 100
# A file that lacks so many, and more than this part, is probably not the whole register.
SUSPECT_LEAST, SUSPECT_PART = 5, 0.1


@access(Access.REGISTER_KEEPER)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The state of the register; or, asked with POST, read a file that changes nothing yet."""
    form = RegisterFileForm.sent(request)
    if not form.is_valid():
        return _page(request, form)
    try:
        found = bring_file(actor=current_principal(request), data=form.cleaned_data["file"], at=now())
    except Refusal as refusal:
        refusal.field = "file"
        form.refuse(refusal)
        return _page(request, form)
    if found.file is None:
        return _page(request, form, _bad(found.report), status=422)
    return redirect("register-file", found.file.pk)


@access(Access.REGISTER_KEEPER)
@with_proof(back=NAME, harmless=frozenset({"drop"}))
@require_http_methods(["GET", "HEAD", "POST"])
def register_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a file would change; asked with POST, import it or throw it away."""
    told: dict[str, Any] = {}
    try:
        if request.method == "POST":
            return _carry_out(request, key)
    except RegisterMoved as refusal:
        told = form_errors(refusal, frozenset())
    except RegisterFileGone as refusal:
        messages.info(request, _(refusal.message))
        return redirect(NAME)
    try:
        found = look_again(actor=current_principal(request), file=key, at=now())
    except RegisterFileGone as error:
        raise Http404 from error
    newest = newest_import(current_user(request))
    page: dict[str, Any] = {"file": found.file, "report": found.report, "groups": groups(found.report.lines)}
    page |= {
        "read": read_as(found.report),
        "suspect": _suspect(found.report),
        "seen": newest.pk if newest else "",
    }
    page |= page_context(current_user(request), NAME) | told
    return render(request, "professional_register/register_file.html", page, status=422 if told else 200)


def _chosen(request: HttpRequest) -> list[UUID]:
    """The entries that are ticked, or all of the list as it was when somebody said so of all of it."""
    form = MissingForm.sent(request)
    if not form.is_valid():
        return []
    if pressed(request) != "all":
        return list(form.cleaned_data["entry"])
    waiting = list(missing_entries(current_user(request)).values_list("pk", flat=True))
    return waiting if form.cleaned_data["count"] == len(waiting) else []


@access(Access.REGISTER_KEEPER)
@with_proof(back=NAME)
@require_POST
def gone(request: HttpRequest) -> HttpResponse:
    """Confirm that people whom the newest file lacks are in the register no more."""
    chosen = _chosen(request)
    if not chosen:
        text = _("Choose who is in the register no more. Has the list changed? Look at it again.")
        return _page(request, RegisterFileForm(), {"errors": [{"id": "gone", "text": text}]}, status=422)
    done = confirm_missing(actor=current_principal(request), entries=chosen, at=now())
    text = ngettext(
        "%(n)s person is in the register no more.", "%(n)s people are in the register no more.", done
    )
    messages.success(request, text % {"n": done})
    return redirect(NAME)


@access(Access.REGISTER_KEEPER)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the right columns."""
    del request
    answer = HttpResponse(template_file(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="register.csv"'
    return answer


def _carry_out(request: HttpRequest, key: UUID) -> HttpResponse:
    if pressed(request) == "drop":
        drop_file(actor=current_principal(request), file=key)
        messages.info(request, _("The file was thrown away. Nothing has changed."))
        return redirect(NAME)
    form = ImportForm.sent(request)
    if not form.is_valid():
        raise Http404
    typed = form.cleaned_data
    report = import_file(
        actor=current_principal(request), file=key, seen=typed["seen"], invitations=typed["invite"], at=now()
    )
    facts = {"rows": report.rows, "fresh": len(report.added), "changed": len(report.changed)}
    messages.success(
        request, _("The register is renewed: %(rows)s rows, %(fresh)s new, %(changed)s changed.") % facts
    )
    return redirect(NAME)


def _suspect(report: ImportReport) -> bool:
    missing = sum(line.what == "gone" for line in report.lines)
    known = report.same + len(report.changed) + missing
    return missing >= SUSPECT_LEAST and missing > SUSPECT_PART * known


def _bad(report: ImportReport) -> dict[str, Any]:
    """The table of what is wrong, with one line about it above the page."""
    text = _("Nothing was changed. Mend what is in the table below and choose the file again.")
    cells = complaints(report.bad)
    return {
        "errors": [{"id": "bad", "text": text}],
        "bad": cells,
        "cut": len(cells) >= MOST_BAD,
        "read": read_as(report),
    }


def _page(
    request: HttpRequest, form: RegisterFileForm, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    user = current_user(request)
    missing = missing_entries(user)
    page = {
        "counted": [{"kind": KINDS[row.kind], "row": row} for row in counted(user)],
        "past": list(imports(user)[:MOST_PAST]),
        "check": last_check(user),
        "missing": list(missing[:MOST_MISSING]),
        "missing_count": missing.count(),
        "waiting": waiting_file(user),
        "schema": schema(),
        "form": form,
    }
    return render(
        request,
        "professional_register/register.html",
        page | page_context(user, NAME) | (more or {}),
        status=max(status, form.status),
    )
