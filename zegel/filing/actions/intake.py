"""The court's side of a filing: what the intake (*Digitale Postkamer*, art. 3.5 fn 4) does with it. The moment of filing stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zegel.boxes.queries import boxes_of, memberships, sending_box
from zegel.casefile.actions import NewCase, NewDocument, NewEntry, place_entry, register_case
from zegel.casefile.errors import ShieldingUndecided
from zegel.casefile.queries import (
    Case,
    DocketEntry,
    entry_of_filing,
    open_circle_of,
    party_numbered,
    reader_of,
    shielding_asked_by,
    shielding_waits,
)
from zegel.contacts.rules import Basis
from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent
from zegel.filing.errors import (
    AnswerElsewhere,
    DocumentsLeftOut,
    FilingSettled,
    FilingTaken,
    FilingUnknown,
    MayNotTakeIn,
    NobodyToAnswer,
    NotThisDesk,
)
from zegel.filing.errors.paper import ScanMissing
from zegel.filing.events import FilingAnswered, FilingHeld, FilingTakenIn
from zegel.filing.models import Desk, Filing, IntakeItem
from zegel.filing.queries import desk_for, filer_keys
from zegel.filing.queries.intake import OPEN, claimed
from zegel.filing.rules import shown_number
from zegel.identity.queries.people import person
from zegel.law.courts import Matter
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.actions.submit import submit
from zegel.mail.rules import Submission

CLAIM: Final = timedelta(minutes=10)
"""How long a filing is somebody's after their last sign of life; then a colleague may go on."""

_State = IntakeItem.State


@dataclass(frozen=True, slots=True)
class Placement:
    """How a filing is placed: as what kind of piece, of which party, in which circle, with the keys sealed to that circle.

    `party` is an identifier, or its number in a case that is registered with it; `circle` is None there: the open one. `documents`
    are the number of each document in the filing, its key, and its number as exhibit of the party, in the order of the docket.
    """

    kind: str
    sealed_key: bytes
    key_version: int
    documents: Sequence[tuple[int, bytes, int | None]]
    party: UUID | int
    circle: UUID | None = None
    replaces: UUID | None = None


@transaction.atomic
def register(*, actor: Principal, new: NewCase, at: datetime) -> Case:
    """Register a case at the desk that receives such cases (4.2), so that no desk gives out numbers of another court.

    Raises:
        CourtUnknown, NoDesk; NotThisDesk: another mailbox receives them; and what `casefile.actions.register_case` refuses.
    """
    if desk_for(new.court, new.location, new.matter, at=at).box_id != new.desk:
        raise NotThisDesk(field="desk")
    return register_case(actor=actor, new=new, at=at)


@transaction.atomic
def claim(*, actor: Principal, filing: UUID, at: datetime) -> IntakeItem:
    """Take a filing in hand, or go on with it. One that was dealt with needs nobody.

    Raises:
        FilingUnknown, MayNotSend; FilingTaken.
    """
    item = own_item(actor, filing, at)
    if item.state in OPEN:
        _hold_for(item, actor, at)
    return item


@transaction.atomic
def claim_next(*, actor: Principal, at: datetime) -> IntakeItem | None:
    """Take the oldest filing in hand that waits and that nobody else has; None when there is none. Two at the same moment get two.

    Raises:
        MayNotTakeIn: the actor acts for no desk.
    """
    acting = [mine.box_id for mine in memberships(actor.account, at=at) if mine.may_send and not mine.checks]
    if not Desk.objects.filter(box__in=acting).exists():
        raise MayNotTakeIn
    free = Q(claimed_by__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_by=actor.account)
    rows = IntakeItem.objects.filter(free, desk__box__in=acting, state=_State.WAITING).order_by(
        "at", "filing"
    )
    item = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if item is not None:
        _hold_for(item, actor, at)
    return item


@transaction.atomic
def release(*, actor: Principal, filing: UUID, at: datetime) -> None:
    """Leave a filing to whoever comes next.

    Raises:
        as `claim`.
    """
    item = own_item(actor, filing, at)
    item.claimed_by = item.claimed_until = None
    item.save(update_fields=["claimed_by", "claimed_until"])


