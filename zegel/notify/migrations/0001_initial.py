import django.db.models.deletion
import zegel.lib.ids
import zegel.notify.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Image",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="OutboundSms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zegel.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ref", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=2)),
                ("params", models.JSONField(default=dict)),
                ("sealed_secret", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("transmitting", "Transmitting"),
                            ("handed", "Handed"),
                            ("bounced", "Bounced"),
                            ("returned", "Returned"),
                            ("failed", "Failed"),
                            ("uncertain", "Uncertain"),
                            ("stopped", "Stopped"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("queued_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("to_number", models.CharField(max_length=16)),
                ("provider_reference", models.CharField(blank=True, max_length=100)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("queued", "transmitting"))),
                        fields=["next_attempt_at"],
                        name="outboundsms_waiting",
                    ),
                    models.Index(fields=["to_number", "queued_at"], name="outboundsms_number_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "queued",
                                    "transmitting",
                                    "handed",
                                    "bounced",
                                    "returned",
                                    "failed",
                                    "uncertain",
                                    "stopped",
                                ],
                            )
                        ),
                        name="outboundsms_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("queued", "transmitting")),
                            ("sealed_secret__isnull", True),
                            _connector="OR",
                        ),
                        name="outboundsms_secret_gone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "handed"), _negated=True),
                            ("handed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outboundsms_handed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "transmitting"), _negated=True),
                            ("claimed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outboundsms_claimed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state__in", ("bounced", "returned", "failed", "uncertain", "stopped")),
                            ),
                            models.Q(
                                ("ended_at__isnull", True),
                                ("state__in", ("queued", "transmitting", "handed")),
                            ),
                            _connector="OR",
                        ),
                        name="outboundsms_ended_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("nl", "en"))), name="outboundsms_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_number__regex", "^\\+[1-9][0-9]{7,14}$")),
                        name="outboundsms_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboundMail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=zegel.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ref", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=2)),
                ("params", models.JSONField(default=dict)),
                ("sealed_secret", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("transmitting", "Transmitting"),
                            ("handed", "Handed"),
                            ("bounced", "Bounced"),
                            ("returned", "Returned"),
                            ("failed", "Failed"),
                            ("uncertain", "Uncertain"),
                            ("stopped", "Stopped"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("queued_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("to_address", models.CharField(max_length=320)),
                ("message_id", models.CharField(max_length=320, unique=True)),
                (
                    "bounce_token",
                    models.CharField(default=zegel.notify.models._token, max_length=32, unique=True),
                ),
                (
                    "image",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="notify.image"
                    ),
                ),
                (
                    "resend_of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resent_as",
                        to="notify.outboundmail",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("queued", "transmitting"))),
                        fields=["next_attempt_at"],
                        name="outboundmail_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "queued",
                                    "transmitting",
                                    "handed",
                                    "bounced",
                                    "returned",
                                    "failed",
                                    "uncertain",
                                    "stopped",
                                ],
                            )
                        ),
                        name="outboundmail_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("queued", "transmitting")),
                            ("sealed_secret__isnull", True),
                            _connector="OR",
                        ),
                        name="outboundmail_secret_gone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "handed"), _negated=True),
                            ("handed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outboundmail_handed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "transmitting"), _negated=True),
                            ("claimed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="outboundmail_claimed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state__in", ("bounced", "returned", "failed", "uncertain", "stopped")),
                            ),
                            models.Q(
                                ("ended_at__isnull", True),
                                ("state__in", ("queued", "transmitting", "handed")),
                            ),
                            _connector="OR",
                        ),
                        name="outboundmail_ended_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("nl", "en"))), name="outboundmail_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("resend_of", models.F("id")), _negated=True),
                        name="outboundmail_resend_of_other",
                    ),
                ],
            },
        ),
    ]
