"""Showing the judge what came after the day of judgment was set (art. 12.6)."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.queries import court_case
from zegel.evidence.actions import write
from zegel.judgments.errors import PieceNotHeld, ReleaseRefused
from zegel.judgments.events import PieceReleased
from zegel.judgments.models import Release
from zegel.judgments.queries.held import held_pieces, judgment_set_at
from zegel.judgments.rules import GROUNDS, reach_decision
from zegel.law.rules.chapter_01 import Role as LawRole
from zegel.law.rules.chapter_01 import may_override
from zegel.lib.principal import Principal
from zegel.proceedings.actions import SealedReason
from zegel.proceedings.queries import roles_of
from zegel.seal.header import is_sealed, is_sealed_key


@dataclass(frozen=True, slots=True)
class NewRelease:
    """Why a piece reaches the judge: the others `agreed`, it clears default (11.3), or the judge decides so, with a reason."""

    entry: UUID
    ground: str
    agreed: tuple[UUID, ...] = ()
    reason: SealedReason | None = None


@transaction.atomic
def release_piece(*, actor: Principal, case: UUID, new: NewRelease, at: datetime) -> Release:
    """Let the judge see a piece that waits; a second time gives the first.

    Raises:
        CaseUnknown; NotOfThisCourt, MayNotSend; PieceNotHeld; ReleaseRefused: not all others agreed, or it is the judge's to decide.
    """
    reader, roles = roles_of(actor, case, at)
    locked = court_case(actor, case, at)
    if new.reason and not (is_sealed(new.reason.envelope) and is_sealed_key(new.reason.sealed_key)):
        raise ReleaseRefused(field="reason")
    piece = next((found for found in held_pieces(reader) if found.entry.pk == new.entry), None)
    if piece is None:
        raise PieceNotHeld
    if piece.release:
        return piece.release
    if new.ground not in GROUNDS:
        raise ReleaseRefused(field="ground")
    parties = list(locked.parties.values_list("pk", flat=True))
    others = [party for party in parties if party != piece.entry.party_id]
    agreed = [party for party in others if party in new.agreed]
    told = {"ground": new.ground, "agreed": agreed}
    decision = reach_decision(piece.entry.filed_at, judgment_set_at(reader), others, told)
    if not decision:
        by: LawRole = "judge" if "judge" in roles and new.ground == "judge" else "clerk"
        allowed = may_override(decision, by, "sealed" if new.reason else "")
        if not allowed:
            raise ReleaseRefused(field="ground")
    reason = asdict(new.reason) if new.reason else {}
    row = Release.objects.create(
        entry=piece.entry,
        ground=new.ground,
        agreed=[str(party) for party in agreed],
        released_by=actor.account,
        released_at=at,
        **reason,
    )
    event = PieceReleased(
        subject=locked.pk,
        entry=piece.entry.pk,
        ground=new.ground,
        agreed=agreed,
        rule=decision.rule,
        sealed=hashlib.sha256(new.reason.envelope).hexdigest() if new.reason else None,
    )
    write([event], actor=actor, at=at)
    return row
