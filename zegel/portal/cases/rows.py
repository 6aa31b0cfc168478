"""The rows of the list of cases, all of it text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zegel.casefile.queries import Case, MyPart
from zegel.law.case_states import ENDED, State
from zegel.law.courts import court
from zegel.lib.moments import amsterdam
from zegel.portal.shared.case_words import (
    DATE_WORDS,
    NO_DATE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    task_words,
    words_for,
)
from zegel.proceedings.queries import Task

FILTERS: Final[Mapping[str, tuple[object, tuple[str, ...]]]] = {
    "asked": (gettext_lazy("Waiting for a day"), ("applied",)),
    "hearing": (
        gettext_lazy("Hearing to come or begun"),
        (
            "day set", "opponent informed", "moved", "served", "voluntary appearance announced", "summons filed", "called", "default",
            "clearing announced", "adjourned",
        ),
    ),
    "judgment": (gettext_lazy("Waiting for judgment"), ("judgment set", "default judgment set", "costs pending")),
    "ended": (gettext_lazy("Ended"), ENDED),
}  # fmt: skip
"""What a list can be narrowed to: a word, and the states behind it."""

ALL: Final = "all"
"""The name of a list that is not narrowed."""

RUNNING: Final[tuple[str, ...]] = tuple(
    state for state in get_args(State) if state not in {"closed", "withdrawn", "struck out"}
)
"""What a court's team still has work on: its list begins with these."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list: when it is about to happen first, then what and who."""

    key: UUID
    href: str
    parties: str
    numbers: str
    court: str
    role: str
    state: str
    date_word: str
    date: datetime | None
    no_date: str
    past: bool
    fresh: str
    task: str
    task_due: datetime | None
    task_late: bool


def rows(
    cases: Collection[Case], parts: Mapping[UUID, MyPart], tasks: Mapping[UUID, list[Task]], at: datetime
) -> list[Row]:
    """The cases of a page as it shows them, in the reader's language."""
    return [_row(case, parts[case.pk], tasks.get(case.pk, []), at) for case in cases]


def _row(case: Case, part: MyPart, tasks: list[Task], at: datetime) -> Row:
    task = tasks[0] if tasks else None
    more = len(tasks) - 1
    words = task_words(task.what) if task else ""
    return Row(
        key=case.pk,
        href=reverse("case", args=[case.pk]),
        parties=case.parties_line,
        numbers=f"{case.number} · {case.summary_number}",
        court=court(case.court).name,
        role=role_line(part),
        state=words_for(STATE_WORDS, case.state),
        date_word=words_for(DATE_WORDS, case.next_kind) if case.next_at else "",
        date=case.next_at,
        no_date=words_for(NO_DATE_WORDS, case.state),
        past=case.next_at is not None and amsterdam(case.next_at).date() < amsterdam(at).date(),
        fresh=ngettext("%(n)s new", "%(n)s new", part.unseen) % {"n": part.unseen} if part.unseen else "",
        task=_("%(task)s, and %(n)s more") % {"task": words, "n": more} if more > 0 else words,
        task_due=task.due_at if task else None,
        task_late=bool(task and task.due_at and task.due_at < at),
    )


def role_line(part: MyPart) -> str:
    """Who somebody is in a case: `You are claimant`, or whom they act for; nothing for the court."""
    acting = [
        _("%(name)s (%(role)s)") % {"name": party.short_name, "role": words_for(ROLE_WORDS, party.role)}
        for party, represented in part.parties
        if represented
    ]
    own = [words_for(ROLE_WORDS, party.role) for party, represented in part.parties if not represented]
    lines = [_("You act for %(names)s") % {"names": ", ".join(acting)}] if acting else []
    lines += [_("You are %(role)s") % {"role": ", ".join(own)}] if own else []
    return ". ".join(lines)
