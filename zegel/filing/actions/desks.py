"""The verb of desks: which mailbox receives what."""

from datetime import datetime
from uuid import UUID

from zegel.filing.models import Desk
from zegel.filing.rules import place_of
from zegel.lib.moments import amsterdam
from zegel.lib.verbs import nobody_acts


@nobody_acts("an operator brings the desks of a court in from a file")
def open_desk(
    *, court: str, location: str, matter: str, box: UUID, postal: str, counter: str, at: datetime
) -> Desk:
    """Name the mailbox in which a court receives a matter at a location, or change it; for administrators.

    Raises:
        CourtUnknown: the annexes know no such place.
    """
    place = place_of(court, location, matter, amsterdam(at).date())
    desk, _ = Desk.objects.update_or_create(
        court=place.court.slug,
        location=location,
        matter=matter,
        defaults={"box_id": box, "postal": postal, "counter": counter},
    )
    return desk
