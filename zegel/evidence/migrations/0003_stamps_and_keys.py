"""Stamps of an outside authority, what may be forgotten of a record, changes of the key; nothing of it can be emptied."""

import django.db.models.deletion
from django.db import migrations, models

KEPT = ["evidence_stamp", "evidence_keychange"]
NEVER_EMPTIED = ["evidence_record", "evidence_checkpoint", *KEPT]
GUARD = (
    """
CREATE FUNCTION evidence_truncate_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
    + "".join(
        f"CREATE TRIGGER {table}_truncate_guard BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION evidence_truncate_guard();\n"
        for table in NEVER_EMPTIED
    )
    + "".join(
        f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION evidence_checkpoint_guard();\n"
        for table in KEPT
    )
)
UNGUARD = (
    "".join(f"DROP TRIGGER {table}_truncate_guard ON {table};\n" for table in NEVER_EMPTIED)
    + "".join(f"DROP TRIGGER {table}_guard ON {table};\n" for table in KEPT)
    + "DROP FUNCTION evidence_truncate_guard();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0002_tiles_and_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="evidence.record",
                    ),
                ),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "checkpoint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="evidence.checkpoint",
                    ),
                ),
                ("token", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
