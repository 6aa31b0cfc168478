"""`zegel manage accept_clock --reason …`: go on after a clock was ahead, with the reason in the log."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zegel.evidence.actions import accept_clock
from zegel.lib.moments import now


class Command(BaseCommand):
    """Evidence refuses what comes before its newest record. Who has seen that *that* one was wrong says so here."""

    help = "Record that later moments in the log came from a clock that was ahead, and go on from now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Why, for whoever reads the log later."""
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Record it."""
        del args
        accept_clock(reason=options["reason"], at=now())
