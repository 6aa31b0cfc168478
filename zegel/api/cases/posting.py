"""What is placed for a party that litigates by secure mail, sent to it as a sealed mail (art. 1.10)."""

from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import UserMessageIn
from zegel.api.shared.submission import submission_of
from zegel.api.shared.wire import Wire
from zegel.filing.actions import mail_postings
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["cases"])


class PostedByMailIn(Wire):
    """The pieces that go along, and the sealed message from the desk that brings them."""

    postings: list[UUID] = Field(min_length=1, max_length=200)
    message: UserMessageIn


class PostedByMailOut(Wire):
    sent: int


@router.post("mail", response=PostedByMailOut)
@access(Access.WORK)
def mail(request: HttpRequest, body: PostedByMailIn) -> PostedByMailOut:
    """Send pieces to the party they wait for, and tick them off; the same again sends nothing."""
    sent = mail_postings(
        actor=current_principal(request),
        postings=body.postings,
        submission=submission_of(body.message),
        at=now(),
    )
    return PostedByMailOut(sent=sent)
