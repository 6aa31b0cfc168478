"""Verdicts of a court's automation on the files it received, and a table that refuses to change one."""

import django.contrib.postgres.fields
import django.db.models.deletion
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION mail_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a verdict is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER mail_verdict_guard BEFORE UPDATE ON mail_verdict
    FOR EACH ROW EXECUTE FUNCTION mail_verdict_guard();
"""
UNGUARD = """
DROP TRIGGER mail_verdict_guard ON mail_verdict;
DROP FUNCTION mail_verdict_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("boxes", "0002_member_checks"),
        ("mail", "0002_guest_changed_at"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ("pages", models.PositiveIntegerField(null=True)),
                ("virus", models.CharField(blank=True, max_length=200)),
                ("agent", models.CharField(max_length=100)),
                ("engine", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="holder",
            name="unchecked",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="holder",
            index=models.Index(
                condition=models.Q(("unchecked__gt", 0)), fields=["box", "id"], name="holder_unchecked"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="attachment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="mail.attachment"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="mail.holder"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(fields=("holder", "attachment"), name="verdict_once"),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["good", "doubtful", "bad"])), name="verdict_outcome"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
