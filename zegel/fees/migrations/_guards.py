"""What the tables of fees refuse, for every way in: a fact, an entry of the ledger or a notice changed or removed."""

_KEPT = ["fees_fact", "fees_ledgerentry", "fees_notice", "fees_courtaccount", "fees_statement"]

GUARD = """
CREATE FUNCTION fees_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of fees is never changed, only corrected'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
    " EXECUTE FUNCTION fees_guard();\n"
    for table in _KEPT
)
UNGUARD = (
    "".join(f"DROP TRIGGER {table}_guard ON {table};\n" for table in _KEPT) + "DROP FUNCTION fees_guard();"
)
