"""Shutting a party, or somebody who reads for it, out of the digital file of one case (1.8)."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import member_ids
from zegel.casefile.actions import (
    change_channel,
    confirm_to_all,
    exclude_account,
    record_exclusion,
    settle,
)
from zegel.casefile.errors import DateRefused, ExclusionRefused, ReasonMissing
from zegel.casefile.queries import Case, Party, party_of
from zegel.law.rules.chapter_01 import may_exclude
from zegel.lib.principal import Principal
from zegel.proceedings.actions.deciding import (
    Decided,
    at_court,
    check_judge,
    may_decide,
    party_now,
    sealed_words,
)
from zegel.proceedings.actions.perform import SealedReason

Ground = Literal["disturbs", "endangers"]


@transaction.atomic
def exclude(
    *,
    actor: Principal,
    case: UUID,
    party: UUID,
    account: UUID | None,
    ground: Ground,
    until: datetime | None,
    reason: SealedReason | None,
    at: datetime,
) -> Decided:
    """Shut a party, or one of those who read for it, out of the digital file of this case, for a time or for good (1.8); the judge.

    Of a party the procedure goes on on paper, and that is no change of its own (1.6). Of one person it goes on for the others who
    read for the party.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; PartyUnknown; ActNotYours; ExclusionRefused: no ground, or somebody who reads for no
        party here; AlreadyExcluded; ReasonMissing; DateRefused.
    """
    found, _reader, roles = at_court(actor, case, at)
    row = party_of(found, party)
    answer = may_exclude(disturbs=ground == "disturbs", endangers=ground == "endangers")
    check_judge(roles)
    if answer.blocks:
        raise ExclusionRefused(field="ground")
    if not may_decide(answer, roles, reason):
        raise ReasonMissing(field="reason")
    if until is not None and until <= at:
        raise DateRefused(field="until")
    request = record_exclusion(row, actor=actor, at=at)
    if account is not None:
        _check_reads(found, row, account, at)
        exclude_account(found, account, until=until, at=at)
    else:
        _off_the_system(found, row, until, actor=actor, at=at)
    words = sealed_words(found, reason)
    done = settle(request, granted=True, answer=answer, words=words, actor=actor, at=at, effective=at)
    return Decided(done, tuple(confirm_to_all(found, at=at)))


def _off_the_system(
    case: Case, party: Party, until: datetime | None, *, actor: Principal, at: datetime
) -> None:
    if party_now(case, party, at).channel != "digital":
        raise ExclusionRefused(field="party")
    change_channel(case, party, actor=actor, kind="exclusion", to=Party.Channel.PAPER, effective=at, at=at)
    if until is not None:
        change_channel(
            case,
            party,
            actor=actor,
            kind="end of exclusion",
            to=Party.Channel.DIGITAL,
            effective=until,
            at=at,
        )


def _check_reads(case: Case, party: Party, account: UUID, at: datetime) -> None:
    mailbox = party_now(case, party, at).mailbox
    if mailbox is None or account not in member_ids(mailbox, at=at):
        raise ExclusionRefused(field="account")
