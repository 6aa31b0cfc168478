"""Refusals of the seal. Every one carries a stable `code` that may be stored, sent and translated."""


class SealError(Exception):
    """Anything the seal refuses; `code` names the reason and never changes its meaning."""

    code = "seal"


class KeyFormatError(SealError):
    """A recipient, identity, link or key that is not well formed."""

    code = "key-format"


class RecipientsError(SealError):
    """A set of recipients that may not be sealed to together, or an empty one."""

    code = "recipients"


class HeaderError(SealError):
    """The age header is malformed, or a stanza addressed to us is."""

    code = "header"


class MacError(SealError):
    """The header was changed: its MAC does not match."""

    code = "mac"


class NoMatchError(SealError):
    """The file is sealed to none of the identities given."""

    code = "no-match"


class PayloadError(SealError):
    """The payload was changed, cut short or lengthened."""

    code = "payload"


class ArmorError(SealError):
    """The ASCII armor is not strict PEM."""

    code = "armor"


class UserKeyError(SealError):
    """An opened user key or sender copy does not have the shape it should have."""

    code = "user-key"


class ProofError(SealError):
    """A Merkle proof does not prove what it is offered for."""

    code = "proof"


class CheckpointError(SealError):
    """A checkpoint is malformed or not signed by the key expected."""

    code = "checkpoint"


MANIFEST_CODES = frozenset(
    {
        "envelope", "sender-key", "signature", "message", "files", "file-size", "file-hash", "open",
        "sender-name", "recipients", "subject", "secret", "received", "record", "grants",
    }
)  # fmt: skip


class ManifestError(SealError):
    """A check of docs/formats.md, section Manifest, failed; `code` is the one reported to the server."""

    def __init__(self, code: str, detail: str) -> None:
        """Take one of MANIFEST_CODES and a sentence for the log."""
        if code not in MANIFEST_CODES:
            raise ValueError(code)
        super().__init__(f"{code}: {detail}")
        self.code = code


class ReceiptError(SealError):
    """A receipt that is malformed, or says what its record does not."""

    code = "receipt"


class AttemptsError(SealError):
    """A list of attempts that is malformed or not signed by its sender."""

    code = "attempts"


class ApplicationError(SealError):
    """A document that is not an application for a hearing, or not in its one spelling."""

    code = "application"


class JudgmentError(SealError):
    """A file that is no judgment signed by a judge, or not by the one whom the log names."""

    code = "judgment"


class StampError(SealError):
    """A time stamp is malformed, or not a trusted authority's word about this checkpoint."""

    code = "stamp"


class MembershipError(SealError):
    """A statement of who is a member of a mailbox, or one's own pins, that is malformed, not signed, or does not follow."""

    code = "membership"
