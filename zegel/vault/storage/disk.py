"""Sealed bytes as files: parts in a folder of their own, made into one file that is visible only when whole."""

import errno
import hashlib
import io
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from zegel.vault.errors import PartRefused, StorageFull, UploadIncomplete, UploadUnknown

CHUNK = 128 * 1024


class DiskStorage:
    """Files under a folder, spread over 256 subfolders by the last two digits of their key.

    Parts are not synced one by one: a part that a power cut took is found missing by `finish` and sent again. What
    `finish` has returned for is on disk.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def begin(self, key: str, size: int) -> str:
        """Make the folder of the parts; a sparse upload costs nothing."""
        del size
        with _NoRoom():
            self._parts(key).mkdir(mode=0o700, parents=True, exist_ok=True)
        return ""

    def put_part(self, key: str, upload: str, number: int, source: BinaryIO, size: int) -> str:
        """Write beside the part's place and move it there, so a broken one never replaces a whole one."""
        del upload
        draft = self._parts(key) / f"{number}.{secrets.token_hex(4)}"
        try:
            with _NoRoom():
                _copy(source, draft, size, number)
            draft.rename(self._parts(key) / str(number))
        except FileNotFoundError as error:
            raise UploadUnknown from error
        finally:
            draft.unlink(missing_ok=True)
        return ""

    def finish(self, key: str, upload: str, tags: list[str]) -> str:
        """Join the parts into one synced file and hash it on the way; a second call hashes what the first made.

        The finished file is linked to its place, never moved over it: whoever comes second changes nothing.
        """
        del upload
        final = self._final(key)
        if final.exists():
            return self._hash(final)
        draft = final.with_suffix(f".{secrets.token_hex(4)}")
        try:
            with _NoRoom():
                digest = self._join(key, len(tags), draft)
            os.link(draft, final)
        except FileExistsError:
            return self._hash(final)
        except FileNotFoundError as error:
            raise UploadIncomplete from error
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(final.parent)
        shutil.rmtree(self._parts(key), ignore_errors=True)
        return digest

    def has_room(self, size: int) -> bool:
        """Reserve the bytes in a file without a name, and give them back."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root) as file:
                os.posix_fallocate(file.fileno(), 0, size)
        except OSError:
            return False
        return True

    def discard(self, key: str, upload: str) -> None:
        """Remove what there is."""
        del upload
        shutil.rmtree(self._parts(key), ignore_errors=True)
        self._final(key).unlink(missing_ok=True)

    def open(self, key: str) -> BinaryIO:
        """Open the finished file for reading."""
        return self._final(key).open("rb")

    def _join(self, key: str, count: int, target: Path) -> str:
        digest = hashlib.sha256()
        buffer = memoryview(bytearray(CHUNK))
        with target.open("xb", buffering=0) as file:
            for number in range(1, count + 1):
                with (self._parts(key) / str(number)).open("rb", buffering=0) as part:
                    while taken := part.readinto(buffer):
                        digest.update(buffer[:taken])
                        _write(file, buffer[:taken])
            os.fsync(file.fileno())
        return digest.hexdigest()

    @staticmethod
    def _hash(path: Path) -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _final(self, key: str) -> Path:
        return self.root / key[-2:] / f"{key}.age"

    def _parts(self, key: str) -> Path:
        return self.root / key[-2:] / f"{key}.parts"


def _copy(source: BinaryIO, target: Path, size: int, number: int) -> None:
    left = size
    with target.open("xb", buffering=0) as file:
        while left:
            chunk = source.read(min(CHUNK, left))
            if not chunk:
                raise PartRefused(number=number)
            _write(file, memoryview(chunk))
            left -= len(chunk)


def _write(file: io.FileIO, data: memoryview) -> None:
    """Write everything: an unbuffered write takes what fits and says so, and only the next one fails."""
    while data:
        data = data[file.write(data) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _NoRoom:
    """Turns a full disk or quota into the refusal that says so."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StorageFull from error
