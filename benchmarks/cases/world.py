"""The people of the benchmark and the case that all others are copies of, made by the product's own verbs as far as there is one."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.case_world import CaseWorld
from tests.personas import Holder, as_lawyer, make_holder, store_file
from zegel.casefile.models import Case, CaseVisit, NotificationAddress
from zegel.filing.actions import Placement, file, open_desk, register_filing
from zegel.filing.models import Desk, Filing, PaperTask
from zegel.filing.rules import Facts, Grant, Handed, NewDocument
from zegel.proceedings.models import Act, Appointment, Task
from zegel.seal.sealing import seal_bytes

# What "call" begins is looked for by the day of a hearing.
ACTS = (("set day", "clerk"), ("call", "clerk"), ("close", "clerk"))


@dataclass(frozen=True)
class World:
    """`clerk` holds the desk that is measured, `few` reads in five cases, `busy` in two thousand, `nobody` in none.

    `other` is the lawyer of every other case's defendant, and `case` what all cases are copies of.
    """

    clerk: Holder
    few: Holder
    busy: Holder
    other: Holder
    nobody: Holder
    desk: Desk
    case: Case
    filings: tuple[Filing, Filing]


def make_world(at: datetime) -> World:
    """A court's team, who is also its judge, three lawyers, and a case with everything a case has once."""
    clerk = make_holder("Team kort geding", "griffie@rechtbank-a.example", kind="team", court=True)
    few, busy, other = (
        as_lawyer(make_holder(name, address), number)
        for name, address, number in (
            ("mr. E. Eiser", "eiser@kantoor.example", "A12345"),
            ("mr. B. Drukbezet", "druk@kantoor.example", "A12346"),
            ("mr. G. Daagde", "daagde@kantoor.example", "A12347"),
        )
    )
    desk = open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk, postal="Postbus 1", counter="", at=at
    )  # fmt: skip
    court = CaseWorld(clerk=clerk, claimant=few, defendant=other)
    first = _hand_in(court, "", at)
    new = court.new_case()
    recipient = next(circle.circle.recipient for circle in new.circles if circle.kind == "open")
    key = seal_bytes([recipient], b"k" * 32)
    placement = Placement(kind="aanvraag", sealed_key=key, key_version=1, documents=[(1, key, None)], party=1)
    case, _entry = register_filing(actor=clerk.principal, filing=first, new=new, placement=placement, at=at)
    second = _hand_in(court, case.number, at)
    _course(case, clerk, at)
    filings = (Filing.objects.get(pk=first), Filing.objects.get(pk=second))
    PaperTask.objects.create(filing=filings[0], desk=desk, mailbox=few.box, at=at, changed_at=at)
    for reader in (few, other):
        NotificationAddress.objects.create(
            case=case, mailbox=reader.box, email=reader.user.email, answered_at=at
        )
        CaseVisit.objects.create(case=case, account=reader.user.pk, seen_position=1)
    nobody = make_holder("mr. N. Iemand", "niemand@kantoor.example")
    return World(clerk, few, busy, other, nobody, desk, case, filings)


def _hand_in(court: CaseWorld, number: str, at: datetime) -> uuid.UUID:
    """What the claimant's lawyer files by the portal: the application, or an answer in the case of a number."""
    lawyer, box = court.claimant, court.claimant.box
    grants = tuple(
        Grant(holder.box.pk, seal_bytes([holder.box.recipient], b"key"), 1)
        for holder in (lawyer, court.clerk)
    )
    document = store_file(lawyer.user.pk, seal_bytes([box.recipient], b"%PDF"), at=at)
    handed = Handed(
        id=uuid.uuid4(),
        channel="portal",
        mailbox=box.pk,
        envelope=seal_bytes([box.recipient], b"manifest"),
        grants=grants,
        documents=(NewDocument(document, grants),),
    )
    facts = Facts("amsterdam", "Amsterdam", "handel", "summons", number, secret=False, copies="elsewhere")
    return file(actor=lawyer.principal, handed=handed, facts=facts, at=at).filing


def _course(case: Case, clerk: Holder, at: datetime) -> None:
    """Three acts, a task that was done and one that is open. Rows alone: what the law asks of each act is another measurement."""
    acts = [
        Act.objects.create(
            id=uuid.uuid4(), case=case, number=number, act=name, role=role, actor=str(clerk.user.pk), at=at,
            state_before="applied", state_after="day set",
        )
        for number, (name, role) in enumerate(ACTS, 1)
    ]  # fmt: skip
    for done, act in zip((True, False), acts, strict=False):
        Task.objects.create(
            case=case, desk=case.desk, event="application", who="court", what="tell the parties the day", place="1.1",
            due="directly", due_at=at, opened_by=act, opened_at=at, closed_by=act if done else None,
            closed_at=at + timedelta(hours=1) if done else None,
        )  # fmt: skip
    Appointment.objects.create(desk=case.desk, account=clerk.user.pk, office="judge", since=at)
