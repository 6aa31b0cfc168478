"""`zegel manage import_desks`: which mailbox of a court receives what, and where its paper goes, from CSV."""

import csv
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from zegel.boxes.queries import box_at
from zegel.filing.actions import open_desk
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal

COLUMNS = ("court", "location", "matter", "mailbox", "postal", "counter")


class Command(BaseCommand):
    """Reads CSV with a header (court, location, matter, mailbox, postal, counter) from standard input; all of it or nothing.

    `court` and `location` as in the annexes ("amsterdam", "Amsterdam"), `mailbox` the address of a mailbox that is here; `|`
    in an address begins a new line. A row that is there already is changed.
    """

    help = "Import the desks of courts from CSV on standard input."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Import."""
        del args, options
        rows = csv.DictReader(sys.stdin)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise CommandError(f"the first line must be {','.join(COLUMNS)}")
        count = 0
        for count, row in enumerate(rows, 1):
            self._row(count + 1, row)
        self.stdout.write(f"{count} desks")

    @staticmethod
    def _row(line: int, row: dict[str, Any]) -> None:
        box = box_at(row["mailbox"] or "")
        if box is None:
            raise CommandError(f"line {line}: no mailbox {row['mailbox']}")
        places = {name: (row[name] or "").replace("|", "\n") for name in ("postal", "counter")}
        try:
            open_desk(
                court=row["court"],
                location=row["location"],
                matter=row["matter"],
                box=box.pk,
                at=now(),
                **places,
            )
        except Refusal as refusal:
            raise CommandError(f"line {line}: {refusal.message.format(**refusal.details)}") from refusal
