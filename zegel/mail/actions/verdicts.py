"""Filing what a court's automation found in the files it received; the sender hears of a bad one at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.mail.errors import VerdictRefused
from zegel.mail.events import FileChecked
from zegel.mail.letters import FileProblem
from zegel.mail.models import Attachment, Delivery, Verdict
from zegel.mail.queries.verdicts import checker_of
from zegel.mail.rules import Checked, check_verdicts
from zegel.notify.actions import queue_mail


@transaction.atomic
def file_verdicts(
    *, actor: Principal, delivery: UUID, verdicts: Sequence[Checked], agent: str, engine: str, at: datetime
) -> int:
    """File verdicts on files of a message that a box received; gives how many are new. The first one stands.

    Raises:
        MessageUnknown: the box is not the actor's to check. VerdictRefused: unknown findings or file.
    """
    check_verdicts(verdicts)
    found = checker_of(actor, delivery, at=at).delivery
    # Two agents of one box wait for each other, so a file is counted and told of once.
    Delivery.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    files = {file.number: file for file in Attachment.objects.filter(message=found.message_id)}
    if not {each_verdict.file for each_verdict in verdicts} <= files.keys():
        raise VerdictRefused(field="file")
    known = set(Verdict.objects.filter(delivery=found).values_list("attachment__number", flat=True))
    fresh = [each_verdict for each_verdict in verdicts if each_verdict.file not in known]
    Verdict.objects.bulk_create(
        Verdict(
            delivery=found,
            attachment=files[each_verdict.file],
            outcome=each_verdict.outcome,
            findings=sorted(each_verdict.findings),
            pages=each_verdict.pages,
            virus=each_verdict.virus,
            unmet=list(each_verdict.unmet),
            agent=agent,
            engine=engine,
            user_id=actor.account,
            at=at,
        )
        for each_verdict in fresh
    )
    # What was filed before its box was checked is not counted as waiting, and may be checked all the same.
    Delivery.objects.filter(pk=found.pk, unchecked__gte=len(fresh)).update(
        unchecked=F("unchecked") - len(fresh)
    )
    write([_checked(found, verdict, agent, engine) for verdict in fresh], actor=actor, at=at)
    _tell(
        found,
        [each_verdict.file for each_verdict in fresh if each_verdict.outcome == Verdict.Outcome.BAD],
        at,
    )
    return len(fresh)


def _checked(delivery: Delivery, verdict: Checked, agent: str, engine: str) -> FileChecked:
    return FileChecked(
        subject=delivery.message_id,
        delivery=delivery.pk,
        file=verdict.file,
        outcome=verdict.outcome,
        findings=sorted(verdict.findings),
        pages=verdict.pages,
        virus=verdict.virus,
        unmet=list(verdict.unmet),
        agent=agent,
        engine=engine,
    )


def _tell(delivery: Delivery, bad: list[int], at: datetime) -> None:
    """A mail to the sender with the numbers of the files that cannot be used, and nothing else about them."""
    message, box = delivery.message, delivery.box
    if not bad or box is None:
        return
    # A guest who took the conversation along to an account holds their answer twice as its sender.
    sender = Delivery.objects.filter(message=message, role=Delivery.Role.SENDER).order_by("pk")[:1].get()
    path = ""
    if message.sender_guest:
        to, language = message.sender_guest.email, message.sender_guest.language
    elif message.sender_box:
        to, language = message.sender_box.address, message.sender_box.language
        path = f"/mail/messages/{message.pk}"
    else:
        raise AssertionError("a message has one sender")
    letter = FileProblem(
        organisation=box.organisation.name if box.organisation else box.name,
        files=", ".join(str(number) for number in sorted(bad)),
        path=path,
    )
    queue_mail(ref=sender.pk, letter=letter, to=to, language=language, at=at)
