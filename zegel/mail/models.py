"""Veilig Mailen: conversations, messages, who they are for, and how far each of them has come."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from zegel.lib.ids import uuid7


class Conversation(models.Model):
    """Messages that answer each other. One e-mail concerns one case (VI 6.2), so a conversation has one subject."""

    id = models.UUIDField(primary_key=True)
    subject = models.CharField(max_length=80)
    owner = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()


class Guest(models.Model):
    """A recipient without an account, in one conversation; see docs/formats.md (Guest)."""

    class Verification(models.TextChoices):
        SMS = "sms"
        CODE = "code"

    id = models.UUIDField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="nl")
    verification = models.CharField(max_length=4, choices=Verification)
    recipient = models.TextField()
    sealed_identity = models.BinaryField()
    sender_copy = models.BinaryField()
    code_salt = models.BinaryField(null=True)
    code_verifier = models.CharField(max_length=200, blank=True)
    organisation_code = models.ForeignKey(
        "contacts.OrganisationCode", models.PROTECT, null=True, related_name="+"
    )
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    link_seen_at = models.DateTimeField(null=True)
    """When the secret of the link came to our server by accident; until the guest's client has renewed it."""
    signing_key = models.CharField(max_length=44, blank=True)
    sealed_signing = models.BinaryField(null=True)
    account = models.ForeignKey("boxes.Container", models.PROTECT, null=True, related_name="+")
    """The mailbox this conversation was taken along to, when the guest got an account; answers go there since."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verification="sms", code_verifier="") & ~models.Q(phone="")
                | models.Q(verification="code", code_salt__isnull=False) & ~models.Q(code_verifier=""),
                name="guest_can_be_verified",
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__startswith="age1pq1"), name="guest_key_hybrid"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def way(self) -> str:
        """How they are recognised, as a policy names it."""
        return "organisation" if self.organisation_code_id else self.verification


class SmsCode(models.Model):
    """A code asked for by a guest. The digits are nowhere: they are derived from `id` and a key outside the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="codes")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["guest", "-asked_at"])]


class Message(models.Model):
    """A sealed message as the facility received it. Sender is a box (and the user who pressed send) or a guest."""

    id = models.UUIDField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages")
    sender_box = models.ForeignKey("boxes.Container", models.PROTECT, null=True, related_name="+")
    sender_user = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    sender_guest = models.ForeignKey(Guest, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    secret = models.BooleanField(default=False)
    filed = models.BooleanField(default=False)
    """Received by a court from a party (art. 3.4): it is never withdrawn and never expires."""
    filing = models.UUIDField(null=True, unique=True)
    """The filing it carries, if it carries one."""
    envelope = models.BinaryField()
    summary = models.BinaryField(default=b"")
    """What a row of a list says of it, sealed like the envelope; empty where its sender made none."""
    envelope_sha256 = models.CharField(max_length=64)
    submission_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    sender_box__isnull=False, sender_user__isnull=False, sender_guest__isnull=True
                )
                | models.Q(sender_box__isnull=True, sender_user__isnull=True, sender_guest__isnull=False),
                name="message_has_one_sender",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "received_at"]),
            models.Index(fields=["received_at"], condition=models.Q(filed=False), name="message_may_expire"),
        ]


