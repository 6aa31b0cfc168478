"""What every decision about a party needs: the court's case, the role of who decides, and the reason in the circle that reads it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.casefile.actions import SealedWords
from zegel.casefile.errors import RequestUnknown
from zegel.casefile.queries import (
    Case,
    Circle,
    Party,
    PartyNow,
    PartyRequest,
    Reader,
    circle_of,
    court_case,
    parties_of,
    request_of,
)
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_01 import Role as LawRole
from zegel.law.rules.chapter_01 import may_override
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.proceedings.actions.perform import SealedReason
from zegel.proceedings.errors import ActNotYours
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.acts import Role


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision: the request, and the parties that are told of it by letter."""

    request: PartyRequest
    by_letter: tuple[Party, ...] = ()


@step
def party_now(case: Case, party: Party, at: datetime) -> PartyNow:
    return next(each for each in parties_of(case, at) if each.row.pk == party.pk)


@step
def at_court(actor: Principal, case: UUID, at: datetime) -> tuple[Case, Reader, frozenset[Role]]:
    found = court_case(actor, case, at)
    reader, roles = roles_of(actor, case, at)
    return found, reader, roles


@step
def waiting(reader: Reader, request: UUID, kind: str) -> PartyRequest:
    found = request_of(reader, request)
    if found.kind != kind:
        raise RequestUnknown
    return found


@step
def check_judge(roles: frozenset[Role]) -> None:
    if "judge" not in roles:
        raise ActNotYours(roles="judge")


@step
def may_decide(answer: Decision, roles: frozenset[Role], reason: SealedReason | None) -> bool:
    """Whether somebody of the court may go on against what the law answers: by its own rule of deviation (1.11-1.13)."""
    by: LawRole = "judge" if "judge" in roles else "clerk"
    return bool(may_override(answer, by, "sealed" if reason else ""))


@step
def sealed_words(case: Case, reason: SealedReason | None, made: Circle | None = None) -> SealedWords | None:
    """The reason, in the circle it names: that which was just made, or one of the case."""
    if reason is None:
        return None
    circle = made or circle_of(case, reason.circle)
    return SealedWords(circle, reason.envelope, reason.sealed_key, reason.key_version)
