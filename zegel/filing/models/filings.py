"""Intake: at which desk a court receives what, what was filed there, and the paper that must follow (art. 3.3)."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zegel.lib.ids import uuid7


class Desk(models.Model):
    """The mailbox in which a court receives one kind of case at one location (VI 6.1), and where its paper goes."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    court = models.SlugField(max_length=40)
    location = models.CharField(max_length=60)
    matter = models.CharField(max_length=10)
    box = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    postal = models.TextField(blank=True)
    counter = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "location", "matter"], name="desk_once"),
        ]


class Filing(models.Model):
    """What somebody handed in at a court, by whatever channel. `at` is the legal moment: when the last byte, or the paper, was
    there. What it says, and the names of its documents, are sealed: in `envelope`, or in the message that carried it.
    """

    class Channel(models.TextChoices):
        SECURE_MAIL = "secure_mail"
        PORTAL = "portal"
        CONNECTION = "connection"
        COUNTER = "counter"
        ORAL = "oral"

    class Filer(models.TextChoices):
        ACCOUNT = "account"
        GUEST = "guest"
        REPRESENTATIVE = "representative"
        DESK = "desk"

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=8, unique=True)
    channel = models.CharField(max_length=11, choices=Channel)
    kind = models.CharField(max_length=20)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="filings")
    filer_kind = models.CharField(max_length=14, choices=Filer)
    filer = models.UUIDField()
    """The account or guest that handed it in; of paper and of what was said, the clerk who took it in for the desk."""
    mailbox = models.ForeignKey(
        "boxes.Container", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """On whose behalf; what is asked about the filing goes there. None for paper of somebody without one, and for a guest."""
    filed_for = models.CharField(max_length=200, blank=True)
    """The person it is filed for, where that is another than the filer."""
    message = models.OneToOneField("mail.Message", models.PROTECT, null=True, related_name="+")
    case_number = models.CharField(max_length=80, blank=True)
    secret = models.BooleanField()
    copies = models.CharField(max_length=10)
    acknowledged_warnings = ArrayField(models.CharField(max_length=20), default=list)
    party = models.UUIDField(null=True)
    """The party of the case it is of, where it was declared with its files and the party is known."""
    marks = models.JSONField(default=list)
    """What the law says against what the filer declared of the files, where that stops nothing: rule, words, articles."""
    exhibits = ArrayField(models.PositiveSmallIntegerField(), null=True)
    """The numbers its files have as exhibits of the party, where that was declared."""
    pieces = models.PositiveSmallIntegerField()
    envelope = models.BinaryField()
    envelope_sha256 = models.CharField(max_length=64, blank=True)
    content_sha256 = models.CharField(max_length=64)
    """Of all that was handed in: the same again gives the first answer, anything else is refused."""
    at = models.DateTimeField()
    way = models.CharField(max_length=15, blank=True)
    """Of paper: how it came, by post, at the counter or in the letterbox (art. 3.2). Of an oral application: how it was made (2.1)."""
    scanned_by = models.UUIDField(null=True)
    scanned_at = models.DateTimeField(null=True)
    """Of paper: who signed what was scanned of it, and when; none while it lies at the desk as paper alone. Of an oral application:
    who signed what was taken down of it."""

    class Meta:
        indexes = [
            models.Index(fields=["desk", "-at", "-id"], name="filing_at_desk"),
            models.Index(fields=["mailbox", "case_number"], name="filing_in_case_from_mailbox"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel="secure_mail", message__isnull=False)
                | ~models.Q(channel="secure_mail") & models.Q(message__isnull=True),
                name="filing_by_mail_has_message",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["counter", "oral"], filer_kind="desk")
                | ~models.Q(channel__in=["counter", "oral"])
                & ~models.Q(filer_kind="desk")
                & (models.Q(mailbox__isnull=False) | models.Q(channel="secure_mail", filer_kind="guest")),
                name="filing_of_paper_is_the_desks",
            ),
            models.CheckConstraint(
                condition=models.Q(scanned_by__isnull=True, scanned_at__isnull=True)
                & ~models.Q(channel="oral")
                | models.Q(
                    channel__in=["counter", "oral"], scanned_by__isnull=False, scanned_at__isnull=False
                ),
                name="filing_scan_of_paper_whole",
            ),
        ]

    @property
    def signed(self) -> tuple[UUID, datetime]:
        """Who signed the manifest, and the moment for which the directory is asked for their key: of paper, who scanned it."""
        if self.scanned_by is not None and self.scanned_at is not None:
            return self.scanned_by, self.scanned_at
        return self.filer, self.at

    @property
    def paper_alone(self) -> bool:
        """Whether it lies at the desk on paper and nothing of it has been scanned."""
        return self.channel == self.Channel.COUNTER and self.scanned_at is None

    @property
    def sender(self) -> str:
        """The mailbox it was filed from, the guest who wrote it, or whom paper is of."""
        if self.mailbox:
            return self.mailbox.name
        guest = self.message.sender_guest if self.message else None
        return guest.name if guest else self.filed_for

    @property
    def answerable(self) -> bool:
        """Whether a sealed message reaches who filed it: a mailbox, or a guest in the conversation of the answer."""
        return self.mailbox_id is not None or self.filer_kind == self.Filer.GUEST


class Document(models.Model):
    """One sealed document of a filing, in the order the filer gave, sealed once to a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    object = models.OneToOneField("vault.StoredObject", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="document_number_once")]


class AccessGrant(models.Model):
    """Who may read what of a filing: the key of a document (or, without one, of the manifest), sealed to a container."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="grants")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="grants")
    container = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    sealed_key = models.BinaryField()
    key_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "document", "container"], nulls_distinct=False, name="filing_grant_once"
            )
        ]