class Attachment(models.Model):
    """One sealed file of a message, in the order the sender gave (VI 6.5)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    object = models.ForeignKey("vault.StoredObject", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="attachment_number_once"),
            models.UniqueConstraint(fields=["object"], name="attachment_object_once"),
        ]


class WordPiece(models.Model):
    """Words of some messages of a mailbox, made by a member's client to search by and sealed to the mailbox: only the bytes are known, and
    which messages (`AccessGrant.words`). Never changed; another takes its place (docs/formats.md, Word index)."""

    id = models.UUIDField(primary_key=True)
    box = models.ForeignKey("boxes.Container", models.CASCADE, related_name="+")
    key_version = models.PositiveIntegerField()
    """The number of the key version whose key opens `sealed`."""
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["box", "id"])]


class AccessGrant(models.Model):
    """Who may read a message: its key, sealed to a mailbox or a guest. What was withdrawn or has expired has none any more."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    message = models.ForeignKey(Message, models.CASCADE, related_name="grants")
    box = models.ForeignKey("boxes.Container", models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(Guest, models.PROTECT, null=True, related_name="grants")
    sealed_key = models.BinaryField()
    key_version = models.PositiveIntegerField(default=1)
    """Of a mailbox: the number of the key version whose key opens `sealed_key`."""
    words = models.ForeignKey(WordPiece, models.SET_NULL, null=True, related_name="grants")
    """Of a mailbox: what holds the words of the message for its members to search; null where no client indexed it yet."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(box__isnull=False, guest__isnull=True)
                | models.Q(box__isnull=True, guest__isnull=False),
                name="grant_is_box_or_guest",
            ),
            models.UniqueConstraint(fields=["message", "box"], name="grant_box_once"),
            models.UniqueConstraint(fields=["message", "guest"], name="grant_guest_once"),
            models.CheckConstraint(condition=~models.Q(sealed_key=b""), name="grant_has_key"),
        ]
        indexes = [
            models.Index(
                fields=["box", "-id"], condition=models.Q(words__isnull=True), name="grant_unindexed"
            )
        ]


class Delivery(models.Model):
    """How a message is going with one who sent or received it: opened, checked, kept, warned of, withdrawn, expired."""

    class Role(models.TextChoices):
        SENDER = "sender"
        RECIPIENT = "recipient"

    id = models.UUIDField(primary_key=True, default=uuid7)
    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    role = models.CharField(max_length=9, choices=Role)
    box = models.ForeignKey("boxes.Container", models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(Guest, models.PROTECT, null=True, related_name="deliveries")
    opened_at = models.DateTimeField(null=True)
    unchecked = models.PositiveSmallIntegerField(default=0)
    """Files that still wait for the verdict of the box's own automation."""
    withdrawn_at = models.DateTimeField(null=True)
    """When the sender took the message back from them, who had not opened it; their grant is gone since."""
    kept_at = models.DateTimeField(null=True)
    """Since when a member of the box keeps it, whatever the term of `Retention` says."""
    warned_at = models.DateTimeField(null=True)
    warned_again_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    """When its term was over; their grant is gone since."""

    class Meta:
        indexes = [
            models.Index(
                fields=["box", "id"], condition=models.Q(unchecked__gt=0), name="delivery_unchecked"
            ),
            models.Index(
                fields=["warned_at"],
                condition=models.Q(
                    warned_at__isnull=False,
                    expired_at__isnull=True,
                    withdrawn_at__isnull=True,
                    kept_at__isnull=True,
                ),
                name="delivery_expiring",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(box__isnull=False, guest__isnull=True)
                | models.Q(box__isnull=True, guest__isnull=False),
                name="delivery_is_box_or_guest",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(opened_at__isnull=True, role="recipient"),
                name="delivery_withdrawn_unopened",
            ),
            models.CheckConstraint(
                condition=models.Q(expired_at__isnull=True)
                | models.Q(warned_again_at__isnull=False, kept_at__isnull=True),
                name="delivery_expired_after_warnings",
            ),
            models.UniqueConstraint(
                fields=["message", "role", "box"],
                condition=models.Q(box__isnull=False),
                name="delivery_box_once",
            ),
            models.UniqueConstraint(
                fields=["message", "guest"],
                condition=models.Q(guest__isnull=False),
                name="delivery_guest_once",
            ),
        ]

    @property
    def gone(self) -> bool:
        """Whether the message can no longer be opened: withdrawn or expired."""
        return self.withdrawn_at is not None or self.expired_at is not None


class Retention(models.Model):
    """How long an organisation keeps messages in its mailboxes. No row: `rules.MONTHS_KEPT`."""

    organisation = models.OneToOneField(
        "identity.Organisation", models.CASCADE, primary_key=True, related_name="+"
    )
    months = models.PositiveSmallIntegerField()


class Hearing(models.Model):
    """The hearing before which a message must have been read, as its sender states it."""

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="hearing")
    on = models.DateField(db_index=True)
    set_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()


class Nudge(models.Model):
    """Something done because a message is unread and its hearing near; each step once for one date."""

    class Step(models.TextChoices):
        MAIL = "mail"
        SMS = "sms"
        CALL = "call"

    class Outcome(models.TextChoices):
        REACHED = "reached"
        NO_ANSWER = "no_answer"
        OTHERWISE = "otherwise"

    id = models.UUIDField(primary_key=True, default=uuid7)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="nudges")
    step = models.CharField(max_length=4, choices=Step)
    hearing_on = models.DateField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "step", "hearing_on"], name="nudge_once"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, outcome="")
                | models.Q(done_at__isnull=False, done_by__isnull=False, step="call"),
                name="nudge_done_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(step="call", done_at__isnull=True), name="nudge_to_call"
            )
        ]


class Attempts(models.Model):
    """What the sender's device says of its failed tries to hand a message in, signed by the sender (docs/formats.md)."""

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="attempts")
    document = models.BinaryField()
    signature = models.BinaryField()


