"""Containers: what has a key, key versions and members. A mailbox of a person or of a team is one with an address."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower

from zegel.boxes.rules import CIRCLES, MAILBOXES, MANAGE, PREPARE, SEND, may
from zegel.lib.ids import uuid7

if TYPE_CHECKING:
    from zegel.identity.queries.people import User


class Container(models.Model):
    """Holds content for its members; `recipient` is the public half of its key of today, of key version `key_version`.

    Mailboxes have an address; circles of a case (who may read a document) have none, and often no name.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal"
        TEAM = "team"
        INTAKE = "intake"
        OPEN = "open"
        SHIELDED = "shielded"
        COURT = "court"

    class Notices(models.TextChoices):
        """When the address of a mailbox is told of new messages."""

        AT_ONCE = "at_once"
        DAILY = "daily"
        NEVER = "never"

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200, blank=True)
    address = models.EmailField(max_length=254, blank=True)
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="boxes")
    recipient = models.TextField()
    key_version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="nl")
    notices = models.CharField(max_length=10, choices=Notices, default=Notices.AT_ONCE)
    """Of somebody's own mailbox their choice; a team is told at once."""
    told_at = models.DateTimeField(null=True)
    """Until when it was told of new messages, where that is once a day."""
    first_page = models.CharField(max_length=36, blank=True)
    """Of somebody's own mailbox: what they want to see after logging in, as the pages name it; empty for what they most likely want."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(notices="at_once") | models.Q(kind="personal"),
                name="container_notices_own",
            ),
            models.CheckConstraint(
                condition=models.Q(notices__in=["at_once", "never"])
                | models.Q(notices="daily", told_at__isnull=False),
                name="container_notices_known",
            ),
            models.UniqueConstraint(
                Lower("address"), condition=~models.Q(address=""), name="container_address_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=MAILBOXES) & ~models.Q(address="")
                | models.Q(kind__in=CIRCLES, address=""),
                name="container_mailbox_has_address",
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__startswith="age1pq1"), name="container_key_hybrid"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_mailbox(self) -> bool:
        """Whether mail can be sent to it."""
        return self.kind in MAILBOXES


class KeyVersion(models.Model):
    """A time in which one key of a container was the one to seal to. A new one begins when somebody must not read on."""

    box = models.ForeignKey(Container, models.CASCADE, related_name="key_versions")
    number = models.PositiveIntegerField()
    recipient = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "number"], name="key_version_number_once"),
            models.UniqueConstraint(
                fields=["box"], condition=models.Q(until__isnull=True), name="one_open_key_version_a_box"
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__startswith="age1pq1"), name="key_version_hybrid"
            ),
        ]


class Member(models.Model):
    """A user or a mailbox that can open a container, and what they may do there (`rules.RIGHTS`).

    Who can open the mailbox opens the container through it. With `checks` the user is the court's own automation: it
    opens what arrives to check it, and is no reader. A delegate has `delegated_by`: they act on behalf of whoever the
    mailbox is of. Membership is over from `ends_at` (the first moment of the day after `ends_on`, in the Netherlands)
    or since `ended_at`; the row stays, for the record.
    """

    class Right(models.TextChoices):
        READ = "read"
        PREPARE = "prepare"
        SEND = "send"
        MANAGE = "manage"

    box = models.ForeignKey(Container, models.CASCADE, related_name="members")
    user = models.ForeignKey("identity.User", models.CASCADE, null=True, related_name="memberships")
    mailbox = models.ForeignKey(Container, models.PROTECT, null=True, related_name="memberships")
    right = models.CharField(max_length=7, choices=Right, default=Right.SEND)
    checks = models.BooleanField(default=False)
    delegated_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    ends_on = models.DateField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "user"], name="member_once"),
            models.UniqueConstraint(fields=["box", "mailbox"], name="member_mailbox_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, mailbox__isnull=True)
                | models.Q(user__isnull=True, mailbox__isnull=False, checks=False, delegated_by__isnull=True),
                name="member_is_user_or_mailbox",
            ),
            models.CheckConstraint(
                condition=models.Q(right__in=["read", "prepare", "send", "manage"]), name="member_right_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True, ends_at__isnull=True)
                | models.Q(ends_on__isnull=False, ends_at__isnull=False),
                name="member_end_is_day_and_moment",
            ),
        ]

    @property
    def party(self) -> uuid.UUID:
        """The identifier of the user or mailbox."""
        found = self.user_id or self.mailbox_id
        if found is None:
            raise AssertionError("a member is a user or a mailbox")
        return found

    @property
    def person(self) -> "User":
        """The user, of a member who is one."""
        if self.user is None:
            raise AssertionError("this member is a mailbox")
        return self.user

    @property
    def may_send(self) -> bool:
        """Whether what they write may go."""
        return may(self.right, SEND)

    @property
    def may_prepare(self) -> bool:
        """Whether they may write at all."""
        return may(self.right, PREPARE)

    @property
    def may_manage(self) -> bool:
        """Whether they decide who else is a member."""
        return may(self.right, MANAGE)


class MemberKey(models.Model):
    """The key of one version of a container, sealed to one member's key. Of who left, gone with the version they knew.

    For a mailbox `sealed_to` is the number of the mailbox's own key version it was sealed to.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="keys")
    key_version = models.ForeignKey(KeyVersion, models.CASCADE, related_name="keys")
    sealed_identity = models.BinaryField()
    sealed_to = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key_version"], name="member_key_once")]


class KnownKeys(models.Model):
    """Which keys of a correspondent a member knew, and which they compared: sealed to the box, so only bytes are known."""

    box = models.ForeignKey(Container, models.CASCADE, related_name="known")
    about = models.ForeignKey(Container, models.CASCADE, related_name="+")
    writer = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "about", "writer"], name="known_keys_once")]


class Statement(models.Model):
    """Who holds the key of a container, signed by the member who says so; each names the hash of the one before.

    The members' clients go by these, not by the rows above (docs/formats.md, Membership and Circle statements).
    """

    box = models.ForeignKey(Container, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    signature = models.CharField(max_length=88)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "number"], name="statement_number_once")]
