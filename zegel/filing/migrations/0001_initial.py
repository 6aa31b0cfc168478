import django.contrib.postgres.fields
import django.db.models.deletion
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("casefile", "0001_initial"),
        ("mail", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=8, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("secure_mail", "Secure Mail"),
                            ("portal", "Portal"),
                            ("connection", "Connection"),
                            ("counter", "Counter"),
                            ("oral", "Oral"),
                        ],
                        max_length=11,
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "filer_kind",
                    models.CharField(
                        choices=[
                            ("account", "Account"),
                            ("guest", "Guest"),
                            ("representative", "Representative"),
                            ("desk", "Desk"),
                        ],
                        max_length=14,
                    ),
                ),
                ("filer", models.UUIDField()),
                ("filed_for", models.CharField(blank=True, max_length=200)),
                ("case_number", models.CharField(blank=True, max_length=80)),
                ("secret", models.BooleanField()),
                ("copies", models.CharField(max_length=10)),
                (
                    "acknowledged_warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list
                    ),
                ),
                ("party", models.UUIDField(null=True)),
                ("marks", models.JSONField(default=list)),
                (
                    "exhibits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), null=True
                    ),
                ),
                ("pieces", models.PositiveSmallIntegerField()),
                ("envelope", models.BinaryField()),
                ("envelope_sha256", models.CharField(blank=True, max_length=64)),
                ("content_sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("way", models.CharField(blank=True, max_length=15)),
                ("scanned_by", models.UUIDField(null=True)),
                ("scanned_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.SlugField(max_length=40)),
                ("location", models.CharField(max_length=60)),
                ("matter", models.CharField(max_length=10)),
                ("postal", models.TextField(blank=True)),
                ("counter", models.TextField(blank=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IntakeItem",
            fields=[
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="intake",
                        serialize=False,
                        to="filing.filing",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("asked", "Asked"),
                            ("held", "Held"),
                            ("registered", "Registered"),
                            ("placed", "Placed"),
                            ("returned", "Returned"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("claimed_by", models.UUIDField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PaperTask",
            fields=[
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="filing.filing",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("missing", "Missing"), ("complete", "Complete")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="filing",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="filing.desk"
            ),
        ),
        migrations.AddField(
            model_name="filing",
            name="mailbox",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="boxes.container",
            ),
        ),
        migrations.AddField(
            model_name="filing",
            name="message",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mail.message"
            ),
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "object",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedobject"
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="filing.filing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed_key", models.BinaryField()),
                ("key_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "container",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="filing.document",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="filing.filing"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.UniqueConstraint(fields=("court", "location", "matter"), name="desk_once"),
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="answer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mail.message"
            ),
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
            ),
        ),
        migrations.AddField(
            model_name="intakeitem",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="filing.desk"
            ),
        ),
        migrations.AddField(
            model_name="papertask",
            name="desk",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="filing.desk",
            ),
        ),
        migrations.AddField(
            model_name="papertask",
            name="mailbox",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="boxes.container",
            ),
        ),
        migrations.AddField(
            model_name="paperpiece",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="filing.papertask"
            ),
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["desk", "-at", "-id"], name="filing_at_desk"),
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["mailbox", "case_number"], name="filing_in_case_from_mailbox"),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "secure_mail"), ("message__isnull", False)),
                    models.Q(models.Q(("channel", "secure_mail"), _negated=True), ("message__isnull", True)),
                    _connector="OR",
                ),
                name="filing_by_mail_has_message",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel__in", ["counter", "oral"]), ("filer_kind", "desk")),
                    models.Q(
                        models.Q(("channel__in", ["counter", "oral"]), _negated=True),
                        models.Q(("filer_kind", "desk"), _negated=True),
                        models.Q(
                            ("mailbox__isnull", False),
                            models.Q(("channel", "secure_mail"), ("filer_kind", "guest")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="filing_of_paper_is_the_desks",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("scanned_at__isnull", True),
                        ("scanned_by__isnull", True),
                        models.Q(("channel", "oral"), _negated=True),
                    ),
                    models.Q(
                        ("channel__in", ["counter", "oral"]),
                        ("scanned_at__isnull", False),
                        ("scanned_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="filing_scan_of_paper_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("filing", "number"), name="document_number_once"),
        ),
        migrations.AddConstraint(
            model_name="accessgrant",
            constraint=models.UniqueConstraint(
                fields=("filing", "document", "container"), name="filing_grant_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="intakeitem",
            index=models.Index(fields=["desk", "state", "at", "filing"], name="intake_queue"),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_by__isnull", True), ("claimed_until__isnull", True)),
                    models.Q(("claimed_by__isnull", False), ("claimed_until__isnull", False)),
                    _connector="OR",
                ),
                name="intake_claim_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["registered", "placed"]), _negated=True),
                    ("case__isnull", False),
                    _connector="OR",
                ),
                name="intake_placed_in_a_case",
            ),
        ),
        migrations.AddIndex(
            model_name="papertask",
            index=models.Index(
                condition=models.Q(("state", "complete"), _negated=True),
                fields=["desk", "at", "filing"],
                name="paper_expected",
            ),
        ),
        migrations.AddIndex(
            model_name="papertask",
            index=models.Index(
                condition=models.Q(("state", "complete"), _negated=True),
                fields=["mailbox", "at", "filing"],
                name="paper_to_send",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpiece",
            constraint=models.UniqueConstraint(fields=("task", "number"), name="paper_piece_once"),
        ),
    ]
