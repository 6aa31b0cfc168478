"""How an organisation has people recognised, and what its SMS messages cost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.authentication.models import Policy as PolicyRow
from zegel.authentication.models import SmsUse
from zegel.authentication.rules.policies import Policy, budget_spent, in_order, month_of


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
