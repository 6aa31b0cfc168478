"""What a case is called on a page: states, roles, channels, kinds of pieces, acts. The law has the names; these are the words."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, gettext_lazy

from zegel.law.case_states import Act, State

STATE_WORDS: Final[Mapping[State, Any]] = {
    "draft": gettext_lazy("Not filed yet"),
    "applied": gettext_lazy("Asked for; the court sets a day for the hearing"),
    "day set": gettext_lazy("The day of the hearing is known"),
    "opponent informed": gettext_lazy("The opponent was told the day of the hearing"),
    "moved": gettext_lazy("The hearing was moved to another day"),
    "served": gettext_lazy("The summons was served"),
    "voluntary appearance announced": gettext_lazy("The defendant comes without a served summons"),
    "summons filed": gettext_lazy("The summons was filed; the hearing comes next"),
    "called": gettext_lazy("The hearing has begun"),
    "default": gettext_lazy("The defendant did not appear at the hearing"),
    "clearing announced": gettext_lazy("The defendant still wants to appear"),
    "adjourned": gettext_lazy("The hearing goes on at another day"),
    "judgment set": gettext_lazy("The judge will give judgment"),
    "default judgment set": gettext_lazy("The judge will give judgment; the defendant did not appear"),
    "judgment given": gettext_lazy("The judge gave judgment"),
    "issued": gettext_lazy("The judgment was sent to the parties"),
    "closed": gettext_lazy("The case is closed"),
    "withdrawn": gettext_lazy("The claimant withdrew the case"),
    "costs pending": gettext_lazy("Withdrawn; the judge still decides on the costs"),
    "struck out": gettext_lazy("The case was struck off the list and has ended"),
}

ROLE_WORDS: Final = {
    "claimant": gettext_lazy("claimant"),
    "defendant": gettext_lazy("defendant"),
    "joined": gettext_lazy("joined party"),
    "intervening": gettext_lazy("intervening party"),
    "bailiff": gettext_lazy("bailiff"),
    "clerk": gettext_lazy("registry of the court"),
    "planner": gettext_lazy("planning of the court"),
    "registrar": gettext_lazy("court secretary"),
    "judge": gettext_lazy("judge"),
    "court": gettext_lazy("the court"),
}

CHANNEL_WORDS: Final = {
    "digital": gettext_lazy("digitally, by this site"),
    "paper": gettext_lazy("on paper"),
    "veilig mailen": gettext_lazy("by secure mail"),
}

MATTER_WORDS: Final = {
    "handel": gettext_lazy("Commercial case"),
    "familie": gettext_lazy("Family case"),
    "kanton": gettext_lazy("Case before the kantonrechter"),
}

PIECE_WORDS: Final = {
    "aanvraag": gettext_lazy("Application"),
    "voorstel": gettext_lazy("Proposal"),
    "verzoek": gettext_lazy("Request"),
    "opgave": gettext_lazy("Statement of facts asked for"),
    "mededeling": gettext_lazy("Message about the case"),
    "dagvaarding": gettext_lazy("Summons"),
    "conclusie": gettext_lazy("Statement of a party"),
    "eis in reconventie": gettext_lazy("Counterclaim"),
    "incidentele vordering": gettext_lazy("Interim claim"),
    "eisverandering": gettext_lazy("Change of the claim"),
    "spreekaantekeningen": gettext_lazy("Speaking notes"),
    "productie": gettext_lazy("Exhibits"),
    "oproeping": gettext_lazy("Letter with the day of the hearing"),
    "beslissing": gettext_lazy("Decision"),
    "nota griffierecht": gettext_lazy("Notice of the court fee"),
    "bericht van de rechtbank": gettext_lazy("Message of the court"),
    "proces-verbaal": gettext_lazy("Record of the hearing"),
    "vonnis": gettext_lazy("Judgment"),
    "aantekening": gettext_lazy("Note of the court"),
}

ACT_WORDS: Final[Mapping[Act, Any]] = {
    "apply": gettext_lazy("The case was asked for"),
    "set day": gettext_lazy("The court set the day of the hearing"),
    "inform opponent": gettext_lazy("The opponent was told the day"),
    "serve": gettext_lazy("The summons was served by a bailiff"),
    "announce voluntary appearance": gettext_lazy("The defendant said to come without a served summons"),
    "file summons": gettext_lazy("The summons was filed"),
    "call": gettext_lazy("The case was called: the hearing began"),
    "move": gettext_lazy("The judge decided on another day for the hearing"),
    "grant default": gettext_lazy("The judge went on without the defendant, who did not appear"),
    "announce clearing": gettext_lazy("The defendant said to appear after all"),
    "adjourn": gettext_lazy("The judge let the hearing go on at another day"),
    "continue": gettext_lazy("The hearing went on"),
    "appear to clear": gettext_lazy("The defendant appeared after all"),
    "stay away again": gettext_lazy("The defendant stayed away again"),
    "set judgment": gettext_lazy("The judge set the day of the judgment"),
    "postpone judgment": gettext_lazy("The judgment was put off to another day"),
    "give judgment": gettext_lazy("The judge gave judgment"),
    "issue": gettext_lazy("The judgment was sent to the parties"),
    "close": gettext_lazy("The case was closed"),
    "withdraw": gettext_lazy("The claimant withdrew the case"),
    "ask costs decision": gettext_lazy("The defendant asked for a decision on the costs"),
    "give costs judgment": gettext_lazy("The judge decided on the costs"),
    "strike out": gettext_lazy("The case was struck off the list"),
    "correct fee": gettext_lazy("The court fee was corrected"),
}

DATE_WORDS: Final = {"hearing": gettext_lazy("Hearing"), "judgment": gettext_lazy("Judgment")}

_NO_DAY: Final = gettext_lazy("No day set yet")
_NO_NEW_DAY: Final = gettext_lazy("No new day set yet")
_NO_JUDGMENT_DAY: Final = gettext_lazy("The day of the judgment is not set yet")
_GIVEN: Final = gettext_lazy("None: the judgment was given")
NO_DATE_WORDS: Final[Mapping[State, Any]] = {
    "draft": _NO_DAY,
    "applied": _NO_DAY,
    "day set": _NO_DAY,
    "opponent informed": _NO_DAY,
    "moved": _NO_NEW_DAY,
    "served": _NO_DAY,
    "voluntary appearance announced": _NO_DAY,
    "summons filed": _NO_DAY,
    "called": _NO_JUDGMENT_DAY,
    "default": _NO_JUDGMENT_DAY,
    "clearing announced": _NO_NEW_DAY,
    "adjourned": _NO_NEW_DAY,
    "judgment set": _NO_JUDGMENT_DAY,
    "default judgment set": _NO_JUDGMENT_DAY,
    "judgment given": _GIVEN,
    "issued": _GIVEN,
    "closed": gettext_lazy("None: the case is closed"),
    "withdrawn": gettext_lazy("None: the case was withdrawn"),
    "costs pending": gettext_lazy("None: the judge only decides about the costs"),
    "struck out": gettext_lazy("None: the case was struck off the list"),
}
"""What a case that waits for no known moment says instead of it, in each state."""


def words_for(words: Mapping[Any, Any], name: str) -> str:
    """The words of a name; the name itself where there are none."""
    return str(words.get(name, name))


def task_words(what: str) -> str:
    """What somebody must do, as a sentence; `what` is a duty of `law.rules.duties`."""
    text = gettext(what)
    return text[:1].upper() + text[1:]
