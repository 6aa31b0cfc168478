"""`zegel manage appoint EMAIL`: the first administrator of an organisation (later ones are made on its own pages), or who
keeps the professional register."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zegel.identity.actions.roles import REGISTER_KEEPER, appoint
from zegel.identity.queries.people import User, active_user
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.lib.refusals import Refusal
from zegel.professions.actions.register_files import dismiss_keeper


class Command(BaseCommand):
    """Makes somebody administrator of the organisation they work for, or keeper of the professional register for all
    (`--role register_keeper`, with `--end` no more); written in evidence as the operator's act."""

    help = "Give somebody a role: administrator of the organisation they work for, unless told otherwise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email")
        parser.add_argument(
            "--role", default="administrator", choices=["administrator", "officer", REGISTER_KEEPER]
        )
        parser.add_argument("--end", action="store_true", help="take the role of register_keeper away again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint."""
        del args
        user = active_user(options["email"]).first()
        if user is None:
            raise CommandError(f"nobody has an account with the address {options['email']}")
        if options["end"]:
            self._end(user, options["role"])
            return
        try:
            appoint(actor=system("operator"), user=user.pk, kind=options["role"], at=now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        place = "" if options["role"] == REGISTER_KEEPER else f" of {user.organisation}"
        self.stdout.write(f"{user.name} is {options['role']}{place}")

    def _end(self, user: User, role: str) -> None:
        if role != REGISTER_KEEPER:
            raise CommandError("other roles are taken away on the page Members of the organisation")
        if not dismiss_keeper(user=user.pk, actor=system("operator"), at=now()):
            raise CommandError(f"{user.name} is no register_keeper")
        self.stdout.write(f"{user.name} is no register_keeper any more")
