"""Applying for a hearing without an account (art. 2.1): anybody may in a case of the kantonrechter, by secure mail (1.4, annex VII)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.filing.actions.by_mail import handed_by_mail
from zegel.filing.actions.file import file
from zegel.filing.errors import ApplicationFiled, LawyerNeeded, SubjectDiffers, WronglyAddressed
from zegel.filing.models import Desk
from zegel.filing.queries import application_of, desk_for
from zegel.filing.rules import Facts, anybody_applies, check_filing, subject_of
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.mail.actions.applicants import begin_conversation
from zegel.mail.actions.guests import locked_guest
from zegel.mail.actions.submit import submit_reply
from zegel.mail.errors import AlreadySent
from zegel.mail.queries.messages import Guest, sent_message
from zegel.mail.rules import NewGuest, Receipt, Submission
from zegel.vault.queries import stored_objects


@nobody_acts("who shows by a code that a mail address is theirs becomes the guest who acts from then on")
@transaction.atomic
def begin_application(
    *, guest: UUID, new: NewGuest, link: str, court: str, location: str, matter: str, at: datetime
) -> Guest:
    """Somebody without an account begins an application at a court: they are a guest of its desk, in a conversation of their own.

    Raises:
        CourtUnknown, NoDesk; LawyerNeeded: in this kind of case a lawyer applies (2.1); what `begin_conversation` refuses.
    """
    desk = _open_desk(court, location, matter, at)
    facts = Facts(court, location, matter, "application", "", secret=False, copies="not-due")
    return begin_conversation(guest=guest, new=new, link=link, subject=subject_of(facts), box=desk.box, at=at)


@transaction.atomic
def apply_as_guest(*, actor: Principal, submission: Submission, facts: Facts, at: datetime) -> Receipt:
    """Hand in an application as a guest of the court's desk: a filing by secure mail, whose moment is when it is here whole (3.4). The
    same again gives the first receipt; each link is for one application.

    Raises:
        CourtUnknown, NoDesk, LawyerNeeded, WronglyAddressed: not an application at the guest's court; SubjectDiffers;
        ApplicationFiled; what `check_filing`, `mail.actions.submit_reply` and `file` refuse; AlreadySent.
    """
    desk = _open_desk(facts.court, facts.location, facts.matter, at)
    guest = locked_guest(actor.account)
    conversation = guest.conversation
    if facts.kind != "application" or conversation.owner_id != desk.box_id:
        raise WronglyAddressed(field="recipients", address=desk.box.address)
    subject = subject_of(facts)
    if submission.subject != subject or conversation.subject != subject:
        raise SubjectDiffers(field="subject", subject=subject)
    before = application_of(guest)
    if before and before.message_id != submission.message:
        raise ApplicationFiled
    stored = stored_objects({actor.account}, list(submission.objects))
    sizes = [stored[key].size if key in stored else 0 for key in submission.objects]
    check_filing(
        facts, sent_to=[desk.box.address], address=desk.box.address, secret=submission.secret, sizes=sizes
    )
    filing = uuid7()
    receipt = submit_reply(actor=actor, submission=replace(submission, filed=True, filing=filing), at=at)
    if sent_message(actor, submission.message).filing == filing:
        file(actor=actor, handed=handed_by_mail(filing, None, desk, submission), facts=facts, at=at)
    elif before is None:
        # The same was sent as a mere message before.
        raise AlreadySent
    return receipt


def _open_desk(court: str, location: str, matter: str, at: datetime) -> Desk:
    """The desk, where anybody may apply."""
    desk = desk_for(court, location, matter, at=at)
    if not anybody_applies(desk.matter):
        raise LawyerNeeded(field="matter")
    return desk
