"""The sheet of a hearing in words: what each entry is called, what it asks, and what may be answered."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from zegel.portal.shared.case_words import words_for
from zegel.portal.shared.hearing_words import APPEARANCE_WORDS, CLAIM_WORDS, DOOR_WORDS
from zegel.proceedings.rules.hearing.fields import Field

ENTRY_WORDS: Final[Mapping[str, Any]] = {
    "call": gettext_lazy("Call the case"),
    "continue": gettext_lazy("Go on with the hearing"),
    "appearance": gettext_lazy("Who appears for %(party)s"),
    "interpreter": gettext_lazy("Interpreter"),
    "detained": gettext_lazy("A party who is detained"),
    "guard": gettext_lazy("Police at the hearing"),
    "longer": gettext_lazy("More time for the hearing"),
    "doors": gettext_lazy("Doors open or closed"),
    "speaking notes": gettext_lazy("Speaking notes handed over"),
    "counterclaim": gettext_lazy("Counterclaim or interim claim handed over"),
    "admissibility": gettext_lazy("Decide whether a counterclaim is admitted"),
    "claim changed": gettext_lazy("The claim is changed"),
    "continuation asked": gettext_lazy("A party asks to go on another day"),
    "grant default": gettext_lazy("Go on without a defendant (default)"),
    "announce clearing": gettext_lazy("The defendant says to appear after all"),
    "appear to clear": gettext_lazy("The defendant appeared after all"),
    "stay away again": gettext_lazy("The defendant stayed away again"),
    "adjourn": gettext_lazy("Adjourn to another day"),
    "set judgment": gettext_lazy("Day and hour of the judgment"),
    "give judgment": gettext_lazy("Give judgment now, aloud"),
}

FIELD_WORDS: Final[Mapping[str, Any]] = {
    "party": gettext_lazy("Which party"),
    "appeared": gettext_lazy("Does this party appear?"),
    "how": gettext_lazy("How"),
    "profession": gettext_lazy("Who the representative is"),
    "shown": gettext_lazy("A power of attorney was shown"),
    "helped": gettext_lazy("Somebody who is no lawyer helps this party"),
    "extract": gettext_lazy("Date of the extract from the trade register"),
    "director": gettext_lazy("A director speaks for the company"),
    "employed": gettext_lazy("Somebody who works there speaks for the company"),
    "appointed": gettext_lazy("The statutes or a power of attorney were shown"),
    "needed": gettext_lazy("Does this party need an interpreter?"),
    "stated": gettext_lazy("What the request states"),
    "asked": gettext_lazy("When it was asked"),
    "written": gettext_lazy("In writing"),
    "motivated": gettext_lazy("With the reason"),
    "granted": gettext_lazy("Does the judge agree?"),
    "doors": gettext_lazy("The doors are"),
    "heard": gettext_lazy("The parties were heard about it"),
    "claim": gettext_lazy("What it is"),
    "sent": gettext_lazy("When it was sent beforehand (leave empty if it was not)"),
    "judge": gettext_lazy("Sent to the judge"),
    "told": gettext_lazy("Sent to"),
    "admitted": gettext_lazy("Is it admitted?"),
    "before": gettext_lazy("Told before the hearing"),
    "served": gettext_lazy("Served in time on who did not appear"),
    "from": gettext_lazy("The sum that was claimed, in euros (only if it is money)"),
    "to": gettext_lazy("The sum that is claimed now"),
    "aid": gettext_lazy("Proof of legal aid was shown now"),
    "in time": gettext_lazy("The writ was served in time"),
    "term": gettext_lazy("The term of summons was kept"),
    "shortened": gettext_lazy("The judge shortened the term"),
    "conditions": gettext_lazy("The judge attached conditions"),
    "limit": gettext_lazy("The judge set a last moment of service"),
    "items": gettext_lazy("The writ states"),
    "exploit": gettext_lazy("The new writ after a move was shown"),
    "willing": gettext_lazy("The defendant wrote to appear at the new day and time"),
    "registrar": gettext_lazy("Sent to the court"),
    "opponent": gettext_lazy("Sent to the opponent"),
    "hearing": gettext_lazy("Day and time of the hearing that follows"),
    "days": gettext_lazy("The unavailable days are given of"),
    "judgment": gettext_lazy("Day and time of the judgment"),
    "aloud": gettext_lazy("Told to the parties now"),
}

_CHOICE_WORDS: Final[Mapping[str, Any]] = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "advocaat": gettext_lazy("a lawyer (advocaat)"),
    "deurwaarder": gettext_lazy("a bailiff (deurwaarder)"),
    "juridisch medewerker vakbond": gettext_lazy("legal staff of a trade union"),
    "juridisch medewerker rechtsbijstandsverzekeraar": gettext_lazy("legal staff of a legal-aid insurer"),
    **APPEARANCE_WORDS,
    **CLAIM_WORDS,
}


def choice_words(field: Field, choice: str) -> str:
    """What may be answered, in words."""
    return words_for(DOOR_WORDS if field.name == "doors" else _CHOICE_WORDS, choice)


GROUP_WORDS: Final[Mapping[str, Any]] = {
    "call": gettext_lazy("Begin"),
    "people": gettext_lazy("Who is there"),
    "arranged": gettext_lazy("Arranged for the hearing"),
    "happens": gettext_lazy("What happens"),
    "ends": gettext_lazy("How it ends"),
}

UNSAID: Final = gettext_lazy("Choose")
