"""Sealing: one file key, wrapped for every recipient, and the payload under it."""

import io
import os
from collections.abc import Iterable

from zegel.seal.errors import RecipientsError
from zegel.seal.header import HEADER_LIMIT, MAC_LINE_SIZE, Header, encode, encode_signed
from zegel.seal.primitives import FILE_KEY_SIZE, PAYLOAD_NONCE_SIZE, Random, header_mac, payload_key
from zegel.seal.recipients import Recipient, parse_recipient
from zegel.seal.stream import Source, Target, seal_payload, write_all


def seal(
    recipients: Iterable[Recipient | str], source: Source, target: Target, *, random: Random = os.urandom
) -> None:
    """Write `source` to `target` as an age v1 file that each of `recipients` can open.

    Recipients are strings (`age1…`) or Recipient objects. Constant memory, one pass. Raises RecipientsError
    for no recipients, too many, or a mixture that weakens the file, KeyFormatError for a malformed one.
    """
    wrappers = [parse_recipient(r) if isinstance(r, str) else r for r in recipients]
    _check_together(wrappers)
    file_key = random(FILE_KEY_SIZE)
    stanzas = tuple(wrapper.wrap(file_key, random) for wrapper in wrappers)
    signed = encode_signed(stanzas)
    if len(signed) + MAC_LINE_SIZE > HEADER_LIMIT:
        raise RecipientsError("too many recipients for one file")
    header = Header(stanzas, header_mac(file_key, signed), signed)
    nonce = random(PAYLOAD_NONCE_SIZE)
    write_all(target, memoryview(encode(header) + nonce))
    seal_payload(payload_key(file_key, nonce), source, target)


def seal_bytes(
    recipients: Iterable[Recipient | str], plaintext: bytes, *, random: Random = os.urandom
) -> bytes:
    """Seal bytes held in memory; same refusals as `seal`."""
    target = io.BytesIO()
    seal(recipients, io.BytesIO(plaintext), target, random=random)
    return target.getvalue()


def _check_together(recipients: list[Recipient]) -> None:
    """Refuse what age refuses: a passphrase beside anything, post-quantum beside classical.

    A file is as secret as its weakest stanza, so one X25519 recipient would quietly undo the hybrid ones.
    """
    if not recipients:
        raise RecipientsError("nobody to seal to")
    families = {recipient.family for recipient in recipients}
    if len(families) > 1:
        raise RecipientsError("recipients of different strength cannot share a file")
    if families == {"passphrase"} and len(recipients) > 1:
        raise RecipientsError("a passphrase must be the only recipient")
