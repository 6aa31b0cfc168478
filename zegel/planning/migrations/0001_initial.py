import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import zegel.lib.ids
from django.db import migrations, models

from zegel.planning.migrations._guards import GUARD, UNGUARD


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("casefile", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("secret_hash", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("window_at", models.DateTimeField(null=True)),
                ("reads", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("account",),
                        name="one_feed_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=9,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("judge", models.UUIDField(null=True)),
                ("conditions", models.JSONField(default=list)),
                ("service_until", models.DateTimeField(null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casefile.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opening", models.TextField()),
                ("closing", models.TextField()),
                ("changed_at", models.DateTimeField()),
                (
                    "desk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Occupation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("judge", "Judge"), ("lawyer", "Lawyer"), ("room", "Room")], max_length=6
                    ),
                ),
                ("who", models.CharField(max_length=60)),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("freed", models.BooleanField(default=False)),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occupations",
                        to="planning.hearing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.CharField(max_length=40)),
                ("location", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("court", "location", "name"),
                        name="room_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="hearing",
            name="room",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.room"
            ),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(fields=["case", "starts_at"], name="hearing_of_case"),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(fields=["judge", "starts_at"], name="hearing_of_judge"),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "planned")), fields=("case",), name="one_hearing_planned_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="hearing_has_length"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
