"""The names under which mail writes evidence that somebody else reads back."""

from typing import Final

DELEGATE: Final = "mail.delegate."
DELEGATE_ACTS: Final = tuple(
    DELEGATE + what for what in ("opened", "downloaded", "drafted", "readied", "sent", "noted")
)
"""What a delegate did in the mailbox of somebody else; the subject of the record is the box."""
