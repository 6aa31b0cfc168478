"""Who is linked to which professional number, and what that allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower

from zegel.identity.queries.people import User
from zegel.professions.models import ProfessionClaim, ProfessionLink, RegisterEntry
from zegel.professions.rules.links import WRONG_TRIES

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "NOBODY",
    "Mark",
    "ProfessionClaim",
    "ProfessionLink",
    "blocked",
    "blocked_among",
    "blocked_users",
    "is_known",
    "link_of",
    "marks",
    "on_record",
    "open_claim",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """What may be shown beside somebody's name: they proved to be this number's owner, and may practise."""

    kind: str
    number: str


NOBODY = Mark("", "")


"""Of whom nothing was checked."""


def link_of(user: User) -> ProfessionLink | None:
    """The number this account is linked to, with what the register says."""
    rows = ProfessionLink.objects.filter(user=user, ended_at__isnull=True)
    return rows.select_related("entry").first()


def open_claim(account: UUID, at: datetime) -> ProfessionClaim | None:
    """The claim whose code can still be typed: only ever the newest."""
    newest = (
        ProfessionClaim.objects.filter(user=account, entry__isnull=False).order_by("-asked_at", "-id").first()
    )
    if newest is None or newest.used_at or newest.expires_at <= at or newest.wrong_tries >= WRONG_TRIES:
        return None
    return newest


def is_known(user: User) -> bool:
    """Whether somebody has a checked number and may practise."""
    return user.pk in marks([user.pk])


def marks(users: Iterable[UUID]) -> dict[UUID, Mark]:
    """The numbers of those of `users` who are linked and may practise (one query)."""
    rows = ProfessionLink.objects.filter(
        user__in=list(users), ended_at__isnull=True, blocked_since__isnull=True
    ).values_list("user", "entry__kind", "entry__number")
    return {user: Mark(kind, number) for user, kind, number in rows}


def blocked(user: User) -> bool:
    """Whether the register says that this person may not practise, so that court mail is shut."""
    return bool(blocked_among([user.pk]))


def blocked_among(users: Iterable[UUID]) -> set[UUID]:
    """Those of `users` for whom court mail is shut (one query)."""
    rows = ProfessionLink.objects.filter(
        user__in=list(users), ended_at__isnull=True, blocked_since__isnull=False
    )
    return set(rows.values_list("user", flat=True))


def blocked_users() -> QuerySet[ProfessionLink, UUID]:
    """Everybody for whom court mail is shut, to be asked inside another query."""
    rows = ProfessionLink.objects.filter(ended_at__isnull=True, blocked_since__isnull=False)
    return rows.values_list("user", flat=True)


def on_record(user: User) -> bool:
    """Whether a register has this account's mail address, so that its owner is probably to be linked."""
    rows = RegisterEntry.objects.alias(lowered=Lower("email"))
    return rows.filter(lowered=user.email.lower(), absent_since__isnull=True).exists()
