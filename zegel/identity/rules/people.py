"""Pure decisions about what people fill in about themselves and others."""

import unicodedata

from zegel.identity.errors.people import NameRefused, NoteMissing


def check_note(note: str) -> str:
    """How an identity was checked, in one line.

    Raises:
        NoteMissing.
    """
    plain = " ".join(note.split())
    if not 10 <= len(plain) <= 400:
        raise NoteMissing(field="note")
    return plain


def check_name(name: str) -> str:
    """A person's name in one line.

    Raises:
        NameRefused: empty, too long, or with signs that are not seen.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if (
        not plain
        or len(plain) > 200
        or any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in plain)
    ):
        raise NameRefused(field="name")
    return plain
