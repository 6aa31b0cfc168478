import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
import zegel.lib.ids
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from zegel.mail.migrations._guards import GUARD, UNGUARD


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("contacts", "0001_initial"),
        ("identity", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("received_at", models.DateTimeField()),
                ("secret", models.BooleanField(default=False)),
                ("filed", models.BooleanField(default=False)),
                ("filing", models.UUIDField(null=True, unique=True)),
                ("envelope", models.BinaryField()),
                ("summary", models.BinaryField(default=b"")),
                ("envelope_sha256", models.CharField(max_length=64)),
                ("submission_sha256", models.CharField(max_length=64)),
                (
                    "sender_box",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boxes.container",
                    ),
                ),
                (
                    "sender_user",
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
            name="Conversation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("verification", models.CharField(choices=[("sms", "Sms"), ("code", "Code")], max_length=4)),
                ("recipient", models.TextField()),
                ("sealed_identity", models.BinaryField()),
                ("sender_copy", models.BinaryField()),
                ("code_salt", models.BinaryField(null=True)),
                ("code_verifier", models.CharField(blank=True, max_length=200)),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("link_seen_at", models.DateTimeField(null=True)),
                ("signing_key", models.CharField(blank=True, max_length=44)),
                ("sealed_signing", models.BinaryField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boxes.container",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="mail.conversation",
                    ),
                ),
                (
                    "organisation_code",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisationcode",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Retention",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="identity.organisation",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Attempts",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="attempts",
                        serialize=False,
                        to="mail.message",
                    ),
                ),
                ("document", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedobject"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="mail.message",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="conversation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="mail.conversation"
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[("sender", "Sender"), ("recipient", "Recipient")], max_length=9
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("unchecked", models.PositiveSmallIntegerField(default=0)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("warned_at", models.DateTimeField(null=True)),
                ("warned_again_at", models.DateTimeField(null=True)),
                ("expired_at", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boxes.container",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="mail.message",
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="mail.guest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Download",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.attachment"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="downloads",
                        to="mail.delivery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
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
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("conversation", models.UUIDField()),
                (
                    "folder",
                    models.CharField(
                        choices=[("in", "In"), ("out", "Out"), ("archive", "Archive")], max_length=7
                    ),
                ),
                (
                    "home",
                    models.CharField(
                        choices=[("in", "In"), ("out", "Out"), ("archive", "Archive")], max_length=7
                    ),
                ),
                ("at", models.DateTimeField()),
                ("listed_at", models.DateTimeField()),
                ("unread", models.BooleanField()),
                ("counterpart", models.CharField(max_length=500)),
                ("subject", models.CharField(max_length=80)),
                ("search_text", models.TextField(blank=True)),
                ("files", models.PositiveSmallIntegerField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="mail.message"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="sender_guest",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mail.guest"
            ),
        ),
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_my_number", "Not My Number"),
                            ("no_sms", "No Sms"),
                            ("code_unknown", "Code Unknown"),
                            ("code_wrong", "Code Wrong"),
                            ("sms_spent", "Sms Spent"),
                        ],
                        max_length=20,
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=254)),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_requests",
                        to="mail.guest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("conversation", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Nudge",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "step",
                    models.CharField(
                        choices=[("mail", "Mail"), ("sms", "Sms"), ("call", "Call")], max_length=4
                    ),
                ),
                ("hearing_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Reached"),
                            ("no_answer", "No Answer"),
                            ("otherwise", "Otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nudges", to="mail.delivery"
                    ),
                ),
                (
                    "done_by",
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
            name="ReaderReport",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=20)),
                ("file_number", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="mail.delivery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SmsCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="mail.guest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StandardText",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "Text"), ("filter", "Filter")], default="text", max_length=10
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("good", "Good"), ("doubtful", "Doubtful"), ("bad", "Bad")], max_length=8
                    ),
                ),
                (
                    "findings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list
                    ),
                ),
                (
                    "unmet",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list
                    ),
                ),
                ("pages", models.PositiveIntegerField(null=True)),
                ("virus", models.CharField(blank=True, max_length=200)),
                ("agent", models.CharField(max_length=100)),
                ("engine", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="mail.attachment",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="mail.delivery",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WordPiece",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key_version", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("sealed_key", models.BinaryField()),
                ("key_version", models.PositiveIntegerField(default=1)),
                (
                    "box",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boxes.container",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="mail.message"
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="mail.guest",
                    ),
                ),
                (
                    "words",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="grants",
                        to="mail.wordpiece",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hearing",
                        serialize=False,
                        to="mail.message",
                    ),
                ),
                ("on", models.DateField(db_index=True)),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("message", "number"), name="attachment_number_once"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("object",), name="attachment_object_once"),
        ),
        migrations.AddConstraint(
            model_name="download",
            constraint=models.UniqueConstraint(fields=("delivery", "attachment"), name="download_once"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["box", "-saved_at", "-id"], name="mail_draft_box_id_e59734_idx"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["box", "folder", "-listed_at", "-id"], name="entry_page"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("unread", True)),
                fields=["box", "folder", "-listed_at"],
                name="entry_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["box", "-at", "-id"], name="entry_of_day"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["box", "conversation"], name="entry_conversation"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("search_text", name="gin_trgm_ops"),
                name="entry_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("box", "message", "home"), name="entry_once"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["conversation", "received_at"], name="mail_messag_convers_5f575a_idx"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("filed", False)), fields=["received_at"], name="message_may_expire"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sender_box__isnull", False),
                        ("sender_guest__isnull", True),
                        ("sender_user__isnull", False),
                    ),
                    models.Q(
                        ("sender_box__isnull", True),
                        ("sender_guest__isnull", False),
                        ("sender_user__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="message_has_one_sender",
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("code_verifier", ""), ("verification", "sms"), models.Q(("phone", ""), _negated=True)
                    ),
                    models.Q(
                        ("code_salt__isnull", False),
                        ("verification", "code"),
                        models.Q(("code_verifier", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="guest_can_be_verified",
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient__startswith", "age1pq1")), name="guest_key_hybrid"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("unchecked__gt", 0)), fields=["box", "id"], name="delivery_unchecked"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(
                    ("expired_at__isnull", True),
                    ("kept_at__isnull", True),
                    ("warned_at__isnull", False),
                    ("withdrawn_at__isnull", True),
                ),
                fields=["warned_at"],
                name="delivery_expiring",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("box__isnull", False), ("guest__isnull", True)),
                    models.Q(("box__isnull", True), ("guest__isnull", False)),
                    _connector="OR",
                ),
                name="delivery_is_box_or_guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True),
                    models.Q(("opened_at__isnull", True), ("role", "recipient")),
                    _connector="OR",
                ),
                name="delivery_withdrawn_unopened",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expired_at__isnull", True),
                    models.Q(("kept_at__isnull", True), ("warned_again_at__isnull", False)),
                    _connector="OR",
                ),
                name="delivery_expired_after_warnings",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("box__isnull", False)),
                fields=("message", "role", "box"),
                name="delivery_box_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("guest__isnull", False)),
                fields=("message", "guest"),
                name="delivery_guest_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True)),
                fields=("guest",),
                name="one_open_request_a_guest",
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["box", "conversation", "at"], name="mail_note_box_id_18518e_idx"),
        ),
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("step", "call")),
                fields=["at"],
                name="nudge_to_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="nudge",
            constraint=models.UniqueConstraint(fields=("delivery", "step", "hearing_on"), name="nudge_once"),
        ),
        migrations.AddConstraint(
            model_name="nudge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("outcome", "")),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False), ("step", "call")),
                    _connector="OR",
                ),
                name="nudge_done_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="smscode",
            index=models.Index(fields=["guest", "-asked_at"], name="mail_smscod_guest_i_ee9341_idx"),
        ),
        migrations.AddIndex(
            model_name="standardtext",
            index=models.Index(fields=["box", "id"], name="mail_standa_box_id_dfebfa_idx"),
        ),
        migrations.AddConstraint(
            model_name="standardtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "filter"])), name="standard_text_kind_known"
            ),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(fields=["user", "-at"], name="verdict_of_user"),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(fields=("delivery", "attachment"), name="verdict_once"),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["good", "doubtful", "bad"])), name="verdict_outcome"
            ),
        ),
        migrations.AddIndex(
            model_name="wordpiece",
            index=models.Index(fields=["box", "id"], name="mail_wordpi_box_id_16a4c1_idx"),
        ),
        migrations.AddIndex(
            model_name="accessgrant",
            index=models.Index(
                condition=models.Q(("words__isnull", True)), fields=["box", "-id"], name="grant_unindexed"
            ),
        ),
        migrations.AddConstraint(
            model_name="accessgrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("box__isnull", False), ("guest__isnull", True)),
                    models.Q(("box__isnull", True), ("guest__isnull", False)),
                    _connector="OR",
                ),
                name="grant_is_box_or_guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="accessgrant",
            constraint=models.UniqueConstraint(fields=("message", "box"), name="grant_box_once"),
        ),
        migrations.AddConstraint(
            model_name="accessgrant",
            constraint=models.UniqueConstraint(fields=("message", "guest"), name="grant_guest_once"),
        ),
        migrations.AddConstraint(
            model_name="accessgrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed_key", b""), _negated=True), name="grant_has_key"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
