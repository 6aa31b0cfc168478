"""What the tables of the log of keys refuse: an entry or state changed or removed, and either emptied. Triggers, for every way in."""

_TABLES = ("key_log_entry", "key_log_state")

GUARD = """
CREATE FUNCTION key_log_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of keys is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION key_log_guard();\n"
    f"CREATE TRIGGER {table}_truncate_guard BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION key_log_guard();\n"
    for table in _TABLES
)

UNGUARD = (
    "".join(
        f"DROP TRIGGER {table}_guard ON {table};\nDROP TRIGGER {table}_truncate_guard ON {table};\n"
        for table in _TABLES
    )
    + "DROP FUNCTION key_log_guard();"
)
