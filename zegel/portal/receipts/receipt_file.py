"""A receipt as a file to keep: the JSON that anyone can check, or a PDF/A for people with that JSON inside."""

import base64
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zegel.filing.queries import receipt_for
from zegel.filing.rules import shown_number
from zegel.law.courts import court
from zegel.law.numbers import NEW_CASE
from zegel.mail.queries.messages import Delivery, Reader, tracks
from zegel.mail.queries.recorded import sender_names
from zegel.portal.shared.filing_words import CHANNEL_WORDS, KIND_WORDS
from zegel.portal.shared.moments import moment
from zegel.portal.shared.typesetting import typeset
from zegel.seal.receipt import Facts, File, Filing, Receipt, verify
from zegel.seal.stamp import claimed

TEMPLATE = Path(__file__).parent / "templates" / "receipts" / "receipt.typ"
TYPES = {"json": "application/json", "pdf": "application/pdf"}


def receipt_file(reader: Reader, form: str) -> bytes:
    """The receipt of a message in one of the forms of TYPES.

    Raises:
        ReceiptPending: the log has not taken the message in yet.
    """
    receipt = receipt_for(reader)
    data = json.dumps(receipt, indent=2, ensure_ascii=False).encode()
    return data if form == "json" else _pdf(_told(reader, receipt, data), data)


def receipt_name(message: object, form: str) -> str:
    """What the file is called."""
    return f"{_('receipt')}-{message}.{form}"


def _pdf(told: dict[str, Any], receipt: bytes) -> bytes:
    return typeset(TEMPLATE, {"told": json.dumps(told), "receipt": receipt.decode(), "code": told["code"]})


def _told(reader: Reader, receipt: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Every word on the paper; what the log proves comes out of the receipt, checked as anyone would."""
    held = verify(data)
    facts, files = held.facts, held.facts.files
    head = [_("File"), _("Bytes"), _("Fingerprint (SHA-256)")]
    return {
        "language": get_language() or "nl",
        "title": _("Receipt"),
        "origin": held.origin,
        "number": facts.number,
        "moment_label": _("Received by the court's system on")
        if reader.delivery.message.filed
        else _("Received by our system on"),
        "moment": moment(facts.received),
        "exact": _("to the second: %(moment)s") % {"moment": _exact(facts.received)},
        "meaning": _("This is the moment that counts. It is fixed and nobody can change it.")
        if reader.delivery.message.filed
        else _("This moment is fixed and nobody can change it."),
        "code": _code(facts.number),
        "code_label": _("Check this receipt: scan, or go to %(address)s")
        % {"address": f"{settings.ENVIRONMENT.origin}/verify"},
        "facts": _facts(reader, facts),
        "files_title": _("Files"),
        "no_files": _("No files"),
        "files_head": head,
        "files": [
            [str(file.number), number_format(file.size, force_grouping=True), file.sha256] for file in files
        ],
        "verdicts": [line for file in files for line in _verdicts(file)],
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
        "file_name": receipt_name(facts.number, "json"),
    }


def _exact(received: datetime) -> str:
    return received.isoformat(timespec="seconds")


def _code(number: str) -> str:
    """A QR code (SVG) that opens the page where anyone can check this; it says the receipt's number and no more."""
    drawn = segno.make(f"{settings.ENVIRONMENT.origin}/verify#{number}", error="m", micro=False)
    picture = io.BytesIO()
    drawn.save(picture, kind="svg", scale=4, border=2)
    return picture.getvalue().decode()


def _facts(reader: Reader, facts: Facts) -> list[list[Any]]:
    """Label, value, and whether the value is a fingerprint. Names of persons are those of the record, when it has them."""
    rows = [[_("From"), _by(reader, facts), False]]
    if facts.parties and facts.parties.on_behalf_of not in ("", facts.parties.sender):
        rows.append([_("On behalf of"), facts.parties.on_behalf_of, False])
    return [
        *rows,
        [_("To"), "; ".join(_to(reader, facts)), False],
        [_("Case"), _("New case") if facts.subject == NEW_CASE else facts.subject, False],
        *_filing(facts.filing),
        [_("Receipt number"), facts.number, False],
        [_("Fingerprint of the message"), facts.envelope, True],
    ]


def _filing(filing: Filing | None) -> list[list[Any]]:
    """What was filed, by which way, and where."""
    if filing is None:
        return []
    return [
        [_("Filed at"), court(filing.court).name, False],
        [_("Kind of document"), str(KIND_WORDS[filing.kind]), False],
        [_("Filed by way of"), str(CHANNEL_WORDS[filing.channel]), False],
        [_("Number for the counter"), shown_number(filing.number), False],
    ]


def _by(reader: Reader, facts: Facts) -> str:
    if facts.parties:
        name, organisation = facts.parties.sender, facts.parties.organisation
    else:
        sender = sender_names(reader.delivery.message, None)
        name, organisation = sender["name"], sender["organisation"]
    return f"{name}, {organisation}" if organisation and organisation != name else name


def _verdicts(file: File) -> list[str]:
    """What the court's automation found in a file, a line each."""
    words = {
        "good": _("opened and found in order"),
        "doubtful": _("opened, with remarks"),
        "bad": _("cannot be used"),
    }
    return [
        _("File %(number)s: %(verdict)s (%(moment)s)")
        % {
            "number": file.number,
            "verdict": words[verdict["outcome"]],
            "moment": moment(datetime.fromisoformat(verdict["at"])),
        }
        for verdict in file.verdicts
        if verdict.get("outcome") in words
    ]


def _to(reader: Reader, facts: Facts) -> list[str]:
    """All recipients for the sender; a recipient sees their own name only. Mailboxes are called as the log recorded them."""
    own = reader.delivery.role == Delivery.Role.SENDER
    deliveries = [track.delivery for track in tracks(reader)] if own else [reader.delivery]
    named = [(delivery, _named(delivery)) for delivery in deliveries if delivery.box or delivery.guest]
    if facts.parties is None:
        return [name for _delivery, name in named]
    logged = facts.parties.recipients
    guests = [name for delivery, name in named if delivery.box is None]
    if own:
        return [*logged, *guests]
    return [name for _delivery, name in named if name in logged] or guests or list(logged)


def _named(delivery: Delivery) -> str:
    """A recipient, with the court or office of a mailbox."""
    if delivery.box is None:
        return delivery.guest.name if delivery.guest else ""
    body = delivery.box.organisation.name if delivery.box.organisation else ""
    return f"{delivery.box.name}, {body}" if body and body != delivery.box.name else delivery.box.name


def _proof(held: Receipt) -> list[list[Any]]:
    place = _("number %(index)s of %(size)s") % {"index": held.index + 1, "size": held.size}
    key = base64.b64encode(held.key).decode()
    stamped = (
        [] if held.stamp is None else [[_("Time stamp of an authority"), moment(claimed(held.stamp)), False]]
    )
    return [
        [_("Log"), held.origin, False],
        [_("Place in the log"), place, False],
        *stamped,
        [_("Key of the log"), key, True],
        [_("Fingerprint of the key"), hashlib.sha256(held.key).hexdigest(), True],
    ]
