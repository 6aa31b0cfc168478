"""What the rows of a list say, sealed: for the rows that a reader has in view."""

from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64Out, Wire
from zegel.evidence.queries import origin
from zegel.lib.moments import now
from zegel.mail.queries.summaries import Placed, SealedSummary, places_of
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


class RowOut(SummaryOut):
    """`personal` are the names beside the record, None where they were forgotten; `index` is its place in the log, None while it waits."""

    personal: str | None
    index: int | None
    proof: list[Base64Out]


class SummariesOut(Wire):
    """The rows, and the signed state of the log that their proofs rest on: `checkpoint` is empty where none can be made."""

    origin: str
    key: Base64Out
    succession: list[str]
    checkpoint: str
    rows: list[RowOut]


@router.post("boxes/{uuid:box}/summaries", response=SummariesOut)
@access(Access.WORK)
def summaries(request: HttpRequest, box: UUID, body: SummariesIn) -> SummariesOut:
    """Sealed summaries of messages in a mailbox, with what proves their records; no message counts as opened. Those without a key are
    left out."""
    found = summaries_of(current_user(request), box, body.messages, at=now())
    places = places_of([summary.message for summary in found])
    return SummariesOut(
        origin=origin(),
        key=places.key,
        succession=places.succession,
        checkpoint=places.note,
        rows=[_row(summary, places.of[summary.message]) for summary in found],
    )


def _row(found: SealedSummary, placed: Placed) -> RowOut:
    return RowOut(
        message=found.message,
        sealed_key=found.sealed_key,
        key_version=found.key_version,
        summary=found.summary,
        envelope=found.envelope,
        record=found.record,
        personal=placed.personal,
        index=placed.index,
        proof=list(placed.path),
    )


def summary_out(found: SealedSummary) -> SummaryOut:
    return SummaryOut(
        message=found.message,
        sealed_key=found.sealed_key,
        key_version=found.key_version,
        summary=found.summary,
        envelope=found.envelope,
        record=found.record,
    )
