"""What the tables of mail refuse, for every way in."""

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
