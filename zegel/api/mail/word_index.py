"""The word index of a mailbox: opaque bytes that its members' browsers make, and search (docs/formats.md, Word index)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.mail.summaries import SummaryOut, summary_out
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Wire
from zegel.lib.moments import now
from zegel.mail.actions.word_index import put_word_piece
from zegel.mail.queries.word_index import unindexed_letters, unopened_letters, word_index, word_piece
from zegel.mail.rules import MOST_IN_WORD_PIECE
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["messages"])

# A piece never changes, and who may not fetch it can do nothing with it: a browser may keep it, sealed as it is.
_KEPT = "private, max-age=2592000, immutable"


class WordPieceOut(Wire):
    id: UUID
    key_version: int
    size: int
    messages: int


class WordIndexOut(Wire):
    """`waiting` messages are not in the index yet; `unopened` nobody of the mailbox has opened. `builds`: this browser adds to it."""

    pieces: list[WordPieceOut]
    waiting: int
    unopened: int
    builds: bool


class UnindexedLetterOut(SummaryOut):
    """A letter, and what a line of a list says of it; `sent`: the mailbox sent it."""

    counterpart: str
    subject: str
    sent: bool


class WordPieceIn(Wire):
    sealed: Base64In
    key_version: int = Field(ge=1, le=1_000_000)
    messages: list[UUID] = Field(min_length=1, max_length=MOST_IN_WORD_PIECE)
    replaces: list[UUID] = Field(max_length=MOST_IN_WORD_PIECE)


@router.get("boxes/{uuid:box}/word-index", response=WordIndexOut)
@access(Access.WORK)
def index(request: HttpRequest, box: UUID) -> WordIndexOut:
    """The pieces of a mailbox's word index."""
    found = word_index(current_user(request), box, at=now())
    pieces = [
        WordPieceOut(id=piece.id, key_version=piece.key_version, size=piece.size, messages=piece.messages)
        for piece in found.pieces
    ]
    return WordIndexOut(pieces=pieces, waiting=found.waiting, unopened=found.unopened, builds=found.builds)


@router.get("boxes/{uuid:box}/word-index/letters", response=list[UnindexedLetterOut])
@access(Access.WORK)
def letters(
    request: HttpRequest, box: UUID, after: UUID | None = None, unopened: bool = False
) -> list[UnindexedLetterOut]:
    """Sealed letters that are not in the index yet, newest first; `after` is the last message of the answer before. With `unopened`
    those that nobody of the mailbox opened: of them the summary alone."""
    ask = unopened_letters if unopened else unindexed_letters
    found = ask(current_user(request), box, after=after, at=now())
    return [
        UnindexedLetterOut(
            **dict(summary_out(letter.sealed)),
            counterpart=letter.counterpart,
            subject=letter.subject,
            sent=letter.sent,
        )
        for letter in found
    ]


@router.get("boxes/{uuid:box}/word-index/{uuid:key}", openapi_extra=SEALED_BYTES)
@access(Access.WORK)
def piece(request: HttpRequest, box: UUID, key: UUID) -> HttpResponse:
    """The sealed bytes of a piece."""
    sealed = word_piece(current_user(request), box, key, at=now())
    answer = HttpResponse(sealed, content_type="application/octet-stream")
    answer["Cache-Control"] = _KEPT
    return answer


@router.put("boxes/{uuid:box}/word-index/{uuid:key}", response={204: None})
@access(Access.WORK)
def put(request: HttpRequest, box: UUID, key: UUID, body: WordPieceIn) -> HttpResponse:
    """Keep a piece in place of others. Refused where a message of it was indexed in the meantime."""
    put_word_piece(actor=current_principal(request), key=key, box=box, at=now(), **body.model_dump())
    return HttpResponse(status=204)
