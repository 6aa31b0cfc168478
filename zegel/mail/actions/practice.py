"""Who may not practise gets no court mail: nothing to a court, and nothing new from one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import Container, court_of_box, owners_of
from zegel.lib.verbs import step
from zegel.professions.errors.links import ProfessionBlocked, RecipientBlocked
from zegel.professions.queries.links import blocked_among


@step
def check_practice(actor: UUID, sender: Container, recipients: Iterable[Container], *, at: datetime) -> None:
    """Whether the registers of the professions stand in the way of this message (at most three queries).

    Sending counts for whoever presses the button and for whose mailbox it is. A refusal names the recipient only to a
    court.

    Raises:
        ProfessionBlocked, RecipientBlocked.
    """
    boxes = list(recipients)
    if court_of_box(sender):
        owners = owners_of((box.pk for box in boxes), at=at)
        shut = blocked_among(owners.values()) if owners else set()
        names = [box.name for box in boxes if owners.get(box.pk) in shut]
        if names:
            raise RecipientBlocked(field="recipients", name=names[0])
        return
    to_court = any(court_of_box(box) for box in boxes)
    if to_court and blocked_among([actor, *owners_of([sender.pk], at=at).values()]):
        raise ProfessionBlocked(field="recipients")
