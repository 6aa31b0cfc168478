"""`zegel manage import_register FILE`: the register of the bar or of the bailiffs, from CSV."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zegel.console.tables import MOST_WORDS, confirm_letters
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.lib.refusals import Refusal
from zegel.professions.actions.professional_register import ImportReport, confirm_missing, import_register
from zegel.professions.queries.professional_register import missing_entries


class Command(BaseCommand):
    """Renews the register from a whole file; the operator guide describes its columns.

    Look first with `--dry-run`. Numbers that the file lacks are only named; with `--confirm-missing` you say that you
    looked at that list and that these people are in the register no more.
    """

    help = "Renew the register of lawyers or bailiffs from a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be asked."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument(
            "--confirm-missing",
            action="store_true",
            help="numbers the file lacks are in the register no more",
        )
        parser.add_argument(
            "--letters",
            metavar="ENCODING",
            default="",
            help="the words with accents that were shown are right",
        )
        parser.add_argument("--no-invitations", action="store_true", help="invite nobody who is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and tell."""
        del args
        at = now()
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        try:
            if not options["dry_run"]:
                look = import_register(data=data, actor=system("operator"), at=at, dry_run=True)
                confirm_letters(look.encoding, look.odd, said=options["letters"])
            invitations = not options["no_invitations"]
            report = import_register(
                data=data,
                actor=system("operator"),
                at=at,
                dry_run=options["dry_run"],
                invitations=invitations,
            )
        except Refusal as refusal:
            raise CommandError(refusal.words(str)) from None
        self._tell(report)
        if report.bad:
            raise CommandError("Nothing was changed. Mend these lines and import the file again.")
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a dry run.")
        elif options["confirm_missing"]:
            gone = confirm_missing(
                entries=[entry.pk for entry in missing_entries(None)], actor=system("operator"), at=at
            )
            self.stdout.write(f"{gone} confirmed as not in the register")

    def _tell(self, report: ImportReport) -> None:
        separator = {";": "semicolon", ",": "comma", "\t": "tab", "|": "upright line"}[report.separator]
        self.stdout.write(f"read as {report.encoding}, separated by {separator}")
        if report.odd:
            self.stdout.write(f"  with accents: {', '.join(report.odd[:MOST_WORDS])}")
        for cell in report.bad:
            place = f"line {cell.line}" + (f", {cell.column}" if cell.column else "")
            self.stderr.write(f"{place}: {cell.why.words(str)}")
        if report.bad:
            return
        counts = {"new": len(report.added), "changed": len(report.changed), "same": report.same}
        told = ", ".join(f"{n} {word}" for word, n in counts.items())
        self.stdout.write(f"{report.rows} rows: {told}; {len(report.missing)} not in this file")
        for change in report.changed:
            self.stdout.write(f"  {change.number} changed: {', '.join(change.columns)}")
        for number in report.missing:
            self.stdout.write(f"  {number} is not in this file")
