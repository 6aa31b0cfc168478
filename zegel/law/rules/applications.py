"""What the law says of an application for a hearing as a whole (*aanvraag*, chapter 2): every rule that bears on it, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zegel.law.courts import Court, DigitalActor, Matter, may_litigate_digitally
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_02 import (
    Representation,
    application_complete,
    form_fits,
    may_apply,
    request_motivated,
    summons_attached,
    unavailability_within,
)
from zegel.law.terms import compute

_ACTORS: Final[dict[Representation, DigitalActor]] = {
    "lawyer": "lawyer",
    "authorised representative": "authorised representative",
    "in person": "claimant in person",
}

_REASON: Final = {None: "", False: "", True: "given"}
"""The rule asks for the words; that there are some is all that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of an application without a word of what it says.

    `stated` says of each field of art. 2.2 that it is filled in ("stated"), stated to be unknown ("unknown") or empty.
    `urgency` and `longer` are None where nothing is asked, else whether a reason is given. `picked_outside` are days of
    *verhinderdata* outside the six weeks.
    """

    court: Court
    matter: Matter
    form: str
    filed_by: Representation
    digital: bool
    stated: Mapping[str, str]
    summons: int
    urgency: bool | None
    longer: bool | None
    picked_outside: tuple[date, ...]


def six_weeks(filed: date) -> tuple[date, date]:
    """The first and last day that unavailable days are about (art. 2.2)."""
    found = compute("2.2", {"filed": filed})
    assert found.since is not None
    assert isinstance(found.value, date)
    return found.since, found.value


def may_file_digitally(court: Court, matter: Matter, filed_by: Representation, on: date) -> Decision:
    """Whether who applies may do so digitally at this court (art. 1.4, annex VII); paper and Veilig Mailen stay open."""
    return may_litigate_digitally(court, matter, _ACTORS[filed_by], on)


def application_decisions(told: Told, on: date) -> list[Decision]:
    """Every decision about an application filed on a day, in the order of the articles; those that pass as well."""
    first, last = six_weeks(on)
    digital = [may_file_digitally(told.court, told.matter, told.filed_by, on)] if told.digital else []
    return [
        *digital,
        form_fits(told.matter, told.form),
        may_apply(told.matter, told.filed_by),
        summons_attached(told.summons),
        application_complete(told.matter, told.filed_by, told.stated),
        unavailability_within(told.picked_outside, first, last),
        request_motivated("urgency", told.urgency is not None, _REASON[told.urgency]),
        request_motivated("longer hearing", told.longer is not None, _REASON[told.longer]),
    ]
