import django.db.models.deletion
import uuid
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterCheck",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("links", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("bar", "Bar"), ("kbvg", "Kbvg")], max_length=4)),
                ("number", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("office", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("suspended", "Suspended"), ("struck", "Struck")],
                        max_length=9,
                    ),
                ),
                ("status_from", models.DateField(null=True)),
                ("status_until", models.DateField(null=True)),
                ("missing_since", models.DateTimeField(null=True)),
                ("absent_since", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("missing_since__isnull", False)),
                        fields=["missing_since"],
                        name="register_missing",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="register_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["bar", "kbvg"])), name="register_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "suspended", "struck"])),
                        name="register_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("absent_since__isnull", True), ("missing_since__isnull", False), _connector="OR"
                        ),
                        name="register_absent_was_missing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterFile",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                (
                    "by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProfessionLink",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("struck", "Struck"),
                            ("absent", "Absent"),
                        ],
                        default="active",
                        max_length=9,
                    ),
                ),
                ("blocked_since", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profession_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="professions.registerentry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user",),
                        name="one_number_an_account",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("entry",),
                        name="one_account_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("blocked_since__isnull", True), ("standing", "active")),
                            models.Q(
                                ("blocked_since__isnull", False),
                                ("standing__in", ["suspended", "struck", "absent"]),
                            ),
                            _connector="OR",
                        ),
                        name="profession_blocked_by_standing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfessionClaim",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profession_claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="professions.registerentry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-asked_at"], name="claim_of_user"),
                    models.Index(fields=["entry", "-asked_at"], name="claim_of_entry"),
                    models.Index(fields=["place", "-asked_at"], name="claim_from_place"),
                ],
            },
        ),
    ]
