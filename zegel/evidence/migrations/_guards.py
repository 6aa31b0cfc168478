"""What the tables of evidence refuse: a record changed or removed, and any of them emptied. Triggers, for every way in."""

_CHANGING = """
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
_ALLOW_CHANGING = """
DROP TRIGGER evidence_record_guard ON evidence_record;
DROP FUNCTION evidence_record_guard();
DROP TRIGGER evidence_checkpoint_guard ON evidence_checkpoint;
DROP FUNCTION evidence_checkpoint_guard();
"""
_KEPT = ["evidence_stamp", "evidence_keychange"]
_NEVER_EMPTIED = ["evidence_record", "evidence_checkpoint", *_KEPT]
_EMPTYING = (
    """
CREATE FUNCTION evidence_truncate_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
    + "".join(
        f"CREATE TRIGGER {table}_truncate_guard BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION evidence_truncate_guard();\n"
        for table in _NEVER_EMPTIED
    )
    + "".join(
        f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION evidence_checkpoint_guard();\n"
        for table in _KEPT
    )
)
_ALLOW_EMPTYING = (
    "".join(f"DROP TRIGGER {table}_truncate_guard ON {table};\n" for table in _NEVER_EMPTIED)
    + "".join(f"DROP TRIGGER {table}_guard ON {table};\n" for table in _KEPT)
    + "DROP FUNCTION evidence_truncate_guard();"
)

GUARD = _CHANGING + _EMPTYING
UNGUARD = _ALLOW_EMPTYING + _ALLOW_CHANGING
