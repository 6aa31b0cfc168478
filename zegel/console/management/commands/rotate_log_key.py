"""`zegel manage rotate_log_key`: the log goes on under a new key, which the old one announces."""

import base64
from typing import Any

from django.core.management.base import BaseCommand

from zegel.evidence.actions import rotate_key
from zegel.lib.moments import now


class Command(BaseCommand):
    """May be run again when it was cut off. Running processes sign with the new key at once."""

    help = "Replace the key that signs the log; the old key announces the new one in the log."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, and print the new public key."""
        del args, options
        self.stdout.write(base64.b64encode(rotate_key(at=now())).decode())
