"""Court fees (*griffierecht*): the facts they hang on, the ledger, notices, and what came in at the bank. Amounts are whole cents."""

from django.db import models
from django.db.models import Q

from zegel.lib.ids import uuid7


class Fact(models.Model):
    """Something on which a fee hangs (`rules.facts`). Never changed or removed: a mistake is mended by a later fact.

    The identifier is the client's, or the act's that brought it: a fact is kept once. `number` counts per case; `act` is the act in
    the course of the case, where one brought it.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    day = models.DateField()
    party = models.ForeignKey("casefile.Party", models.PROTECT, null=True, related_name="+")
    values = models.JSONField(default=dict)
    act = models.UUIDField(null=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="fee_fact_number_once"),
        ]
        indexes = [
            models.Index(fields=["-at"], condition=Q(kind="tariff confirmed"), name="fee_tariff_confirmed"),
        ]


class PartyFee(models.Model):
    """What one party owes in a case, and the reference it pays with: made when it first owes something.

    The rest follows from the facts and the ledger, and is kept for lists: `balance` in cents, `due_on` the first last day that was not
    met or not yet, `waits` what the court must still do ("claim": say the claim, "tariff": no tariff of that year, "confirm": confirm
    the amount), `together` in whose name the fee stands when it is owed together (Wgbz 15).
    """

    id = models.BigAutoField(primary_key=True)
    party = models.OneToOneField("casefile.Party", models.PROTECT, related_name="+")
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    desk = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=25, unique=True, null=True)
    balance = models.BigIntegerField(default=0)
    due_on = models.DateField(null=True)
    waits = models.CharField(max_length=10, blank=True)
    together = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="fee_of_case"),
            models.Index(
                fields=["desk", "due_on", "id"], condition=Q(balance__gt=0), name="fee_open_of_desk"
            ),
            models.Index(fields=["desk", "id"], condition=~Q(waits=""), name="fee_waiting_at_desk"),
            models.Index(fields=["desk", "id"], condition=Q(balance__lt=0), name="fee_back_at_desk"),
        ]


class LedgerEntry(models.Model):
    """A line of the ledger, above zero for what makes the party owe more. Never changed or removed: it is corrected by another line.

    `part` says which part of the fee is levied or corrected (`rules.reckoning.Item.key`); `day` is the day of the fact, and of a
    payment the day on which it was credited; `due` the last day to pay. `why` holds the answer of the law with its articles and term.
    """

    class Kind(models.TextChoices):
        LEVY = "levy"
        CORRECTION = "correction"
        PAYMENT = "payment"
        REFUND = "refund"
        WRITE_OFF = "write-off"

    id = models.UUIDField(primary_key=True, default=uuid7)
    fee = models.ForeignKey(PartyFee, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    cents = models.BigIntegerField()
    day = models.DateField()
    due = models.DateField(null=True)
    part = models.CharField(max_length=12, blank=True)
    why = models.JSONField(default=dict)
    line = models.OneToOneField("fees.StatementLine", models.PROTECT, null=True, related_name="entry")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(cents=0), name="fee_entry_counts"),
            models.CheckConstraint(
                condition=Q(kind__in=["correction", "payment", "refund"])
                | Q(kind="levy", cents__gt=0)
                | Q(kind="write-off", cents__lt=0),
                name="fee_entry_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["levy", "correction"]) ^ Q(part=""), name="fee_entry_part"
            ),
        ]
        indexes = [models.Index(fields=["fee", "at"], name="fee_entries")]


class Notice(models.Model):
    """A notice of a fee (*nota griffierecht*) as it went out, never changed: what was asked, until when, on which account.

    `entry` is the piece in the file by which the party has it. `told` has account, holder and reference, and the language of who reads it for the party.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    fee = models.ForeignKey(PartyFee, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()
    due = models.DateField()
    told = models.JSONField()
    entry = models.OneToOneField("casefile.DocketEntry", models.PROTECT, related_name="+")
    by = models.CharField(max_length=13)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fee", "number"], name="fee_notice_number_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="fee_notice_asks"),
        ]


class CourtAccount(models.Model):
    """The bank account of a court, from a moment on; the newest one counts."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    court = models.CharField(max_length=40)
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["court", "-at"], name="account_of_court")]


class Statement(models.Model):
    """A file with statements of a bank (camt.053), as it was read: by its hash, with how many lines were new in it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    desk = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    court = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    lines_new = models.PositiveIntegerField()
    lines_known = models.PositiveIntegerField()
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "-at"], name="statement_of_desk")]


class StatementLine(models.Model):
    """A movement on the court's account, once however often a statement tells it (`key`). `cents` is above zero for what came in.

    What a payer wrote is kept as the bank gave it. A line that could not be matched waits for somebody to say what it is.
    """

    class State(models.TextChoices):
        UNMATCHED = "unmatched"
        BOOKED = "booked"
        ASIDE = "aside"

    id = models.UUIDField(primary_key=True, default=uuid7)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    court = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    cents = models.BigIntegerField()
    credited_on = models.DateField()
    payer = models.CharField(max_length=140, blank=True)
    payer_iban = models.CharField(max_length=34, blank=True)
    reference = models.CharField(max_length=35, blank=True)
    words = models.TextField(blank=True)
    why = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=9, choices=State)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "key"], name="statement_line_once"),
            models.CheckConstraint(
                condition=Q(state="unmatched", decided_at__isnull=True) | ~Q(state="unmatched"),
                name="statement_line_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decided_by=""), name="statement_line_decider"
            ),
        ]
        indexes = [
            models.Index(
                fields=["court", "-credited_on", "id"],
                condition=Q(state="unmatched"),
                name="statement_line_waiting",
            ),
        ]
