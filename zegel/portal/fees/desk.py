"""Court fees of a desk: what is open, late or to be settled, and the bank's statements."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import Container, court_of_box, membership, memberships
from zegel.casefile.queries import Case
from zegel.fees.queries import PartyFee, court_of_desk, fees_of_desk
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.portal.fees.forms import LineForm, StatementForm
from zegel.portal.shared.fee_words import STANDING_WORDS, WAITS_WORDS, euros, is_certain, owed_euros
from zegel.portal.shared.forms import PageForm, pressed
from zegel.proceedings.actions import assign_fee_line, read_fee_statement, set_fee_line_aside
from zegel.proceedings.queries import does_finances
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """The first desk of a court that somebody works at."""
    found = _desks(request, now())
    if not found:
        raise Http404
    return redirect("fees-desk", found[0].pk)


def _desks(request: HttpRequest, at: datetime) -> list[Container]:
    """The desks of a court that somebody works at."""
    boxes = (each.box for each in memberships(current_user(request), at=at))
    return [box for box in boxes if box.kind == "team" and court_of_box(box) is not None]


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, box: UUID) -> HttpResponse:
    """What waits at a desk; asked with POST, read a statement of the bank."""
    at, actor, form = now(), current_principal(request), StatementForm.sent(request)
    _of_court(actor, box, at)
    try:
        if form.is_valid():
            read = read_fee_statement(actor=actor, desk=box, data=form.cleaned_data["file"], at=at)
            words = _("Read: %(booked)s booked, %(waiting)s to be assigned by hand, %(known)s known before.")
            told = {"booked": read.booked, "waiting": read.waiting, "known": read.known}
            messages.success(request, words % told)
            return redirect("fees-desk", box)
    except Refusal as refusal:
        form.refuse(refusal)
    return _page(request, box, form, at)


@access(Access.WORK)
@require_POST
def line(request: HttpRequest, box: UUID) -> HttpResponse:
    """Say what an unmatched payment is."""
    at, actor, form = now(), current_principal(request), LineForm.sent(request)
    _of_court(actor, box, at)
    try:
        if form.is_valid():
            _say(actor, box, form.cleaned_data, at, aside=pressed(request) == "aside")
            messages.success(request, _("Noted."))
            return redirect("fees-desk", box)
    except Refusal as refusal:
        form.refuse(refusal)
    return _page(request, box, form, at)


def _say(actor: Principal, box: UUID, typed: dict[str, Any], at: datetime, *, aside: bool) -> None:
    if aside:
        set_fee_line_aside(actor=actor, desk=box, line=typed["line"], at=at)
    else:
        assign_fee_line(actor=actor, desk=box, line=typed["line"], reference=typed["reference"], at=at)


def _of_court(actor: Principal, box: UUID, at: datetime) -> str:
    """The name of a court's desk that the actor works at.

    Raises:
        Http404.
    """
    try:
        own = membership(actor.account, box, at=at)
    except BoxUnknown as error:
        raise Http404 from error
    if court_of_box(own.box) is None:
        raise Http404
    return str(own.box.name)


def _page(request: HttpRequest, box: UUID, form: PageForm, at: datetime) -> HttpResponse:
    actor = current_principal(request)
    found, today = fees_of_desk(actor, box, at=at), amsterdam(at).date()
    finance = does_finances(actor, box, at=at)
    page = {
        "box": box,
        "desks": _desks(request, at),
        # Without a fee of its own a desk has nothing that a payment could be for.
        "court": court_of_desk(box),
        "name": _of_court(actor, box, at),
        "form": form,
        "finance": finance,
        "upload": form if isinstance(form, StatementForm) else StatementForm(),
        "unpaid": [_unpaid(fee, late=fee.due_on is not None and fee.due_on < today) for fee in found.unpaid],
        "waiting": _waiting(found.waiting),
        "back": [{"fee": fee, "amount": _amount(fee)} for fee in found.back],
        # Who paid, and from which account, is for who matches payments.
        "lines": [_line(row, form) for row in found.lines] if finance else [],
    }
    return render(request, "fees/desk.html", page, status=form.status)


def _waiting(fees: list[PartyFee]) -> list[tuple[Any, list[tuple[Case, str]]]]:
    """What the court must settle, each said once, with the cases for which it is: in each case the parties by name."""
    reasons: dict[str, dict[Case, list[str]]] = {}
    for fee in fees:
        reasons.setdefault(fee.waits, {}).setdefault(fee.case, []).append(fee.party.short_name)
    return [
        (WAITS_WORDS[reason], [(case, ", ".join(names)) for case, names in cases.items()])
        for reason, cases in reasons.items()
    ]


def _line(row: Any, form: PageForm) -> dict[str, Any]:
    """A payment to assign; of the one that was refused what was typed stays, with what is wrong."""
    mine = isinstance(form, LineForm) and form.data.get("line") == str(row.pk)
    return {
        "row": row,
        "amount": euros(row.cents),
        "id": form["reference"].auto_id if mine else f"reference-{row.pk}",
        "typed": form.data.get("reference", "") if mine else "",
        "refused": form.complaint if mine else "",
    }


def _unpaid(fee: PartyFee, *, late: bool) -> dict[str, Any]:
    kind, word = STANDING_WORDS["late" if late else "open"]
    return {"fee": fee, "kind": kind, "word": word, "amount": _amount(fee)}


def _amount(fee: PartyFee) -> str:
    return owed_euros(abs(fee.balance), certain=is_certain(fee))
