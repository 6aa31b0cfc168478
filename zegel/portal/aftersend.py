"""What a sender can still do about a message that is away: take it back."""

from dataclasses import dataclass

from zegel.accounts.queries.people import User
from zegel.boxes.queries import memberships
from zegel.mail.queries.messages import Holder, Reader, Track


@dataclass(frozen=True, slots=True)
class Taking:
    """The panel of withdrawal: from whom, or that it was filed."""

    filed: bool
    people: list[dict[str, object]]


def withdrawal(reader: Reader, tracks: list[Track]) -> Taking | None:
    """What the sender's page offers; nothing where all have opened it, or for who may not send from this mailbox."""
    if reader.user is None or reader.holder.role != Holder.Role.SENDER or not may_send(reader.user, reader):
        return None
    if reader.holder.message.filed:
        return Taking(filed=True, people=[])
    open_ = [one.holder for one in tracks if not one.holder.opened_at and not one.holder.withdrawn_at]
    people = [
        {"value": one.pk, "label": party.name, "checked": True}
        for one in open_
        if (party := one.guest or one.box)
    ]
    return Taking(filed=False, people=people) if people else None


def may_send(user: User, reader: Reader) -> bool:
    """Whether this member of the mailbox may act for it."""
    return any(one.may_send for one in memberships(user) if one.box_id == reader.holder.box_id)
