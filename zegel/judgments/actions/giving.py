"""Giving judgment (art. 12.1): one act, the signed document in the file, its readers told, and evidence, or nothing."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from zegel.casefile.actions import NewDocument, NewEntry, place_entry
from zegel.casefile.queries import Case, DocketEntry, PartyNow, open_circle_of, parties_of
from zegel.evidence.actions import write
from zegel.judgments.actions.drafts import for_writers
from zegel.judgments.errors import (
    DraftUnknown,
    FollowUpRefused,
    JudgmentRefused,
    JudgmentUnknown,
    NotYourOffice,
    SignatureRefused,
)
from zegel.judgments.events import DocumentSigned
from zegel.judgments.models import Draft, Judgment
from zegel.judgments.rules import (
    FOLLOWS,
    FORMS,
    PIECES,
    Circumstances,
    copies,
    document_decision,
    events_and_terms,
    form_decisions,
)
from zegel.key_custody.queries.keys import signing_keys_at
from zegel.law.texts import Phrase
from zegel.lib.principal import Principal
from zegel.proceedings.actions import NewAct, SealedReason, perform
from zegel.proceedings.errors import ActOverride, ActTaken
from zegel.proceedings.queries import roles_of
from zegel.vault.queries import stored_objects

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A draft as the judge signed it: its key and the signature's file sealed to the circle of all readers, and what the judge's
    client says of the signature. `key` is the judge's, `statement` the SHA-256 of what was signed."""

    draft: UUID
    document_key: bytes
    signature: UUID
    signature_key: bytes
    envelope: bytes
    sealed_key: bytes
    key_version: int
    statement: str
    key: str


@dataclass(frozen=True, slots=True)
class NewJudgment:
    """A judgment as the judge gives it; `seen` and `reason` as of any act. An oral one has no document yet."""

    id: UUID
    seen: int
    form: str
    told: Circumstances
    document: SignedDocument | None = None
    reason: SealedReason | None = None


@transaction.atomic
def give_judgment(*, actor: Principal, case: UUID, new: NewJudgment, at: datetime) -> Judgment:
    """Give judgment, or of a withdrawn case the one about its costs (8.1); the same one again gives the first.

    Raises:
        CaseUnknown; as `proceedings.actions.perform`; JudgmentRefused: no such form, or a document where there should be none or none
        where there should be; DraftUnknown; SignatureRefused; as `casefile.actions.place_entry`.
    """
    reader, _roles = roles_of(actor, case, at)
    if new.form not in FORMS or (new.form == "oral") != (new.document is None):
        raise JudgmentRefused(field="form")
    if known := Judgment.objects.filter(pk=new.id, case=reader.case, signed_by=actor.account).first():
        return _same(known, new.form, new.document)
    parties = parties_of(reader.case, at)
    appeared = [party for party in parties if party.row.pk in new.told.appeared]
    stated, terms = events_and_terms(new.form, at)
    act = NewAct(
        id=new.id,
        act="give costs judgment" if reader.case.state == "costs pending" else "give judgment",
        seen=new.seen,
        facts=_facts(new, appeared),
        stated=stated,
        terms=terms,
        decisions=form_decisions(
            new.form, reader.case.state, new.told, [party.row.pk for party in parties]
        ),
        reason=new.reason,
    )  # fmt: skip
    done = perform(actor=actor, case=case, new=act, at=at)
    if known := Judgment.objects.filter(pk=done.pk).first():
        return known
    entry = _placed(actor, reader.case, new.document, PIECES[new.form], at) if new.document else None
    row = Judgment.objects.create(
        id=new.id,
        case=reader.case,
        kind=new.form,
        entry=entry,
        statement=new.document.statement if new.document else "",
        key=new.document.key if new.document else "",
        signed_by=actor.account,
        given_at=at,
        copies=copies((party.row.pk, party.reads) for party in appeared),
    )
    if new.document:
        write([_signed(row)], actor=actor, at=at)
    return row


@transaction.atomic
def work_out(
    *, actor: Principal, case: UUID, judgment: UUID, document: SignedDocument, verdict: str, at: datetime
) -> Judgment:
    """Add the record of an oral judgment, or a short one in full, signed by the judge; the same one again gives the first.

    Raises:
        CaseUnknown; NotTheCourts, NotYourOffice; JudgmentUnknown; FollowUpRefused; ActTaken; ActOverride: no PDF/A; DraftUnknown;
        SignatureRefused; as `casefile.actions.place_entry`.
    """
    reader, locked = for_writers(actor, case, at)
    if "judge" not in roles_of(actor, case, at)[1]:
        raise NotYourOffice
    first = Judgment.objects.filter(case=locked, follows__isnull=True).first()
    if first is None:
        raise JudgmentUnknown
    if known := Judgment.objects.filter(pk=judgment, follows=first, signed_by=actor.account).first():
        return _same(known, known.kind, document)
    kind = FOLLOWS.get(first.kind)
    if Judgment.objects.filter(pk=judgment).exists():
        raise ActTaken
    if kind is None or Judgment.objects.filter(follows=first).exists():
        raise FollowUpRefused
    decision = document_decision(verdict)
    if decision.blocks:
        raise ActOverride(who=Phrase(decision.override))
    entry = _placed(actor, reader.case, document, PIECES[kind], at)
    row = Judgment.objects.create(
        id=judgment,
        case=locked,
        kind=kind,
        follows=first,
        entry=entry,
        statement=document.statement,
        key=document.key,
        signed_by=actor.account,
        given_at=at,
    )
    write([_signed(row)], actor=actor, at=at)
    return row


def _same(known: Judgment, form: str, document: SignedDocument | None) -> Judgment:
    """What was given under this identifier, where it is what is given now.

    Raises:
        ActTaken: another form, or another document was signed.
    """
    if (known.kind, known.statement) != (form, document.statement if document else ""):
        raise ActTaken
    return known


def _facts(new: NewJudgment, appeared: list[PartyNow]) -> dict[str, object]:
    """What the act says of itself: its form, who appeared, and what was signed."""
    said: dict[str, object] = {
        "form": new.form,
        "appeared": [party.row.number for party in appeared],
        "very_urgent": new.told.very_urgent,
    }
    if new.document:
        said |= {"statement": new.document.statement, "format": new.told.format}
    return said


def _placed(actor: Principal, case: Case, new: SignedDocument, kind: str, at: datetime) -> DocketEntry:
    """The draft in the file with the judge's signature beside it; no file is encrypted again."""
    if signing_keys_at({(actor.account, at)}).get((actor.account, at)) != new.key:
        raise SignatureRefused(field="key")
    if not _SHA256.fullmatch(new.statement):
        raise SignatureRefused(field="statement")
    draft = Draft.objects.filter(pk=new.draft, case=case).select_related("object").first()
    if draft is None:
        raise DraftUnknown(field="draft")
    signature = stored_objects([actor.account], [new.signature]).get(new.signature)
    if signature is None:
        raise SignatureRefused(field="signature")
    entry = NewEntry(
        kind=kind,
        circle=open_circle_of(case).pk,
        filed_at=at,
        envelope=new.envelope,
        sealed_key=new.sealed_key,
        key_version=new.key_version,
        documents=[
            NewDocument(draft.object, new.document_key),
            NewDocument(signature, new.signature_key),
        ],
    )
    return place_entry(actor=actor, case=case.pk, entry=entry, at=at)


def _signed(row: Judgment) -> DocumentSigned:
    return DocumentSigned(
        subject=row.case_id,
        document=row.pk,
        kind=row.kind,
        statement=row.statement,
        key=row.key,
        follows=row.follows_id,
    )
