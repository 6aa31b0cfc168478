"""How an organisation has people recognised, and what SMS may cost it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zegel.authentication.rules.policies import Policy as Defaults


def _ways() -> list[str]:
    return list(Defaults().ways)


def _secret_ways() -> list[str]:
    return list(Defaults().secret_ways)


class Policy(models.Model):
    """How an organisation wants its guests recognised, and what it spends on SMS. No row: the defaults of `rules`."""

    organisation = models.OneToOneField(
        "identity.Organisation", models.CASCADE, primary_key=True, related_name="policy"
    )
    ways = ArrayField(models.CharField(max_length=12), default=_ways)
    secret_ways = ArrayField(models.CharField(max_length=12), default=_secret_ways)
    sms_budget = models.PositiveIntegerField(null=True)
    sms_per_account = models.PositiveIntegerField(default=Defaults().sms_per_account)
    number_wait_hours = models.PositiveSmallIntegerField(default=Defaults().number_wait_hours)
    # Members who linked the organisation's own login use it, and no password any more.
    sso_only = models.BooleanField(default=False)
    # From this day on, members who have not linked it must do so before anything else opens. None: they are asked.
    sso_from = models.DateField(null=True)


class SmsUse(models.Model):
    """How many SMS messages an organisation has had sent in a month (`2026-11`)."""

    organisation = models.ForeignKey("identity.Organisation", models.CASCADE, related_name="+")
    month = models.CharField(max_length=7)
    sent = models.PositiveIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "month"], name="sms_use_once")]
