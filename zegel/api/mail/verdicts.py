"""Checking files: the queue and the verdicts of a court's own automation, and what was found, for who wrote or reads.

The automation is a client like any other: it fetches sealed bytes and opens them in the court's own zone.
"""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query
from pydantic import Field

from zegel.api.shared.choices import Outcome
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.opening import handed, streamed
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import OpenedOut
from zegel.api.shared.wire import Wire
from zegel.lib.moments import amsterdam, now
from zegel.mail.actions.reading import check_message
from zegel.mail.actions.verdicts import file_verdicts
from zegel.mail.queries.messages import Reader, guest_reader, reader_of
from zegel.mail.queries.verdicts import (
    Mark,
    checker_of,
    sealed_chunks,
    verdicts_of,
    waiting_files,
    waiting_for,
)
from zegel.mail.rules import MOST_FILES, Checked
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest, current_user
from zegel.web_session.principals import current_principal, guest_principal

router = Router(tags=["checks"])


class CheckOut(Wire):
    """`court` is whose box it is, `place` counts its messages from 1; an agent of several courts sees to each in turn."""

    delivery: UUID
    message: UUID
    box: UUID
    court: UUID
    place: int
    files: list[int]


class VerdictIn(Wire):
    """What was found in a file; `unmet` are rules of annex VI that it does not meet."""

    file: int = Field(ge=1, le=1000)
    findings: list[str] = Field(default=[], max_length=20)
    pages: int | None = Field(default=None, ge=0, le=10_000_000)
    virus: str = Field(default="", max_length=200)
    unmet: list[str] = Field(default=[], max_length=20)


class VerdictsIn(Wire):
    agent: str = Field(min_length=1, max_length=100)
    engine: str = Field(min_length=1, max_length=100)
    verdicts: list[VerdictIn] = Field(min_length=1, max_length=MOST_FILES)


class FiledVerdictsOut(Wire):
    filed: int


class VerdictOut(Wire):
    """`delivery` is the recipient whose automation spoke; null for everybody but the sender."""

    file: int
    outcome: Outcome
    findings: list[str]
    pages: int | None
    virus: str
    unmet: list[str]
    at: str
    delivery: UUID | None


class VerdictsOut(Wire):
    """`waiting` are the numbers of files that are still to be checked."""

    verdicts: list[VerdictOut]
    waiting: list[int]


@router.get("checks", response=list[CheckOut])
@access(Access.CHECKER)
def checks(
    request: HttpRequest, place: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0, before: UUID | None = None
) -> list[CheckOut]:
    """Messages with files nobody has checked, the newest of every court first, then the second of every court: the last
    `place` and `delivery` of one answer are `place` and `before` of the next.
    """
    after = Mark(place, before) if before else None
    return [CheckOut(**asdict(row)) for row in waiting_for(current_user(request), after=after, at=now())]


@router.get("checks/{uuid:delivery}", response=OpenedOut)
@access(Access.CHECKER)
def check(request: HttpRequest, delivery: UUID) -> OpenedOut:
    """The sealed message for the automation of the box that received it. It is no reader, so nobody has opened it."""
    at = now()
    reader = checker_of(current_principal(request), delivery, at=at)
    check_message(reader=reader, at=at)
    return handed(reader, at)


@router.get("checks/{uuid:delivery}/files/{int:number}", openapi_extra=SEALED_BYTES)
@access(Access.CHECKER)
def check_file(request: HttpRequest, delivery: UUID, number: int) -> StreamingHttpResponse:
    """One sealed file, for checking."""
    return streamed(*sealed_chunks(checker_of(current_principal(request), delivery, at=now()), number))


@router.post("checks/{uuid:delivery}/verdicts", response=FiledVerdictsOut)
@access(Access.CHECKER)
def verdicts(request: HttpRequest, delivery: UUID, body: VerdictsIn) -> FiledVerdictsOut:
    """File what was found. May be repeated: the first verdict on a file stands, `filed` counts the new ones."""
    filed = file_verdicts(
        actor=current_principal(request),
        delivery=delivery,
        verdicts=[_checked(verdict) for verdict in body.verdicts],
        agent=body.agent,
        engine=body.engine,
        at=now(),
    )
    return FiledVerdictsOut(filed=filed)


def _checked(said: VerdictIn) -> Checked:
    return Checked(
        file=said.file,
        findings=tuple(said.findings),
        pages=said.pages,
        virus=said.virus,
        unmet=tuple(said.unmet),
    )


@router.get("messages/{uuid:key}/verdicts", response=VerdictsOut)
@access(Access.WORK)
def found(request: HttpRequest, key: UUID) -> VerdictsOut:
    """What was found in the files of a message, for who sent or received it."""
    return _found(reader_of(current_principal(request), key, at=now()))


@router.get("guests/{uuid:key}/messages/{uuid:message}/verdicts", response=VerdictsOut)
@access(Access.GUEST)
def found_for_guest(request: HttpRequest, key: UUID, message: UUID) -> VerdictsOut:
    """The same for a guest."""
    return _found(guest_reader(guest_principal(current_guest(request, key)), message))


def _found(reader: Reader) -> VerdictsOut:
    rows = [
        VerdictOut(
            file=verdict.file,
            outcome=verdict.outcome,
            findings=verdict.findings,
            pages=verdict.pages,
            virus=verdict.virus,
            unmet=verdict.unmet,
            at=amsterdam(verdict.at).isoformat(),
            delivery=verdict.delivery,
        )
        for verdict in verdicts_of(reader)
    ]
    return VerdictsOut(verdicts=rows, waiting=waiting_files(reader))
