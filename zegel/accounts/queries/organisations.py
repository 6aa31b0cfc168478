"""What an organisation decided, and who administers it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.accounts.errors.organisations import NotAdministrator
from zegel.accounts.models import Invitation, Organisation, Role, SmsUse, User
from zegel.accounts.models import Policy as PolicyRow
from zegel.accounts.rules.policies import Policy, budget_spent, in_order, month_of

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Colleague",
    "Invitation",
    "Organisation",
    "Policy",
    "SmsMonth",
    "administered",
    "administrators",
    "colleagues",
    "invited",
    "organisation_ids",
    "organisation_look",
    "policy_of",
    "roles_of",
    "sms_month",
]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of an organisation, and what they may do there."""

    user: User
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class SmsMonth:
    """The SMS messages of a month. `left` is None where there is no budget."""

    sent: int
    budget: int | None
    spent: bool

    @property
    def left(self) -> int | None:
        """How many may still go."""
        return None if self.budget is None else max(0, self.budget - self.sent)


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
    return [Colleague(one, frozenset(held.get(one.pk, ()))) for one in rows]


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


def policy_of(organisation: UUID | None) -> Policy:
    """What holds for an organisation, or for somebody without one (one query)."""
    row = PolicyRow.objects.filter(organisation=organisation).first() if organisation else None
    if row is None:
        return Policy()
    return Policy(
        ways=in_order(row.ways),
        secret_ways=in_order(row.secret_ways),
        sms_budget=row.sms_budget,
        sms_per_account=row.sms_per_account,
        number_wait_hours=row.number_wait_hours,
        sso_only=row.sso_only,
        sso_from=row.sso_from,
    )


def sms_month(organisation: UUID | None, at: datetime) -> SmsMonth:
    """What the month has cost so far (two queries)."""
    if organisation is None:
        return SmsMonth(0, None, spent=False)
    policy = policy_of(organisation)
    row = SmsUse.objects.filter(organisation=organisation, month=month_of(at)).first()
    sent = row.sent if row else 0
    return SmsMonth(sent, policy.sms_budget, spent=budget_spent(policy, sent))
