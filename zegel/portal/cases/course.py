"""The course of a case in words: what was done, what is to be done and until when, with the articles and the reckoning."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from zegel.casefile.queries import Case
from zegel.law.case_states import TRANSITIONS
from zegel.law.case_states import Act as LawAct
from zegel.law.errors import LawError
from zegel.law.rules.closing_chapters import version_for
from zegel.law.rules.duties import DIRECTLY
from zegel.law.sources import PR, Article, article
from zegel.law.terms import compute
from zegel.portal.shared.case_words import ACT_WORDS, ROLE_WORDS, task_words, words_for
from zegel.portal.shared.hearing_words import AT_ONCE, record_sentence
from zegel.portal.shared.law_words import Citation, Line, citation_of, line_of, said
from zegel.proceedings.queries import Act, HearingRecord, Task
from zegel.proceedings.rules.dates import NextDate, moment_read, next_date
from zegel.proceedings.rules.hearing.entries import record_article
from zegel.proceedings.rules.hearing.facts import noted_moment


@dataclass(frozen=True, slots=True)
class Source:
    """The row behind a step, as the reader's device holds it against the log: an `act` or a `note` at the hearing."""

    kind: str
    key: UUID
    number: int
    what: str
    role: str
    at: datetime
    facts: str
    party: UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, or noted at the hearing. `arrived` is when the court's computer heard of it, where that was later; `key`
    names its sealed words, where it has any."""

    text: str
    by: str
    at: datetime
    date: NextDate | None
    citations: tuple[Citation, ...]
    overridden: bool
    arrived: datetime | None = None
    key: UUID | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that must be done: what, until when, by which article, and how the moment was reckoned.

    `task` is the row behind it and `reckoned` its rule and facts as JSON, as the reader's device holds them against the log.
    """

    task: Task
    reckoned: str
    text: str
    who: str
    due_at: datetime | None
    soon: str
    late: bool
    moved_from: datetime | None
    citation: Citation
    steps: tuple[Line, ...]


def steps(case: Case, acts: Iterable[Act], records: Iterable[HearingRecord], applied: date) -> list[Step]:
    """The course of a case that was `applied` for on a day, the first first: by which version of the regulation it goes, its acts, and what
    was noted at the hearing."""
    words = _("The court registered the case as %(number)s, %(summary)s") % {
        "number": case.number,
        "summary": case.summary_number,
    }
    registered = Step(
        words, "", case.registered_at, None, (citation_of(article(PR, "4.2")),), overridden=False
    )
    version = said(version_for(applied))
    rules = Step(version.text, "", case.registered_at, None, version.citations, overridden=False)
    return [registered, rules, *sorted([*map(_step, acts), *map(_noted, records)], key=lambda step: step.at)]


def _step(act: Act) -> Step:
    name = next((known for known in ACT_WORDS if known == act.act), None)
    noted = noted_moment(act.facts, act.at)
    return Step(
        text=words_for(ACT_WORDS, act.act),
        by=words_for(ROLE_WORDS, act.role),
        at=noted,
        date=_date(name, act) if name else None,
        citations=tuple(_citations(act)),
        overridden=bool(act.overrides.all()),
        arrived=_later(noted, act.at),
        key=act.pk if act.circle else None,
        source=Source("act", act.pk, act.number, act.act, act.role, act.at, json.dumps(act.facts)),
    )


def _date(name: LawAct, act: Act) -> NextDate | None:
    """The day an act set; or of service, which is noted afterwards, when it was."""
    if name == "serve":
        served = moment_read(str(act.facts.get("served", "")))
        return NextDate("served", served) if served else None
    return next_date(name, act.facts)


def _noted(row: HearingRecord) -> Step:
    return Step(
        text=record_sentence(row.kind, row.facts, row.party.short_name if row.party else ""),
        by=words_for(ROLE_WORDS, row.role),
        at=row.noted_at,
        date=None,
        citations=(citation_of(article(PR, record_article(row.kind))),),
        overridden=bool(row.overridden),
        arrived=_later(row.noted_at, row.at),
        key=row.pk if row.circle else None,
        source=Source(
            "note", row.pk, row.number, row.kind, row.role, row.at, json.dumps(row.facts), row.party_id
        ),
    )


def _later(noted: datetime, at: datetime) -> datetime | None:
    """When it arrived, if that was not at once: it was noted without a connection."""
    return at if at - noted > AT_ONCE else None


def _citations(act: Act) -> Iterable[Citation]:
    for transition in TRANSITIONS:
        if transition.act == act.act and act.state_before in transition.states:
            for place in transition.places:
                yield citation_of(place if isinstance(place, Article) else article(PR, place))
            return


def to_do(tasks: Iterable[Task], at: datetime) -> list[ToDo]:
    """What is to be done, in the order of its last moments."""
    return [
        ToDo(
            task=task,
            reckoned=json.dumps(task.reckoning),
            text=task_words(task.what),
            who=words_for(ROLE_WORDS, task.who),
            due_at=task.due_at,
            soon="" if task.due_at else _soon(task.due),
            late=task.due_at is not None and task.due_at < at,
            moved_from=task.moved_from,
            citation=citation_of(article(PR, task.place)),
            steps=_reckoned(task),
        )
        for task in tasks
    ]


def _soon(due: str) -> str:
    return _("at once") if due == DIRECTLY else _("as soon as you can")


def _reckoned(task: Task) -> tuple[Line, ...]:
    """How the last moment was found, from the facts it was reckoned from; nothing where it no longer gives that moment."""
    if not task.reckoning or not task.due_at:
        return ()
    try:
        result = compute(task.reckoning["rule"], task.reckoning["given"])
    except LawError:
        return ()
    return tuple(line_of(step) for step in result.steps)