class Download(models.Model):
    """The first time a recipient fetched a file, whole."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="downloads")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "attachment"], name="download_once")]


class Entry(models.Model):
    """A message as it lies in a folder of a box, with the metadata its list shows; one row, no joins, keyset paging."""

    class Folder(models.TextChoices):
        IN = "in"
        OUT = "out"
        ARCHIVE = "archive"

    id = models.UUIDField(primary_key=True, default=uuid7)
    box = models.ForeignKey("boxes.Container", models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, related_name="entries")
    conversation = models.UUIDField()
    folder = models.CharField(max_length=7, choices=Folder)
    home = models.CharField(max_length=7, choices=Folder)
    at = models.DateTimeField()
    listed_at = models.DateTimeField()
    """From when it stands in its folder, and where: as it came (`at`), or the moment it was put off to."""
    unread = models.BooleanField()
    counterpart = models.CharField(max_length=500)
    subject = models.CharField(max_length=80)
    search_text = models.TextField(blank=True)
    """Counterpart and subject, folded: all that the server finds it by."""
    files = models.PositiveSmallIntegerField()
    withdrawn = models.BooleanField(default=False)
    assignee = models.ForeignKey("identity.User", models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey("identity.User", models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "message", "home"], name="entry_once")]
        indexes = [
            models.Index(fields=["box", "folder", "-listed_at", "-id"], name="entry_page"),
            models.Index(
                fields=["box", "folder", "-listed_at"], condition=models.Q(unread=True), name="entry_unread"
            ),
            models.Index(fields=["box", "-at", "-id"], name="entry_of_day"),
            models.Index(fields=["box", "conversation"], name="entry_conversation"),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="entry_search"),
        ]


class Draft(models.Model):
    """A message not yet sent: sealed to the box of its writer, so only the number of bytes is known."""

    id = models.UUIDField(primary_key=True)
    box = models.ForeignKey("boxes.Container", models.CASCADE, related_name="+")
    writer = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    """When who may only prepare laid it ready for who may send; saved again by them, it is no longer ready."""

    class Meta:
        indexes = [models.Index(fields=["box", "-saved_at", "-id"])]


class Note(models.Model):
    """What members of a box tell each other about a conversation: sealed to the box, so only the bytes are known."""

    id = models.UUIDField(primary_key=True)
    box = models.ForeignKey("boxes.Container", models.CASCADE, related_name="+")
    conversation = models.UUIDField()
    writer = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["box", "conversation", "at"])]


class StandardText(models.Model):
    """A text that members of a box write often, or a filter they look at a list through: sealed to the box, its name too, so only the
    bytes and which of the two it is are known."""

    class Kind(models.TextChoices):
        TEXT = "text"
        FILTER = "filter"

    id = models.UUIDField(primary_key=True)
    box = models.ForeignKey("boxes.Container", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    writer = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["box", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["text", "filter"]), name="standard_text_kind_known"
            )
        ]


class HelpRequest(models.Model):
    """A guest who cannot get in asks the sender for help: a task in the sender's box until someone has done it."""

    class Reason(models.TextChoices):
        NOT_MY_NUMBER = "not_my_number"
        NO_SMS = "no_sms"
        CODE_UNKNOWN = "code_unknown"
        CODE_WRONG = "code_wrong"
        SMS_SPENT = "sms_spent"

    id = models.UUIDField(primary_key=True, default=uuid7)
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="help_requests")
    box = models.ForeignKey("boxes.Container", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    contact = models.CharField(max_length=254, blank=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guest"], condition=models.Q(done_at__isnull=True), name="one_open_request_a_guest"
            ),
        ]


class ReaderReport(models.Model):
    """A reader's client refused to show a message or file because a check failed (docs/formats.md, Manifest)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="reports")
    code = models.CharField(max_length=20)
    file_number = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()


class Verdict(models.Model):
    """What a court's own automation found when it opened a file it received. Never changed: a trigger refuses that.

    `findings` are codes of `rules.FINDINGS`; `outcome` is what follows from them. `unmet` are rules of `rules.ANNEX_RULES`. A row goes with its message; that a
    file was checked, and with what outcome, stays in evidence.
    """

    class Outcome(models.TextChoices):
        GOOD = "good"
        DOUBTFUL = "doubtful"
        BAD = "bad"

    id = models.UUIDField(primary_key=True, default=uuid7)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="verdicts")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="verdicts")
    outcome = models.CharField(max_length=8, choices=Outcome)
    findings = ArrayField(models.CharField(max_length=12), default=list)
    unmet = ArrayField(models.CharField(max_length=12), default=list)
    pages = models.PositiveIntegerField(null=True)
    virus = models.CharField(max_length=200, blank=True)
    agent = models.CharField(max_length=100)
    engine = models.CharField(max_length=100)
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "attachment"], name="verdict_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["good", "doubtful", "bad"]), name="verdict_outcome"
            ),
        ]
        indexes = [models.Index(fields=["user", "-at"], name="verdict_of_user")]
