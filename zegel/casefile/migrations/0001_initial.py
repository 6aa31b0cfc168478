import django.contrib.postgres.indexes
import django.db.models.deletion
import zegel.lib.ids
from django.db import migrations, models

from zegel.casefile.models.grams import MAKE, UNMAKE, Grams


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MAKE, UNMAKE),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.CharField(max_length=40)),
                ("location", models.CharField(max_length=60)),
                ("matter", models.CharField(max_length=10)),
                ("number", models.CharField(max_length=40, unique=True)),
                ("summary_number", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=40)),
                ("registered_at", models.DateTimeField()),
                ("very_urgent", models.BooleanField(default=False)),
                ("closed_doors", models.BooleanField(default=False)),
                ("next_at", models.DateTimeField(null=True)),
                ("next_kind", models.CharField(blank=True, max_length=8)),
                ("parties_line", models.CharField(blank=True, max_length=300)),
                ("search_text", models.TextField(blank=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.UUIDField()),
                ("seen_position", models.PositiveIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="casefile.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Circle",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "Open"), ("shielded", "Shielded"), ("court", "Court")], max_length=8
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="circles",
                        to="casefile.case",
                    ),
                ),
                (
                    "container",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocketEntry",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=30)),
                ("filing", models.UUIDField(db_index=True, null=True)),
                ("filed_at", models.DateTimeField()),
                ("placed_at", models.DateTimeField()),
                ("placed_by", models.UUIDField()),
                ("first_exhibit", models.PositiveSmallIntegerField(null=True)),
                ("last_exhibit", models.PositiveSmallIntegerField(null=True)),
                ("late", models.JSONField(null=True)),
                ("late_before", models.JSONField(default=list)),
                ("envelope", models.BinaryField()),
                ("sealed_key", models.BinaryField()),
                ("key_version", models.PositiveIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="casefile.case",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="casefile.circle",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="casefile.docketentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EntryDocument",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("exhibit", models.PositiveSmallIntegerField(null=True)),
                ("sealed_key", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="casefile.docketentry",
                    ),
                ),
                (
                    "object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedobject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="casefile.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NotificationAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("answered_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notification_addresses",
                        to="casefile.case",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("court", models.CharField(blank=True, max_length=40)),
                ("series", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField(default=0)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("court", "series", "year"), name="number_series_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("claimant", "Claimant"),
                            ("defendant", "Defendant"),
                            ("joined", "Joined"),
                            ("intervening", "Intervening"),
                        ],
                        max_length=11,
                    ),
                ),
                ("kind", models.CharField(choices=[("person", "Person"), ("legal", "Legal")], max_length=6)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=60)),
                ("short_key", models.CharField(max_length=60)),
                ("address", models.TextField(blank=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("digital", "Digital"),
                            ("paper", "Paper"),
                            ("veilig mailen", "Secure Mail"),
                        ],
                        max_length=13,
                    ),
                ),
                ("admitted_at", models.DateTimeField()),
                ("admitted_by_decision", models.CharField(blank=True, max_length=80)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="casefile.case",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boxes.container",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="docketentry",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="casefile.party",
            ),
        ),
        migrations.AddField(
            model_name="circle",
            name="without",
            field=models.ManyToManyField(related_name="+", to="casefile.party"),
        ),
        migrations.AddField(
            model_name="circle",
            name="own",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casefile.party",
            ),
        ),
        migrations.CreateModel(
            name="ChannelChange",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("switch", "Switch"),
                            ("exclusion", "Exclusion"),
                            ("end of exclusion", "Readmission"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("digital", "Digital"),
                            ("paper", "Paper"),
                            ("veilig mailen", "Secure Mail"),
                        ],
                        max_length=13,
                    ),
                ),
                ("effective", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channel_changes",
                        to="casefile.party",
                    ),
                ),
            ],
            options={
                "ordering": ["effective", "id"],
            },
        ),
        migrations.CreateModel(
            name="PartyRequest",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shielding", "Shielding"),
                            ("switch", "Switch"),
                            ("exclusion", "Exclusion"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("digital", "Digital"),
                            ("paper", "Paper"),
                            ("veilig mailen", "Secure Mail"),
                        ],
                        max_length=13,
                    ),
                ),
                ("filing", models.UUIDField(null=True, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("by_court", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("granted", "Granted"), ("refused", "Refused")], max_length=7
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("effective", models.DateTimeField(null=True)),
                ("law", models.JSONField(null=True)),
                ("envelope", models.BinaryField(null=True)),
                ("sealed_key", models.BinaryField(null=True)),
                ("key_version", models.PositiveIntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="casefile.case",
                    ),
                ),
                (
                    "circle",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.circle",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="casefile.party",
                    ),
                ),
                (
                    "reason_circle",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casefile.circle",
                    ),
                ),
                ("without", models.ManyToManyField(related_name="+", to="casefile.party")),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[("paper", "Paper"), ("veilig mailen", "Secure Mail")], max_length=13
                    ),
                ),
                ("at", models.DateTimeField()),
                ("posted_at", models.DateTimeField(null=True)),
                ("posted_by", models.UUIDField(null=True)),
                ("message", models.UUIDField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="casefile.docketentry",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="casefile.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("made_known_at", models.DateTimeField(null=True)),
                ("bounced_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="casefile.docketentry",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("lawyer", "Lawyer"), ("authorised representative", "Authorised")],
                        max_length=30,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("office", models.CharField(blank=True, max_length=200)),
                ("profession_number", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boxes.container",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to="casefile.party",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["desk", "-registered_at", "-id"], name="case_of_desk"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["desk", "next_at", "id"], name="case_of_desk_by_date"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["desk", "state", "-registered_at"], name="case_of_desk_by_state"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(Grams("desk", "search_text"), name="case_search"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("court", "summary_number"), name="summary_number_once_a_court"
            ),
        ),
        migrations.AddConstraint(
            model_name="casevisit",
            constraint=models.UniqueConstraint(fields=("case", "account"), name="case_visit_once"),
        ),
        migrations.AddIndex(
            model_name="entrydocument",
            index=models.Index(fields=["object"], name="entry_document_of_object"),
        ),
        migrations.AddConstraint(
            model_name="entrydocument",
            constraint=models.UniqueConstraint(fields=("entry", "number"), name="entry_document_once"),
        ),
        migrations.AddIndex(
            model_name="exclusion",
            index=models.Index(fields=["account", "case"], name="exclusion_of_account"),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="exclusion_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="notificationaddress",
            constraint=models.UniqueConstraint(fields=("case", "mailbox"), name="notification_address_once"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["mailbox"], name="party_of_mailbox"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="party_number_once"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("case", "short_key"), name="party_short_name_once"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["joined", "intervening"]), _negated=True),
                    models.Q(("admitted_by_decision", ""), _negated=True),
                    _connector="OR",
                ),
                name="party_joins_by_decision",
            ),
        ),
        migrations.AddIndex(
            model_name="docketentry",
            index=models.Index(fields=["case", "party", "last_exhibit"], name="docket_exhibits"),
        ),
        migrations.AddConstraint(
            model_name="docketentry",
            constraint=models.UniqueConstraint(fields=("case", "position"), name="docket_position_once"),
        ),
        migrations.AddConstraint(
            model_name="docketentry",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="docket_number_once"),
        ),
        migrations.AddConstraint(
            model_name="docketentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("placed_at__gte", models.F("filed_at"))), name="docket_placed_after_filed"
            ),
        ),
        migrations.AddConstraint(
            model_name="docketentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_exhibit__isnull", True), ("last_exhibit__isnull", True)),
                    models.Q(("first_exhibit__gte", 1), ("last_exhibit__gte", models.F("first_exhibit"))),
                    _connector="OR",
                ),
                name="docket_exhibits_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="circle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "shielded"), _negated=True),
                fields=("case", "kind"),
                name="one_open_and_court_circle",
            ),
        ),
        migrations.AddConstraint(
            model_name="circle",
            constraint=models.CheckConstraint(
                condition=models.Q(("own__isnull", True), ("kind", "shielded"), _connector="OR"),
                name="own_circle_is_shielded",
            ),
        ),
        migrations.AddIndex(
            model_name="partyrequest",
            index=models.Index(fields=["case", "asked_at"], name="request_of_case"),
        ),
        migrations.AddIndex(
            model_name="partyrequest",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["asked_at", "id"], name="request_undecided"
            ),
        ),
        migrations.AddConstraint(
            model_name="partyrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")),
                fields=("party", "kind"),
                name="one_open_request_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="request_decided_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "shielding"), ("to", "")),
                    models.Q(
                        models.Q(("kind", "shielding"), _negated=True), models.Q(("to", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="request_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("envelope__isnull", True),
                        ("reason_circle__isnull", True),
                        ("sealed_key__isnull", True),
                    ),
                    models.Q(
                        ("envelope__isnull", False),
                        ("reason_circle__isnull", False),
                        ("sealed_key__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="request_reason_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                condition=models.Q(("posted_at__isnull", True)),
                fields=["desk", "at", "id"],
                name="posting_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                condition=models.Q(("posted_at__isnull", False)),
                fields=["desk", "-posted_at"],
                name="posting_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(fields=("entry", "party"), name="posting_once"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("posted_at__isnull", True), ("posted_by__isnull", True)),
                    models.Q(("posted_at__isnull", False), ("posted_by__isnull", False)),
                    _connector="OR",
                ),
                name="posting_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("message__isnull", True),
                    models.Q(("channel", "veilig mailen"), ("posted_at__isnull", False)),
                    _connector="OR",
                ),
                name="posting_mailed_by_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("entry", "mailbox"), name="publication_once"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address", ""), _negated=True),
                    ("made_known_at__isnull", False),
                    _connector="OR",
                ),
                name="publication_without_address",
            ),
        ),
        migrations.AddIndex(
            model_name="representation",
            index=models.Index(fields=["mailbox"], name="representation_of_mailbox"),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("party",),
                name="one_representative_a_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="representation_in_order",
            ),
        ),
    ]
