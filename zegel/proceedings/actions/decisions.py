"""What is decided about a party: its change of channel (1.6), shielding of its pieces (3.7), exclusion (1.8). The law says who may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import member_ids
from zegel.casefile.actions import (
    NewCaseCircle,
    SealedWords,
    add_circle,
    change_channel,
    confirm_to_all,
    exclude_account,
    record_exclusion,
    settle,
    switch_answer,
)
from zegel.casefile.errors import (
    CircleUnknown,
    DateRefused,
    ExclusionRefused,
    ReasonMissing,
    RequestUnknown,
    SecondSwitch,
)
from zegel.casefile.queries import (
    Case,
    Circle,
    Party,
    PartyNow,
    PartyRequest,
    Reader,
    circle_of,
    court_case,
    next_piece_added,
    parties_of,
    party_of,
    request_of,
    shielding_without,
)
from zegel.casefile.rules.requests import first_moment, shielding_decision
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_01 import Role as LawRole
from zegel.law.rules.chapter_01 import may_exclude, may_override
from zegel.lib.principal import Principal
from zegel.proceedings.actions.perform import SealedReason
from zegel.proceedings.errors import ActNotYours
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.acts import Role


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision: the request, and the parties that are told of it by letter."""

    request: PartyRequest
    by_letter: tuple[Party, ...] = ()


Ground = Literal["disturbs", "endangers"]


@transaction.atomic
def decide_switch(
    *,
    actor: Principal,
    case: UUID,
    request: UUID,
    granted: bool,
    effective: datetime | None,
    reason: SealedReason | None,
    at: datetime,
) -> Decided:
    """Confirm a party's change of channel to all parties, with the date from which it holds, or refuse it (1.6).

    The first change the registry confirms; another one only the judge, with a reason. A refusal always has its reason.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; RequestUnknown, RequestSettled; SecondSwitch: it is the judge's; ReasonMissing;
        DateRefused; ChannelRefused (1.4); CircleUnknown, EnvelopeUnsealed, MailboxKeyPast.
    """
    found, reader, roles = _court(actor, case, at)
    row = _waiting(reader, request, PartyRequest.Kind.SWITCH)
    answer = switch_answer(row.party)
    if not answer and not _may_decide(answer, roles, reason):
        raise ReasonMissing(field="reason") if "judge" in roles else SecondSwitch(field="granted")
    if not granted and reason is None:
        raise ReasonMissing(field="reason")
    begins = None
    if granted:
        if effective is None:
            raise DateRefused(field="effective")
        begins = first_moment(effective, at)
        change_channel(found, row.party, actor=actor, kind="switch", to=row.to, effective=begins, at=at)
    words = _words(found, reason)
    done = settle(row, granted=granted, answer=answer, words=words, actor=actor, at=at, effective=begins)
    return Decided(done, tuple(confirm_to_all(found, at=at)) if granted else ())


@transaction.atomic
def decide_shielding(
    *,
    actor: Principal,
    case: UUID,
    request: UUID,
    granted: bool,
    circle: NewCaseCircle | None,
    reason: SealedReason | None,
    at: datetime,
) -> Decided:
    """Let a party have a circle of its own for its next pieces, without those it named, or refuse it (3.7); the judge alone.

    The circle is made by the judge's client. What was placed before stays as it was.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; RequestUnknown, RequestSettled; ActNotYours; ReasonMissing; CircleUnknown: no circle of
        its own, or one that keeps out others than were asked; what `boxes.actions.open_circle` refuses.
    """
    found, reader, roles = _court(actor, case, at)
    row = _waiting(reader, request, PartyRequest.Kind.SHIELDING)
    without = tuple(party.number for party in shielding_without(row))
    answer = shielding_decision(row.asked_at, next_piece_added(row), clear=bool(without))
    _check_judge(roles)
    if not _may_decide(answer, roles, reason):
        raise ReasonMissing(field="reason")
    made = None
    if granted:
        if circle is None or circle.kind != Circle.Kind.SHIELDED or tuple(sorted(circle.without)) != without:
            raise CircleUnknown(field="circle")
        made = add_circle(found, circle, actor=actor, at=at)
    words = _words(found, reason, made)
    return Decided(settle(row, granted=granted, answer=answer, words=words, actor=actor, at=at, circle=made))


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
        party here; ReasonMissing; DateRefused.
    """
    found, _reader, roles = _court(actor, case, at)
    row = party_of(found, party)
    answer = may_exclude(disturbs=ground == "disturbs", endangers=ground == "endangers")
    _check_judge(roles)
    if answer.blocks:
        raise ExclusionRefused(field="ground")
    if not _may_decide(answer, roles, reason):
        raise ReasonMissing(field="reason")
    if until is not None and until <= at:
        raise DateRefused(field="until")
    request = record_exclusion(row, actor=actor, at=at)
    if account is not None:
        _check_reads(found, row, account, at)
        exclude_account(found, account, until=until, at=at)
    else:
        _off_the_system(found, row, until, actor=actor, at=at)
    words = _words(found, reason)
    done = settle(request, granted=True, answer=answer, words=words, actor=actor, at=at, effective=at)
    return Decided(done, tuple(confirm_to_all(found, at=at)))


def _off_the_system(
    case: Case, party: Party, until: datetime | None, *, actor: Principal, at: datetime
) -> None:
    if _now(case, party, at).channel != "digital":
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
    mailbox = _now(case, party, at).mailbox
    if mailbox is None or account not in member_ids(mailbox, at=at):
        raise ExclusionRefused(field="account")


def _now(case: Case, party: Party, at: datetime) -> PartyNow:
    return next(each for each in parties_of(case, at) if each.row.pk == party.pk)


def _court(actor: Principal, case: UUID, at: datetime) -> tuple[Case, Reader, frozenset[Role]]:
    found = court_case(actor, case, at)
    reader, roles = roles_of(actor, case, at)
    return found, reader, roles


def _waiting(reader: Reader, request: UUID, kind: str) -> PartyRequest:
    found = request_of(reader, request)
    if found.kind != kind:
        raise RequestUnknown
    return found


def _check_judge(roles: frozenset[Role]) -> None:
    if "judge" not in roles:
        raise ActNotYours(roles="judge")


def _may_decide(answer: Decision, roles: frozenset[Role], reason: SealedReason | None) -> bool:
    """Whether somebody of the court may go on against what the law answers: by its own rule of deviation (1.11-1.13)."""
    by: LawRole = "judge" if "judge" in roles else "clerk"
    return bool(may_override(answer, by, "sealed" if reason else ""))


def _words(case: Case, reason: SealedReason | None, made: Circle | None = None) -> SealedWords | None:
    """The reason, in the circle it names: that which was just made, or one of the case."""
    if reason is None:
        return None
    circle = made or circle_of(case, reason.circle)
    return SealedWords(circle, reason.envelope, reason.sealed_key, reason.key_version)
