"""What is decided about a party: its change of channel (1.6), shielding of its pieces (3.7). The law says who may."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.actions import (
    NewCaseCircle,
    add_circle,
    change_channel,
    confirm_to_all,
    settle,
    switch_answer,
)
from zegel.casefile.errors import (
    CircleUnknown,
    DateRefused,
    ReasonMissing,
    SecondSwitch,
)
from zegel.casefile.queries import (
    Circle,
    PartyRequest,
    next_piece_added,
    shielding_without,
)
from zegel.casefile.rules.requests import first_moment, shielding_decision
from zegel.filing.actions import release_shielded
from zegel.lib.principal import Principal
from zegel.proceedings.actions.deciding import (
    Decided,
    at_court,
    check_judge,
    may_decide,
    party_now,
    sealed_words,
    waiting,
)
from zegel.proceedings.actions.perform import SealedReason


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
    found, reader, roles = at_court(actor, case, at)
    row = waiting(reader, request, PartyRequest.Kind.SWITCH)
    answer = switch_answer(row.party)
    if not answer and not may_decide(answer, roles, reason):
        raise ReasonMissing(field="reason") if "judge" in roles else SecondSwitch(field="granted")
    if not granted and reason is None:
        raise ReasonMissing(field="reason")
    begins = None
    if granted:
        if effective is None:
            raise DateRefused(field="effective")
        begins = first_moment(effective, at)
        change_channel(found, row.party, actor=actor, kind="switch", to=row.to, effective=begins, at=at)
    words = sealed_words(found, reason)
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
    found, reader, roles = at_court(actor, case, at)
    row = waiting(reader, request, PartyRequest.Kind.SHIELDING)
    without = tuple(party.number for party in shielding_without(row))
    answer = shielding_decision(row.asked_at, next_piece_added(row), clear=bool(without))
    check_judge(roles)
    if not may_decide(answer, roles, reason):
        raise ReasonMissing(field="reason")
    made = None
    if granted:
        if circle is None or circle.kind != Circle.Kind.SHIELDED or tuple(sorted(circle.without)) != without:
            raise CircleUnknown(field="circle")
        made = add_circle(found, circle, actor=actor, at=at)
    words = sealed_words(found, reason, made)
    done = settle(row, granted=granted, answer=answer, words=words, actor=actor, at=at, circle=made)
    mailbox = party_now(found, row.party, at).mailbox
    if granted and mailbox:
        release_shielded(found, mailbox, actor=actor, at=at)
    return Decided(done)
