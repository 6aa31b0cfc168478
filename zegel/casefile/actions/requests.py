"""What a party asks about who reads and how it litigates, and what is written down when that is decided (1.6, 1.8, 3.7)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import current_key_versions, sending_box
from zegel.casefile.actions.parties import check_channel
from zegel.casefile.errors import (
    AlreadyExcluded,
    EnvelopeUnsealed,
    MailboxKeyPast,
    NothingToSwitch,
    PartyUnknown,
    RequestOpen,
    RequestSettled,
    SecondSwitch,
    ShieldingRefused,
)
from zegel.casefile.events import RequestDecided, RequestMade
from zegel.casefile.letters import ChannelConfirmed
from zegel.casefile.models import Case, Circle, Exclusion, Party, PartyRequest
from zegel.casefile.queries.access import Reader, locked_case, reader_of
from zegel.casefile.queries.exclusions import exclusions_of
from zegel.casefile.queries.parties import given_addresses, parties_of, party_of
from zegel.casefile.rules.docket import LARGEST_ENVELOPE
from zegel.casefile.rules.parties import law_change
from zegel.casefile.rules.requests import shielding_decision, switch_decision
from zegel.evidence.actions import write
from zegel.law.courts import court
from zegel.law.decisions import Decision
from zegel.law.verdicts import record_of
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.notify.actions import queue_mail
from zegel.seal.header import is_sealed, is_sealed_key

_Kind, _Outcome = PartyRequest.Kind, PartyRequest.Outcome


@dataclass(frozen=True, slots=True)
class SealedWords:
    """The reason of a decision in free words, sealed to the key version of a circle of the case."""

    circle: Circle
    envelope: bytes
    sealed_key: bytes
    key_version: int


@transaction.atomic
def ask_switch(*, actor: Principal, case: UUID, party: UUID, to: str, at: datetime) -> PartyRequest:
    """Ask that a party litigates in another way (1.6): by who acts for it, or taken down by the court from a letter.

    Raises:
        CaseUnknown, BoxUnknown, MayNotSend; PartyUnknown; NothingToSwitch; SecondSwitch: it changed before, and the judge has to be
        asked; ChannelRefused (1.4); RequestOpen.
    """
    reader = reader_of(actor, case, at)
    found = locked_case(reader.case.pk)
    row = party_of(found, party)
    now = next(each for each in parties_of(found, at) if each.row.pk == row.pk)
    _check_asker(actor, reader, row.pk, now.mailbox, at)
    if now.channel == to:
        raise NothingToSwitch(field="to")
    if not reader.court and not switch_answer(row):
        raise SecondSwitch(field="to")
    check_channel(row, to, at=at)
    return _asked(row, kind=_Kind.SWITCH, to=to, by_court=reader.court, actor=actor, at=at)


@step
def ask_shielding(
    party: Party,
    *,
    without: Collection[UUID],
    filing: UUID | None,
    by_court: bool,
    actor: Principal,
    at: datetime,
) -> PartyRequest:
    """A party asks that others do not see its next pieces (3.7). Joins the transaction of the filing that says so, which waits.

    Raises:
        ShieldingRefused: it does not say clearly from whom; RequestOpen.
    """
    others = list(party.case.parties.filter(pk__in=without).exclude(pk=party.pk))
    answer = shielding_decision(at, None, clear=bool(others) and len(others) == len(set(without)))
    if answer.blocks:
        raise ShieldingRefused(field="shieldFrom")
    return _asked(
        party, kind=_Kind.SHIELDING, filing=filing, by_court=by_court, actor=actor, at=at, without=others
    )


@step
def settle(
    request: PartyRequest,
    *,
    granted: bool,
    answer: Decision,
    words: SealedWords | None,
    actor: Principal,
    at: datetime,
    effective: datetime | None = None,
    circle: Circle | None = None,
) -> PartyRequest:
    """Write down what was decided on a request; the caller has shown that the actor may decide it.

    Raises:
        RequestSettled; EnvelopeUnsealed, MailboxKeyPast: the reason is not sealed to the newest key of its circle.
    """
    if request.outcome:
        raise RequestSettled
    if words is not None:
        _check_words(words)
        request.reason_circle, request.envelope = words.circle, words.envelope
        request.sealed_key, request.key_version = words.sealed_key, words.key_version
    request.outcome = _Outcome.GRANTED if granted else _Outcome.REFUSED
    request.decided_at, request.decided_by = at, actor.account
    request.effective, request.circle, request.law = effective, circle, record_of(answer)
    request.save()
    decided = RequestDecided(
        subject=request.case_id,
        request=request.pk,
        kind=request.kind,
        granted=granted,
        effective=effective,
        rule=answer.rule,
        sealed=hashlib.sha256(words.envelope).hexdigest() if words else None,
    )
    write([decided], actor=actor, at=at)
    return request


@step
def record_exclusion(party: Party, *, actor: Principal, at: datetime) -> PartyRequest:
    """An exclusion as it is written down, for the judge's reason; the caller decides it in the same transaction (1.8)."""
    return _asked(party, kind=_Kind.EXCLUSION, to=Party.Channel.PAPER, by_court=True, actor=actor, at=at)


