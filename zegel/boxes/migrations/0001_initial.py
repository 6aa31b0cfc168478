import django.db.models.deletion
import django.db.models.functions.text
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
            name="Container",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("personal", "Personal"),
                            ("team", "Team"),
                            ("intake", "Intake"),
                            ("open", "Open"),
                            ("shielded", "Shielded"),
                            ("court", "Court"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("recipient", models.TextField()),
                ("key_version", models.PositiveIntegerField(default=1)),
                ("language", models.CharField(default="nl", max_length=2)),
                (
                    "notices",
                    models.CharField(
                        choices=[("at_once", "At Once"), ("daily", "Daily"), ("never", "Never")],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                ("told_at", models.DateTimeField(null=True)),
                ("first_page", models.CharField(blank=True, max_length=36)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boxes",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("recipient", models.TextField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_versions",
                        to="boxes.container",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KnownKeys",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known",
                        to="boxes.container",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "right",
                    models.CharField(
                        choices=[
                            ("read", "Read"),
                            ("prepare", "Prepare"),
                            ("send", "Send"),
                            ("manage", "Manage"),
                        ],
                        default="send",
                        max_length=7,
                    ),
                ),
                ("checks", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                ("ends_on", models.DateField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="boxes.container",
                    ),
                ),
                (
                    "delegated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="boxes.container",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MemberKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed_identity", models.BinaryField()),
                ("sealed_to", models.PositiveIntegerField(null=True)),
                (
                    "key_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="boxes.keyversion",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="boxes.member"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("signature", models.CharField(max_length=88)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="boxes.container",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("notices", "at_once"), ("kind", "personal"), _connector="OR"),
                name="container_notices_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("notices__in", ["at_once", "never"]),
                    models.Q(("notices", "daily"), ("told_at__isnull", False)),
                    _connector="OR",
                ),
                name="container_notices_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("address"),
                condition=models.Q(("address", ""), _negated=True),
                name="container_address_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("personal", "team")), models.Q(("address", ""), _negated=True)),
                    models.Q(("address", ""), ("kind__in", ("intake", "open", "shielded", "court"))),
                    _connector="OR",
                ),
                name="container_mailbox_has_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="container",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient__startswith", "age1pq1")), name="container_key_hybrid"
            ),
        ),
        migrations.AddConstraint(
            model_name="keyversion",
            constraint=models.UniqueConstraint(fields=("box", "number"), name="key_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="keyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("box",),
                name="one_open_key_version_a_box",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient__startswith", "age1pq1")), name="key_version_hybrid"
            ),
        ),
        migrations.AddConstraint(
            model_name="knownkeys",
            constraint=models.UniqueConstraint(fields=("box", "about", "writer"), name="known_keys_once"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("box", "user"), name="member_once"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("box", "mailbox"), name="member_mailbox_once"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mailbox__isnull", True), ("user__isnull", False)),
                    models.Q(
                        ("checks", False),
                        ("delegated_by__isnull", True),
                        ("mailbox__isnull", False),
                        ("user__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="member_is_user_or_mailbox",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("right__in", ["read", "prepare", "send", "manage"])),
                name="member_right_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_at__isnull", True), ("ends_on__isnull", True)),
                    models.Q(("ends_at__isnull", False), ("ends_on__isnull", False)),
                    _connector="OR",
                ),
                name="member_end_is_day_and_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="memberkey",
            constraint=models.UniqueConstraint(fields=("member", "key_version"), name="member_key_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("box", "number"), name="statement_number_once"),
        ),
    ]
