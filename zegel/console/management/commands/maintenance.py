"""`zegel manage maintenance`: announce planned maintenance on the public page of outages, or take it back."""

import argparse
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from zegel.lib.moments import AMSTERDAM, now
from zegel.lib.principal import system
from zegel.lib.refusals import Refusal
from zegel.outages.actions import announce, withdraw
from zegel.outages.rules import Part


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment such as 2026-12-01T22:00") from None
    return moment if moment.utcoffset() is not None else moment.replace(tzinfo=AMSTERDAM)


class Command(BaseCommand):
    """Moments without offset are Dutch time. Prints the identifier, which `--withdraw` takes."""

    help = "Announce planned maintenance, or take it back."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The words."""
        parser.add_argument("--part", choices=[part.value for part in Part], default=Part.ACCESS.value)
        parser.add_argument("--from", dest="starts", type=_moment)
        parser.add_argument("--until", dest="ends", type=_moment)
        parser.add_argument("--withdraw", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        del args
        if options["withdraw"]:
            if not withdraw(key=options["withdraw"], actor=system("operator"), at=now()):
                raise CommandError("there is no such announcement to take back")
            return
        if not (options["starts"] and options["ends"]):
            raise CommandError("give --from and --until, or --withdraw")
        try:
            planned = announce(
                part=Part(options["part"]),
                starts=options["starts"],
                ends=options["ends"],
                actor=system("operator"),
                at=now(),
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(str(planned.pk))
