"""What somebody must do because something happened: every task of the regulation in one table.

`due` is how soon in the words of the regulation: "directly", "as soon as possible", or the name of a term that
`zegel.law.terms` computes ("4.2"). Who watches the tasks is not the law's business.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zegel.law.courts import MATTERS, Matter
from zegel.law.sources import PR, Article, article
from zegel.law.verdicts import Row

Event = Literal[
    "applied orally", "day set", "day set at short notice", "filed", "mailed", "filed digitally", "recording mailed",
    "summons mailed", "served", "called", "defendant appeared", "aid applied for", "aid refused or withdrawn",
    "claim increased", "channel changed", "placed in dossier", "opponent litigates digitally", "withdrawn",
    "withdrawn orally", "withdrawn after notice", "move decided", "move granted to claimant", "default to be cleared",
    "judgment written", "judgment oral", "judgment short", "voluntary draft changed",
]  # fmt: skip
Who = Literal["claimant", "defendant", "party", "sender", "applicant", "registrar", "judge", "court"]

DIRECTLY = "directly"
SOON = "as soon as possible"


@dataclass(frozen=True, slots=True)
class Duty:
    """Who must do what, how soon, by which article; in every matter unless some are named."""

    event: Event
    who: Who
    what: str
    due: str
    place: str
    matters: tuple[Matter, ...] = MATTERS

    @property
    def article(self) -> Article:
        """Cite the article."""
        return article(PR, self.place)


NO_KANTON: tuple[Matter, ...] = ("familie", "handel")

DUTIES = (
    Duty("applied orally", "claimant", "send form and (draft) summons with productions", DIRECTLY, "2.1"),
    Duty("filed", "sender", "send a copy to the opponent and the other parties", DIRECTLY, "3.10"),
    Duty(
        "mailed",
        "sender",
        "send the pieces relied on by post or hand them in, saying they were mailed",
        DIRECTLY,
        "3.3",
    ),
    Duty("summons mailed", "claimant", "send the served writ by post or hand it in", DIRECTLY, "5.3"),
    Duty("filed digitally", "court", "confirm receipt automatically", DIRECTLY, "3.6"),
    Duty(
        "recording mailed",
        "sender",
        "upload a message in Mijn Rechtspraak that announces it",
        DIRECTLY,
        "3.5",
    ),
    Duty("day set", "court", "tell the claimant's side day, time and both numbers", SOON, "4.2"),
    Duty(
        "day set",
        "claimant",
        "tell the defendant day and time, with draft summons and form or letter",
        "4.2",
        "4.2",
    ),
    Duty(
        "day set at short notice",
        "claimant",
        "tell the defendant, with draft summons and productions",
        DIRECTLY,
        "4.3",
    ),
    Duty("day set at short notice", "judge", "set the last day and time of service", DIRECTLY, "4.3"),
    Duty("served", "claimant", "file a copy of the served writ with productions", "5.3", "5.3"),
    Duty(
        "voluntary draft changed",
        "claimant",
        "send the draft to judge and defendant before the hearing",
        SOON,
        "5.4",
    ),
    Duty("called", "claimant", "pay the fee", "7.1", "7.1"),
    Duty("defendant appeared", "defendant", "pay the fee", "7.1", "7.1", NO_KANTON),
    Duty("aid applied for", "party", "file the definitive grant of legal aid", "7.4", "7.4"),
    Duty("aid refused or withdrawn", "party", "pay the full fee", "7.5", "7.5"),
    Duty("claim increased", "claimant", "pay the higher fee", "7.7", "7.7"),
    Duty("channel changed", "court", "confirm the change to all parties, with its date", SOON, "1.6"),
    Duty("placed in dossier", "court", "notify every digital party that gave an address", DIRECTLY, "1.9"),
    Duty(
        "opponent litigates digitally",
        "court",
        "tell a party that asks how to inspect the dossier",
        SOON,
        "1.7",
    ),
    Duty("withdrawn orally", "claimant", "confirm the withdrawal in writing", SOON, "8.2"),
    Duty(
        "withdrawn after notice", "claimant", "tell the withdrawal to all who knew the date", DIRECTLY, "8.2"
    ),
    Duty("withdrawn", "defendant", "say whether a decision on costs is wanted", "8.1", "8.1"),
    Duty("move decided", "court", "tell the decision in writing to the representatives known", SOON, "9.3"),
    Duty("move decided", "applicant", "tell a party or representative not on the form", SOON, "9.3"),
    Duty(
        "move granted to claimant",
        "claimant",
        "summon the defendant by exploot for the new date",
        SOON,
        "9.4",
    ),
    Duty(
        "default to be cleared",
        "registrar",
        "ask all parties for unavailable days, set a continuation",
        SOON,
        "11.4",
    ),
    Duty("judgment written", "registrar", "send a copy to the parties that appeared", DIRECTLY, "12.3"),
    Duty("judgment oral", "registrar", "give the parties a copy of the record", "12.3", "12.3"),
    Duty("judgment short", "registrar", "give a copy of the worked-out judgment", "12.4", "12.4"),
)


def duties_after(event: Event, matter: Matter) -> Iterator[Duty]:
    """Give the duties that an event brings in a matter, in the order of the regulation."""
    return (duty for duty in DUTIES if duty.event == event and matter in duty.matters)


ROWS = (
    Row("1.6-b (duty)", "1.6", "computed", duties_after, "case: parties", "channel changed"),
    Row(
        "1.9-a (duty)",
        "1.9",
        "computed",
        duties_after,
        "case file",
        "placed in dossier",
        done_by="zegel.casefile.actions.publication.announce",
    ),
    Row("2.1-d (duty)", "2.1", "computed", duties_after, "court office: tasks", "applied orally"),
    Row("3.3-a (duty)", "3.3", "computed", duties_after, "filing", "mailed"),
    Row("3.5-b (duty)", "3.5", "computed", duties_after, "filing", "recording mailed"),
    Row(
        "3.10-a (duty)",
        "3.10",
        "computed",
        duties_after,
        "filing",
        "filed",
        done_by="zegel.filing.rules.check_filing",
    ),
    Row("4.2-b (duty)", "4.2", "computed", duties_after, "case: terms", "day set"),
    Row("5.3-a (duty)", "5.3", "computed", duties_after, "case: terms", "served"),
    Row("5.4-a (duty)", "5.4", "computed", duties_after, "case: terms", "voluntary draft changed"),
    Row("7.1-a (duty)", "7.1", "computed", duties_after, "fees", "called"),
    Row("7.1-b (duty)", "7.1", "computed", duties_after, "fees", "defendant appeared"),
    Row("7.4 (duty)", "7.4", "computed", duties_after, "fees", "aid applied for"),
    Row("7.5-b (duty)", "7.5", "computed", duties_after, "fees", "aid refused or withdrawn"),
    Row("7.7 (duty)", "7.7", "computed", duties_after, "fees", "claim increased"),
    Row("8.1-b (duty)", "8.1", "computed", duties_after, "case: withdraw", "withdrawn"),
    Row("8.2-a (duty)", "8.2", "computed", duties_after, "case: withdraw", "withdrawn orally"),
    Row("9.3 (duty)", "9.3", "computed", duties_after, "court office: tasks", "move decided"),
    Row("9.4 (duty)", "9.4", "computed", duties_after, "court office: tasks", "move granted to claimant"),
    Row("12.3-a (duty)", "12.3", "computed", duties_after, "court office: tasks", "judgment written"),
)
