"""The verb in which every channel ends: something is filed at a court (art. 3.3, 3.4, 3.10, 3.11; Annex VI)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from zegel.boxes.queries import (
    Container,
    boxes_by_id,
    member_ids,
    memberships,
    sending_box,
)
from zegel.casefile.actions import ask_shielding
from zegel.casefile.errors import CaseUnknown, PartyUnknown
from zegel.casefile.queries import (
    PartyNow,
    excluded_from,
    find_case,
    opponents,
    parties_of,
    party_of,
    reader_of,
)
from zegel.evidence.actions import write
from zegel.filing.actions.documents import add_documents, check_sealed, files_of, stored_documents
from zegel.filing.actions.intake import begin_intake
from zegel.filing.errors import ExcludedHere, GrantsRefused, MayNotTakeIn, NotDigitalInCase, PieceMissing
from zegel.filing.events import FilingReceived
from zegel.filing.models import Desk, Filing, PaperTask
from zegel.filing.queries import desk_for, filed_exhibits, files_as_lawyer
from zegel.filing.rules import (
    ACKNOWLEDGEABLE,
    Facts,
    Handed,
    check_applicant,
    check_declared,
    check_direction,
    check_filing,
    new_number,
    oral_moment,
    paper_due,
    paper_moment,
    subject_of,
)
from zegel.identity.queries.people import person
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Kind, Principal
from zegel.mail.actions.behalf import note_delegate
from zegel.mail.actions.practice import check_practice
from zegel.mail.errors import AlreadySent
from zegel.mail.events import DelegateFiled
from zegel.mail.queries.messages import Message, guest_landing, sent_message
from zegel.vault.queries import StoredObject

TRIES = 5
TAKEN_IN: Final = frozenset({"counter", "oral"})
"""What a clerk takes in for the desk: paper, and what somebody says."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What a filer gets: the filing, its number for the counter, its legal moment, and whether paper follows (art. 3.3).

    `files` are the SHA-256 (hex) of the sealed documents in order.
    """

    filing: UUID
    number: str
    at: datetime
    paper: bool
    envelope: str
    files: list[str]


@transaction.atomic
def file(*, actor: Principal, handed: Handed, facts: Facts, at: datetime) -> Filed:
    """File something at a court: the filing, its documents and who may read them, evidence, and the task of paper, or nothing.

    By secure mail it was carried by a message that the actor sent (`by_mail.file_by_mail` sends and files in one). By the
    portal or a connection the actor acts for the mailbox it is filed from, and every key is sealed to that mailbox and to the
    desk, no more and no less. At the counter, and of an oral application (2.1), the actor acts for a desk of that court and
    location; what was taken down is sealed to the desk alone. The same again gives the first answer.

    Raises:
        CourtUnknown, NoDesk; BoxUnknown, MayNotSend, MessageUnknown, MayNotTakeIn: not the actor's to file; ProfessionBlocked;
        LawyerNeeded, NotDigitalHere: not an application they may file digitally (2.1, 1.4);
        ExcludedHere, NotDigitalInCase: not a case in which they may file digitally (1.8, 1.6); WronglyAddressed,
        PieceMissing, SummonsMissing, FileTooLarge, NumberOfOtherKind, NumberOfOtherCourt, SecrecyUnclear, CopiesUnstated;
        DeclaredOtherwise, RuleUnmet: of what is declared of the files;
        CanWait, NotOral, WayRefused, ArrivalRefused: no oral application, or no paper, that can be taken in;
        CaseUnknown, PartyUnknown, ShieldingRefused, RequestOpen: shielding asked in no case of the filer's, or not clearly (3.7), or a
        claim against somebody who is no party on the other side (3.7);
        DocumentMissing: a document that is not stored, or filed before; GrantsRefused, KeyVersionPast; AlreadySent: the
        identifier is another filing's.
    """
    desk = desk_for(facts.court, facts.location, facts.matter, at=at)
    message = sent_message(actor, handed.message) if handed.message else None
    known = Filing.objects.filter(message=message).first() if message else None
    known = known or Filing.objects.filter(pk=handed.id).first()
    if known:
        return _again(known, handed, facts, desk)
    _check_filer(actor, handed, facts, desk, at)
    objects = _stored(actor, handed, at)
    if handed.channel in {"portal", "connection"}:
        _check_sealed(handed, desk, facts, objects)
    elif handed.channel == "oral":
        check_sealed({desk.box_id}, handed.envelope, handed.grants, handed.documents)
    judged = _judged(handed, facts, at)
    filing = _created(actor, handed, facts, judged=judged, desk=desk, message=message, at=at)
    add_documents(filing, handed.documents, handed.grants, at=filing.at)
    if facts.shield_from:
        _ask_shielding(actor, filing, facts, at)
    begin_intake(filing, at=at)
    if _paper_follows(filing, facts):
        PaperTask.objects.create(
            filing=filing, desk=filing.desk, mailbox=filing.mailbox, at=filing.at, changed_at=filing.at
        )
    write([_received(actor, filing, facts, desk=desk, message=message, objects=objects)], actor=actor, at=at)
    if filing.mailbox_id and message is None:
        note_delegate(actor, DelegateFiled(subject=filing.mailbox_id, filing=filing.pk), at)
    return _filed(filing)


def _ask_shielding(actor: Principal, filing: Filing, facts: Facts, at: datetime) -> None:
    """The filer's party asks with this filing that others do not see it (3.7)."""
    case = find_case(filing.case_number) if filing.case_number else None
    if case is None or facts.party is None or filing.mailbox_id is None:
        raise CaseUnknown
    reader = reader_of(actor, case.pk, at)
    party = party_of(case, facts.party)
    now = next(each for each in parties_of(case, at) if each.row.pk == party.pk)
    if party.pk not in reader.parties or now.mailbox != filing.mailbox_id:
        raise PartyUnknown(field="party")
    ask_shielding(
        party, without=facts.shield_from, filing=filing.pk, by_court=False, actor=actor, at=filing.at
    )


