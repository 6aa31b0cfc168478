"""Time stamps of an outside authority on a checkpoint (RFC 3161): asked for, and checked with the authority's certificate.

What is stamped is the SHA-256 of the whole signed note; what is kept is the authority's answer (`TimeStampResp`, DER), so
`openssl ts -verify -data NOTE -in ANSWER -CAfile CA` says the same.
"""

from datetime import UTC, datetime

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from zegel.seal.errors import StampError

QUERY_TYPE = "application/timestamp-query"
ANSWER_LIMIT = 64 * 1024


def authorities(pem: bytes) -> list[Certificate]:
    """The certificates in a PEM file.

    Raises:
        StampError: there is none.
    """
    try:
        return load_pem_x509_certificates(pem)
    except ValueError:
        raise StampError("no certificate of an authority in what was given") from None


def ask(note: str) -> tuple[bytes, int]:
    """What to send to an authority, and the number its answer must repeat."""
    request = TimestampRequestBuilder(data=note.encode(), hash_algorithm=HashAlgorithm.SHA256).build()
    if request.nonce is None:
        raise StampError("the request has no nonce")
    return request.as_bytes(), request.nonce


def check(answer: bytes, note: str, trusted: list[Certificate], *, nonce: int | None = None) -> datetime:
    """The moment at which a trusted authority saw this note.

    Raises:
        StampError: the answer is malformed, of an authority not trusted, or about something else.
    """
    decoded = _decode(answer)
    builder = VerifierBuilder(roots=list(trusted), nonce=nonce)
    try:
        builder.build().verify_message(decoded, note.encode())
    except (VerificationError, ValueError) as error:
        raise StampError(f"the time stamp does not hold: {error}") from None
    return decoded.tst_info.gen_time.replace(tzinfo=UTC)


def claimed(answer: bytes) -> datetime:
    """The moment an answer names; who says so is for `check`.

    Raises:
        StampError: the answer is malformed.
    """
    return _decode(answer).tst_info.gen_time.replace(tzinfo=UTC)


def _decode(answer: bytes) -> TimeStampResponse:
    if len(answer) > ANSWER_LIMIT:
        raise StampError("the answer is too large")
    try:
        return decode_timestamp_response(answer)
    except ValueError:
        raise StampError("this is no answer of a time-stamping authority") from None
