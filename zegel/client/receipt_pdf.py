"""The receipt inside a receipt on paper: the JSON that is attached to its PDF (docs/formats.md)."""

import io
from typing import Final

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
                    return file.get_file().read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise PdfError("this PDF cannot be read") from error
    raise PdfError("no receipt is attached to this PDF")