def _paper_follows(filing: Filing, facts: Facts) -> bool:
    """Only what came by secure mail is sent on paper too (art. 3.3)."""
    return filing.channel == Filing.Channel.SECURE_MAIL and paper_due(facts)


def _filed(filing: Filing) -> Filed:
    """What a filer is told of a filing."""
    hashes = filing.documents.order_by("number").values_list("object__sha256", flat=True)
    paper = PaperTask.objects.filter(filing=filing).exists()
    return Filed(filing.pk, filing.number, filing.at, paper, filing.envelope_sha256, list(hashes))


def _again(known: Filing, handed: Handed, facts: Facts, desk: Desk) -> Filed:
    if known.message_id != handed.message:
        raise AlreadySent
    same = known.message_id is not None or known.content_sha256 == handed.content_hash(facts)
    if not same or (known.desk_id, known.kind) != (desk.pk, facts.kind):
        raise AlreadySent
    return _filed(known)


def _check_filer(actor: Principal, handed: Handed, facts: Facts, desk: Desk, at: datetime) -> None:
    """Whether the actor may file this way."""
    if handed.channel in TAKEN_IN:
        _check_clerk(actor, desk, at)
        if handed.message or handed.mailbox or (handed.documents and handed.channel == "counter"):
            raise MayNotTakeIn
        if handed.channel == "oral":
            oral_moment(handed, facts, at)
        elif handed.pieces < 1:
            raise PieceMissing(field="pieces")
        else:
            paper_moment(handed.way, handed.reached_at, at)
    elif actor.kind != Kind.GUEST:
        if handed.mailbox is None:
            raise MayNotTakeIn
        source = sending_box(actor.account, handed.mailbox, at=at)
        # What mail carries has been asked this when it was sent.
        if handed.channel != "secure_mail":
            check_practice(actor.account, source, [desk.box], at=at)
        if handed.channel in {"portal", "connection"} and facts.number:
            _check_digital(actor, handed.mailbox, facts, at)
        if handed.channel == "portal" and facts.kind == "application":
            lawyer = files_as_lawyer(actor.account, source.pk, at=at)
            check_applicant(facts, lawyer=lawyer, on=amsterdam(at).date())


