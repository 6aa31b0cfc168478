"""Verbs of the paper that follows a filing (art. 3.3)."""

from datetime import datetime

from django.db import transaction

from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent
from zegel.filing.errors import MayNotTakeIn
from zegel.filing.errors.paper import NothingTicked
from zegel.filing.events import PaperArrived, PaperIsMissing
from zegel.filing.letters import PaperMissing
from zegel.filing.models import PaperPiece, PaperTask
from zegel.filing.queries import filing_at_desk, may_take_in
from zegel.law.rules.chapter_03 import filed_at
from zegel.law.verdicts import Answer
from zegel.lib.principal import Principal
from zegel.notify.actions import queue_mail


@transaction.atomic
def take_in(*, actor: Principal, number: str, pieces: list[int], missing: bool, at: datetime) -> PaperTask:
    """Tick off what came on paper. Ticking again changes nothing, so nothing is docketed twice.

    Raises:
        FilingUnknown: no such filing with paper at the clerk's court. MayNotTakeIn: they may only read there. NothingTicked.
    """
    filing = filing_at_desk(actor.account, number, at=at)
    if not may_take_in(actor.account, filing, at=at):
        raise MayNotTakeIn
    task = PaperTask.objects.select_for_update().filter(pk=filing.pk).first()
    if task is None:
        raise NothingTicked(field="pieces")
    known = set(task.pieces.values_list("number", flat=True))
    due = set(range(1, filing.pieces + 1))
    fresh = sorted((due & set(pieces)) - known)
    if not fresh and not known and not missing:
        raise NothingTicked(field="pieces")
    PaperPiece.objects.bulk_create(
        PaperPiece(task=task, number=number, at=at, clerk_id=actor.account) for number in fresh
    )
    _settle(task, actor, fresh=fresh, left=sorted(due - known - set(fresh)), missing=missing, at=at)
    return task


def _settle(
    task: PaperTask, actor: Principal, *, fresh: list[int], left: list[int], missing: bool, at: datetime
) -> None:
    """The state that follows, its evidence, and word to the sender when something is missing; nothing twice."""
    state = PaperTask.State
    events: list[EvidenceEvent] = []
    tell = bool(missing and left) and (bool(fresh) or task.state != state.MISSING)
    if fresh:
        # The paper is the piece already filed: the moment of filing stays the mail's (art. 3.3).
        filed = filed_at(task.filing.at, at)
        moment = filed.value if isinstance(filed, Answer) else None
        events.append(PaperArrived(subject=task.pk, pieces=fresh, left=left, filed_at=moment))
    if tell:
        events.append(PaperIsMissing(subject=task.pk, pieces=left))
        _tell_missing(task, at)
    if not events:
        return
    task.state = state.COMPLETE if not left else state.MISSING if tell else task.state
    task.changed_at = at
    task.save(update_fields=["state", "changed_at"])
    write(events, actor=actor, at=at)


def _tell_missing(task: PaperTask, at: datetime) -> None:
    filing = task.filing
    if filing.mailbox is None:
        raise AssertionError("paper follows what was filed from a mailbox")
    organisation = filing.desk.box.organisation
    queue_mail(
        ref=filing.pk,
        letter=PaperMissing(
            organisation=organisation.name if organisation else filing.desk.box.name,
            path=f"/mail/{filing.mailbox_id}/paper",
        ),
        to=filing.mailbox.address,
        language=filing.mailbox.language,
        at=at,
    )
