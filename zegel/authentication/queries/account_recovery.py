"""Lost phones: what is waiting to be carried out."""

from django.db.models import QuerySet

from zegel.authentication.models import FactorReset
from zegel.identity.queries.people import User

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["FactorReset", "reset_about", "resets_here"]


def resets_here(administrator: User) -> QuerySet[FactorReset]:
    """What waits in the organisation of this administrator, the oldest first."""
    rows = FactorReset.objects.filter(
        organisation=administrator.organisation_id, done_at__isnull=True, stopped_at__isnull=True
    )
    return rows.select_related("user", "asked_by").order_by("asked_at")


def reset_about(user: User) -> FactorReset | None:
    """What waits about this person."""
    rows = FactorReset.objects.filter(user=user, done_at__isnull=True, stopped_at__isnull=True)
    return rows.select_related("asked_by").first()
