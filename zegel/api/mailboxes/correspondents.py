"""Whom a message can go to."""

from django.http import HttpRequest

from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import CorrespondentOut
from zegel.api.shared.standing import standing_fields
from zegel.boxes.queries import court_of_box, find_boxes, recognised
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user

router = Router(tags=["mailboxes"])


@router.get("recipients", response=list[CorrespondentOut])
@access(Access.WORK)
def recipients(request: HttpRequest, q: str = "") -> list[CorrespondentOut]:
    """Mailboxes to address, by name, address or organisation."""
    boxes = list(find_boxes(current_user(request), q[:100]))
    known = recognised(boxes, at=now())
    return [
        CorrespondentOut(
            kind="box",
            id=box.pk,
            name=box.name,
            address=box.address,
            recipient=box.recipient,
            key_version=box.key_version,
            organisation=box.organisation.name if box.organisation else "",
            court=court_of_box(box) is not None,
            **standing_fields(known[box.pk]),
        )
        for box in boxes
    ]
