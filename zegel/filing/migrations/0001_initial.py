import django.db.models.deletion
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boxes", "0001_initial"),
        ("mail", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="mail.message",
                    ),
                ),
                ("number", models.CharField(max_length=8, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("case_number", models.CharField(blank=True, max_length=80)),
                ("secret", models.BooleanField()),
                ("copies", models.CharField(max_length=10)),
                ("passed", models.JSONField()),
                ("files", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("court", models.SlugField(max_length=40)),
                ("location", models.CharField(max_length=60)),
                ("matter", models.CharField(max_length=10)),
                ("postal", models.TextField(blank=True)),
                ("counter", models.TextField(blank=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperTask",
            fields=[
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="filing.filing",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("missing", "Missing"), ("complete", "Complete")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="filing",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="filing.desk"
            ),
        ),
        migrations.AddField(
            model_name="filing",
            name="filer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boxes.container"
            ),
        ),
        migrations.CreateModel(
            name="PaperPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.UniqueConstraint(fields=("court", "location", "matter"), name="desk_once"),
        ),
        migrations.AddIndex(
            model_name="papertask",
            index=models.Index(
                condition=models.Q(("state", "complete"), _negated=True),
                fields=["changed_at"],
                name="paper_still_open",
            ),
        ),
        migrations.AddField(
            model_name="paperpiece",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="filing.papertask"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpiece",
            constraint=models.UniqueConstraint(fields=("task", "number"), name="paper_piece_once"),
        ),
    ]
