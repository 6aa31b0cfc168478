"""Drafts of a judgment, sealed to the court's circle: each version is kept, none is written over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zegel.boxes.queries import current_key_versions
from zegel.casefile.queries import Case, Reader, court_case, court_circle_of
from zegel.evidence.actions import write
from zegel.judgments.errors import CircleKeyPast, DraftRefused, NotTheCourts, NotYourOffice
from zegel.judgments.events import DraftKept
from zegel.judgments.models import Draft
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.acts import Role
from zegel.seal.header import is_sealed, is_sealed_key
from zegel.vault.queries import stored_objects

LARGEST_ENVELOPE = 256 * 1024
WRITERS: frozenset[Role] = frozenset({"judge", "registrar"})


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A version as its maker's client sealed it; the identifier is the client's, so that a lost answer makes no second one."""

    id: UUID
    envelope: bytes
    sealed_key: bytes
    object: UUID
    document_key: bytes
    key_version: int


@transaction.atomic
def keep_draft(*, actor: Principal, case: UUID, new: NewDraft, at: datetime) -> Draft:
    """Keep a next version of the judgment in the making; the same one again gives the first.

    Raises:
        CaseUnknown; NotTheCourts, NotYourOffice; MayNotSend; CircleKeyPast; DraftRefused: not sealed, or the identifier is that of
        another version.
    """
    _reader, locked = for_writers(actor, case, at)
    if known := Draft.objects.filter(pk=new.id).first():
        same = (known.case_id, known.made_by, known.object_id) == (locked.pk, actor.account, new.object)
        if not same or bytes(known.envelope) != new.envelope:
            raise DraftRefused(field="id")
        return known
    circle = court_circle_of(locked)
    stored = stored_objects([actor.account], [new.object]).get(new.object)
    keys = (new.sealed_key, new.document_key)
    sealed = (
        is_sealed(new.envelope)
        and len(new.envelope) <= LARGEST_ENVELOPE
        and all(is_sealed_key(key) for key in keys)
    )
    if stored is None or not sealed:
        raise DraftRefused(field="document")
    if current_key_versions([circle.container_id]) != {circle.container_id: new.key_version}:
        raise CircleKeyPast
    last = Draft.objects.filter(case=locked).aggregate(last=Max("number"))["last"] or 0
    row = Draft.objects.create(
        id=new.id,
        case=locked,
        circle=circle,
        number=last + 1,
        made_by=actor.account,
        made_at=at,
        envelope=new.envelope,
        sealed_key=new.sealed_key,
        object=stored,
        document_key=new.document_key,
        key_version=new.key_version,
    )
    kept = DraftKept(subject=locked.pk, draft=row.pk, number=row.number, sealed=stored.sha256)
    write([kept], actor=actor, at=at)
    return row


@step
def for_writers(actor: Principal, case: UUID, at: datetime) -> tuple[Reader, Case]:
    """The case, locked, for a judge or registrar of its desk.

    Raises:
        CaseUnknown; NotTheCourts, NotYourOffice; MayNotSend.
    """
    reader, roles = roles_of(actor, case, at)
    if not reader.court:
        raise NotTheCourts
    if not roles & WRITERS:
        raise NotYourOffice
    return reader, court_case(actor, case, at)
