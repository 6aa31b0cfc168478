import zegel.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Maintenance",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "part",
                    models.CharField(
                        choices=[("access", "access"), ("filing", "filing"), ("notices", "notices")],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("announced_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-starts_at"], name="outages_mai_starts__743b4a_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="maintenance_ends_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("probe", models.CharField(max_length=60)),
                (
                    "part",
                    models.CharField(
                        choices=[("access", "access"), ("filing", "filing"), ("notices", "notices")],
                        max_length=10,
                    ),
                ),
                ("last_good_at", models.DateTimeField(null=True)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.CharField(max_length=200)),
                ("published_at", models.DateTimeField()),
                ("end_published_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-began_at"], name="outages_out_began_a_5cf3cc_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("probe", "part", "began_at"), name="outage_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_published_at__isnull", True), ("ended_at__isnull", True)),
                            models.Q(
                                ("end_published_at__gte", models.F("published_at")),
                                ("ended_at__gte", models.F("began_at")),
                            ),
                            _connector="OR",
                        ),
                        name="outage_end_is_published",
                    ),
                ],
            },
        ),
    ]
