"""What happened at a hearing (*mondelinge behandeling*) besides the acts that change where a case stands."""

from django.db import models
from django.db.models import F, Q


class HearingRecord(models.Model):
    """One thing noted at or for a hearing: who appeared, speaking notes handed over, doors closed, … The identifier is the client's.

    `number` counts per case. The newest record of a kind about a party is what holds; the earlier ones stay. `noted_at` is the moment on
    the clock of who noted it, which may have been without a connection then; `at` is the server's own. `facts` are those of
    `rules.hearing`, `decisions` what the law said of them (rule, reason, articles), `overridden` the rules decided otherwise. Words
    are sealed in `envelope`, its key sealed to a circle's key version.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    party = models.ForeignKey("casefile.Party", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=12)
    actor = models.CharField(max_length=60)
    noted_at = models.DateTimeField()
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    decisions = models.JSONField(default=list)
    overridden = models.JSONField(default=list)
    circle = models.UUIDField(null=True)
    envelope = models.BinaryField(null=True)
    sealed_key = models.BinaryField(null=True)
    key_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="hearing_record_number_once"),
            models.CheckConstraint(
                condition=Q(envelope__isnull=True, sealed_key__isnull=True, circle__isnull=True)
                | Q(envelope__isnull=False, sealed_key__isnull=False, circle__isnull=False),
                name="hearing_record_envelope_whole",
            ),
            models.CheckConstraint(condition=Q(noted_at__lte=F("at")), name="hearing_record_noted_before"),
        ]
