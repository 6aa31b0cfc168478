"""The programs that check what a court receives."""

from uuid import UUID

from zegel.identity.models import User


def organisation_agents(organisation: UUID) -> list[User]:
    """The agents an organisation made known, the oldest first."""
    rows = User.objects.filter(organisation=organisation, kind=User.Kind.SERVICE, is_active=True)
    return list(rows.order_by("id"))
