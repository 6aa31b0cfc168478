"""What a file is: its content first, then its name, and last the type that somebody's device wrote beside it.

The twin of web/page/kinds.ts; both are held to vectors/files/kinds.json.
"""

import re

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"

HEAD = 4096
"""So many bytes of a file's beginning are enough."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
# ISO 14496-12: the brand of a file of the MPEG-4 family stands at byte 8.
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"hevc": "image/heic",
    b"hevx": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"avif": "image/avif",
    b"avis": "image/avif",
}
_PDF_MARK = re.compile(rb"%PDF-[0-9]")

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_NAMES = {
    "pdf": PDF,
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpe": "image/jpeg",
    "jfif": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heif",
    "avif": "image/avif",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "zip": "application/zip",
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation",
    "odt": _ODF + "text",
    "ods": _ODF + "spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "msg": "application/vnd.ms-outlook",
    "eml": "message/rfc822",
    "rtf": "application/rtf",
    "7z": "application/x-7z-compressed",
    "rar": "application/vnd.rar",
}
_OLD_OFFICE = {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-outlook"}
# What devices write where they mean one of the above.
_DECLARED = {
    "application/x-pdf": PDF,
    "application/acrobat": PDF,
    "application/vnd.pdf": PDF,
    "text/pdf": PDF,
    "text/x-pdf": PDF,
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
}
_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}")


def type_by_content(head: bytes) -> str | None:
    """The type that the first bytes of a file prove; None where they prove nothing.

    A mark of a PDF may stand a little later than at the start (ISO 32000, annex H.3 of its first edition, has 1024 bytes).
    """
    for mark, kind in _STARTS:
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    return PDF if _PDF_MARK.search(head[:HEAD]) else None


def type_by_name(name: str) -> str | None:
    """The type that a name's ending stands for; None for an ending nobody listed, or none."""
    _, dot, ending = name.strip().rstrip(".").rpartition(".")
    return _NAMES.get(ending.strip().lower()) if dot else None


def file_type(head: bytes, name: str, declared: str) -> str:
    """The type of a file, from its first bytes, its name, and the type its sender's device gave it."""
    content, named = type_by_content(head), type_by_name(name)
    if content and named and _container(named) == content:
        # What lies in a ZIP or an OLE file is told by the name.
        return named
    return content or named or _declared(declared)


def misnamed(head: bytes, name: str) -> bool:
    """Whether a name promises a program another type than the content proves: it would not open there."""
    content, named = type_by_content(head), type_by_name(name)
    if content is None or named is None or content == named:
        return False
    pictures = {"image/heic", "image/heif"}
    return _container(named) != content and not {content, named} <= pictures


def _container(named: str) -> str | None:
    if named.startswith((_OFFICE, _ODF)):
        return "application/zip"
    return "application/x-ole-storage" if named in _OLD_OFFICE else None


def _declared(declared: str) -> str:
    plain = declared.split(";", 1)[0].strip().lower()
    known = _DECLARED.get(plain, plain)
    return known if _TYPE.fullmatch(known) else UNKNOWN
