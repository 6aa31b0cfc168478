"""The shapes of a hearing on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from zegel.api.cases.schemas import SealedReasonIn
from zegel.api.shared.wire import Base64Out, Wire

type Text = Annotated[str, Field(max_length=100)]
type GivenFact = bool | Text | Annotated[list[Text], Field(max_length=200)]


class WeighIn(Wire):
    """An entry that is not made yet, with its facts by name."""

    entry: str = Field(max_length=40)
    facts: dict[Text, GivenFact] = Field(default={}, max_length=30)


class HearingEntryIn(WeighIn):
    """An entry to make. `seen` is the number of the newest act, or of the record of this kind about this party, that its maker had seen;
    `noted` the moment on their own clock. `words` are the note, or why the judge decides otherwise."""

    id: UUID
    seen: int = Field(ge=0, le=1_000_000)
    noted: AwareDatetime
    words: SealedReasonIn | None = None


class SaidByLawOut(Wire):
    """One rule about an entry. `blocks` says that it stops here unless `by` decides otherwise with a reason; `open` that it is for the
    judge, who decides by making the entry."""

    rule: str
    text: str
    articles: list[str]
    met: bool
    blocks: bool
    open: bool
    by: str


class WeighedOut(Wire):
    """What the law says; `may` whether the asker may make the entry at all, `otherwise` whether they may also against the law."""

    said: list[SaidByLawOut]
    may: bool
    otherwise: bool


class HearingEntryOut(Wire):
    """An entry that was made. `noted` is the moment of who noted it, `at` the server's."""

    id: UUID
    entry: str
    number: int
    noted: str
    at: str
    state: str


class SealedWordsOut(Wire):
    """The sealed words of a record."""

    record: UUID
    circle: UUID
    envelope: Base64Out
    sealed_key: Base64Out
    key_version: int
