"""The acts somebody may do in a case now, each as a form with what the law asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zegel.casefile.queries import Reader
from zegel.law.case_states import Act
from zegel.lib.moments import amsterdam
from zegel.portal.shared.case_words import words_for
from zegel.proceedings.queries import last_act_number
from zegel.proceedings.rules.acts import NOT_BY_NAME, House, Role, act_named, acts_now
from zegel.proceedings.rules.requests import REQUESTS
from zegel.proceedings.rules.summons import ANNOUNCED

DO_WORDS: Final[Mapping[Act, Any]] = {
    "set day": gettext_lazy("Set the day of the hearing"),
    "inform opponent": gettext_lazy("Note that the opponent was told the day"),
    "serve": gettext_lazy("Note that the summons was served"),
    "announce voluntary appearance": gettext_lazy("Note that the defendant comes by himself"),
    "file summons": gettext_lazy("Note that the served summons was filed"),
    "call": gettext_lazy("Call the case"),
    "move": gettext_lazy("Move the hearing"),
    "grant default": gettext_lazy("Go on without the defendant"),
    "announce clearing": gettext_lazy("Note that the defendant appears after all"),
    "adjourn": gettext_lazy("Adjourn the hearing"),
    "continue": gettext_lazy("Go on with the hearing"),
    "appear to clear": gettext_lazy("Note that the defendant appeared after all"),
    "stay away again": gettext_lazy("Note that the defendant stayed away again"),
    "set judgment": gettext_lazy("Set the day of the judgment"),
    "postpone judgment": gettext_lazy("Put the judgment off"),
    "give judgment": gettext_lazy("Give judgment"),
    "issue": gettext_lazy("Send the judgment to the parties"),
    "close": gettext_lazy("Close the case"),
    "withdraw": gettext_lazy("Note that the claimant withdraws"),
    "ask costs decision": gettext_lazy("Note that the defendant asks for the costs"),
    "give costs judgment": gettext_lazy("Decide on the costs"),
    "strike out": gettext_lazy("Strike the case off the list"),
}


ASKS: Final[Mapping[Act, str]] = {"serve": "served", ANNOUNCED: "changed"}
"""The fact by which the law weighs an act of chapter 5."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that is offered: its name, its words, the page of those that have one, and the fact that is asked of it here."""

    name: str
    words: str
    key: UUID
    href: str
    asks: str = ""


def offered(reader: Reader, roles: frozenset[Role], at: datetime) -> dict[str, Any]:
    """What the court may do in a case now; a party acts by what it files."""
    if not reader.court:
        return {"acts": [], "last_act": 0}
    names = [act for act in map(act_named, acts_now(roles, reader.case.state)) if act]
    here = [_offered(act, reader) for act in names if _house(act) not in {"judgment", "fees"}]
    today = f"{amsterdam(at):%Y-%m-%dT%H:%M}"
    return {"acts": here, "last_act": last_act_number(reader), "now_local": today}


def _offered(act: Act, reader: Reader) -> Offered:
    return Offered(act, words_for(DO_WORDS, act), uuid4(), _page_of(act, reader), ASKS.get(act, ""))


def _house(act: Act) -> House | None:
    """Whose pages ask what belongs to an act; those of judgment and fees have their own place on the page of a case."""
    return NOT_BY_NAME[act][0] if act in NOT_BY_NAME else None


def _page_of(act: Act, reader: Reader) -> str:
    """Where an act is done that asks more than a button: at the hearing, planning a day, and deciding on a request."""
    if _house(act) == "hearing":
        return reverse("hearing-sheet", args=[reader.case.pk])
    if act == "set day":
        return reverse("planner-case", args=[reader.case.pk])
    if act in REQUESTS:
        return f"{reverse('planner-request', args=[reader.case.pk])}?{urlencode({'act': act})}"
    return ""
