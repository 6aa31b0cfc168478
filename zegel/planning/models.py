"""What is planned: rooms, hearings and who is taken when; and the calendars people subscribe to."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from zegel.lib.ids import uuid7


class Room(models.Model):
    """A room (*zittingszaal*) of a court at one of its locations; all desks of the court share it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    court = models.CharField(max_length=40)
    location = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "location", "name"], condition=Q(until__isnull=True), name="room_once"
            ),
        ]


class Hearing(models.Model):
    """A hearing (*mondelinge behandeling*) of a case, as the acts in it set, moved or cancelled it.

    One that is moved before the case was called stays the same hearing (*verplaatsing*), with the next `sequence`; after an
    adjournment (*aanhouding*) there is another. `conditions` are names of `rules.conditions`, `service_until` the last moment at
    which the writ may be served (4.3).
    """

    class State(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    judge = models.UUIDField(null=True)
    conditions = models.JSONField(default=list)
    service_until = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="planned"), name="one_hearing_planned_a_case"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="hearing_has_length"),
        ]
        indexes = [
            models.Index(fields=["case", "starts_at"], name="hearing_of_case"),
            models.Index(fields=["judge", "starts_at"], name="hearing_of_judge"),
        ]


class Occupation(models.Model):
    """Who or what a hearing takes for how long. The database lets nobody be taken twice at once, whatever the way in: an exclusion
    constraint (`migrations/_guards.py`).
    """

    class Kind(models.TextChoices):
        JUDGE = "judge"
        LAWYER = "lawyer"
        ROOM = "room"

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="occupations")
    kind = models.CharField(max_length=6, choices=Kind)
    who = models.CharField(max_length=60)
    during = DateTimeRangeField()
    freed = models.BooleanField(default=False)


class LetterText(models.Model):
    """A desk's own words in the letter with the day of the hearing; without a row the letter has those of `rules.letters`."""

    desk = models.OneToOneField("boxes.Container", models.PROTECT, related_name="+")
    opening = models.TextField()
    closing = models.TextField()
    changed_at = models.DateTimeField()


class CalendarFeed(models.Model):
    """A secret address at which somebody's calendar program reads their dates. Only SHA-256 of the secret is kept.

    `window_at` and `reads` count how often it was asked for in the hour that began then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    account = models.UUIDField()
    secret_hash = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    window_at = models.DateTimeField(null=True)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at__isnull=True), name="one_feed_a_person"
            ),
        ]
