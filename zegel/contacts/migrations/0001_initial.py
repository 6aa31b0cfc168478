import django.db.models.deletion
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganisationCode",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("hint", models.CharField(max_length=200)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("address", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "basis",
                    models.CharField(
                        choices=[("asked", "Asked"), ("agreed", "Agreed"), ("wrote_first", "Wrote First")],
                        max_length=11,
                    ),
                ),
                ("given_on", models.DateField()),
                ("source", models.CharField(blank=True, max_length=200)),
                ("message", models.UUIDField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "-recorded_at"], name="contacts_co_organis_ce1a60_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("organisation", "address"),
                        name="consent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["asked", "agreed", "wrote_first"])),
                        name="consent_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=200)),
                ("phone", models.CharField(max_length=16)),
                ("language", models.CharField(default="nl", max_length=2)),
                (
                    "source",
                    models.CharField(
                        choices=[("file", "File"), ("hand", "Hand"), ("login", "Login")], max_length=5
                    ),
                ),
                ("known_since", models.DateTimeField()),
                ("verified_at", models.DateTimeField(null=True)),
                ("next_phone", models.CharField(blank=True, max_length=16)),
                ("next_from", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "name"], name="contacts_co_organis_387799_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "email"), name="contact_once"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en"])), name="contact_language_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_from__isnull", True), ("next_phone", "")),
                            models.Q(
                                models.Q(("next_phone", ""), _negated=True), ("next_from__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="contact_next_whole",
                    ),
                ],
            },
        ),
    ]
