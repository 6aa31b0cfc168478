"""`zegel manage import_desks`: which mailbox of a court receives what, and where its paper goes, from CSV."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from zegel.boxes.queries import box_at
from zegel.console.tables import confirm_letters
from zegel.filing.actions import open_desk
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal
from zegel.lib.tables import TableAmbiguous, TableUnreadable, read_table

COLUMNS = ("court", "location", "matter", "mailbox", "postal", "counter")


class Command(BaseCommand):
    """Reads CSV with a header (court, location, matter, mailbox, postal, counter) from standard input; all of it or nothing. What
    a spreadsheet saves is read too: semicolons, `sep=`, a byte order mark, older encodings.

    `court` and `location` as in the annexes ("amsterdam", "Amsterdam"), `mailbox` the address of a mailbox that is here; `|`
    in an address begins a new line. A row that is there already is changed.
    """

    help = "Import the desks of courts from CSV on standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be said beforehand."""
        parser.add_argument(
            "--letters",
            metavar="ENCODING",
            default="",
            help="the words with accents that were shown are right",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Import."""
        del args
        try:
            table = read_table(sys.stdin.buffer.read())
        except TableUnreadable:
            raise CommandError("this is no CSV file that can be read; save it as CSV UTF-8") from None
        except TableAmbiguous as refusal:
            raise CommandError(refusal.words(str)) from None
        names = [cell.strip().lower() for cell in table.lines[0][1]] if table.lines else []
        if sorted(names) != sorted(COLUMNS):
            raise CommandError(f"the first line must be {','.join(COLUMNS)}")
        confirm_letters(table.encoding, table.odd, said=options["letters"])
        for line, cells in table.lines[1:]:
            if len(cells) != len(names):
                raise CommandError(f"line {line}: {len(cells)} cells, the first line has {len(names)}")
            self._row(line, dict(zip(names, cells, strict=True)))
        self.stdout.write(f"{len(table.lines) - 1} desks")

    @staticmethod
    def _row(line: int, row: dict[str, str]) -> None:
        box = box_at(row["mailbox"].strip())
        if box is None:
            raise CommandError(f"line {line}: no mailbox {row['mailbox']}")
        places = {name: row[name].replace("|", "\n") for name in ("postal", "counter")}
        try:
            open_desk(
                court=row["court"].strip(),
                location=row["location"].strip(),
                matter=row["matter"].strip(),
                box=box.pk,
                at=now(),
                **places,
            )
        except Refusal as refusal:
            raise CommandError(f"line {line}: {refusal.words(str)}") from refusal
