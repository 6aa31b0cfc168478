"""Parties of a case, who represents them, and how each litigates."""

from django.db import models
from django.db.models import F, Q

from zegel.casefile.models.cases import Case
from zegel.lib.ids import uuid7


class Party(models.Model):
    """A party (*partij*), by the name and short name (art. 3.13) under which the case goes. Registry data, known to the server.

    `channel` is how it litigates from the first day; `ChannelChange` says what came after. `mailbox` is its own mailbox here, when
    it has one; of a represented party the representative's counts instead (art. 1.4). `short_key` is the short name as file names use it.
    """

    class Role(models.TextChoices):
        CLAIMANT = "claimant"
        DEFENDANT = "defendant"
        JOINED = "joined"
        INTERVENING = "intervening"

    class Kind(models.TextChoices):
        PERSON = "person"
        LEGAL = "legal"

    class Channel(models.TextChoices):
        DIGITAL = "digital"
        PAPER = "paper"
        SECURE_MAIL = "veilig mailen"

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=11, choices=Role)
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    short_key = models.CharField(max_length=60)
    address = models.TextField(blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=13, choices=Channel)
    mailbox = models.ForeignKey("boxes.Container", models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField()
    admitted_by_decision = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="party_number_once"),
            models.UniqueConstraint(fields=["case", "short_key"], name="party_short_name_once"),
            # Art. 1.2 m: who joins or intervenes is a party by the judge's decision only.
            models.CheckConstraint(
                condition=~Q(role__in=["joined", "intervening"]) | ~Q(admitted_by_decision=""),
                name="party_joins_by_decision",
            ),
        ]
        indexes = [models.Index(fields=["mailbox"], name="party_of_mailbox")]

    def __str__(self) -> str:
        return self.short_name


class Representation(models.Model):
    """Who acts for a party from `since` on, until `until`: a lawyer (*advocaat*) or, in kanton, a *gemachtigde*."""

    class Kind(models.TextChoices):
        LAWYER = "lawyer"
        AUTHORISED = "authorised representative"

    id = models.UUIDField(primary_key=True, default=uuid7)
    party = models.ForeignKey(Party, models.PROTECT, related_name="representations")
    kind = models.CharField(max_length=30, choices=Kind)
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    profession_number = models.CharField(max_length=20, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    mailbox = models.ForeignKey("boxes.Container", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(until__isnull=True), name="one_representative_a_party"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="representation_in_order"
            ),
        ]
        indexes = [models.Index(fields=["mailbox"], name="representation_of_mailbox")]


class ChannelChange(models.Model):
    """A party's change of channel: its own switch (art. 1.6), an exclusion by the judge (1.8) or the end of one.

    It holds from `effective`, the date in the confirmation to all parties, and never from the request.
    """

    class Kind(models.TextChoices):
        SWITCH = "switch"
        EXCLUSION = "exclusion"
        READMISSION = "end of exclusion"

    id = models.UUIDField(primary_key=True, default=uuid7)
    party = models.ForeignKey(Party, models.PROTECT, related_name="channel_changes")
    kind = models.CharField(max_length=20, choices=Kind)
    to = models.CharField(max_length=13, choices=Party.Channel)
    effective = models.DateTimeField()
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["effective", "id"]


class NotificationAddress(models.Model):
    """Where a reader of a case wants its notifications (art. 1.9), asked once in every case. Empty: declined, at own risk."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notification_addresses")
    mailbox = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "mailbox"], name="notification_address_once"),
        ]
