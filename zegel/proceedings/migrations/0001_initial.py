import django.db.models.deletion
import zegel.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("casefile", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=12)),
                ("actor", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("state_before", models.CharField(max_length=40)),
                ("state_after", models.CharField(max_length=40)),
                ("facts", models.JSONField(default=dict)),
                ("circle", models.UUIDField(null=True)),
                ("envelope", models.BinaryField(null=True)),
                ("sealed_key", models.BinaryField(null=True)),
                ("key_version", models.PositiveIntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.UUIDField()),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("judge", "Judge"),
                            ("registrar", "Registrar"),
                            ("planner", "Planner"),
                            ("finance", "Finance"),
                        ],
                        max_length=9,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HearingRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("role", models.CharField(max_length=12)),
                ("actor", models.CharField(max_length=60)),
                ("noted_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict)),
                ("decisions", models.JSONField(default=list)),
                ("overridden", models.JSONField(default=list)),
                ("circle", models.UUIDField(null=True)),
                ("envelope", models.BinaryField(null=True)),
                ("sealed_key", models.BinaryField(null=True)),
                ("key_version", models.PositiveIntegerField(null=True)),
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
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("rule", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=12)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="proceedings.act",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("event", models.CharField(max_length=40)),
                ("who", models.CharField(max_length=12)),
                ("what", models.CharField(max_length=200)),
                ("place", models.CharField(max_length=20)),
                ("due", models.CharField(max_length=30)),
                ("due_at", models.DateTimeField(null=True)),
                ("reckoning", models.JSONField(null=True)),
                ("moved_from", models.DateTimeField(null=True)),
                ("turn", models.PositiveIntegerField(default=1)),
                ("filing", models.UUIDField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed",
                        to="proceedings.act",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opened",
                        to="proceedings.act",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(
                condition=models.Q(("act__in", ("call", "continue", "appear to clear", "stay away again"))),
                fields=["at"],
                name="act_begins_hearing",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="act_number_once"),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("circle__isnull", True), ("envelope__isnull", True), ("sealed_key__isnull", True)
                    ),
                    models.Q(
                        ("circle__isnull", False), ("envelope__isnull", False), ("sealed_key__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="act_envelope_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("desk", "account", "office"),
                name="office_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearingrecord",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="hearing_record_number_once"),
        ),
        migrations.AddConstraint(
            model_name="hearingrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("circle__isnull", True), ("envelope__isnull", True), ("sealed_key__isnull", True)
                    ),
                    models.Q(
                        ("circle__isnull", False), ("envelope__isnull", False), ("sealed_key__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="hearing_record_envelope_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearingrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("noted_at__lte", models.F("at"))), name="hearing_record_noted_before"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(fields=("act", "rule"), name="override_once"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["desk", "due_at"],
                name="task_open_of_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["case", "opened_at"], name="task_of_case"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                fields=("opened_by", "event", "who", "what"), name="task_once_an_act"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                fields=("case", "filing", "event", "who", "what"), name="task_once_a_filing"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("filing__isnull", False), ("opened_by__isnull", True)),
                    models.Q(("filing__isnull", True), ("opened_by__isnull", False)),
                    _connector="OR",
                ),
                name="task_has_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="task_in_order",
            ),
        ),
    ]
