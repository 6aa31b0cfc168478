"""`zegel manage appoint EMAIL`: the first administrator of an organisation. Later ones are made on its own pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zegel.accounts.actions.roles import appoint
from zegel.accounts.queries.people import active_user
from zegel.lib.moments import now
from zegel.lib.refusals import Refusal


class Command(BaseCommand):
    """Makes somebody administrator of the organisation they work for; written in evidence as the operator's act."""

    help = "Make somebody administrator of the organisation they work for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email")
        parser.add_argument("--role", default="administrator", choices=["administrator", "officer"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint."""
        del args
        user = active_user(options["email"]).first()
        if user is None:
            raise CommandError(f"nobody has an account with the address {options['email']}")
        try:
            appoint(user=user.pk, kind=options["role"], at=now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{user.name} is {options['role']} of {user.organisation}")
