"""The course of a case: who holds which office, what was done, what is due, and where the judge decided otherwise."""

from django.db import models
from django.db.models import F, Q

from zegel.lib.ids import uuid7
from zegel.proceedings.rules.acts import BEGINS


class Appointment(models.Model):
    """An office somebody holds at a court's desk: judge (*rechter*), registrar (*griffier*) or planner. A clerk needs none."""

    class Office(models.TextChoices):
        JUDGE = "judge"
        REGISTRAR = "registrar"
        PLANNER = "planner"
        FINANCE = "finance"

    desk = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    account = models.UUIDField()
    office = models.CharField(max_length=9, choices=Office)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "account", "office"], condition=Q(until__isnull=True), name="office_once"
            ),
        ]


class Act(models.Model):
    """One act in the course of a case, as `law.case_states` knows it. The identifier is the client's: an act is done once.

    `number` counts per case. `facts` are what the law needs of the act (moments, decisions of a known kind); reasons in free words
    are sealed in `envelope`, its key sealed to a circle's key version.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    role = models.CharField(max_length=12)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    state_before = models.CharField(max_length=40)
    state_after = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    circle = models.UUIDField(null=True)
    envelope = models.BinaryField(null=True)
    sealed_key = models.BinaryField(null=True)
    key_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="act_number_once"),
            models.CheckConstraint(
                condition=Q(envelope__isnull=True, sealed_key__isnull=True, circle__isnull=True)
                | Q(envelope__isnull=False, sealed_key__isnull=False, circle__isnull=False),
                name="act_envelope_whole",
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(act__in=BEGINS), name="act_begins_hearing")]


class Override(models.Model):
    """A deviation by the judge or clerk (art. 1.11-1.13): which rule, by whom, when. The reason is in the act's envelope."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    act = models.ForeignKey(Act, models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=40)
    role = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "rule"], name="override_once")]


class Task(models.Model):
    """What somebody must do because something happened (`law.rules.duties`). `due` is "directly", "as soon as possible", or a term.

    `due_at` is the last moment where the law computes one, with its reasoning in `reckoning`; it is computed anew when the hearing or
    the calendar changes, and the former moment stays in `moved_from`. The act that does it closes it. `turn` counts
    what the log recorded of it (`actions.terms`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    desk = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    event = models.CharField(max_length=40)
    who = models.CharField(max_length=12)
    what = models.CharField(max_length=200)
    place = models.CharField(max_length=20)
    due = models.CharField(max_length=30)
    due_at = models.DateTimeField(null=True)
    reckoning = models.JSONField(null=True)
    moved_from = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(Act, models.PROTECT, null=True, related_name="opened")
    filing = models.UUIDField(null=True)
    """The filing that brought it, where no act did: an oral application (2.1)."""
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Act, models.PROTECT, null=True, related_name="closed")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opened_by", "event", "who", "what"], name="task_once_an_act"),
            models.UniqueConstraint(
                fields=["case", "filing", "event", "who", "what"], name="task_once_a_filing"
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True, filing__isnull=False)
                | Q(opened_by__isnull=False, filing__isnull=True),
                name="task_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")), name="task_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "due_at"], condition=Q(closed_at__isnull=True), name="task_open_of_desk"
            ),
            models.Index(fields=["case", "opened_at"], name="task_of_case"),
        ]
