"""`zegel manage receive_bounces`: run the door for mail that comes back."""

import asyncio
import logging
import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zegel.inbound_mail.bounces import listen


class Command(BaseCommand):
    """Stops cleanly on SIGTERM and Ctrl-C."""

    help = "Receive mail that comes back (SMTP, or LMTP with --lmtp)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8025)
        parser.add_argument("--lmtp", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Listen until told to stop."""
        # aiosmtpd notes every command at INFO, and with it who wrote to whom.
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        domain = settings.ENVIRONMENT.bounce_domain
        if not domain:
            raise CommandError("set ZEGEL_BOUNCE_DOMAIN to the domain of our return addresses")
        asyncio.run(self._serve(options["host"], options["port"], domain, lmtp=options["lmtp"]))

    async def _serve(self, host: str, port: int, domain: str, *, lmtp: bool) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        server = await listen(host=host, port=port, domain=domain, lmtp=lmtp)
        where = server.sockets[0].getsockname()
        self.stdout.write(f"ready {where[0]}:{where[1]}")
        await stop.wait()
        server.close()
