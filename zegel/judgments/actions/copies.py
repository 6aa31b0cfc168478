"""Copies of a judgment (art. 12.3): sent to who appeared, and on paper only to who may enforce it; and its ECLI."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from zegel.casefile.errors import PartyUnknown
from zegel.casefile.queries import court_case
from zegel.evidence.actions import write
from zegel.judgments.actions.drafts import for_writers
from zegel.judgments.errors import CopiesMissing, EcliRefused, JudgmentUnknown, NotEnforceable
from zegel.judgments.events import EcliGiven, EnforceableCopyIssued
from zegel.judgments.models import EnforceableCopy, Judgment
from zegel.judgments.rules import FOLLOWS, canonical_ecli, grosse_decision
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.proceedings.actions import NewAct, perform
from zegel.proceedings.errors import ActTaken
from zegel.proceedings.queries import Act, roles_of


@dataclass(frozen=True, slots=True)
class NewCopy:
    """An enforceable copy as it is handed out: to which party, for what it may enforce, and when a further one was asked for."""

    id: UUID
    party: UUID
    interest: str
    asked_on: date | None = None


@transaction.atomic
def send_copies(*, actor: Principal, case: UUID, act: UUID, seen: int, at: datetime) -> Act:
    """Note that all copies were sent; who reads digitally has it since it was placed.

    Raises:
        CaseUnknown; as `proceedings.actions.perform`; CopiesMissing: the record or the judgment in full is not there yet.
    """
    reader, _roles = roles_of(actor, case, at)
    given = Judgment.objects.filter(case=reader.case, follows__isnull=True).first()
    if given and given.kind in FOLLOWS and not Judgment.objects.filter(follows=given).exists():
        raise CopiesMissing
    return perform(actor=actor, case=case, new=NewAct(act, "issue", seen), at=at)


@transaction.atomic
def issue_copy(*, actor: Principal, case: UUID, new: NewCopy, at: datetime) -> EnforceableCopy:
    """Enter an enforceable copy that is handed out on paper, under the next number of the case; the same one again gives the first.

    Raises:
        CaseUnknown; NotTheCourts, NotYourOffice; JudgmentUnknown: nothing to copy yet; PartyUnknown; NotEnforceable;
        ActTaken: under this identifier another was handed out.
    """
    _reader, locked = for_writers(actor, case, at)
    if known := EnforceableCopy.objects.filter(pk=new.id).first():
        if (
            known.case_id != locked.pk
            or NewCopy(known.pk, known.party_id, known.interest, known.asked_on) != new
        ):
            raise ActTaken
        return known
    # The newest document is the one that is copied: the record of an oral judgment, a short one in full.
    judgment = Judgment.objects.filter(case=locked, entry__isnull=False).order_by("-given_at", "-id").first()
    if judgment is None:
        raise JudgmentUnknown
    party = locked.parties.filter(pk=new.party).first()
    if party is None:
        raise PartyUnknown(field="party")
    rows = EnforceableCopy.objects.filter(case=locked)
    asked = new.asked_on is not None and new.asked_on <= amsterdam(at).date()
    decision = grosse_decision(new.interest, rows.filter(party=party).count(), asked=asked)
    if not decision:
        raise NotEnforceable(field="interest")
    row = EnforceableCopy.objects.create(
        id=new.id,
        judgment=judgment,
        case=locked,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        party=party,
        interest=new.interest,
        asked_on=new.asked_on,
        issued_at=at,
        issued_by=actor.account,
    )
    write([_issued(row)], actor=actor, at=at)
    return row


@transaction.atomic
def give_ecli(*, actor: Principal, case: UUID, judgment: UUID, typed: str, at: datetime) -> str:
    """Keep the ECLI a judgment got; saying it twice changes nothing.

    Raises:
        CaseUnknown; NotOfThisCourt, MayNotSend; JudgmentUnknown; EcliRefused.
    """
    roles_of(actor, case, at)
    locked = court_case(actor, case, at)
    row = Judgment.objects.filter(pk=judgment, case=locked).first()
    if row is None:
        raise JudgmentUnknown
    ecli = canonical_ecli(typed)
    if not ecli:
        raise EcliRefused(field="ecli")
    if row.ecli == ecli:
        return ecli
    row.ecli = ecli
    try:
        with transaction.atomic():
            row.save(update_fields=["ecli"])
    except IntegrityError:
        raise EcliRefused(field="ecli") from None
    write([EcliGiven(subject=locked.pk, judgment=row.pk, ecli=ecli)], actor=actor, at=at)
    return ecli


def _issued(row: EnforceableCopy) -> EnforceableCopyIssued:
    return EnforceableCopyIssued(
        subject=row.case_id,
        copy=row.pk,
        judgment=row.judgment_id,
        number=row.number,
        party=row.party_id,
        interest=row.interest,
        asked_on=row.asked_on,
    )
