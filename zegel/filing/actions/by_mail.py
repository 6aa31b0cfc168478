"""Filing by secure mail: a sealed message carries the filing (Annex VI)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import boxes_by_id, court_of_box, member_ids, sending_box
from zegel.casefile.queries import find_case
from zegel.filing.actions.file import Filed, file
from zegel.filing.errors import SubjectDiffers
from zegel.filing.models import Desk, Filing
from zegel.filing.queries import desk_for
from zegel.filing.rules import Copies, Facts, Grant, Handed, NewDocument, check_filing, subject_of
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.errors import AlreadySent
from zegel.mail.queries.messages import guest_landing, sent_message
from zegel.mail.rules import Receipt, Submission
from zegel.vault.queries import stored_objects


@dataclass(frozen=True, slots=True)
class FiledByMail(Filed):
    """What was filed, and the receipt of the message that carried it (art. 3.4)."""

    receipt: Receipt


@transaction.atomic
def file_by_mail(
    *, actor: Principal, box: UUID, submission: Submission, facts: Facts, at: datetime
) -> FiledByMail:
    """Send a message to a court's desk and file what it carries, or nothing.

    Raises:
        whatever `mail.actions.submit` and `file` do; SubjectDiffers.
    """
    desk = _checked(actor, box, submission, facts, at)
    filing = uuid7()
    receipt = submit(actor=actor, box=box, submission=replace(submission, filed=True, filing=filing), at=at)
    message = sent_message(actor, submission.message)
    if message.conversation.subject != subject_of(facts):
        raise SubjectDiffers(field="subject", subject=subject_of(facts))
    if message.filing != filing and not Filing.objects.filter(message=message).exists():
        raise AlreadySent
    handed = handed_by_mail(filing, box, desk, submission)
    filed = file(actor=actor, handed=handed, facts=facts, at=at)
    return FiledByMail(**asdict(filed), receipt=receipt)


def send(*, actor: Principal, box: UUID, submission: Submission, at: datetime) -> Receipt:
    """Send a message. What a party writes by secure mail to the desk of its case, under the number of that case and nothing else, is a
    filing too, and waits in the intake as a message about the case; the clerk says what it is.

    Raises:
        whatever `mail.actions.submit` does.
    """
    desk = _desk_of_case(box, submission)
    if desk is None:
        return submit(actor=actor, box=box, submission=submission, at=at)
    return _send_to_desk(desk, actor, box, submission, at)


@transaction.atomic
def _send_to_desk(desk: Desk, actor: Principal, box: UUID, submission: Submission, at: datetime) -> Receipt:
    filing = uuid7()
    receipt = submit(actor=actor, box=box, submission=replace(submission, filed=True, filing=filing), at=at)
    if sent_message(actor, submission.message).filing == filing:
        copies: Copies = "here" if len(submission.boxes) + len(submission.guests) > 1 else "none"
        facts = _message_facts(desk, submission.subject, secret=submission.secret, copies=copies)
        file(actor=actor, handed=handed_by_mail(filing, box, desk, submission), facts=facts, at=at)
    return receipt


@transaction.atomic
def answer_as_guest(*, actor: Principal, submission: Submission, at: datetime) -> Receipt:
    """Send a guest's answer. What a guest writes to the desk of a case, in a conversation under the number of that case, is a filing
    by secure mail as anybody else's is, and waits in the intake; the guest gets the receipt at once.

    Raises:
        whatever `mail.actions.submit_reply` does.
    """
    conversation = guest_landing(actor.account).conversation
    desk = _desk_of_number(conversation.subject, {conversation.owner_id})
    if desk is None:
        return submit_reply(actor=actor, submission=submission, at=at)
    filing = uuid7()
    receipt = submit_reply(actor=actor, submission=replace(submission, filed=True, filing=filing), at=at)
    if sent_message(actor, submission.message).filing == filing:
        # Whom else it was sent to, a guest says in the answer, if at all.
        facts = _message_facts(desk, conversation.subject, secret=submission.secret, copies="none")
        file(actor=actor, handed=handed_by_mail(filing, None, desk, submission), facts=facts, at=at)
    return receipt


def _message_facts(desk: Desk, number: str, *, secret: bool, copies: Copies) -> Facts:
    """What was written to the desk of a case: a message, of which the clerk says what it is."""
    return Facts(desk.court, desk.location, desk.matter, "message", number, secret=secret, copies=copies)


def _desk_of_case(box: UUID, submission: Submission) -> Desk | None:
    """The desk of the case that is the subject of a message, where the message goes there from outside the court."""
    to = {recipient.box for recipient in submission.boxes} - {box}
    desk = _desk_of_number(submission.subject, to) if to and not submission.filed else None
    source = boxes_by_id([box]).get(box) if desk else None
    return desk if source and court_of_box(source) is None else None


def _desk_of_number(number: str, to: Collection[UUID]) -> Desk | None:
    """The desk of the case of this number, where it is among mailboxes that are written to."""
    case = find_case(number)
    if case is None or case.desk_id not in to:
        return None
    rows = Desk.objects.filter(box=case.desk_id, court=case.court, location=case.location, matter=case.matter)
    return rows.select_related("box").first()


@step
def handed_by_mail(filing: UUID, box: UUID | None, desk: Desk, submission: Submission) -> Handed:
    """What the message carried, from a mailbox or (without one) a guest. Its key opens manifest and files alike, so that is the key of
    each document here."""
    keys = {to.box: Grant(to.box, to.key, to.key_version) for to in submission.boxes if to.box == desk.box_id}
    if box is not None:
        keys.setdefault(box, Grant(box, submission.sender_key, submission.sender_key_version))
    grants = tuple(keys.values())
    return Handed(
        id=filing,
        channel="secure_mail",
        mailbox=box,
        documents=tuple(NewDocument(key, grants) for key in submission.objects),
        message=submission.message,
    )


def _checked(actor: Principal, box: UUID, submission: Submission, facts: Facts, at: datetime) -> Desk:
    sending_box(actor.account, box, at=at)
    desk = desk_for(facts.court, facts.location, facts.matter, at=at)
    if submission.subject != subject_of(facts):
        raise SubjectDiffers(field="subject", subject=subject_of(facts))
    found = boxes_by_id([to.box for to in submission.boxes])
    sent_to = [to.address for to in found.values()] + ["" for _ in submission.guests]
    # Who prepared the message may be another than who files it; both use the mailbox.
    stored = stored_objects({actor.account} | member_ids(box, at=at), list(submission.objects))
    check_filing(
        facts,
        sent_to=sent_to,
        address=desk.box.address,
        secret=submission.secret,
        # A file that is not stored (yet) is refused by the mail itself, with its number.
        sizes=[stored[key].size if key in stored else 0 for key in submission.objects],
    )
    return desk
