"""Who has an account."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower

from zegel.accounts.models import Organisation, User
from zegel.accounts.rules.login import decoy_salt

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Organisation",
    "User",
    "active_user",
    "password_salt",
    "person",
]


def active_user(email: str) -> QuerySet[User]:
    """The account with this address, whatever the capitals; `Lower` is what the index on addresses knows.

    Small letters by Python's rules first, as everything that is counted by address has them: to the database `İ` is an
    `i` too, and each way to write an address would have a count, and a decoy salt, of its own.
    """
    rows = User.objects.alias(address=Lower("email"))
    return rows.filter(address=Lower(Value(email.lower())), is_active=True)


def person(key: UUID) -> User | None:
    """The active account with this key."""
    return User.objects.select_related("organisation").filter(pk=key, is_active=True).first()


def password_salt(email: str) -> bytes:
    """The salt (16 bytes) to stretch a password with; an unknown address gets one too."""
    found = active_user(email).values_list("password_salt", flat=True).first()
    return bytes(found) if found else decoy_salt(settings.SECRET_KEY, email)