@transaction.atomic
def register_filing(
    *, actor: Principal, filing: UUID, new: NewCase, placement: Placement, at: datetime
) -> tuple[Case, DocketEntry]:
    """Begin a case with a filing and place it there, or nothing (4.2); the same again gives the case it began.

    Raises:
        as `claim` and `register`; FilingSettled; what `casefile.actions.place_entry` refuses; DocumentsLeftOut.
    """
    item = own_item(actor, filing, at)
    if (item.state, item.changed_by) == (_State.REGISTERED, actor.account):
        return _placed_before(item)
    check_open(item)
    desk = item.desk
    matter = cast("Matter", desk.matter)
    here = replace(
        new, court=desk.court, location=desk.location, matter=matter, desk=desk.box_id, filing=filing
    )
    case = register(actor=actor, new=here, at=at)
    party, circle = party_numbered(case, int(placement.party)), open_circle_of(case)
    whole = replace(placement, party=party.pk, circle=circle.pk)
    return case, _placed(item, case, whole, registered=True, actor=actor, at=at)


@transaction.atomic
def place_filing(
    *, actor: Principal, filing: UUID, case: UUID, placement: Placement, at: datetime
) -> tuple[Case, DocketEntry]:
    """Place a filing in a case of the actor's court; the same again gives the entry it became.

    Raises:
        as `claim`; FilingSettled; CaseUnknown; ShieldingUndecided: the judge decides first (3.7); and what `casefile.actions.place_entry` refuses; DocumentsLeftOut.
    """
    item = own_item(actor, filing, at)
    if (item.state, item.changed_by, item.case_id) == (_State.PLACED, actor.account, case):
        return _placed_before(item)
    check_open(item)
    found = reader_of(actor, case, at).case
    if shielding_asked_by(cast("UUID", placement.party), item.at):
        raise ShieldingUndecided
    return found, _placed(item, found, placement, registered=False, actor=actor, at=at)


@transaction.atomic
def answer_filing(
    *,
    actor: Principal,
    filing: UUID,
    submission: Submission,
    outcome: Literal["asked", "returned"],
    at: datetime,
) -> IntakeItem:
    """Ask who filed for more, or return the filing with the reason: a sealed message from the desk to them alone, or nothing.

    Raises:
        as `claim`; FilingSettled; NobodyToAnswer, AnswerElsewhere; what `mail.actions.submit` refuses.
    """
    item = own_item(actor, filing, at)
    if item.answer_id == submission.message and item.state == outcome:
        return item
    check_open(item)
    if not item.filing.answerable:
        raise NobodyToAnswer
    if not _goes_to_filer(item.filing, submission):
        raise AnswerElsewhere(field="boxes")
    # Who files by the portal has written to the court first (VI 6.3), though by no message.
    basis = Basis("asked", amsterdam(item.at).date(), shown_number(item.filing.number))
    sent = replace(
        submission,
        boxes=tuple(replace(to, basis=basis) for to in submission.boxes),
        guests=tuple(replace(to, basis=basis) for to in submission.guests),
    )
    submit(actor=actor, box=item.desk.box_id, submission=sent, at=at)
    item.answer_id = submission.message
    event = FilingAnswered(
        subject=filing, number=item.filing.number, outcome=outcome, message=submission.message
    )
    _settle(item, outcome, event, actor=actor, at=at)
    return item


def _goes_to_filer(filing: Filing, submission: Submission) -> bool:
    """Whether a message goes to the filer alone: a mailbox; a guest, by their link or by another one to the same address; or the mailbox
    to which that guest took the conversation along."""
    boxes, guests = [to.box for to in submission.boxes], submission.guests
    guest = filing.message.sender_guest if filing.message else None
    if guest is None or guest.account_id is not None:
        return not guests and boxes == [guest.account_id if guest else filing.mailbox_id]
    same = [to.guest == guest.pk or (to.new is not None and to.new.email == guest.email) for to in guests]
    return not boxes and same == [True]


@transaction.atomic
def hold_filing(*, actor: Principal, filing: UUID, held: bool, at: datetime) -> IntakeItem:
    """Hold a filing because shielding was asked and the judge has still to decide (3.7), or let it go on.

    Raises:
        as `claim`; FilingSettled; ShieldingUndecided.
    """
    item = own_item(actor, filing, at)
    check_open(item)
    if not held and shielding_waits(item.filing.case_number, item.filing.mailbox_id):
        raise ShieldingUndecided
    if (item.state == _State.HELD) != held:
        event = FilingHeld(subject=filing, number=item.filing.number, held=held)
        _settle(item, _State.HELD if held else _State.WAITING, event, actor=actor, at=at)
    return item


