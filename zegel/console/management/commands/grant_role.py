"""`zegel manage grant_role ROLE`: the rights the application needs, and no right to change or remove evidence."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from psycopg import sql

# What is written once; of a record only its place in the log is filled in later. What was said of persons may be forgotten.
EVIDENCE = {
    "evidence_record": "SELECT, INSERT, UPDATE (index)",
    "evidence_checkpoint": "SELECT, INSERT",
    "evidence_stamp": "SELECT, INSERT",
    "evidence_keychange": "SELECT, INSERT",
    "evidence_opening": "SELECT, INSERT, DELETE",
    "key_log_entry": "SELECT, INSERT",
    "key_log_state": "SELECT, INSERT",
}


class Command(BaseCommand):
    """Run as the owner of the tables after every `migrate`; web, worker and bounces then log in as that role."""

    help = "Grant a database role what web and worker need; it cannot change, remove or empty evidence."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The role, which must exist and own nothing."""
        parser.add_argument("role")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """All tables, then less for those of evidence."""
        del args
        role = sql.Identifier(options["role"])
        with connection.cursor() as cursor:
            for words in (
                "GRANT USAGE ON SCHEMA public TO {}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            ):
                cursor.execute(sql.SQL(words).format(role))
            for table, rights in EVIDENCE.items():
                named = sql.Identifier(table)
                cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(named, role))
                cursor.execute(sql.SQL(f"GRANT {rights} ON {{}} TO {{}}").format(named, role))
