"""Whom a message can go to."""

from django.http import HttpRequest

from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import CorrespondentOut
from zegel.api.shared.standing import standing_fields
from zegel.boxes.actions import count_search
from zegel.boxes.queries import court_of_box, find_boxes, recognised
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["mailboxes"])


@router.get("recipients", response=list[CorrespondentOut])
@access(Access.WORK)
def recipients(request: HttpRequest, q: str = "") -> list[CorrespondentOut]:
    """Mailboxes to address, by name, address or organisation; `address` is empty where who asks may not see it."""
    at = now()
    count_search(actor=current_principal(request), text=q, at=at)
    found = find_boxes(current_user(request), q[:100], at=at)
    known = recognised([person.box for person in found], at=at)
    return [
        CorrespondentOut(
            kind="box",
            id=person.box.pk,
            name=person.box.name,
            address=person.address,
            recipient=person.box.recipient,
            key_version=person.box.key_version,
            organisation=person.box.organisation.name if person.box.organisation else "",
            court=court_of_box(person.box) is not None,
            **standing_fields(known[person.box.pk]),
        )
        for person in found
    ]
