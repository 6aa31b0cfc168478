"""The judge's desk: my hearings and judgments by date with what waits, and the file beside its documents."""

from typing import Any, Final, get_args
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zegel.casefile.errors import CaseUnknown, PageUnknown
from zegel.casefile.queries import Case, docket_of, parties_of, upcoming_cases
from zegel.casefile.rules.paging import read_place
from zegel.judgments.queries import reader_in, waiting_by_case
from zegel.law.case_states import State
from zegel.lib.moments import now
from zegel.portal.judgments.forms import DeskQuery
from zegel.portal.shared.case_words import DATE_WORDS, PIECE_WORDS, STATE_WORDS, task_words, words_for
from zegel.proceedings.queries import Task, judge_desks, tasks_of_desk
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

ALONG_WORDS: Final = {
    "title": gettext_lazy("A locked file"),
    "lead": gettext_lazy("Type the code that was shown when this file was made. Nothing is sent anywhere."),
    "code": gettext_lazy("Code"),
    "open": gettext_lazy("Open"),
    "noCode": gettext_lazy("A code has twenty letters and digits, in groups of four."),
    "otherCode": gettext_lazy("This is not the code of this file."),
    "changed": gettext_lazy("This file was changed or damaged. Make it again."),
    "opening": gettext_lazy("The file is being opened. This can take a minute."),
    "save": gettext_lazy("Save everything as a ZIP file, no longer locked"),
    "apart": gettext_lazy("In a window of its own"),
    "keep": gettext_lazy("Save"),
    "noScript": gettext_lazy("Your browser must run JavaScript to open this file."),
}
"""What the page in a file that was taken along says (web/export/along.ts)."""

BEFORE_JUDGE: Final[tuple[str, ...]] = tuple(
    state for state in get_args(State) if state not in {"issued", "closed", "withdrawn", "struck out"}
)
"""A judgment that was given can still have to be worked out; what was sent or has ended waits for no judge."""


@access(Access.WORK)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What a judge has before them, the nearest date first; an empty page for who is no judge.

    Of more than a page the rest is shown desk by desk.
    """
    actor, at = current_principal(request), now()
    desks = judge_desks(actor, at=at)
    asked = DeskQuery.asked(request)
    chosen = [key for key in desks if str(key) == asked["desk"]] or desks
    try:
        after = read_place(asked["after"]) if len(chosen) == 1 else None
    except PageUnknown:
        return redirect(request.path)
    pages = {key: upcoming_cases(actor, at=at, desk=key, states=BEFORE_JUDGE, after=after) for key in chosen}
    cases = [case for page in pages.values() for case in page.cases]
    tasks: dict[UUID, list[Task]] = {}
    for key in chosen:
        for task in tasks_of_desk(actor, key, at=at):
            if task.who == "judge":
                tasks.setdefault(task.case_id, []).append(task)
    waiting = waiting_by_case(cases)
    rows = [_row(case, tasks.get(case.pk, []), waiting.get(case.pk, 0)) for case in cases]
    rows.sort(key=lambda row: (row["at"] is None, row["at"] or case_registered(row)))
    onward = [
        (page.cases[0].desk.name, urlencode({"desk": key, "after": page.onward}))
        for key, page in pages.items()
        if page.onward
    ]
    facts = {"rows": rows, "is_judge": bool(desks), "onward": onward, "back": after is not None}
    return render(request, "judgments/desk.html", facts)


def case_registered(row: dict[str, Any]) -> Any:
    """What orders cases without a date."""
    return row["case"].registered_at


def _row(case: Case, tasks: list[Task], waiting: int) -> dict[str, Any]:
    return {
        "case": case,
        "at": case.next_at,
        "what": words_for(DATE_WORDS, case.next_kind) if case.next_at else "",
        "state": words_for(STATE_WORDS, case.state),
        "tasks": [task_words(task.what) for task in tasks],
        "waiting": waiting,
    }


@access(Access.WORK)
@require_safe
def file(request: HttpRequest, case: UUID) -> HttpResponse:
    """The file of a case for the court: the docket left, the document right, own notes beside it."""
    actor, at = current_principal(request), now()
    try:
        reader, _roles = reader_in(actor, case, at)
    except CaseUnknown as error:
        raise Http404 from error
    if not reader.court:
        raise Http404
    entries = docket_of(reader)
    facts = {
        "case": reader.case,
        "side_names": [
            {"id": str(party.row.pk), "role": party.row.role, "name": party.row.short_name}
            for party in parties_of(reader.case, at)
        ],
        "pieces": [
            {
                "entry": entry,
                "kind": words_for(PIECE_WORDS, entry.kind),
                "party": entry.party.short_name if entry.party else "",
            }
            for entry in entries
        ],
        "withheld": len(reader.withheld),
        "along_words": {name: str(word) for name, word in ALONG_WORDS.items()},
    }
    return render(request, "judgments/file.html", facts)
