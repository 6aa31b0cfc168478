"""The question "what do you file, and where?", read from an address; its answer is a place and a desk, or words why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.filing.queries import Desk, desk_at
from zegel.filing.rules import KINDS, Facts, Kind, Place, is_piece, place_of, subject_of
from zegel.law.numbers import Refused, parse_case_number
from zegel.lib.refusals import Refusal
from zegel.portal.shared.composer import desk_for_composer
from zegel.portal.shared.filing_words import MATTERS, matter_options, options, places

KIND_NAMES: Final = {
    "application": (gettext_lazy("A new case"), gettext_lazy("The application with the draft summons (art. 2.1). In commercial and family cases a lawyer files it")),
    "summons": (gettext_lazy("Summons"), gettext_lazy("The served summons, with or without exhibits (art. 5.3)")),
    "answer": (gettext_lazy("Another document with your position"), gettext_lazy("For example a reply. A counterclaim in a commercial or family case needs a lawyer (art. 6.1)")),
    "exhibits": (gettext_lazy("Exhibits only"), gettext_lazy("Evidence that belongs to an earlier document (art. 3.14)")),
    "message": (gettext_lazy("A message about the case"), gettext_lazy("For example dates on which you cannot come; no paper follows")),
}  # fmt: skip


"""What a filing is called once it is one: nobody's question any more, and read by both ends."""


@dataclass(slots=True)
class Asked:
    """What somebody filled in, what is wrong with it, and what follows from it."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    place: Place | None = None
    desk: Desk | None = None
    subject: str = ""

    @property
    def query(self) -> str:
        """The same question as an address."""
        return urlencode({key: value for key, value in self.values.items() if value})

    @property
    def summary(self) -> list[dict[str, str]]:
        """The errors for the list above the form."""
        return [{"id": key, "text": text} for key, text in self.errors.items()]


def read(query: Mapping[str, str], on: date) -> Asked:
    """Read a question. Only the form itself is told what is missing, not a link that chooses a court or a case."""
    names = ("place", "matter", "kind", "number")
    asked = Asked({name: query.get(name, "").replace("\0", "")[:120].strip() for name in names})
    if "kind" not in query and not {"place", "number"} <= query.keys():
        return asked
    _missing(asked)
    if not asked.errors:
        _answer(asked, on)
    return asked


def _missing(asked: Asked) -> None:
    values, errors = asked.values, asked.errors
    if values["kind"] not in KINDS:
        errors["kind"] = _("Choose what you file")
    elif values["kind"] != "application" and not values["number"]:
        errors["number"] = _(
            "Fill in the case number. It is in the court's letter or in the summons (VI 6.4)."
        )
    elif values["kind"] == "application" and values["number"]:
        errors["number"] = _(
            "A new case has no number yet: leave this empty, or choose what you file in that case."
        )
    if values["number"] and isinstance(parse_case_number(values["number"]), Refused):
        errors["number"] = _not_a_number(values["number"])
    if "/" not in values["place"]:
        errors["place"] = _("Choose a court")
    if values["matter"] not in MATTERS:
        errors["matter"] = _("Choose the kind of case")


def _not_a_number(typed: str) -> str:
    read_ = parse_case_number(typed)
    near = ", ".join(read_.suggestions) if isinstance(read_, Refused) else ""
    if near:
        return _("This is not a case number. Did you mean %(near)s?") % {"near": near}
    return _("This is not a case number, such as C/13/123456 or 12345678.")


def _answer(asked: Asked, on: date) -> None:
    slug, _slash, location = asked.values["place"].partition("/")
    facts = facts_of(asked)
    try:
        asked.place = place_of(slug, location, facts.matter, on)
        asked.subject = subject_of(facts)
    except Refusal as refusal:
        where = {"court": "place", "number": "number"}.get(refusal.field, "matter")
        asked.errors[where] = refusal.words(_)
        return
    asked.desk = desk_at(slug, location, facts.matter)


def facts_of(asked: Asked) -> Facts:
    """The question as the filing knows it. Another court's number is no obstacle here: the composer asks why."""
    slug, _slash, location = asked.values["place"].partition("/")
    kind: Kind = next(known for known in KINDS if known == asked.values["kind"])
    return Facts(
        slug, location, asked.values["matter"], kind, asked.values["number"],
        secret=False, copies="not-due", acknowledged=("VI-6.1",),
    )  # fmt: skip


def choices(asked: Asked) -> dict[str, Any]:
    """What there is to choose from, with what was chosen."""
    values = asked.values
    return {
        "places": places(),
        "matters": matter_options(values["matter"]),
        "kinds": options(KIND_NAMES, values["kind"]),
    }


def for_composer(asked: Asked) -> dict[str, Any]:
    """What the assistant in the browser must know of the place; it is sealed with the draft."""
    place, desk = asked.place, asked.desk
    assert place is not None
    assert desk is not None
    number = "" if asked.values["kind"] == "application" else asked.subject
    return {
        "court": place.court.slug,
        "courtName": place.court.name,
        "location": place.location,
        "matter": place.matter,
        "matterName": str(MATTERS[place.matter][0]),
        "kind": asked.values["kind"],
        "kindName": str(KIND_NAMES[asked.values["kind"]][0]),
        "piece": is_piece(asked.values["kind"]),
        "number": number,
        "subject": asked.subject,
        "otherCourt": _other_court(asked),
        "line": place.line,
        "postal": desk.postal,
        "counter": desk.counter,
        "box": desk_for_composer(desk, place.court.name),
    }


def _other_court(asked: Asked) -> str:
    """The court whose code the number carries, where that is another one."""
    facts = facts_of(asked)
    try:
        subject_of(
            Facts(
                facts.court,
                facts.location,
                facts.matter,
                facts.kind,
                facts.number,
                secret=False,
                copies="here",
            )
        )
    except Refusal as refusal:
        return str(refusal.details.get("court", ""))
    return ""
