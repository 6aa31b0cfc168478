"""The one table fact → verb: what must happen because something happened."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from zegel.boxes.actions import end_memberships, readdress
from zegel.casefile.actions import record_bounced, record_made_known
from zegel.lib.principal import Kind, Principal, system
from zegel.mail.actions.traces import record_notice
from zegel.mail.events import (
    NoticeBounced,
    NoticeEvent,
    NoticeFailed,
    NoticeHandedOver,
    NoticeReturned,
    NoticeUncertain,
)
from zegel.professions.actions.register_files import drop_files_of

_TOLD = ("mail", "reason", "permanent", "at")

Reaction = Callable[[dict[str, Any], datetime], None]


def _notice(event: type[NoticeEvent]) -> Reaction:
    def reaction(body: dict[str, Any], at: datetime) -> None:
        facts: dict[str, str] = {name: str(body[name]) for name in _TOLD if name in body}
        record_notice(event=event, ref=UUID(body["ref"]), facts=facts, at=at)

    return reaction


def _handed_over(body: dict[str, Any], at: datetime) -> None:
    """A mail server took a mail: the moment a recipient was notified, or an entry of a case was made known (1.9)."""
    handed_at = datetime.fromisoformat(body["at"])
    actor = system("notify")
    if not record_made_known(actor=actor, publication=UUID(body["ref"]), handed_at=handed_at, at=at):
        _notice(NoticeHandedOver)(body, at)


def _bounced(body: dict[str, Any], at: datetime) -> None:
    """A mail came back: told to its sender, or noted at the publication, whose moment stays (1.9)."""
    if not record_bounced(actor=system("notify"), publication=UUID(body["ref"]), at=at):
        _notice(NoticeBounced)(body, at)


def _nothing(body: dict[str, Any], at: datetime) -> None:
    """An SMS with a code is seen in the notify house itself; it proves nothing about a message."""
    del body, at


def _left(body: dict[str, Any], at: datetime) -> None:
    """Who is let in no more opens no team's mailbox and nobody else's, and the register's file they brought is gone."""
    drop_files_of(user=UUID(body["user"]))
    actor = Principal(Kind.PERSON, UUID(body["actor"]))
    end_memberships(user=UUID(body["user"]), organisation=UUID(body["organisation"]), actor=actor, at=at)


def _moved(body: dict[str, Any], at: datetime) -> None:
    """An account has another mail address, and its own mailbox follows."""
    readdress(user=UUID(body["user"]), before=body["before"], after=body["after"], at=at)


REACTIONS: dict[str, Reaction] = {
    "identity.address-changed": _moved,
    "identity.member-deactivated": _left,
    "notify.mail-handed-over": _handed_over,
    "notify.mail-bounced": _bounced,
    "notify.mail-returned": _notice(NoticeReturned),
    "notify.mail-failed": _notice(NoticeFailed),
    "notify.mail-uncertain": _notice(NoticeUncertain),
    "notify.sms-handed-over": _nothing,
    "notify.sms-failed": _nothing,
    "notify.sms-uncertain": _nothing,
}


def react_to(fact: str, body: dict[str, Any], at: datetime) -> None:
    """Call the verb that answers a fact; a fact nobody answers is a bug and fails its job."""
    REACTIONS[fact](body, at)
