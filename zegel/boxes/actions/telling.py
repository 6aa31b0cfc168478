"""What members hear of each other's comings and goings: evidence, and a mail."""

from datetime import datetime
from typing import Any

from zegel.boxes.letters import MemberAdded, MemberRemoved
from zegel.boxes.models import Container, Member
from zegel.lib.ids import uuid7
from zegel.lib.verbs import step
from zegel.notify.actions import queue_mail


@step
def facts_of(member: Member) -> dict[str, Any]:
    """What evidence says of a member who is a user."""
    return {
        "subject": member.box_id,
        "user": member.person.pk,
        "right": member.right,
        "ends_on": member.ends_on,
        "on_behalf_of": member.delegated_by_id,
    }


@step
def tell(letter: type[MemberAdded | MemberRemoved], box: Container, member: Member, at: datetime) -> None:
    """A mail to the mailbox and to whom it is about, unless that is a program."""
    organisation = box.organisation.name if box.organisation else box.name
    told = letter(organisation=organisation, box=box.name, person=member.person.name)
    people = [] if member.checks else [(member.person.email, member.person.language)]
    for to, language in [(box.address, box.language), *people]:
        queue_mail(ref=uuid7(), letter=told, to=to, language=language, at=at)
