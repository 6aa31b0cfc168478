"""A receipt as a file to keep: the JSON that anyone can check, or a PDF/A for people with that JSON inside."""

import base64
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zegel.mail.queries.messages import Holder, Reader, tracks
from zegel.mail.queries.receipts import receipt_of
from zegel.portal.reading import case_of, sender_of
from zegel.portal.templatetags.zegel import moment
from zegel.seal.receipt import Receipt, verify

TEMPLATE = Path(__file__).parent / "templates" / "receipt" / "receipt.typ"
TYPES = {"json": "application/json", "pdf": "application/pdf"}


def receipt_file(reader: Reader, form: str) -> bytes:
    """The receipt of a message in one of the forms of TYPES.

    Raises:
        ReceiptPending: the log has not taken the message in yet.
    """
    receipt = receipt_of(reader)
    data = json.dumps(receipt, indent=2, ensure_ascii=False).encode()
    return data if form == "json" else _pdf(_told(reader, receipt, data), data)


def receipt_name(message: object, form: str) -> str:
    """What the file is called."""
    return f"{_('receipt')}-{message}.{form}"


def _pdf(told: dict[str, Any], receipt: bytes) -> bytes:
    try:
        return _typeset(told, receipt, "a-3b")
    except typst.TypstError:
        # A name in a script this machine has no letters for cannot be PDF/A; a receipt there must be.
        return _typeset(told, receipt, "1.7")


def _typeset(told: dict[str, Any], receipt: bytes, standard: Literal["a-3b", "1.7"]) -> bytes:
    inputs = {"told": json.dumps(told), "receipt": receipt.decode()}
    return bytes(typst.compile(str(TEMPLATE), format="pdf", pdf_standards=[standard], sys_inputs=inputs))


def _told(reader: Reader, receipt: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Every word on the paper; what the log proves comes out of the receipt, checked as anyone would."""
    held = verify(data)
    facts, files = held.facts, held.facts.files
    head = [_("File"), _("Bytes"), _("Fingerprint (SHA-256)")]
    return {
        "language": get_language() or "nl",
        "title": _("Receipt"),
        "origin": held.origin,
        "number": facts.message,
        "moment_label": _("Received by the court's system on"),
        "moment": moment(facts.received),
        "exact": _("to the second: %(moment)s") % {"moment": _exact(facts.received)},
        "meaning": _("This is the moment that counts. It is fixed and nobody can change it."),
        "facts": _facts(reader, facts.envelope),
        "files_title": _("Files"),
        "no_files": _("No files"),
        "files_head": head,
        "files": [
            [str(one.number), number_format(one.size, force_grouping=True), one.sha256] for one in files
        ],
        "hash_note": _(
            "The fingerprints are of the sealed bytes: locked, as they arrived. The court's system never saw what they say."
        ),
        "proof_title": _("Proof"),
        "proof": _proof(held),
        "checkpoint_label": _("State of the log, signed"),
        "checkpoint": receipt["log"]["checkpoint"],
        "check": _(
            "Anyone can check this receipt without us: download it as JSON (it is also inside this PDF, as an attachment) "
            "and run “zegel verify FILE --key KEY”. The key is published at %(address)s."
        )
        % {"address": f"{settings.ENVIRONMENT.origin}/log-key"},
        "file_name": receipt_name(facts.message, "json"),
    }


def _exact(received: datetime) -> str:
    return received.isoformat(timespec="seconds")


def _facts(reader: Reader, envelope: str) -> list[list[Any]]:
    """Label, value, and whether the value is a fingerprint. Names are the directory's, not the log's."""
    message = reader.holder.message
    sender = sender_of(message)
    by = sender["name"]
    if sender["organisation"] and sender["organisation"] != by:
        by += f", {sender['organisation']}"
    return [
        [_("From"), by, False],
        [_("To"), ", ".join(_to(reader)), False],
        [_("Case"), case_of(message.conversation) or _("New case"), False],
        [_("Receipt number"), str(message.pk), False],
        [_("Fingerprint of the message"), envelope, True],
    ]


def _to(reader: Reader) -> list[str]:
    """All recipients for the sender; a recipient sees their own name only."""
    own = reader.holder.role == Holder.Role.SENDER
    holders = [one.holder for one in tracks(reader)] if own else [reader.holder]
    return [named.name for one in holders if (named := one.box or one.guest)]


def _proof(held: Receipt) -> list[list[Any]]:
    place = _("number %(index)s of %(size)s") % {"index": held.index + 1, "size": held.size}
    key = base64.b64encode(held.key).decode()
    return [
        [_("Log"), held.origin, False],
        [_("Place in the log"), place, False],
        [_("Key of the log"), key, True],
        [_("Fingerprint of the key"), hashlib.sha256(held.key).hexdigest(), True],
    ]
