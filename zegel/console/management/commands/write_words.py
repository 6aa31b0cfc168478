"""`zegel manage write_words`: the sentences of scripts as files beside the build, as the web server makes them."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import InMemoryStorage
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """For who holds a running site against a build of their own; the server itself needs no such files."""

    help = "Write the sentences of scripts below a folder of static files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="such as zegel/portal/static")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them."""
        del args
        for finder in get_finders():
            for path, storage in finder.list([]):
                if isinstance(storage, InMemoryStorage):
                    with storage.open(path) as file:
                        place = options["folder"] / path
                        place.parent.mkdir(parents=True, exist_ok=True)
                        place.write_bytes(file.read())
