"""Verbs of the filing house: open a desk, file at it by any channel, take in the paper that follows, and what the intake does."""

from zegel.filing.actions.by_guest import apply_as_guest, begin_application
from zegel.filing.actions.by_mail import FiledByMail, answer_as_guest, file_by_mail, send
from zegel.filing.actions.desks import open_desk
from zegel.filing.actions.file import Filed, file
from zegel.filing.actions.intake import (
    Placement,
    answer_filing,
    claim,
    claim_next,
    hold_filing,
    place_filing,
    register,
    register_filing,
    release,
    release_shielded,
)
from zegel.filing.actions.mailed import mail_postings
from zegel.filing.actions.paper import take_in
from zegel.filing.actions.scans import attach_scan

__all__ = [
    "Filed",
    "FiledByMail",
    "Placement",
    "answer_as_guest",
    "answer_filing",
    "apply_as_guest",
    "attach_scan",
    "begin_application",
    "claim",
    "claim_next",
    "file",
    "file_by_mail",
    "hold_filing",
    "mail_postings",
    "open_desk",
    "place_filing",
    "register",
    "register_filing",
    "release",
    "release_shielded",
    "send",
    "take_in",
]
