"""The receipt inside a receipt on paper: the JSON that is attached to its PDF (docs/formats.md)."""

import io
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pikepdf

MAGIC: Final = b"%PDF-"
MOST_BYTES: Final = 32 << 20
"""A receipt of a hundred files is well under a megabyte; its typeset form some more."""


class PdfError(Exception):
    """No receipt can be taken out of this PDF; the message is the whole explanation."""


def attached(data: bytes) -> bytes:
    """The JSON attached to a PDF, of which nothing is proved yet.

    Raises:
        PdfError: not readable, nothing attached, or no reader for PDF on this machine.
    """
    try:
        import pikepdf
    except ImportError:
        raise PdfError(
            "reading a PDF needs pikepdf, which `zegel[agent]` brings; or give the JSON of the receipt"
        ) from None
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            for name, file in pdf.attachments.items():
                if name.endswith(".json"):
                    return _content(file.get_file().obj)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise PdfError("this PDF cannot be read") from error
    raise PdfError("no receipt is attached to this PDF")


def _content(stream: "pikepdf.Object") -> bytes:
    """What is attached, unpacked to a limit: a stranger made it, and it may unpack to far more than it is."""
    raw, packing = stream.read_raw_bytes(), stream.get("/Filter")
    if packing is None:
        return raw
    if str(packing) != "/FlateDecode":
        raise PdfError("what is attached to this PDF is packed in another way than a receipt is")
    try:
        return zlib.decompressobj().decompress(raw, MOST_BYTES)
    except zlib.error:
        raise PdfError("what is attached to this PDF cannot be unpacked") from None
