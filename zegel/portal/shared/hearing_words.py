"""What is noted at a hearing, in words: the names of entries, their facts, and a record as one sentence."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.portal.shared.case_words import words_for
from zegel.portal.shared.moments import moment
from zegel.proceedings.rules.hearing.facts import kept_moment

AT_ONCE: Final = timedelta(minutes=1)
"""What arrives within it was noted with a connection."""

APPEARANCE_WORDS: Final = {
    "in person": gettext_lazy("in person"),
    "with lawyer": gettext_lazy("with a lawyer"),
    "authorised representative": gettext_lazy("by a representative who is no lawyer"),
    "holder of a power of attorney": gettext_lazy("by somebody with a power of attorney"),
}

CLAIM_WORDS: Final = {
    "counterclaim": gettext_lazy("counterclaim"),
    "incidental claim": gettext_lazy("interim claim"),
}

DOOR_WORDS: Final = {
    "open": gettext_lazy("The doors are open"),
    "closed": gettext_lazy("The doors are closed"),
    "partly closed": gettext_lazy("The doors are closed for a part of the hearing"),
}

_SENTENCES: Final[Mapping[tuple[str, str], Any]] = {
    ("appearance", "yes"): gettext_lazy("%(party)s appeared, %(how)s"),
    ("appearance", "no"): gettext_lazy("%(party)s did not appear"),
    ("interpreter", "yes"): gettext_lazy("%(party)s brings an interpreter, at its own cost"),
    ("interpreter", "no"): gettext_lazy("%(party)s needs no interpreter"),
    ("detained", ""): gettext_lazy("%(party)s asked to be brought from detention"),
    ("guard", "yes"): gettext_lazy("%(party)s asked for the police of the court; the judge agreed"),
    ("guard", "no"): gettext_lazy("%(party)s asked for the police of the court; the judge did not agree"),
    ("longer", "yes"): gettext_lazy("%(party)s asked for more time; the judge agreed"),
    ("longer", "no"): gettext_lazy("%(party)s asked for more time; the judge did not agree"),
    ("speaking notes", ""): gettext_lazy("%(party)s handed over speaking notes"),
    ("counterclaim", ""): gettext_lazy("%(party)s handed over a %(claim)s"),
    ("admissibility", "yes"): gettext_lazy("The judge admits the %(claim)s of %(party)s"),
    ("admissibility", "no"): gettext_lazy("The judge does not admit the %(claim)s of %(party)s"),
    ("claim changed", ""): gettext_lazy("%(party)s changed the claim"),
    ("continuation asked", ""): gettext_lazy("It was asked to go on with the hearing on another day"),
}
_ANSWERS: Final = {
    "appearance": "appeared",
    "interpreter": "needed",
    "guard": "granted",
    "longer": "granted",
    "admissibility": "admitted",
}
"""The fact by which the sentence of a record is chosen."""


def record_sentence(kind: str, facts: Mapping[str, Any], party: str) -> str:
    """A record as one sentence."""
    if kind == "doors":
        return words_for(DOOR_WORDS, str(facts.get("doors", "")))
    answer = str(facts.get(_ANSWERS.get(kind, ""), ""))
    how = str(facts.get("how", ""))
    words = {
        "party": party,
        "how": words_for(APPEARANCE_WORDS, how) if how else "",
        "claim": words_for(CLAIM_WORDS, str(facts.get("claim", ""))),
    }
    sentence = str(_SENTENCES.get((kind, answer), kind)) % words
    return sentence.rstrip(" ,") + _more(kind, facts)


def _more(kind: str, facts: Mapping[str, Any]) -> str:
    """What stands behind the sentence: amounts, or when something was sent or asked."""
    if kind == "claim changed" and facts.get("from") and facts.get("to"):
        amounts = {"before": _euros(facts["from"]), "after": _euros(facts["to"])}
        return " " + _("(from %(before)s to %(after)s)") % amounts
    asked = kept_moment(facts.get("asked") or facts.get("sent"))
    if asked is None:
        return ""
    return " " + (_("(sent on %(moment)s)") % {"moment": moment(asked)})


def _euros(kept: object) -> str:
    whole, _point, cents = str(kept).partition(".")
    grouped = f"{int(whole or 0):,}".replace(",", ".")
    return f"€\N{NO-BREAK SPACE}{grouped}" + (f",{cents:0<2}" if cents else "")
