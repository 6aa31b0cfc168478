"""Where sealed bytes lie. Two back ends, one protocol."""

from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings


class Storage(Protocol):
    """What the vault asks of a back end. Keys are UUID texts; sizes and offsets are bytes."""

    def begin(self, key: str, size: int) -> str:
        """Make room for an object and return the back end's own name for the upload."""

    def put_part(self, key: str, upload: str, number: int, source: BinaryIO, size: int) -> str:
        """Store one part (numbered from 1) and return its tag. `size` bytes are read from `source`.

        Raises:
            PartRefused: `source` ended early. UploadUnknown: finished or removed meanwhile. StorageFull.
        """

    def finish(self, key: str, upload: str, tags: list[str]) -> str:
        """Make the object whole, durably, and return the SHA-256 of all its bytes in hex. Repeating it is harmless.

        Raises:
            UploadIncomplete: a part is not there, whatever was said of it. StorageFull.
        """

    def has_room(self, size: int) -> bool:
        """Whether an object of this size would fit now, as far as the back end can tell."""

    def discard(self, key: str, upload: str) -> None:
        """Remove what there is of an object or upload, if anything."""

    def open(self, key: str) -> BinaryIO:
        """The object's bytes from the start."""


@cache
def storage() -> Storage:
    """The back end the operator chose: `file:///folder` or `s3://bucket?endpoint=…`."""
    address = settings.ENVIRONMENT.storage
    if address.startswith("s3://"):
        from zegel.vault.storage.s3 import S3Storage

        return S3Storage.from_address(address)
    from zegel.vault.storage.disk import DiskStorage

    return DiskStorage(Path(address.removeprefix("file://")))