@step
def exclude_account(case: Case, account: UUID, *, until: datetime | None, at: datetime) -> Exclusion:
    """Somebody has no access to this case from now on (1.8). Joins the transaction of the decision, which has the evidence.

    Raises:
        AlreadyExcluded: until the same moment; another moment is another decision.
    """
    if any((row.account, row.until) == (account, until) for row in exclusions_of(case, at)):
        raise AlreadyExcluded(field="account")
    return Exclusion.objects.create(id=uuid7(), case=case, account=account, since=at, until=until)


@step
def confirm_to_all(case: Case, *, at: datetime) -> list[Party]:
    """Tell every digital party by mail that a change of channel is confirmed in its case (1.6); gives the others, who get a letter."""
    parties = parties_of(case, at)
    given = given_addresses(case, [party.mailbox for party in parties if party.mailbox])
    reached = {party.mailbox for party in parties if party.reads and party.mailbox}
    letter = ChannelConfirmed(organisation=court(case.court).name, path=f"/cases/{case.pk}")
    for mailbox, where in given.items():
        if where.email and mailbox in reached:
            queue_mail(ref=uuid7(), letter=letter, to=where.email, language=where.language, at=at)
    return [party.row for party in parties if not party.reads]


@step
def switch_answer(party: Party) -> Decision:
    """What the law says of another change of channel of a party, by those it had."""
    changes = [law_change(row.kind, row.effective, row.to) for row in party.channel_changes.all()]
    return switch_decision(changes)


def _asked(
    party: Party,
    *,
    kind: str,
    actor: Principal,
    at: datetime,
    by_court: bool,
    to: str = "",
    filing: UUID | None = None,
    without: Collection[Party] = (),
) -> PartyRequest:
    if PartyRequest.objects.filter(party=party, kind=kind, outcome="").exists():
        raise RequestOpen
    row = PartyRequest.objects.create(
        id=uuid7(),
        case=party.case,
        party=party,
        kind=kind,
        to=to,
        filing=filing,
        asked_at=at,
        by_court=by_court,
    )
    row.without.set(without)
    made = RequestMade(
        subject=party.case_id, request=row.pk, party=party.pk, kind=kind, to=to, filing=filing, by_court=by_court,
        without=sorted(other.pk for other in without),
    )  # fmt: skip
    write([made], actor=actor, at=at)
    return row


def _check_asker(actor: Principal, reader: Reader, party: UUID, mailbox: UUID | None, at: datetime) -> None:
    """Who acts for the court's desk, or for the mailbox through which the party reads."""
    if reader.court:
        sending_box(actor.account, reader.case.desk_id, at=at)
        return
    if party not in reader.parties or mailbox is None:
        raise PartyUnknown(field="party")
    sending_box(actor.account, mailbox, at=at)


def _check_words(words: SealedWords) -> None:
    sealed = is_sealed(words.envelope) and is_sealed_key(words.sealed_key)
    if len(words.envelope) > LARGEST_ENVELOPE or not sealed:
        raise EnvelopeUnsealed(field="reason")
    if current_key_versions([words.circle.container_id]) != {words.circle.container_id: words.key_version}:
        raise MailboxKeyPast
