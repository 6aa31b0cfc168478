"""Organisations, and who administers them."""

from dataclasses import dataclass
from uuid import UUID

from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.models import Invitation, Organisation, RegisterKeeper, Role, User
from zegel.identity.models.people import COURTS

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "COURTS",
    "Colleague",
    "Invitation",
    "Organisation",
    "Role",
    "administered",
    "administrators",
    "colleagues",
    "connected_courts",
    "invited",
    "is_register_keeper",
    "member",
    "officers_of",
    "organisation_ids",
    "organisation_look",
    "roles_of",
]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of an organisation, and what they may do there."""

    user: User
    roles: frozenset[str]


def roles_of(user: User) -> frozenset[str]:
    """The roles somebody has in the organisation they work for."""
    rows = Role.objects.filter(user=user, organisation=user.organisation_id)
    return frozenset(rows.values_list("kind", flat=True))


def administered(user: User) -> Organisation:
    """The organisation this user administers.

    Raises:
        NotAdministrator.
    """
    if user.organisation is None or not user.is_active or Role.Kind.ADMINISTRATOR not in roles_of(user):
        raise NotAdministrator
    return user.organisation


def administrators(organisation: UUID) -> list[User]:
    """Who administers an organisation and can still log in."""
    rows = User.objects.filter(
        organisation=organisation, is_active=True, roles__organisation=organisation,
        roles__kind=Role.Kind.ADMINISTRATOR,
    )  # fmt: skip
    return list(rows.order_by("name"))


def colleagues(user: User) -> list[Colleague]:
    """Everybody of the organisation the user administers, also who cannot log in any more (two queries).

    Raises:
        NotAdministrator.
    """
    here = administered(user)
    held: dict[UUID, set[str]] = {}
    for key, kind in Role.objects.filter(organisation=here).values_list("user", "kind"):
        held.setdefault(key, set()).add(kind)
    rows = User.objects.filter(organisation=here, kind=User.Kind.PERSON).order_by("-is_active", "name")
    return [Colleague(row, frozenset(held.get(row.pk, ()))) for row in rows]


def invited(user: User) -> list[Invitation]:
    """Who was invited by mail into the organisation the user administers and has no account yet, the newest first.

    Raises:
        NotAdministrator.
    """
    rows = Invitation.objects.filter(
        organisation=administered(user), used_at__isnull=True, linked_login__isnull=True
    )
    return list(rows.order_by("-sent_at"))


def organisation_look(key: UUID) -> Organisation | None:
    """An organisation as anybody may see it: name, logo, colour."""
    return Organisation.objects.filter(pk=key).first()


def organisation_ids() -> list[tuple[UUID, str]]:
    """Every organisation by name, for the operator."""
    return list(Organisation.objects.order_by("name").values_list("pk", "name"))


def officers_of(organisation: UUID, *, but: UUID | None = None) -> list[User]:
    """Who keep shares there; nobody keeps one of their own key."""
    rows = User.objects.filter(
        organisation=organisation, is_active=True, kind=User.Kind.PERSON,
        roles__organisation=organisation, roles__kind=Role.Kind.OFFICER,
    )  # fmt: skip
    return [row for row in rows.order_by("name", "pk") if row.pk != but]


def connected_courts(*, most: int = 3) -> list[Organisation]:
    """Courts with a logo, for who is linked: a few, by name; the picture itself is not read."""
    rows = Organisation.objects.filter(kind__in=COURTS, logo__isnull=False).defer("logo")
    return list(rows.order_by("name")[:most])


def is_register_keeper(user: User) -> bool:
    """Whether somebody keeps the professional register for the whole installation."""
    return user.is_active and RegisterKeeper.objects.filter(user=user).exists()


def member(organisation: UUID, key: UUID) -> User | None:
    """Somebody of an organisation, whether they may log in or not; no program."""
    return User.objects.filter(pk=key, organisation=organisation, kind=User.Kind.PERSON).first()
