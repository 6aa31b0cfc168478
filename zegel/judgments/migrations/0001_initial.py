import django.db.models.deletion
import zegel.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casefile", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Judgment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("written", "Written"),
                            ("short", "Short"),
                            ("oral", "Oral"),
                            ("full", "Full"),
                            ("record", "Record"),
                        ],
                        max_length=7,
                    ),
                ),
                ("statement", models.CharField(blank=True, max_length=64)),
                ("key", models.CharField(blank=True, max_length=44)),
                ("signed_by", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                ("copies", models.JSONField(default=list)),
                ("ecli", models.CharField(blank=True, max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.docketentry",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="judgments.judgment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EnforceableCopy",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("interest", models.CharField(max_length=12)),
                ("asked_on", models.DateField(null=True)),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.UUIDField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.party"
                    ),
                ),
                (
                    "judgment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enforceable_copies",
                        to="judgments.judgment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("ground", models.CharField(max_length=10)),
                ("agreed", models.JSONField(default=list)),
                ("released_by", models.UUIDField()),
                ("released_at", models.DateTimeField()),
                ("circle", models.UUIDField(null=True)),
                ("envelope", models.BinaryField(null=True)),
                ("sealed_key", models.BinaryField(null=True)),
                ("key_version", models.PositiveIntegerField(null=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.docketentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeskNotes",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("changed_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "account"), name="desk_notes_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("envelope", models.BinaryField()),
                ("sealed_key", models.BinaryField()),
                ("document_key", models.BinaryField()),
                ("key_version", models.PositiveIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.circle"
                    ),
                ),
                (
                    "object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedobject"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "number"), name="draft_number_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="judgment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)), fields=("case",), name="judgment_once_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="judgment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("follows__isnull", False), ("kind__in", ["full", "record"])),
                    models.Q(("follows__isnull", True), ("kind__in", ["written", "short", "oral"])),
                    _connector="OR",
                ),
                name="judgment_follows_by_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", True), ("kind", "oral"), ("statement", "")),
                    models.Q(
                        models.Q(("kind", "oral"), _negated=True),
                        ("entry__isnull", False),
                        models.Q(("statement", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="judgment_signed_unless_oral",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ecli", ""), _negated=True), fields=("ecli",), name="ecli_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="enforceablecopy",
            constraint=models.UniqueConstraint(
                fields=("case", "number"), name="enforceable_copy_number_once"
            ),
        ),
    ]
