import django.db.models.deletion
import zegel.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredObject",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("owner", models.UUIDField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("uploading", "Uploading"), ("stored", "Stored")],
                        default="uploading",
                        max_length=10,
                    ),
                ),
                ("backend_upload", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("stored_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "created_at"], include=("size",), name="object_allowance"),
                    models.Index(
                        condition=models.Q(("state", "uploading")),
                        fields=["created_at"],
                        name="object_unfinished",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="object_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "uploading"), ("stored_at__isnull", True)),
                            models.Q(("state", "stored"), ("stored_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="object_state_and_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("etag", models.CharField(blank=True, max_length=200)),
                (
                    "object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="vault.storedobject",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("object", "number"), name="part_once")],
            },
        ),
    ]
