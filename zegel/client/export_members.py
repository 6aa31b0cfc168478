"""The members of an export as somebody else hands it over: a ZIP or the folder it was unpacked to. Nothing is written.

A stranger made it. Names must be plain paths below it, sizes have limits, and what is read whole is small.
"""

import hashlib
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

MEMBERS_LIMIT = 200_000
# What a member may be that is read whole: lists and proofs. Documents are only hashed, piece by piece.
WHOLE_LIMIT = 64 * 2**20
# Real documents hardly shrink; what unpacks to more than this many times the ZIP is a bomb.
GROWTH_LIMIT = 100
SMALL = 64 * 2**20
PIECE = 2**20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LOCKED = 0x1
# What file managers leave in folders, and archivers in ZIPs.
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
LITTER_FOLDER = "__MACOSX/"


class ExportError(Exception):
    """This is no export, or not one that may be read; the message is the whole explanation."""


@dataclass(frozen=True)
class Sum:
    """What a member is by its bytes."""

    size: int
    sha256: str


class Members(Protocol):
    """Where members are read from, by their names."""

    @property
    def names(self) -> list[str]:
        """All of them, in order of name."""

    def open(self, name: str) -> BinaryIO:
        """The bytes of one."""


class Export:
    """Every member with its size and hash; all of it has been read once."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self.sums = {name: self._sum(name) for name in members.names}

    def whole(self, name: str) -> bytes:
        """All bytes of a member. Raises ExportError where that is more than a list can be."""
        if self.sums[name].size > WHOLE_LIMIT:
            raise ExportError(f"{shown(name)} is too large to be what its place says")
        with _readable(name), self._members.open(name) as source:
            return source.read(WHOLE_LIMIT + 1)

    def start(self, name: str) -> bytes:
        """Its first bytes, enough to see what it is."""
        with _readable(name), self._members.open(name) as source:
            return source.read(128)

    def _sum(self, name: str) -> Sum:
        digest, size = hashlib.sha256(), 0
        with _readable(name), self._members.open(name) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
        return Sum(size, digest.hexdigest())


def is_export(path: Path) -> bool:
    """Whether this may be an export: a folder or a ZIP."""
    if path.is_dir():
        return True
    with path.open("rb") as source:
        return source.read(4) == b"PK\x03\x04"


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """The export at a path. Raises ExportError."""
    if path.is_dir():
        yield Export(_Folder(path))
        return
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise ExportError("the ZIP is damaged or cut short") from None
    with archive:
        yield Export(_Archive(archive, path.stat().st_size))


def shown(name: str) -> str:
    """A name as a terminal may show it: nothing in it steers that."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


class _Folder:
    def __init__(self, folder: Path) -> None:
        found = {}
        for place in folder.rglob("*"):
            kind = place.lstat().st_mode
            if stat.S_ISDIR(kind):
                continue
            name = place.relative_to(folder).as_posix()
            if not stat.S_ISREG(kind):
                raise ExportError(f"{shown(name)} is no plain file")
            found[name] = place
            if len(found) > MEMBERS_LIMIT:
                raise ExportError("there are more files in it than an export has")
        self._places = _named(list(found), found.__getitem__)

    @property
    def names(self) -> list[str]:
        return sorted(self._places)

    def open(self, name: str) -> BinaryIO:
        return self._places[name].open("rb")


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MEMBERS_LIMIT:
            raise ExportError("there are more files in it than an export has")
        if sum(info.file_size for info in infos) > max(SMALL, GROWTH_LIMIT * size):
            raise ExportError("it unpacks to far more than an export would")
        if any(info.compress_type not in METHODS or info.flag_bits & LOCKED for info in infos):
            raise ExportError("a file in it is packed in a way that no export uses")
        if len({info.filename for info in infos}) != len(infos):
            raise ExportError("two files in it have the same name")
        found = {info.filename: info for info in infos}
        self._places = _named(list(found), found.__getitem__)

    @property
    def names(self) -> list[str]:
        return sorted(self._places)

    def open(self, name: str) -> BinaryIO:
        return cast("BinaryIO", self._archive.open(self._places[name]))


def _named[T](names: list[str], place: Callable[[str], T]) -> dict[str, T]:
    """Where each member is, by its name below the folder in which the export lies."""
    kept = [
        each_name
        for each_name in names
        if each_name.rpartition("/")[2] not in LITTER and not each_name.startswith(LITTER_FOLDER)
    ]
    for name in kept:
        if name.startswith("/") or "\\" in name or {"", ".", ".."} & set(name.split("/")):
            raise ExportError(f"{shown(name)} is no name a file of an export has")
    tops = {each_name.partition("/")[0] for each_name in kept if "/" in each_name}
    # Packed or unpacked with a folder around it.
    around = f"{tops.pop()}/" if len(tops) == 1 and all("/" in each_name for each_name in kept) else ""
    found = {
        unicodedata.normalize("NFC", each_name.removeprefix(around)): place(each_name) for each_name in kept
    }
    if len(found) != len(kept):
        raise ExportError("two files in it have the same name")
    return found


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ExportError(f"{shown(name)} cannot be read out of the ZIP ({error})") from None
