"""Judgments as the wire shows them, and as it brings them."""

from datetime import datetime

from zegel.api.judgments.schemas import (
    JudgmentDraftOut,
    JudgmentIn,
    JudgmentOut,
    ReasonIn,
    SignedDocumentIn,
)
from zegel.casefile.errors import MomentRefused
from zegel.casefile.rules.moments import moment_in
from zegel.judgments.actions import NewJudgment, SignedDocument
from zegel.judgments.queries import Draft, Judgment, Maker
from zegel.judgments.rules import Circumstances
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.proceedings.actions import SealedReason


def draft_out(row: Draft, maker: Maker) -> JudgmentDraftOut:
    """A version with its keys as they are sealed, and by whom it was made."""
    return JudgmentDraftOut(
        id=row.pk,
        number=row.number,
        made_at=amsterdam(row.made_at).isoformat(),
        made_by=maker.name,
        container=row.circle.container_id,
        object=row.object_id,
        size=row.object.size,
        envelope=bytes(row.envelope),
        sealed_key=bytes(row.sealed_key),
        document_key=bytes(row.document_key),
        key_version=row.key_version,
        signer_key=maker.key,
    )


def judgment_out(row: Judgment) -> JudgmentOut:
    """What became of it."""
    return JudgmentOut.model_validate(
        {"id": row.pk, "kind": row.kind, "given_at": amsterdam(row.given_at).isoformat()}
    )


def new_judgment(body: JudgmentIn) -> NewJudgment:
    """A judgment as the house takes it in."""
    return NewJudgment(
        id=body.id,
        seen=body.seen,
        form=body.form,
        told=Circumstances(tuple(body.appeared), body.very_urgent, body.format),
        document=signed(body.document) if body.document else None,
        reason=reason(body.reason),
    )


def signed(body: SignedDocumentIn) -> SignedDocument:
    """A signed document as the house takes it in."""
    return SignedDocument(**body.model_dump())


def reason(body: ReasonIn | None) -> SealedReason | None:
    """A sealed reason as the house takes it in."""
    return SealedReason(**body.model_dump()) if body else None


def moment_typed(text: str) -> datetime | None:
    """The moment somebody wrote, by a clock in the Netherlands where it says no offset; None for an empty text.

    Raises:
        MomentRefused.
    """
    if not text:
        return None
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        raise MomentRefused(field="day") from None
    found = moment_in((typed if typed.tzinfo else typed.replace(tzinfo=AMSTERDAM)).isoformat())
    if found is None:
        raise MomentRefused(field="day")
    return found
