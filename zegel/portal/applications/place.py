"""At which court one applies, and in what kind of case, read from an address; and what the form must know of that place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.filing.queries import Desk, desk_at
from zegel.filing.rules import Place, place_of
from zegel.law.calendar import atw_calendar
from zegel.law.courts import Duration, duration, piket
from zegel.law.rules.applications import six_weeks
from zegel.law.rules.chapter_01 import matter_of, office_open, within_scope
from zegel.law.rules.chapter_02 import FORMS, may_apply_orally
from zegel.law.rules.duties import duties_after
from zegel.lib.moments import amsterdam
from zegel.lib.refusals import Refusal
from zegel.portal.shared.composer import desk_for_composer
from zegel.portal.shared.filing_words import MATTERS, matter_options, places
from zegel.portal.shared.law_words import Said, said, sentence

KORT_GEDING: Final = "kort geding"
PROCEEDINGS: Final[Mapping[str, Any]] = {
    KORT_GEDING: gettext_lazy("Summary proceedings (kort geding)"),
    "deurwaarderskortgeding": gettext_lazy(
        "A bailiff's own question about enforcement (deurwaarderskortgeding)"
    ),
    "verzoekschrift": gettext_lazy("A petition (verzoekschrift)"),
}
"""What people ask for here, and what the law calls it (art. 1.1)."""


@dataclass(slots=True)
class Asked:
    """What somebody chose, what is wrong with it, and the place that follows."""

    values: dict[str, str]
    proceedings: str = KORT_GEDING
    errors: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    desk: Desk | None = None

    @property
    def summary(self) -> list[dict[str, str]]:
        """The errors for the list above the form."""
        return [{"id": key, "text": text} for key, text in self.errors.items()]


def read(query: Mapping[str, str], on: date) -> Asked:
    """Read the choice. Who has chosen nothing yet has nothing missing."""
    asked = Asked({name: query.get(name, "").replace("\0", "")[:120].strip() for name in ("place", "matter")})
    if query.get("proceedings") in PROCEEDINGS:
        asked.proceedings = query["proceedings"]
    if not any(asked.values.values()) and "place" not in query:
        return asked
    scope = within_scope(asked.proceedings)
    if scope.blocks:
        asked.errors["proceedings"] = _("{reason}. Ask the court how to begin it (art. 1.1).").format(
            reason=sentence(scope.reason, scope.params)
        )
    if "/" not in asked.values["place"]:
        asked.errors["place"] = _("Choose a court")
    if asked.values["matter"] not in MATTERS:
        asked.errors["matter"] = _("Choose the kind of case")
    if asked.errors:
        return asked
    slug, _slash, location = asked.values["place"].partition("/")
    try:
        asked.place = place_of(slug, location, asked.values["matter"], on)
    except Refusal as refusal:
        where = "place" if refusal.field == "court" else "matter"
        asked.errors[where] = refusal.words(_)
        return asked
    asked.desk = desk_at(slug, location, asked.place.matter)
    return asked


def at_desk(desk: Desk, on: date) -> Asked:
    """The place of a desk, for who works there and chooses nothing."""
    place = place_of(desk.court, desk.location, desk.matter, on)
    return Asked({"place": f"{desk.court}/{desk.location}", "matter": desk.matter}, place=place, desk=desk)


def choices(asked: Asked) -> dict[str, Any]:
    """What there is to choose from, with what was chosen."""
    proceedings = [
        {"value": value, "label": label, "checked": value == asked.proceedings}
        for value, label in PROCEEDINGS.items()
    ]
    return {"places": places(), "matters": matter_options(asked.values["matter"]), "proceedings": proceedings}


def for_form(asked: Asked, at: datetime) -> dict[str, Any]:
    """What the form in the browser must know of the place; it is sealed with the draft."""
    place, desk = asked.place, asked.desk
    assert place is not None
    assert desk is not None
    on = amsterdam(at).date()
    first, last = six_weeks(on)
    return {
        "court": place.court.slug,
        "courtName": place.court.name,
        "location": place.location,
        "matter": place.matter,
        "matterName": str(MATTERS[place.matter][0]),
        "form": FORMS[place.matter],
        "line": place.line,
        "usual": _minutes(duration(place.court, place.matter, on, place.location)),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "desk": desk_for_composer(desk, place.court.name),
    }


def office(at: datetime) -> Said:
    """Whether the registry answers the telephone now (1.3): then it can be called itself."""
    here = amsterdam(at)
    found = office_open(atw_calendar().is_ordinary(here.date()), here.time())
    return said(found, _("The office is open now.") if found.value else _("The office is closed now."))


def oral(place: Place, on: date) -> dict[str, Any]:
    """What the law says of applying by telephone here (art. 2.1), whom to call, and what must follow directly."""
    found = piket(place.court, place.matter, on)
    decision = may_apply_orally(can_wait_for_office=False, piket_covers=found is not None)
    return {
        "verdict": sentence(decision.reason, decision.params),
        "piket": found,
        "court": place.court.name,
        "matter": said(matter_of(place.matter == "kanton", place.matter == "familie")),
        "duties": [sentence(duty.what, {}) for duty in duties_after("applied orally", place.matter)],
    }


def _minutes(usual: Duration | None) -> list[int]:
    """The usual length of a hearing by annex III; empty where the court decides each time."""
    return sorted(set(usual.minutes)) if usual and not usual.per_case else []
