"""What somebody does in a mailbox on behalf of its owner is written down for that owner to read."""

from datetime import datetime

from zegel.boxes.queries import is_delegate
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.events import DelegateEvent


@step
def note_delegate(actor: Principal, event: DelegateEvent, at: datetime) -> None:
    """Evidence about a mailbox of what its owner's delegate did; nothing of anybody else. In the caller's transaction."""
    if is_delegate(actor.account, event.subject, at=at):
        write([event], actor=actor, at=at)
