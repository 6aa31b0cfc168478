"""How a case stands in law: whether it is pending, by which version of the regulation it goes, and what may go on once it has ended."""

from datetime import date, datetime
from typing import cast

from django.utils.translation import gettext as _

from zegel.casefile.queries import Case
from zegel.law.case_states import State, acts_in, pending
from zegel.law.rules.closing_chapters import version_for
from zegel.law.verdicts import Answer
from zegel.lib.moments import amsterdam
from zegel.portal.shared.law_words import Said, said
from zegel.proceedings.rules.acts import goes_on


def standing(case: Case, applied: date, at: datetime) -> dict[str, object]:
    """What the page of a case, applied for on a day, says of how it stands in law."""
    state = cast("State", case.state)
    found = pending(state)
    return {
        "pending": said(found, _("Yes") if found.value else _("No")),
        "versions": versions(applied, amsterdam(at).date()),
        "ended": ended(state),
    }


def versions(applied: date, today: date) -> list[Said]:
    """The version that holds for the application; and, where that is another one, for what is done today (15.2)."""
    first, now = version_for(applied), version_for(applied, max(applied, today))
    same = isinstance(first, Answer) and isinstance(now, Answer) and first.value == now.value
    return [said(first)] if same else [said(first, _("The application")), said(now, _("What is done now"))]


def ended(state: State) -> list[Said]:
    """Of a case that was withdrawn or struck out: that it cannot go on (8.3, 13.2), and what of it still may."""
    found = [goes_on(state, act) for act in ("call", *acts_in(state)[:1])]
    return [said(word) for word in found if word.rule in {"8.3", "13.2"}]
