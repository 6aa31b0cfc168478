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
from zegel.fees.queries import Confirmed, confirmed_lines
from zegel.fees.rules.reckoning import line_name
from zegel.law.fees import Amount, Bracket, Evidence, Person, Tariff, tariffs
from zegel.lib.moments import now
from zegel.portal.shared.fee_words import euros
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

_PEOPLE: Final[tuple[Person, ...]] = ("legal", "natural")
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
    """An amount with the kind of its mark and the words of it, and who of this court confirmed it last."""

    amount: str
    kind: str
    words: str
    confirmed: Confirmed | None = None

    @property
    def other(self) -> str:
        """The confirmed amount, where it is another one."""
        told = euros(self.confirmed.cents) if self.confirmed else ""
        return told if told != self.amount else ""


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
    by_line = confirmed_lines(current_principal(request), found.year, at=now())
    page = {
        "tariff": found,
        "years": [tariff.year for tariff in known],
        "groups": _groups(found, by_line),
        "indigent": _cell(found.indigent, _last_indigent(by_line)),
    }
    return render(request, "fees/tariffs.html", page | _origin(found))


def _last_indigent(by_line: Mapping[str, Confirmed]) -> Confirmed | None:
    """The last confirmation of what who cannot pay owes: one amount, on whichever line it was met."""
    found = [told for line, told in by_line.items() if line.endswith(" indigent")]
    return max(found, key=lambda told: told.at, default=None)


def _origin(tariff: Tariff) -> dict[str, object]:
    """Where the amounts come from, in the language of the reader."""
    sources = [_(source) for source in tariff.sources]
    return {
        "instrument": _(tariff.instrument),
        "sources": sources,
        "note": _(tariff.note) if tariff.note else "",
    }


def _groups(tariff: Tariff, by_line: Mapping[str, Confirmed]) -> list[tuple[Any, list[Line]]]:
    """The lines by judge, as they stand in the tariff."""
    judges: dict[str, list[Line]] = {}
    for bracket in tariff.brackets:
        told = {person: by_line.get(line_name(tariff.year, bracket, person)) for person in _PEOPLE}
        line = Line(
            _claim(bracket), _cell(bracket.legal, told["legal"]), _cell(bracket.natural, told["natural"])
        )
        judges.setdefault(bracket.judge, []).append(line)
    return [(_JUDGES.get(judge, judge), lines) for judge, lines in judges.items()]


def _claim(bracket: Bracket) -> str:
    if bracket.up_to is None:
        return _("Undetermined value") if bracket.undetermined else _("More than that")
    claim = _("Up to and including %(amount)s") % {"amount": euros(int(bracket.up_to) * 100)}
    if not bracket.undetermined:
        return claim
    return _("Undetermined value, or %(claim)s") % {"claim": claim.lower()}


def _cell(amount: Amount, confirmed: Confirmed | None) -> Cell:
    kind = "ok" if amount.verified or confirmed else "warning"
    return Cell(euros(amount.euros * 100), kind, str(_READ[amount.evidence]), confirmed)
