"""The tariffs by year, for who works at a court: every amount, where it was read, and whether that was the official tariff (art. 7.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zegel.boxes.queries import court_of_box, memberships
from zegel.law.fees import Amount, Bracket, Evidence, Tariff, tariffs
from zegel.lib.moments import now
from zegel.portal.shared.fee_words import euros
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user

_JUDGES: Final[Mapping[str, Any]] = {
    "kantonrechter": gettext_lazy("Before the subdistrict court (kanton)"),
    "voorzieningenrechter": gettext_lazy("Commercial and family cases"),
}
_READ: Final[Mapping[Evidence, Any]] = {
    "official": gettext_lazy("read in the official tariff"),
    "agreeing": gettext_lazy("to be confirmed: several public sources say so"),
    "single": gettext_lazy("to be confirmed: one public source says so"),
    "derived": gettext_lazy("to be confirmed: it was only reckoned"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount with the kind of its mark and the words of it."""

    amount: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a tariff: for which claims, and what a company and a person pay."""

    claim: str
    legal: Cell
    natural: Cell


@access(Access.WORK)
@require_safe
def years(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The tariff of a year, or the newest."""
    if not any(court_of_box(each.box) for each in memberships(current_user(request), at=now())):
        raise Http404
    known = tariffs()
    found = next((tariff for tariff in reversed(known) if year in {None, tariff.year}), None)
    if found is None:
        raise Http404
    page = {"tariff": found, "years": [tariff.year for tariff in known], "groups": _groups(found)}
    return render(request, "fees/tariffs.html", page | _origin(found) | {"indigent": _cell(found.indigent)})


def _origin(tariff: Tariff) -> dict[str, object]:
    """Where the amounts come from, in the language of the reader."""
    sources = [_(source) for source in tariff.sources]
    return {
        "instrument": _(tariff.instrument),
        "sources": sources,
        "note": _(tariff.note) if tariff.note else "",
    }


def _groups(tariff: Tariff) -> list[tuple[Any, list[Line]]]:
    """The lines by judge, as they stand in the tariff."""
    judges = dict.fromkeys(bracket.judge for bracket in tariff.brackets)
    return [
        (_JUDGES.get(judge, judge), [_line(bracket) for bracket in tariff.brackets if bracket.judge == judge])
        for judge in judges
    ]


def _line(bracket: Bracket) -> Line:
    if bracket.up_to is None:
        claim = _("Undetermined value") if bracket.undetermined else _("More than that")
    else:
        claim = _("Up to and including %(amount)s") % {"amount": euros(int(bracket.up_to) * 100)}
        claim = (
            _("Undetermined value, or %(claim)s") % {"claim": claim.lower()}
            if bracket.undetermined
            else claim
        )
    return Line(claim, _cell(bracket.legal), _cell(bracket.natural))


def _cell(amount: Amount) -> Cell:
    kind = "ok" if amount.verified else "warning"
    return Cell(euros(amount.euros * 100), kind, str(_READ[amount.evidence]))
