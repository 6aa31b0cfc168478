"""What this server hands to browsers as programs and styles, as its manifest says it to anybody."""

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

from zegel.seal import client_manifest


@lru_cache(maxsize=1)
def served_manifest() -> bytes:
    """The manifest of the files as this process found them when it was first asked."""
    files: dict[str, bytes] = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            if client_manifest.is_program(path):
                with storage.open(path) as file:
                    files.setdefault(Path(path).as_posix(), file.read())
    return client_manifest.write(files)
