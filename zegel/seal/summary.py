"""What a row of a list says of a message: its first words and the names of its files (docs/formats.md, Summary).

Signed by who signed the message and sealed to the message's own identity, apart from the letter, so that a list opens a few kilobytes
a row and nobody is said to have opened the message. Every summary has the same size: how long it is tells nothing of what it says.
"""

import base64
import re
from collections.abc import Sequence

import rfc8785

from zegel.seal import keys
from zegel.seal.manifest import Manifest

TYPE = "zegel/summary/v1"
LABEL = b"zegel/summary/v1\n"

SIZE = 1024
WORDS_LIMIT = 140
NAME_LIMIT = 60
FILES_LIMIT = 3
SALUTATION_LIMIT = 60

# Named one by one: what counts as a space differs between languages, and both cores must write the same words.
_SPACE = "\t\n\v\f\r \u00a0\u2028\u2029"
_SPACES = re.compile(f"[{_SPACE}]+")


def first_words(text: str) -> str:
    """Give the start of a letter on one line, without the line that greets: it says the same in every letter."""
    greeting, _, rest = text.strip(_SPACE).partition("\n")
    is_greeting = rest and len(greeting) <= SALUTATION_LIMIT and greeting.rstrip(_SPACE).endswith(",")
    return _SPACES.sub(" ", rest if is_greeting else text).strip(" ")[:WORDS_LIMIT]


def make(manifest: Manifest, signing_seed: bytes) -> bytes:
    """Give the signed summary of a message, `SIZE` bytes: what is sealed to its identity. What the law keeps secret is left out."""
    words = "" if manifest.secret else first_words(manifest.text)
    names = [] if manifest.secret else [entry.name[:NAME_LIMIT] for entry in manifest.files[:FILES_LIMIT]]
    signed = _signed(manifest, words, names, signing_seed)
    while len(signed) > SIZE:
        # Signs of several bytes each: fewer of them fit.
        words, names = (words[:-8], names) if words else (words, names[:-1])
        signed = _signed(manifest, words, names, signing_seed)
    return signed.ljust(SIZE)


def _signed(manifest: Manifest, words: str, names: Sequence[str], seed: bytes) -> bytes:
    text = rfc8785.dumps(
        {
            "type": TYPE,
            "message": manifest.message,
            "conversation": manifest.conversation,
            "words": words,
            "files": list(names),
        }
    )
    return rfc8785.dumps(
        {
            "summary": text.decode(),
            "key": base64.b64encode(keys.signing_public(seed)).decode(),
            "signature": base64.b64encode(keys.sign(seed, LABEL + text)).decode(),
        }
    )
