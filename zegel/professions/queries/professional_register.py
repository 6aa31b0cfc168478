"""Reads of the professions' registers."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from zegel.identity.queries.organisations import is_register_keeper
from zegel.identity.queries.people import User
from zegel.professions.errors.professional_register import NotRegisterKeeper
from zegel.professions.models import RegisterCheck, RegisterEntry, RegisterFile, RegisterImport

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Counted",
    "RegisterCheck",
    "RegisterEntry",
    "RegisterFile",
    "RegisterImport",
    "check_register_keeper",
    "counted",
    "imports",
    "is_register_keeper",
    "last_check",
    "missing_entries",
    "newest_import",
    "waiting_file",
]


def check_register_keeper(user: User) -> None:
    """Let nobody else pass.

    Raises:
        NotRegisterKeeper.
    """
    if not is_register_keeper(user):
        raise NotRegisterKeeper


@dataclass(frozen=True, slots=True)
class Counted:
    """How many the register has of one kind, by what it says of them; `gone` are in it no more."""

    kind: str
    active: int
    suspended: int
    struck: int
    gone: int


def counted(by: User) -> list[Counted]:
    """How many lawyers and bailiffs there are, for who keeps the register.

    Raises:
        NotRegisterKeeper.
    """
    check_register_keeper(by)
    there = Q(absent_since__isnull=True)
    rows = RegisterEntry.objects.order_by("kind").values("kind")
    found = rows.annotate(
        active=Count("id", filter=there & Q(status="active")),
        suspended=Count("id", filter=there & Q(status="suspended")),
        struck=Count("id", filter=there & Q(status="struck")),
        gone=Count("id", filter=~there),
    )
    return [Counted(**entry) for entry in found]


def newest_import(by: User) -> RegisterImport | None:
    """The last renewal, for who keeps the register.

    Raises:
        NotRegisterKeeper.
    """
    return imports(by).first()


def last_check(by: User) -> RegisterCheck | None:
    """The last time that linked accounts were held to the register, for who keeps it.

    Raises:
        NotRegisterKeeper.
    """
    check_register_keeper(by)
    return RegisterCheck.objects.order_by("-at", "-id").first()


def waiting_file(user: User) -> RegisterFile | None:
    """The file this person brought and has not imported yet, without what is in it."""
    return RegisterFile.objects.filter(by=user).defer("data").first()


def imports(by: User) -> QuerySet[RegisterImport]:
    """The renewals of the register, newest first, for who keeps it.

    Raises:
        NotRegisterKeeper.
    """
    check_register_keeper(by)
    return RegisterImport.objects.select_related("by").order_by("-at", "-id")


def missing_entries(by: User | None) -> QuerySet[RegisterEntry]:
    """Rows that the newest file does not have and nobody has looked at yet, by number; for who keeps the register, or the operator's
    command (None).

    Raises:
        NotRegisterKeeper.
    """
    if by:
        check_register_keeper(by)
    rows = RegisterEntry.objects.filter(missing_since__isnull=False, absent_since__isnull=True)
    return rows.order_by("kind", "number")
