"""The bank account on which a court receives its fees: `set_court_account amsterdam NL.. "Rechtbank Amsterdam"`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zegel.fees.actions import set_account
from zegel.fees.errors import AccountRefused
from zegel.law.courts import UnknownCourtError
from zegel.lib.moments import now
from zegel.lib.principal import system


class Command(BaseCommand):
    """Set the account of a court; the newest one counts, the former ones stay known."""

    help = "Set the bank account on which a court receives its fees."

    def add_arguments(self, parser: CommandParser) -> None:
        """The court by its short name, the account number, and in whose name it is."""
        parser.add_argument("court")
        parser.add_argument("iban")
        parser.add_argument("holder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the number and keep it."""
        del args
        try:
            row = set_account(
                actor=system("operator"),
                court_code=options["court"],
                iban=options["iban"],
                holder=options["holder"],
                at=now(),
            )
        except (AccountRefused, UnknownCourtError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{row.court}: {row.iban}")
