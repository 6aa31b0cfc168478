"""Chapter 2, *aanvraag*: the form, who files it, what it must say."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.sources import RV, article
from zegel.law.texts import Phrases
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, refused, warned

Representation = Literal["lawyer", "authorised representative", "in person"]

FORMS: dict[Matter, str] = {
    "familie": "Aanvraag kort geding",
    "handel": "Aanvraag kort geding",
    "kanton": "Aanvraag kort geding bij de kantonrechter",
}
UNKNOWN = "unknown"
"""What a form says where the applicant states not to know; an empty field says nothing at all."""

NAMES_AND_ADDRESSES = ("claimant name", "claimant address", "defendant name", "defendant address")
CLAIMANT_IN_PERSON = ("claimant telephone", "claimant e-mail")
CLAIMANT_SIDE = (
    "claimant representative name",
    "claimant representative e-mail",
    "claimant representative telephone",
)
DEFENDANT_SIDE = (
    "defendant representative name",
    "defendant representative e-mail",
    "defendant representative telephone",
)
DEFENDANT_ITSELF = ("defendant telephone", "defendant e-mail")
UNAVAILABILITY = ("claimant unavailability", "defendant unavailability")


def form_fits(matter: Matter, form: str) -> Decision:
    """Check that the form is the one for this matter."""
    if form == FORMS[matter]:
        return passed("2.1-a", "the right form", "2.1")
    reason = "for {matter} the form is: {form}"
    return refused("2.1-a", reason, "2.1", override="clerk", matter=matter, form=FORMS[matter])


def may_apply(matter: Matter, filed_by: Representation) -> Decision:
    """Let only a lawyer apply in familie and handel; in kanton also the party or its *gemachtigde*."""
    if matter == "kanton" or filed_by == "lawyer":
        return passed("2.1-b", "may file the application", "2.1")
    return refused("2.1-b", "in {matter} a lawyer files the application", "2.1", matter=matter)


def summons_attached(copies: int) -> Decision:
    """Check that one *(concept-)dagvaarding* comes with the application."""
    if copies == 0:
        return refused("2.1-c", "incomplete: the (draft) writ of summons is missing", "2.1", override="clerk")
    if copies > 1:
        return warned("2.1-c", "one copy of the (draft) writ of summons is enough", "2.1", "3.9")
    return passed("2.1-c", "the (draft) writ of summons is attached", "2.1")


def may_apply_orally(can_wait_for_office: bool, piket_covers: bool) -> Decision:
    """Leave an oral application to the judge where it cannot wait until the office opens."""
    if can_wait_for_office:
        return refused("2.1-d", "an oral application is only for what cannot wait for the office", "2.1")
    if not piket_covers:
        return for_judge(
            "2.1-d", "annex I names no on-call arrangement for this matter at this court", "2.1", "I"
        )
    return for_judge(
        "2.1-d", "apply orally to the judge on call; send form and draft summons directly after", "2.1", "I"
    )


def required_fields(matter: Matter, claimant: Representation) -> Answer[tuple[str, ...]]:
    """List what an application must say; the lines about the defendant's side also count as stated "unknown"."""
    in_person = matter == "kanton" and claimant == "in person"
    contact = CLAIMANT_IN_PERSON if in_person else CLAIMANT_SIDE
    fields = (*NAMES_AND_ADDRESSES, *contact, *DEFENDANT_SIDE, *UNAVAILABILITY)
    rule = "2.2-a" if matter == "kanton" else "2.2-b"
    return answer(rule, fields, "what the application states in {matter}", "2.2", matter=matter)


def application_complete(matter: Matter, claimant: Representation, fields: Mapping[str, str]) -> Decision:
    """Check an application's fields; where the defendant's representative is not known, the defendant's own lines."""
    required = required_fields(matter, claimant)
    names = list(required.value)
    if not any(_known(fields, name) for name in DEFENDANT_SIDE):
        names = [name for name in names if name not in DEFENDANT_SIDE] + list(DEFENDANT_ITSELF)
    missing = [name for name in names if not fields.get(name, "").strip()]
    unknowable = [n for n in names if n.startswith("claimant") and fields.get(n) == UNKNOWN]
    if missing or unknowable:
        listed = Phrases((*missing, *unknowable))
        return refused(
            required.rule,
            "the application does not state: {missing}",
            "2.2",
            override="clerk",
            missing=listed,
        )
    return passed(required.rule, "the application states what it must", "2.2")


def unavailability_within(days: Iterable[date], first: date, last: date) -> Decision:
    """Flag days on which somebody cannot come outside the six weeks after filing."""
    outside = sorted(day for day in days if not first <= day <= last)
    if not outside:
        return passed("2.2-c", "all dates fall in the six weeks after filing", "2.2")
    listed = ", ".join(day.isoformat() for day in outside)
    return warned("2.2-c", "outside the six weeks after filing: {days}", "2.2", override="filer", days=listed)


def request_motivated(request: Literal["urgency", "longer hearing"], asked: bool, reason: str) -> Decision:
    """Require the reason for urgency that justifies deviation, or for a longer hearing."""
    rule, place = ("2.2-d", "2.2") if request == "urgency" else ("10.7", "10.7")
    if asked and not reason.strip():
        return refused(rule, "say why: the request must be motivated", "2.2", place, override="clerk")
    return passed(rule, "nothing to motivate, or motivated", "2.2", place)


def shortening_asked(asked: bool) -> Answer[bool]:
    """Say whether the application asks to shorten the term of summons (117 Rv); it is optional."""
    return answer("2.2-a", asked, "a request to shorten the term of summons", "2.2", article(RV, "117"))


def _known(fields: Mapping[str, str], name: str) -> bool:
    return (fields.get(name) or "").strip() not in {"", UNKNOWN}


ROWS = (
    Row("2.1-a", "2.1", "enforced", form_fits, "application"),
    Row("2.1-b", "2.1", "enforced", may_apply, "application"),
    Row("2.1-c", "2.1", "enforced", summons_attached, "application"),
    Row("2.1-d", "2.1", "enforced", may_apply_orally, "court office: decisions"),
    Row("2.2-a", "2.2", "enforced", application_complete, "application"),
    Row("2.2-b", "2.2", "enforced", required_fields, "application"),
    Row("2.2-a (117 Rv)", "2.2", "computed", shortening_asked, "application"),
    Row("2.2-c", "2.2", "enforced", unavailability_within, "application"),
    Row("2.2-d", "2.2", "enforced", request_motivated, "application"),
)
