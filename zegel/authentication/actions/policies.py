"""What an organisation allows, and what its SMS messages cost."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from zegel.authentication.errors.policies import SmsBudgetSpent
from zegel.authentication.errors.sso import LinkYourselfFirst
from zegel.authentication.events import PolicyChanged, SmsBudgetLow
from zegel.authentication.letters import SmsBudgetNearlySpent
from zegel.authentication.models import Policy as PolicyRow
from zegel.authentication.models import SmsUse
from zegel.authentication.queries.logins import has_linked
from zegel.authentication.queries.policies import policy_of
from zegel.authentication.rules.policies import (
    Policy,
    budget_nearly_spent,
    budget_spent,
    check_policy,
    month_of,
)
from zegel.evidence.actions import write
from zegel.identity.queries.organisations import administered, administrators, organisation_look
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal, system
from zegel.lib.verbs import step
from zegel.notify.actions import queue_mail


@transaction.atomic
def set_policy(*, actor: Principal, policy: Policy, at: datetime) -> None:
    """Lay down how guests of the actor's organisation are recognised, and what SMS may cost.

    Raises:
        NotAdministrator; PolicyRefused; LinkYourselfFirst.
    """
    account = account_of(actor)
    here = administered(account)
    check_policy(policy)
    said = PolicyChanged(
        subject=here.pk,
        verification_methods=policy.ways,
        secret_verification_methods=policy.secret_ways,
        sms_budget=policy.sms_budget,
        sms_per_account=policy.sms_per_account,
        number_wait_hours=policy.number_wait_hours,
        sso_only=policy.sso_only,
        sso_from=policy.sso_from,
    )
    columns = {field.name: getattr(policy, field.name) for field in fields(policy)}
    columns |= {"ways": list(policy.ways), "secret_ways": list(policy.secret_ways)}
    # Whoever has not gone that way themselves cannot know that it is open.
    if policy.sso_from and not has_linked(account):
        raise LinkYourselfFirst(field="sso_from")
    PolicyRow.objects.update_or_create(organisation=here, defaults=columns)
    write([said], actor=actor, at=at)


@step
@transaction.atomic
def spend_sms(*, organisation: UUID, at: datetime) -> None:
    """Count an SMS of an organisation, and tell its administrators once a month when most of the budget is gone.

    Raises:
        SmsBudgetSpent: there is none left this month.
    """
    policy = policy_of(organisation)
    month = month_of(at)
    SmsUse.objects.get_or_create(organisation_id=organisation, month=month)
    row = SmsUse.objects.select_for_update().get(organisation_id=organisation, month=month)
    if budget_spent(policy, row.sent):
        raise SmsBudgetSpent
    SmsUse.objects.filter(pk=row.pk).update(sent=F("sent") + 1)
    if row.warned_at is None and budget_nearly_spent(policy, row.sent + 1):
        SmsUse.objects.filter(pk=row.pk).update(warned_at=at)
        _warn(organisation, policy, row.sent + 1, at)


def _warn(organisation: UUID, policy: Policy, sent: int, at: datetime) -> None:
    event = SmsBudgetLow(subject=organisation, sent=sent, budget=policy.sms_budget)
    write([event], actor=system("authentication"), at=at)
    here = organisation_look(organisation)
    name = here.name if here else ""
    for administrator in administrators(organisation):
        queue_mail(
            ref=organisation,
            letter=SmsBudgetNearlySpent(organisation=name, sent=sent, budget=policy.sms_budget or 0),
            to=administrator.email,
            language=administrator.language,
            at=at,
        )
