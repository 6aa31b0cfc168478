"""Pure decisions about how guests are recognised and what SMS may cost. Plain values, no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zegel.authentication.errors.policies import PolicyRefused
from zegel.lib.moments import amsterdam

WAYS = ("sms", "code", "organisation")


"""Ways to recognise a guest: digits by SMS, an access code of their own, an access code of the organisation."""


MOST_SMS = 1_000_000


LONGEST_WAIT = 7 * 24


# Of the budget: from here on the administrators are told.
WARN_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for an organisation. `sms_budget` is messages a month, None without limit; `sms_per_account` is new
    people a day whom one account lets recognise by SMS."""

    ways: tuple[str, ...] = WAYS
    secret_ways: tuple[str, ...] = WAYS
    sms_budget: int | None = None
    sms_per_account: int = 100
    number_wait_hours: int = 24
    sso_only: bool = False
    # The day from which members who have not linked the organisation's own login must do so first; None: no such day.
    sso_from: date | None = None

    def ways_for(self, *, secret: bool) -> tuple[str, ...]:
        """The ways allowed for a message; `secret` is the mark of VI 6.2."""
        return self.secret_ways if secret else self.ways

    @property
    def number_wait(self) -> timedelta:
        """How long a number that was phoned in is not yet the usual one."""
        return timedelta(hours=self.number_wait_hours)


def check_policy(policy: Policy) -> Policy:
    """The policy, when it can be one.

    Raises:
        PolicyRefused: no way left to recognise anybody, a way for secret messages that is not allowed at all, or a
            number or a day out of bounds.
    """
    if not policy.ways or not set(policy.ways) <= set(WAYS):
        raise PolicyRefused(field="ways")
    if not policy.secret_ways or not set(policy.secret_ways) <= set(policy.ways):
        raise PolicyRefused(field="secret_ways")
    if policy.sms_budget is not None and not 0 <= policy.sms_budget <= MOST_SMS:
        raise PolicyRefused(field="sms_budget")
    if not 0 <= policy.sms_per_account <= MOST_SMS:
        raise PolicyRefused(field="sms_per_account")
    if not 0 <= policy.number_wait_hours <= LONGEST_WAIT:
        raise PolicyRefused(field="number_wait_hours")
    if policy.sso_from and policy.sso_from == date.min:
        raise PolicyRefused(field="sso_from")
    return policy


def must_link(policy: Policy, at: datetime) -> bool:
    """Whether the day has come from which nothing opens for who has not linked the organisation's own login."""
    return policy.sso_from is not None and amsterdam(at).date() >= policy.sso_from


def in_order(ways: Collection[str]) -> tuple[str, ...]:
    """Ways as we always list them; unknown ones stay, to be refused."""
    return tuple(way for way in WAYS if way in ways) + tuple(sorted(set(ways) - set(WAYS)))


def month_of(at: datetime) -> str:
    """The month whose budget pays, on a Dutch calendar."""
    return amsterdam(at).strftime("%Y-%m")


def budget_spent(policy: Policy, sent: int) -> bool:
    """Whether no SMS may go any more this month."""
    return policy.sms_budget is not None and sent >= policy.sms_budget


def budget_nearly_spent(policy: Policy, sent: int) -> bool:
    """Whether the administrators should know."""
    return policy.sms_budget is not None and sent * 100 >= policy.sms_budget * WARN_PERCENT
