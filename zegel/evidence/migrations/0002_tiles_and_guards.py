"""Tiles of the log's hashes, and tables that refuse what evidence may never undergo."""

from django.db import migrations, models

GUARD = """
CREATE FUNCTION evidence_record_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.index IS NULL AND NEW.index IS NOT NULL
        AND (NEW.id, NEW.at, NEW.event, NEW.subject, NEW.body, NEW.leaf)
            IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.event, OLD.subject, OLD.body, OLD.leaf)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'evidence is never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evidence_record_guard BEFORE UPDATE OR DELETE ON evidence_record
    FOR EACH ROW EXECUTE FUNCTION evidence_record_guard();
CREATE FUNCTION evidence_checkpoint_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evidence_checkpoint_guard BEFORE UPDATE OR DELETE ON evidence_checkpoint
    FOR EACH ROW EXECUTE FUNCTION evidence_checkpoint_guard();
"""
UNGUARD = """
DROP TRIGGER evidence_record_guard ON evidence_record;
DROP FUNCTION evidence_record_guard();
DROP TRIGGER evidence_checkpoint_guard ON evidence_checkpoint;
DROP FUNCTION evidence_checkpoint_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "index", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hashes", models.BinaryField()),
            ],
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
