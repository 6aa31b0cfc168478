"""What is placed in a case goes to a party that litigates by secure mail as a sealed mail with its basis (1.10; VI 6.3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.actions import own_postings, tick_posted
from zegel.casefile.queries.postings import Posting, mailboxes_of
from zegel.contacts.rules import Basis
from zegel.filing.errors.mailed import MailedElsewhere, NoMailbox, NotByMail, PiecesLeftOut
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.mail.actions.submit import submit
from zegel.mail.rules import Submission


@transaction.atomic
def mail_postings(*, actor: Principal, postings: Sequence[UUID], submission: Submission, at: datetime) -> int:
    """Send pieces to the party they wait for, by a sealed mail from the desk to its mailbox alone, and tick them off, or nothing; the
    same again sends nothing. Gives how many went.

    That the party litigates by secure mail is the basis: it asked for it in this case (VI 6.3).

    Raises:
        PostingUnknown, MayNotSend; NotByMail: not all of one party that litigates so, or sent before; NoMailbox; MailedElsewhere;
        PiecesLeftOut; what `mail.actions.submit` refuses.
    """
    rows = own_postings(actor, postings, at)
    if {row.message for row in rows} == {submission.message}:
        return len(rows)
    first = rows[0]
    if any(not _goes_with(row, first) for row in rows):
        raise NotByMail(field="postings")
    box = mailboxes_of([first]).get(first.party_id)
    if box is None:
        raise NoMailbox(field="postings")
    case = first.entry.case
    to_it_alone = not submission.guests and [to.box for to in submission.boxes] == [box.pk]
    if not to_it_alone or submission.subject != case.number:
        raise MailedElsewhere(field="boxes", number=case.number)
    if len(submission.objects) != sum(row.entry.documents.count() for row in rows):
        raise PiecesLeftOut(field="files")
    basis = Basis("asked", amsterdam(first.party.admitted_at).date(), case.number)
    sent = replace(submission, boxes=tuple(replace(to, basis=basis) for to in submission.boxes))
    submit(actor=actor, box=first.desk_id, submission=sent, at=at)
    return tick_posted(actor=actor, postings=postings, message=submission.message, at=at)


def _goes_with(row: Posting, first: Posting) -> bool:
    """Whether two pieces go in one mail: of one party, by secure mail, and neither sent before."""
    return (
        row.channel == Posting.Channel.SECURE_MAIL
        and row.party_id == first.party_id
        and row.posted_at is None
    )
