"""The register of outages and of planned maintenance (PR VI 6.8). Rows are never removed."""

from django.db import models
from django.db.models import F, Q

from zegel.lib.ids import uuid7
from zegel.outages.rules import Part

PARTS = [(part.value, part.value) for part in Part]


class Outage(models.Model):
    """A part of the system that a probe found not to work. `published_at` is when it stood in this register."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    probe = models.CharField(max_length=60)
    part = models.CharField(max_length=10, choices=PARTS)
    last_good_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    end_published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["probe", "part", "began_at"], name="outage_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_published_at__isnull=True)
                | Q(ended_at__gte=F("began_at"), end_published_at__gte=F("published_at")),
                name="outage_end_is_published",
            ),
        ]
        indexes = [models.Index(fields=["-began_at"])]


class Maintenance(models.Model):
    """Maintenance announced beforehand; it is no outage until a probe finds one."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    part = models.CharField(max_length=10, choices=PARTS)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="maintenance_ends_later"),
        ]
        indexes = [models.Index(fields=["-starts_at"])]