@step
def own_item(actor: Principal, filing: UUID, at: datetime) -> IntakeItem:
    """A filing at a desk the actor acts for, locked, and in nobody else's hands."""
    # Not its case: who waited for the lock would see the new row beside the case it had not got yet.
    rows = IntakeItem.objects.select_for_update(of=("self",)).select_related(
        "filing__message__sender_guest", "desk"
    )
    item = rows.filter(pk=filing).first()
    if item is None or item.desk.box_id not in set(boxes_of(actor.account, at=at)):
        raise FilingUnknown
    sending_box(actor.account, item.desk.box_id, at=at)
    if item.claimed_by and claimed(item, actor.account, at=at):
        found = person(item.claimed_by)
        raise FilingTaken(who=found.name if found else "?")
    return item


def _hold_for(item: IntakeItem, actor: Principal, at: datetime) -> None:
    item.claimed_by, item.claimed_until = actor.account, at + CLAIM
    item.save(update_fields=["claimed_by", "claimed_until"])


@step
def check_open(item: IntakeItem) -> None:
    """Refuse what was placed or returned already."""
    if item.state not in OPEN:
        raise FilingSettled


def _placed_before(item: IntakeItem) -> tuple[Case, DocketEntry]:
    if item.case is None:
        raise AssertionError("what was placed has its case")
    return item.case, entry_of_filing(item.case, item.pk)


def _placed(
    item: IntakeItem, case: Case, placement: Placement, *, registered: bool, actor: Principal, at: datetime
) -> DocketEntry:
    """The entry a filing becomes: the manifest and documents as they were filed, their keys sealed to the circle."""
    filing = item.filing
    if filing.paper_alone:
        raise ScanMissing(field="documents")
    entry = place_entry(
        actor=actor,
        case=case.pk,
        entry=NewEntry(
            kind=placement.kind,
            circle=placement.circle or UUID(int=0),
            filed_at=filing.at,
            envelope=bytes(filing.message.envelope if filing.message else filing.envelope),
            sealed_key=placement.sealed_key,
            key_version=placement.key_version,
            documents=_documents(filing, placement),
            party=cast("UUID", placement.party),
            filing=filing.pk,
            replaces=placement.replaces,
            signing_key=filer_keys({filing.signed}).get(filing.signed),
        ),
        at=at,
    )
    item.case = case
    event = FilingTakenIn(
        subject=filing.pk, number=filing.number, case=case.pk, entry=entry.pk, registered=registered
    )
    _settle(item, _State.REGISTERED if registered else _State.PLACED, event, actor=actor, at=at)
    return entry


def _documents(filing: Filing, placement: Placement) -> list[NewDocument]:
    stored = {row.number: row.object for row in filing.documents.select_related("object")}
    if sorted(number for number, _key, _exhibit in placement.documents) != sorted(stored):
        raise DocumentsLeftOut(field="documents")
    return [NewDocument(stored[number], key, exhibit) for number, key, exhibit in placement.documents]


@step
def begin_intake(filing: Filing, *, at: datetime) -> None:
    """What was filed waits at its desk from now on, held while shielding is asked of the judge (3.7); joins the transaction of the
    filing."""
    held = shielding_waits(filing.case_number, filing.mailbox_id)
    state = _State.HELD if held else _State.WAITING
    IntakeItem.objects.create(filing=filing, desk=filing.desk, at=filing.at, state=state, changed_at=at)


@step
def release_shielded(case: Case, mailbox: UUID, *, actor: Principal, at: datetime) -> None:
    """What waited for the judge's decision on shielding goes back to the queue, each with its own moment."""
    rows = IntakeItem.objects.select_for_update(of=("self",)).select_related("filing")
    for item in rows.filter(filing__case_number=case.number, filing__mailbox=mailbox, state=_State.HELD):
        event = FilingHeld(subject=item.pk, number=item.filing.number, held=False)
        _settle(item, _State.WAITING, event, actor=actor, at=at)


def _settle(item: IntakeItem, state: str, event: EvidenceEvent, *, actor: Principal, at: datetime) -> None:
    item.state, item.changed_at, item.changed_by = state, at, actor.account
    if state not in OPEN:
        item.claimed_by = item.claimed_until = None
    item.save()
    write([event], actor=actor, at=at)
