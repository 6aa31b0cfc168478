"""Who has an account."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Lower

from zegel.identity.models import Organisation, User
from zegel.lib.principal import Principal

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Organisation",
    "User",
    "account_of",
    "active_user",
    "emails_of",
    "locked",
    "names_of",
    "owner",
    "person",
    "signing_keys",
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


def signing_keys(accounts: Collection[UUID]) -> dict[UUID, str]:
    """The signing keys (b64) that accounts have now, active or not (one query); who is none is left out."""
    return dict(User.objects.filter(pk__in=accounts).values_list("pk", "signing_key"))


def names_of(accounts: Collection[UUID]) -> dict[UUID, str]:
    """What people are called, by account (one query)."""
    return dict(User.objects.filter(pk__in=accounts).values_list("pk", "name"))


def emails_of(accounts: Collection[UUID]) -> dict[UUID, str]:
    """The mail addresses of accounts (one query)."""
    return dict(User.objects.filter(pk__in=accounts).values_list("pk", "email"))


def owner(account: UUID) -> User:
    """Whose account it is, for a letter to them; it is one that was just asked of."""
    return User.objects.get(pk=account)


def account_of(actor: Principal) -> User:
    """The row of the account that acts, with its organisation, as it is now: who was let out a moment ago is not active."""
    return User.objects.select_related("organisation").defer("organisation__logo").get(pk=actor.account)


def locked(key: UUID) -> User:
    """The row of an account, locked: what happens at the same time to one account happens one by one."""
    rows = User.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.defer("organisation__logo").get(pk=key)
