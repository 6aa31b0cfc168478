"""What the rows of a list say, sealed: for the rows that a reader has in view."""

from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64Out, Wire
from zegel.lib.moments import now
from zegel.mail.queries.summaries import SealedSummary
from zegel.mail.queries.summaries import summaries as summaries_of
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user

router = Router(tags=["messages"])


class SummariesIn(Wire):
    messages: list[UUID] = Field(min_length=1, max_length=60)


class SummaryOut(Wire):
    """`summary` is empty where the sender made none, `envelope` where there is one or nobody of the mailbox opened the letter. `record`
    is what the log has of the message: the reader's client holds what it opens against it."""

    message: UUID
    sealed_key: Base64Out
    key_version: int
    summary: Base64Out
    envelope: Base64Out
    record: str


@router.post("boxes/{uuid:box}/summaries", response=list[SummaryOut])
@access(Access.WORK)
def summaries(request: HttpRequest, box: UUID, body: SummariesIn) -> list[SummaryOut]:
    """Sealed summaries of messages in a mailbox; no message counts as opened. Those without a key are left out."""
    found = summaries_of(current_user(request), box, body.messages, at=now())
    return [summary_out(summary) for summary in found]


def summary_out(found: SealedSummary) -> SummaryOut:
    return SummaryOut(
        message=found.message,
        sealed_key=found.sealed_key,
        key_version=found.key_version,
        summary=found.summary,
        envelope=found.envelope,
        record=found.record,
    )