@dataclass(frozen=True, slots=True)
class _Judged:
    """The law's marks of what is declared of the files, and the party it is of where that is known."""

    marks: list[dict[str, Any]]
    party: UUID | None = None


def _judged(handed: Handed, facts: Facts, at: datetime) -> _Judged:
    """What the law says of what is declared; numbers go on from what the party has in the file and in the intake (3.14)."""
    if not facts.files and not facts.short_name and not facts.against:
        return _Judged([])
    party = _party_of(handed, facts, at)
    marks = _directed(party, facts, at)
    marks += check_declared(
        facts,
        len(handed.documents),
        digital=handed.channel in {"portal", "connection"},
        filed=filed_exhibits(party.row, party.mailbox) if party else None,
        short_name=party.row.short_name if party else "",
    )
    return _Judged(marks, party.row.pk if party else None)


def _directed(party: PartyNow | None, facts: Facts, at: datetime) -> list[dict[str, Any]]:
    """By and against whom the claim is, where more than two are in the case (3.7)."""
    parties = parties_of(party.row.case, at) if party else []
    others = opponents(party, parties) if party else []
    if not set(facts.against) <= {other.row.pk for other in others}:
        raise PartyUnknown(field="against")
    own = sum(each.row.role == party.row.role for each in parties) if party else 1
    return check_direction(facts, own=own, others=len(others))


def _party_of(handed: Handed, facts: Facts, at: datetime) -> PartyNow | None:
    """The party a filing in a running case is of: the one that is named, or the only one that reads through the mailbox."""
    case = find_case(subject_of(facts)) if facts.number and handed.mailbox else None
    if case is None:
        return None
    own = [party for party in parties_of(case, at) if party.mailbox == handed.mailbox]
    named = [party for party in own if facts.party in {None, party.row.pk}]
    return named[0] if len(named) == 1 else None


def _check_digital(actor: Principal, mailbox: UUID, facts: Facts, at: datetime) -> None:
    """Whether the actor may file digitally in a running case from a mailbox. Who is no party (yet) may ask to be one."""
    case = find_case(subject_of(facts))
    if case is None:
        return
    if excluded_from(actor, case, at):
        raise ExcludedHere(field="number")
    own = [party for party in parties_of(case, at) if party.mailbox == mailbox]
    if own and not any(party.reads for party in own):
        raise NotDigitalInCase(field="number")


def _check_clerk(actor: Principal, desk: Desk, at: datetime) -> None:
    """Whether the actor acts for a desk of that court and location: the counter serves all teams."""
    acting = {mine.box_id for mine in memberships(actor.account, at=at) if mine.may_send and not mine.checks}
    if not Desk.objects.filter(box__in=acting, court=desk.court, location=desk.location).exists():
        raise MayNotTakeIn


def _stored(actor: Principal, handed: Handed, at: datetime) -> list[StoredObject]:
    """The sealed documents, in order; whoever uses the mailbox may have brought them."""
    owners = {actor.account} | (member_ids(handed.mailbox, at=at) if handed.mailbox else set())
    return stored_documents(owners, handed.documents, mailed=handed.message is not None)


def _check_sealed(handed: Handed, desk: Desk, facts: Facts, objects: list[StoredObject]) -> None:
    """The rules of a filing of which the manifest came along, and that both sides, and nobody else, get every key."""
    subject_of(facts)
    sizes = [stored.size for stored in objects]
    others = [""] if facts.copies == "here" else []
    check_filing(
        facts,
        sent_to=[desk.box.address, *others],
        address=desk.box.address,
        secret=facts.secret,
        sizes=sizes,
        digital=handed.channel in {"portal", "connection"},
    )
    if handed.mailbox is None:
        raise GrantsRefused
    check_sealed({desk.box_id, handed.mailbox}, handed.envelope, handed.grants, handed.documents)


