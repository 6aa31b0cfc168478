"""Who was excluded from a case (art. 1.8): of that case alone they find nothing, as if it were not theirs."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zegel.casefile.models import Case, Exclusion
from zegel.lib.principal import Principal


def excluded_at(at: datetime) -> Q:
    """Exclusions that hold at a moment."""
    return Q(since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def shut_to(actor: Principal, at: datetime) -> QuerySet[Exclusion, UUID]:
    """The cases from which the actor is excluded, to be asked inside another query."""
    return Exclusion.objects.filter(excluded_at(at), account=actor.account).values_list("case", flat=True)


def excluded_from(actor: Principal, case: Case, at: datetime) -> bool:
    """Whether the actor is excluded from a case (art. 1.8)."""
    return shut_to(actor, at).filter(case=case.pk).exists()


def exclusions_of(case: Case, at: datetime) -> list[Exclusion]:
    """The exclusions of a case that hold or begin later, the newest first; for the court."""
    rows = case.exclusions.filter(Q(until__isnull=True) | Q(until__gt=at))
    return list(rows.order_by("-since"))
