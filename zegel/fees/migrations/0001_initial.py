import django.db.models.deletion
import zegel.lib.ids
from django.db import migrations, models

from zegel.fees.migrations._guards import GUARD, UNGUARD


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("casefile", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourtAccount",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.CharField(max_length=40)),
                ("iban", models.CharField(max_length=34)),
                ("holder", models.CharField(max_length=70)),
                ("actor", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["court", "-at"], name="account_of_court")],
            },
        ),
        migrations.CreateModel(
            name="PartyFee",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=25, null=True, unique=True)),
                ("balance", models.BigIntegerField(default=0)),
                ("due_on", models.DateField(null=True)),
                ("waits", models.CharField(blank=True, max_length=10)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.party"
                    ),
                ),
                (
                    "together",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fees.partyfee",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("cents", models.BigIntegerField()),
                ("due", models.DateField()),
                ("told", models.JSONField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.docketentry",
                    ),
                ),
                ("by", models.CharField(max_length=13)),
                ("actor", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="fees.partyfee",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("lines_new", models.PositiveIntegerField()),
                ("lines_known", models.PositiveIntegerField()),
                ("actor", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=64)),
                ("cents", models.BigIntegerField()),
                ("credited_on", models.DateField()),
                ("payer", models.CharField(blank=True, max_length=140)),
                ("payer_iban", models.CharField(blank=True, max_length=34)),
                ("reference", models.CharField(blank=True, max_length=35)),
                ("words", models.TextField(blank=True)),
                ("why", models.CharField(blank=True, max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("unmatched", "Unmatched"), ("booked", "Booked"), ("aside", "Aside")],
                        max_length=9,
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=60)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fees.statement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("levy", "Levy"),
                            ("correction", "Correction"),
                            ("payment", "Payment"),
                            ("refund", "Refund"),
                            ("write-off", "Write Off"),
                        ],
                        max_length=10,
                    ),
                ),
                ("cents", models.BigIntegerField()),
                ("day", models.DateField()),
                ("due", models.DateField(null=True)),
                ("part", models.CharField(blank=True, max_length=12)),
                ("why", models.JSONField(default=dict)),
                ("actor", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="fees.partyfee",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="fees.statementline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("day", models.DateField()),
                ("values", models.JSONField(default=dict)),
                ("act", models.UUIDField(null=True)),
                ("actor", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("kind", "tariff confirmed")),
                        fields=["-at"],
                        name="fee_tariff_confirmed",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="fee_fact_number_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="partyfee",
            index=models.Index(fields=["case"], name="fee_of_case"),
        ),
        migrations.AddIndex(
            model_name="partyfee",
            index=models.Index(
                condition=models.Q(("balance__gt", 0)),
                fields=["desk", "due_on", "id"],
                name="fee_open_of_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="partyfee",
            index=models.Index(
                condition=models.Q(("waits", ""), _negated=True),
                fields=["desk", "id"],
                name="fee_waiting_at_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="partyfee",
            index=models.Index(
                condition=models.Q(("balance__lt", 0)), fields=["desk", "id"], name="fee_back_at_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("fee", "number"), name="fee_notice_number_once"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="fee_notice_asks"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["desk", "-at"], name="statement_of_desk"),
        ),
        migrations.AddIndex(
            model_name="statementline",
            index=models.Index(
                condition=models.Q(("state", "unmatched")),
                fields=["court", "-credited_on", "id"],
                name="statement_line_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.UniqueConstraint(fields=("court", "key"), name="statement_line_once"),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "unmatched")),
                    models.Q(("state", "unmatched"), _negated=True),
                    _connector="OR",
                ),
                name="statement_line_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_at__isnull", True), models.Q(("decided_by", ""), _negated=True), _connector="OR"
                ),
                name="statement_line_decider",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["fee", "at"], name="fee_entries"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents", 0), _negated=True), name="fee_entry_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["correction", "payment", "refund"]),
                    models.Q(("cents__gt", 0), ("kind", "levy")),
                    models.Q(("cents__lt", 0), ("kind", "write-off")),
                    _connector="OR",
                ),
                name="fee_entry_sign",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["levy", "correction"]), ("part", ""), _connector="XOR"),
                name="fee_entry_part",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
