"""Taking a filing in, with the tasks that an oral application brings and its written form does (art. 2.1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db import transaction

from zegel.casefile.actions import NewCase
from zegel.casefile.queries import Case, DocketEntry
from zegel.evidence.actions import write
from zegel.filing.actions import Placement, place_filing, register_filing
from zegel.filing.queries import filed_orally
from zegel.law.courts import Matter
from zegel.law.rules.duties import Event
from zegel.lib.principal import Principal
from zegel.proceedings.actions.terms import close_terms, open_terms
from zegel.proceedings.models import Task
from zegel.proceedings.rules.duties import due_after

ORALLY: Final[Event] = "applied orally"
FORM: Final = "aanvraag"


@transaction.atomic
def begin_case(
    *, actor: Principal, filing: UUID, new: NewCase, placement: Placement, at: datetime
) -> tuple[Case, DocketEntry]:
    """Begin a case with a filing; of an oral application the form and the (draft) summons are asked directly (2.1). The same again
    gives the first answer.

    Raises:
        as `filing.actions.register_filing`.
    """
    case, entry = register_filing(actor=actor, filing=filing, new=new, placement=placement, at=at)
    if filed_orally(filing) and not Task.objects.filter(case=case, filing=filing, event=ORALLY).exists():
        write(open_terms(_asked(case, filing, at)), actor=actor, at=at)
    return case, entry


@transaction.atomic
def place_in_case(
    *, actor: Principal, filing: UUID, case: UUID, placement: Placement, at: datetime
) -> tuple[Case, DocketEntry]:
    """Place a filing in a case; the form of an application that was made orally does what was asked of the claimant (2.1).

    Raises:
        as `filing.actions.place_filing`.
    """
    found, entry = place_filing(actor=actor, filing=filing, case=case, placement=placement, at=at)
    if placement.kind == FORM:
        asked = Task.objects.filter(case=found, event=ORALLY)
        write(close_terms(asked, by=None, at=at), actor=actor, at=at)
    return found, entry


def _asked(case: Case, filing: UUID, at: datetime) -> Iterator[Task]:
    for due in due_after(ORALLY, cast("Matter", case.matter), {}):
        yield Task(
            case=case,
            desk_id=case.desk_id,
            filing=filing,
            event=ORALLY,
            who=due.duty.who,
            what=due.duty.what,
            place=due.duty.place,
            due=due.duty.due,
            opened_at=at,
        )
