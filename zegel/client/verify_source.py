"""A log as somebody outside finds it: a server that publishes its tiles, or a folder with a copy (C2SP tlog-tiles.md)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import httpx

from zegel.seal.tiles import Place, path_of, width_at

ANSWER_LIMIT = 32 * 2**20
WAIT = 20.0


class SourceError(Exception):
    """Something of the log could not be had; the message says what and why."""


class Readable(Protocol):
    """What gives the files of a log by their paths, as `Source` does."""

    def read(self, path: str) -> bytes | None:
        """The bytes at a path; None where there is nothing. Raises SourceError."""


class Source:
    """Reads files of a log by their paths, from an address (http, https) or a folder."""

    def __init__(self, where: str) -> None:
        self.where = where.rstrip("/")
        self.remote = where.startswith(("http://", "https://"))

    def read(self, path: str) -> bytes | None:
        """The bytes at a path; None where there is nothing.

        Raises:
            SourceError: the server cannot be reached or answers with an error.
        """
        if self.remote:
            return self._fetch(path)
        try:
            return Path(self.where, path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _fetch(self, path: str) -> bytes | None:
        try:
            answer = httpx.get(f"{self.where}/{path}", timeout=WAIT, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError(f"{self.where} cannot be reached ({error})") from error
        if answer.status_code == 404:
            return None
        if answer.status_code != 200 or len(answer.content) > ANSWER_LIMIT:
            raise SourceError(f"{self.where}/{path} answers with {answer.status_code}")
        return answer.content


class Tiles(Mapping[Place, bytes]):
    """The tiles of a log of `size`, each fetched when a proof first asks for it."""

    def __init__(self, source: Readable, size: int) -> None:
        self.source = source
        self.size = size
        self._kept: dict[Place, bytes] = {}

    def __getitem__(self, place: Place) -> bytes:
        if place not in self._kept:
            self._kept[place] = self._read(place)
        return self._kept[place]

    def _read(self, place: Place) -> bytes:
        width = width_at(place, self.size)
        # A tile that has grown since may be published whole only.
        for path in dict.fromkeys((path_of(place, width), path_of(place, 256))) if width else ():
            data = self.source.read(path)
            if data is not None and len(data) >= width * 32:
                return data[: width * 32]
        raise KeyError(place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
