"""Reads of the professions' registers."""

from django.db.models import QuerySet

from zegel.accounts.models import RegisterEntry, RegisterImport

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "RegisterEntry",
    "RegisterImport",
    "imports",
    "missing_entries",
]


def imports() -> QuerySet[RegisterImport]:
    """The renewals of the register, newest first."""
    return RegisterImport.objects.select_related("by").order_by("-at", "-id")


def missing_entries() -> QuerySet[RegisterEntry]:
    """Rows that the newest file does not have and nobody has looked at yet, by number."""
    rows = RegisterEntry.objects.filter(missing_since__isnull=False, absent_since__isnull=True)
    return rows.order_by("kind", "number")
