"""The summons on the page of a case: whether a bailiff must serve it, until when, what the law says of it, and of a draft in its place."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zegel.casefile.queries import Case
from zegel.law.case_states import WITH_DAY
from zegel.law.decisions import Decision
from zegel.law.errors import LawError
from zegel.law.sources import PR, article
from zegel.portal.shared.law_words import citation_of, said
from zegel.proceedings.queries import Act
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.summons import (
    Served,
    draft_latest,
    draft_rules,
    opponent_told,
    served_of,
)


def summons(case: Case, acts: Iterable[Act], at: datetime) -> dict[str, Any]:
    """What is said of the summons from the day that was set until the hearing, and after it as long as it was served or is a draft."""
    done = list(acts)
    course = [(act.act, act.facts, act.at) for act in done]
    found = served_of(course)
    if case.state not in WITH_DAY and found.served is None and not found.voluntary:
        return {}
    needed, told = found.needed, _told(course, at)
    answer = (
        _("A bailiff must serve the summons.") if needed.value else _("No bailiff has to serve the summons.")
    )
    return {
        "needed": said(needed, answer),
        "told": said(told) if told is not None else None,
        "limit": None if found.voluntary else found.limit,
        "served": found.served,
        "verdict": said(found.in_time) if found.in_time is not None and found.limit else None,
        **(_draft(found, done) if found.voluntary else {}),
    }


def _told(course: list[tuple[str, Mapping[str, Any], datetime]], at: datetime) -> Decision | None:
    try:
        return opponent_told(course, at)
    except LawError:
        return None


def _draft(found: Served, acts: list[Act]) -> dict[str, Any]:
    """The draft on which the defendant appears: whether it went out in time, and which rules on summonses hold for it."""
    hearing = _hearing(acts)
    sent = next((act.at for act in reversed(acts) if act.act == "file summons"), None)
    rules = draft_rules()
    return {
        "draft": said(found.draft_sent(sent, hearing)) if hearing else None,
        "holds": [citation_of(article(PR, place)) for place, holds in rules if holds],
        "holds_not": [citation_of(article(PR, place)) for place, holds in rules if not holds],
        "latest": _latest(hearing),
    }


def _latest(hearing: datetime | None) -> datetime | None:
    try:
        return draft_latest(hearing) if hearing else None
    except LawError:
        return None


def _hearing(acts: list[Act]) -> datetime | None:
    days = (moment_read(str(act.facts["hearing"])) for act in reversed(acts) if "hearing" in act.facts)
    return next(days, None)
