"""`zegel manage export_log DIR`: the whole log as files, for `zegel verify --log DIR` on another machine."""

import base64
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zegel.evidence.queries import all_checkpoints, all_tiles, key_changes, log_pages, newest_checkpoint
from zegel.seal.tiles import WIDTH, number_path


class Command(BaseCommand):
    """Writes tlog-tiles: checkpoint, tiles, records (`tile/entries`); and every checkpoint with its stamp, as JSON lines."""

    help = "Write the whole log into an empty folder, to be checked elsewhere with zegel verify --log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """What stands in the tables is written as it stands: judging it is for who reads it."""
        del args
        folder: Path = options["folder"]
        last = newest_checkpoint()
        if last is None:
            raise CommandError("there is no log yet")
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty")
        (folder / "checkpoint").write_text(last.note)
        for path, hashes in all_tiles(last.size):
            _put(folder / path, hashes)
        for number, page in enumerate(log_pages(last.size)):
            _put(folder / _page_path(number, last.size), _bundle(page))
        with (folder / "checkpoints.jsonl").open("w") as lines:
            for note, stamp in all_checkpoints(last.size):
                told = {"note": note, "stamp": base64.b64encode(stamp).decode() if stamp else None}
                lines.write(json.dumps(told) + "\n")
        with (folder / "key-changes.jsonl").open("w") as lines:
            lines.writelines(json.dumps({"note": note}) + "\n" for note in key_changes())
        self.stdout.write(f"{last.size} records")


def _page_path(number: int, size: int) -> str:
    width = min(WIDTH, size - number * WIDTH)
    return f"tile/entries/{number_path(number)}" + (f".p/{width}" if width < WIDTH else "")


def _bundle(bodies: list[bytes]) -> bytes:
    """Each record behind its length in two bytes (tlog-tiles, Log entries)."""
    return b"".join(len(body).to_bytes(2) + body for body in bodies)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
