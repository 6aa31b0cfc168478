"""Verbs of the filing: open a desk, file at it, and take in the paper that follows."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_by_id, member_ids, sending_box
from zegel.evidence.actions import Event, write
from zegel.filing.errors import MayNotTakeIn, NoDesk, NothingTicked, SubjectDiffers
from zegel.filing.letters import PaperMissing
from zegel.filing.models import Desk, Filing, PaperPiece, PaperTask
from zegel.filing.queries import desk_at, filing_at_desk, may_take_in
from zegel.filing.rules import PASSABLE, Facts, check_filing, new_number, paper_due, place_of, subject_of
from zegel.identity.queries.people import User
from zegel.law.rules.chapter_03 import filed_at
from zegel.law.rules.verdicts import Answer
from zegel.lib.moments import amsterdam
from zegel.mail.actions.submit import submit
from zegel.mail.errors import AlreadySent
from zegel.mail.queries.messages import reader_of
from zegel.mail.rules import Receipt, Submission
from zegel.notify.actions import queue_mail
from zegel.vault.queries import stored_objects


@dataclass(frozen=True, slots=True)
class Filed:
    """What a filer gets: the receipt of the message (art. 3.4), the number for the counter, and whether paper follows."""

    receipt: Receipt
    number: str
    paper: bool


def open_desk(
    *, court: str, location: str, matter: str, box: UUID, postal: str, counter: str, at: datetime
) -> Desk:
    """Name the mailbox in which a court receives a matter at a location, or change it; for administrators.

    Raises:
        CourtUnknown: the annexes know no such place.
    """
    place = place_of(court, location, matter, amsterdam(at).date())
    desk, _ = Desk.objects.update_or_create(
        court=place.court.slug,
        location=location,
        matter=matter,
        defaults={"box_id": box, "postal": postal, "counter": counter},
    )
    return desk


@transaction.atomic
def file(*, actor: User, box: UUID, submission: Submission, facts: Facts, at: datetime) -> Filed:
    """File at a court: the message, what the court must know of it, evidence, and the task of paper, or nothing.

    Raises:
        whatever `mail.actions.submit` does; CourtUnknown, NoDesk, WronglyAddressed, SubjectDiffers, PieceMissing, SummonsMissing,
        FileTooLarge, NumberOfOtherKind, NumberOfOtherCourt, SecrecyUnclear, CopiesUnstated.
    """
    desk = _checked(actor, box, submission, facts, at)
    receipt = submit(actor=actor, box=box, submission=replace(submission, filed=True), at=at)
    message = reader_of(actor, submission.message, box, at=at).holder.message
    if message.conversation.subject != subject_of(facts):
        raise SubjectDiffers(field="subject", subject=subject_of(facts))
    known = Filing.objects.filter(pk=submission.message).first()
    if known is None and receipt.received_at == at:
        return _filed(actor, desk, box, facts, receipt)
    if known is None or (known.desk_id, known.kind) != (desk.pk, facts.kind):
        raise AlreadySent
    return Filed(receipt, known.number, PaperTask.objects.filter(pk=known.pk).exists())


def _checked(actor: User, box: UUID, submission: Submission, facts: Facts, at: datetime) -> Desk:
    sending_box(actor, box, at=at)
    place = place_of(facts.court, facts.location, facts.matter, amsterdam(at).date())
    desk = desk_at(place.court.slug, place.location, place.matter)
    if desk is None:
        raise NoDesk(field="court", line=place.line)
    if submission.subject != subject_of(facts):
        raise SubjectDiffers(field="subject", subject=subject_of(facts))
    found = boxes_by_id([one.box for one in submission.boxes])
    sent_to = [one.address for one in found.values()] + ["" for _ in submission.guests]
    # Who prepared the message may be another than who files it; both use the mailbox.
    stored = stored_objects({actor.pk} | member_ids(box, at=at), list(submission.objects))
    check_filing(
        facts,
        sent_to=sent_to,
        address=desk.box.address,
        secret=submission.secret,
        # A file that is not stored (yet) is refused by the mail itself, with its number.
        sizes=[stored[key].size if key in stored else 0 for key in submission.objects],
    )
    return desk


def _filed(actor: User, desk: Desk, box: UUID, facts: Facts, receipt: Receipt) -> Filed:
    passed = sorted(PASSABLE.intersection(facts.passed))
    filing = Filing.objects.create(
        message_id=receipt.message,
        number=new_number(),
        desk=desk,
        filer_id=box,
        kind=facts.kind,
        case_number="" if not facts.number else subject_of(facts),
        secret=facts.secret,
        copies=facts.copies,
        passed=passed,
        files=len(receipt.files),
        at=receipt.received_at,
    )
    paper = paper_due(facts)
    if paper:
        PaperTask.objects.create(filing=filing, changed_at=receipt.received_at)
    told = {
        "number": filing.number,
        "court": desk.court,
        "location": desk.location,
        "matter": desk.matter,
        "desk": str(desk.box_id),
        "kind": filing.kind,
        "case": filing.case_number or None,
        "secret": filing.secret,
        "copies": filing.copies,
        "passed": passed,
        "paper": paper,
    }
    write([Event("filing.filing.received", filing.pk, f"user:{actor.pk}", told)], at=receipt.received_at)
    return Filed(receipt, filing.number, paper)


@transaction.atomic
def take_in(*, actor: User, number: str, pieces: list[int], missing: bool, at: datetime) -> PaperTask:
    """Tick off what came on paper. Ticking again changes nothing, so nothing is docketed twice.

    Raises:
        FilingUnknown: no such filing with paper at the clerk's court. MayNotTakeIn: they may only read there. NothingTicked.
    """
    filing = filing_at_desk(actor, number, at=at)
    if not may_take_in(actor, filing, at=at):
        raise MayNotTakeIn
    task = PaperTask.objects.select_for_update().filter(pk=filing.pk).first()
    if task is None:
        raise NothingTicked(field="pieces")
    known = set(task.pieces.values_list("number", flat=True))
    due = set(range(1, filing.files + 1))
    fresh = sorted((due & set(pieces)) - known)
    if not fresh and not known and not missing:
        raise NothingTicked(field="pieces")
    PaperPiece.objects.bulk_create(PaperPiece(task=task, number=one, at=at, clerk=actor) for one in fresh)
    _settle(task, actor, fresh=fresh, left=sorted(due - known - set(fresh)), missing=missing, at=at)
    return task


def _settle(
    task: PaperTask, actor: User, *, fresh: list[int], left: list[int], missing: bool, at: datetime
) -> None:
    """The state that follows, its evidence, and word to the sender when something is missing; nothing twice."""
    state, who, events = PaperTask.State, f"user:{actor.pk}", []
    tell = bool(missing and left) and (bool(fresh) or task.state != state.MISSING)
    if fresh:
        # The paper is the piece already filed: the moment of filing stays the mail's (art. 3.3).
        filed = filed_at(task.filing.at, at)
        moment = filed.value.isoformat() if isinstance(filed, Answer) else None
        told = {"pieces": fresh, "left": left, "filedAt": moment}
        events.append(Event("filing.paper.arrived", task.pk, who, told))
    if tell:
        events.append(Event("filing.paper.missing", task.pk, who, {"pieces": left}))
        _tell_missing(task, at)
    if not events:
        return
    task.state = state.COMPLETE if not left else state.MISSING if tell else task.state
    task.changed_at = at
    task.save(update_fields=["state", "changed_at"])
    write(events, at=at)


def _tell_missing(task: PaperTask, at: datetime) -> None:
    filing = task.filing
    organisation = filing.desk.box.organisation
    queue_mail(
        ref=filing.pk,
        letter=PaperMissing(
            organisation=organisation.name if organisation else filing.desk.box.name,
            path=f"/mail/{filing.filer_id}/paper",
        ),
        to=filing.filer.address,
        language=filing.filer.language,
        at=at,
    )
