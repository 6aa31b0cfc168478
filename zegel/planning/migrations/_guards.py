"""What PostgreSQL itself must hold: nobody is taken twice at once. The operator classes for equality come with an extension."""

GUARD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE planning_occupation ADD CONSTRAINT taken_once
    EXCLUDE USING gist (kind WITH =, who WITH =, during WITH &&) WHERE (NOT freed);
"""
UNGUARD = "ALTER TABLE planning_occupation DROP CONSTRAINT taken_once"
