"""The letter with the day of the hearing (art. 4.2): what the registry knows, in the court's own words, as PDF/A."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.casefile.queries import Case, PartyNow, parties_of
from zegel.law.courts import court
from zegel.law.rules.chapter_04 import term_shortened
from zegel.law.terms import compute
from zegel.lib.moments import amsterdam
from zegel.planning.queries import LetterText, Room
from zegel.planning.rules.letters import CLOSING, OPENING, filled
from zegel.planning.rules.slots import Wish, earliest_day
from zegel.portal.planner.forms import CONDITION_WORDS
from zegel.portal.shared.moments import moment
from zegel.portal.shared.typesetting import typeset

TEMPLATE = Path(__file__).parent / "templates" / "planner" / "letter.typ"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the letter is about."""

    case: Case
    starts: datetime
    minutes: int
    room: Room | None
    wish: Wish
    conditions: tuple[str, ...]
    service_until: datetime | None
    text: LetterText | None
    former: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What a letter is about that tells what became of a hearing or case without a new day."""

    case: Case
    act: str
    former: datetime | None


_CHANGES: Final = {
    "withdraw": gettext_lazy("The claimant withdrew the case. The hearing does not take place (art. 8.1)."),
    "strike out": gettext_lazy("The judge struck the case off the list. It has ended (art. 13)."),
    "ask costs decision": gettext_lazy(
        "The defendant asked for a decision on the costs. The judge will decide (art. 8.1)."
    ),
}


def letter_pdf(facts: LetterFacts, at: datetime) -> bytes:
    """The letter, in the language of the court.

    Raises:
        LawError: a term leaves the calendar.
    """
    with translation.override("nl"):
        told = letter_words(facts, at)
    return typeset(TEMPLATE, {"told": json.dumps(told)})


def change_pdf(facts: ChangeFacts, at: datetime) -> bytes:
    """The letter that a case was withdrawn, struck out, or goes on about its costs, in the language of the court.

    Raises:
        LawError: a term leaves the calendar.
    """
    with translation.override("nl"):
        return typeset(TEMPLATE, {"told": json.dumps(_change_words(facts, at))})


def _change_words(facts: ChangeFacts, at: datetime) -> dict[str, Any]:
    case, parties = facts.case, parties_of(facts.case, at)
    duties = []
    if facts.act == "withdraw" and facts.former:
        summoned = {"summoned": amsterdam(facts.former).date().isoformat()}
        words = _(
            "Defendant: tell the claimant and the judge at the latest on %(day)s if you want a decision on the costs (art. 8.1)."
        )
        duties.append(words % {"day": _term("8.1", summoned)})
    former = [[_("The hearing was on"), moment(facts.former)]] if facts.former else []
    return {
        "language": translation.get_language() or "nl",
        "title": _("Change in your case"),
        "court": court(case.court).name,
        "made": _("Date: %(day)s") % {"day": _day(amsterdam(at).date())},
        "opening": [str(_CHANGES[facts.act])],
        "closing": [],
        "facts": [*_case_rows(case, parties), *former],
        "conditions_title": "",
        "conditions": [],
        "duties_title": _("What the parties must do"),
        "duties": duties,
    }


def _case_rows(case: Case, parties: list[PartyNow]) -> list[list[str]]:
    return [
        [_("Case number"), case.number],
        [_("Number of the summary proceedings"), case.summary_number],
        [_("Claimant"), _names(parties, "claimant")],
        [_("Defendant"), _names(parties, "defendant")],
    ]


def letter_words(facts: LetterFacts, at: datetime) -> dict[str, Any]:
    """Every word on the paper, in the language that is active."""
    case, parties = facts.case, parties_of(facts.case, at)
    known = _known(facts, parties)
    text = facts.text
    shortened = term_shortened(amsterdam(facts.starts).date(), earliest_day(facts.wish)).value
    return {
        "language": translation.get_language() or "nl",
        "title": _("New day of the hearing") if facts.former else _("Day of the hearing"),
        "court": court(case.court).name,
        "made": _("Date: %(day)s") % {"day": _day(amsterdam(at).date())},
        "opening": filled(text.opening if text else OPENING, known),
        "closing": filled(text.closing if text else CLOSING, known),
        "facts": [
            *_case_rows(case, parties),
            *([[_("The hearing was on"), moment(facts.former)]] if facts.former else []),
            [_("New day and time") if facts.former else _("Day and time"), moment(facts.starts)],
            [_("Place"), _place(facts)],
            [_("Expected to take"), _("%(minutes)s minutes") % {"minutes": facts.minutes}],
        ],
        "conditions_title": _("Conditions of the judge (art. 4.1)"),
        "conditions": [str(CONDITION_WORDS[name]) for name in facts.conditions],
        "duties_title": _("What the parties must do"),
        "duties": _duties(facts, at, shortened=shortened),
    }


def _known(facts: LetterFacts, parties: list[PartyNow]) -> dict[str, str]:
    return {
        "day": _day(amsterdam(facts.starts).date()),
        "time": f"{amsterdam(facts.starts):%H:%M}",
        "place": facts.case.location,
        "room": facts.room.name if facts.room else "",
        "number": facts.case.number,
        "summary": facts.case.summary_number,
        "claimant": _names(parties, "claimant"),
        "defendant": _names(parties, "defendant"),
    }


def _names(parties: list[PartyNow], role: str) -> str:
    return ", ".join(party.row.name for party in parties if party.row.role == role)


def _place(facts: LetterFacts) -> str:
    name = court(facts.case.court).name
    where = name if facts.case.location in name else f"{name}, {facts.case.location}"
    if facts.room is None:
        return where
    return _("%(place)s, room %(room)s") % {"place": where, "room": facts.room.name}


def _duties(facts: LetterFacts, at: datetime, *, shortened: bool) -> list[str]:
    hearing, on = amsterdam(facts.starts), amsterdam(at).date()
    lines = []
    if shortened:
        lines.append(
            _(
                "The judge shortens the term of summons. Setting this day is that decision (art. 117 Rv, art. 4.3)."
            )
        )
        lines.append(_("Claimant: tell the defendant at once, with the draft summons (art. 4.3)."))
    else:
        told = _term("4.2", {"received": on.isoformat()})
        lines.append(
            _(
                "Claimant: tell the defendant day and time at the latest on %(day)s, with the draft summons (art. 4.2)."
            )
            % {"day": told}
        )
    if facts.service_until:
        lines.append(
            _("Claimant: have the summons served at the latest on %(moment)s (art. 4.3, 5.2).")
            % {"moment": moment(facts.service_until)}
        )
    return [
        *lines,
        _("Claimant: file the served summons with its exhibits at the latest on %(day)s (art. 5.3).")
        % {"day": _term("5.3", {"hearing": hearing.date().isoformat(), "channel": "paper"})},
        _("All parties: file exhibits and other documents at the latest on %(day)s (art. 3.16).")
        % {"day": _term("3.16", {"hearing": hearing.isoformat()})},
        _("Defendant: announce a counterclaim at the latest on %(day)s (art. 6.2).")
        % {"day": _term("6.2", {"hearing": hearing.isoformat()})},
    ]  # fmt: skip


def _term(rule: str, given: dict[str, str]) -> str:
    value = compute(rule, given).value
    if isinstance(value, datetime):
        return moment(value)
    return _day(value) if isinstance(value, date) else str(value)


def _day(day: date) -> str:
    return dateformat.format(day, "l j F Y")
