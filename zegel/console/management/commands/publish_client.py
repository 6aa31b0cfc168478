"""`zegel manage publish_client`: put the hashes of all scripts and styles of this site in the log."""

from typing import Any

from django.core.management.base import BaseCommand

from zegel.evidence.actions import publish_client
from zegel.lib.moments import now
from zegel.web_session.served import served_manifest


class Command(BaseCommand):
    """Run after each update, before the web server starts; the same files again record nothing."""

    help = "Record the hashes of the scripts and styles that browsers are given."

    def handle(self, *args: Any, **options: Any) -> None:
        """Record them."""
        del args, options
        publish_client(manifest=served_manifest(), at=now())
