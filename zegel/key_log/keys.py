"""The key that makes labels, in a file outside the database. It opens nothing; who has it can tell which label an address has."""

import secrets
from functools import lru_cache

from django.conf import settings

from zegel.lib.secret_files import read_or_make
from zegel.seal import vrf
from zegel.seal.key_entry import label_input


def label_seed() -> bytes:
    """The seed (32 bytes) in the secrets folder, made at first use. Another one gives every address another label."""
    return read_or_make(settings.ENVIRONMENT.secrets / "labels.key", lambda: secrets.token_bytes(32))


def label_key() -> bytes:
    """The public key that proofs of labels are checked with."""
    return vrf.public_key(label_seed())


def label_proof(address: str) -> bytes:
    """The proof of the label of an address."""
    return _proof(label_seed(), address.lower())


def label_of(address: str) -> str:
    """The label of an address, in hex."""
    return vrf.label(label_proof(address)).hex()


@lru_cache(maxsize=4096)
def _proof(seed: bytes, address: str) -> bytes:
    return vrf.prove(seed, label_input(address))
