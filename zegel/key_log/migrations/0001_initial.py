from django.db import migrations, models

from zegel.key_log.migrations._guards import GUARD, UNGUARD


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Hashes",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "index", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hashes", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="State",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("peaks", models.BinaryField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("record", models.BigIntegerField(unique=True)),
                ("label", models.CharField(max_length=64)),
                ("names_key", models.BooleanField()),
                ("names_person", models.BooleanField()),
                ("body", models.BinaryField()),
                ("leaf", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["label", "index"], name="key_log_entry_label")],
            },
        ),
        migrations.CreateModel(
            name="Read",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("record", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="key_log_read_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Witnessed",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="key_log_witnessed_once")
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