def _created(
    actor: Principal,
    handed: Handed,
    facts: Facts,
    *,
    judged: _Judged,
    desk: Desk,
    message: Message | None,
    at: datetime,
) -> Filing:
    """The row, with a number nobody else has: whoever draws a taken one, at the same time too, draws again."""
    filer = Filing.Filer.GUEST if actor.kind == Kind.GUEST else Filing.Filer.ACCOUNT
    row = Filing(
        id=handed.id,
        channel=handed.channel,
        kind=facts.kind,
        desk=desk,
        filer_kind=Filing.Filer.DESK
        if handed.channel in TAKEN_IN
        else Filing.Filer.REPRESENTATIVE
        if handed.filed_for
        else filer,
        filer=actor.account,
        mailbox_id=handed.mailbox,
        filed_for=handed.filed_for,
        message=message,
        case_number="" if not facts.number else subject_of(facts),
        secret=facts.secret,
        copies=facts.copies,
        acknowledged_warnings=sorted(ACKNOWLEDGEABLE.intersection(facts.acknowledged)),
        party=judged.party,
        marks=judged.marks,
        exhibits=[file.exhibit for file in facts.files if file.exhibit is not None] if facts.files else None,
        pieces=handed.pieces or len(handed.documents),
        envelope=handed.envelope,
        envelope_sha256=_envelope_hash(handed, message),
        content_sha256=handed.content_hash(facts),
        at=handed.reached_at or at,
        way=handed.way,
        scanned_by=actor.account if handed.channel == "oral" else None,
        scanned_at=at if handed.channel == "oral" else None,
    )
    for _ in range(TRIES):
        row.number = new_number()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if Filing.objects.filter(pk=handed.id).exists():
                raise AlreadySent from None
        else:
            return row
    raise AssertionError("no free number was drawn")


def _envelope_hash(handed: Handed, message: Message | None) -> str:
    if message:
        return message.envelope_sha256
    return hashlib.sha256(handed.envelope).hexdigest() if handed.envelope else ""


def _received(
    actor: Principal,
    filing: Filing,
    facts: Facts,
    *,
    desk: Desk,
    message: Message | None,
    objects: list[StoredObject],
) -> FilingReceived:
    mailbox = boxes_by_id([filing.mailbox_id]).get(filing.mailbox_id) if filing.mailbox_id else None
    return FilingReceived(
        subject=filing.pk,
        number=filing.number,
        channel=filing.channel,
        kind=filing.kind,
        court=desk.court,
        location=desk.location,
        matter=desk.matter,
        desk=desk.box_id,
        case=filing.case_number or None,
        reference=subject_of(facts),
        secret=filing.secret,
        copies=filing.copies,
        acknowledged_warnings=filing.acknowledged_warnings,
        paper=_paper_follows(filing, facts),
        message=message.pk if message else None,
        conversation=message.conversation_id if message else None,
        sender_box=filing.mailbox_id,
        envelope=filing.envelope_sha256,
        files=files_of(objects),
        sender=_name_of(actor),
        on_behalf_of=mailbox.name if mailbox else "",
        organisation=_organisation(mailbox),
        recipients=[", ".join(filter(None, [desk.box.name, _organisation(desk.box)]))],
        filed_for=filing.filed_for,
        reached_at=filing.at if filing.channel in TAKEN_IN else None,
        way=filing.way,
    )


def _name_of(actor: Principal) -> str:
    if actor.kind == Kind.GUEST:
        return guest_landing(actor.account).name
    found = person(actor.account)
    return found.name if found else ""


def _organisation(mailbox: Container | None) -> str:
    return mailbox.organisation.name if mailbox and mailbox.organisation else ""
