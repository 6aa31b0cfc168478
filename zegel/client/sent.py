"""What became of what a program sent: its receipt, proved by the log as the program knows it, and about this very submission."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zegel.client.http import Session
from zegel.client.site_log import SiteLog
from zegel.client.verify_log import state_of
from zegel.seal.errors import ReceiptError
from zegel.seal.receipt import Receipt, verify


def proved_receipt(session: Session, log: SiteLog, sent: Mapping[str, Any]) -> Receipt:
    """The receipt of what `Account.send` gave (`submission`, and the server's word for it): what the server says at once it can take back, this it
    cannot.

    Raises:
        ApiProblem: `receipt-pending`, try again in ten seconds; ReceiptError: it is of another message, leaves out a file or a recipient, or has
        another moment than the server said; SealError: it does not hold, or the log is another (LogChanged); SourceError; MemoryBroken.
    """
    submission = sent["submission"]
    found = verify(session.fetch(f"messages/{submission['message']}/receipt"), *log.keys())
    log.same(state_of(found.note, [found.key]))
    if lacking := _differs(found, submission, sent["receipt"]):
        raise ReceiptError(f"the receipt says otherwise than was sent: {', '.join(lacking)}")
    return found


def _differs(found: Receipt, submission: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """What is not as it was sent, or as the server said at once."""
    facts = json.loads(found.body)["facts"]
    recipients = {f"box:{row['box']}" for row in submission["boxes"]} | {
        f"guest:{row['guest']}" for row in submission["guests"]
    }
    envelope = base64.b64decode(submission["envelope"])
    moment = datetime.fromisoformat(said["receivedAt"])
    held = {
        "message": found.facts.message == submission["message"],
        "envelope": found.facts.envelope == hashlib.sha256(envelope).hexdigest(),
        "files": [file["object"] for file in facts["files"]] == submission["objects"],
        "recipients": set(facts["recipients"]) == recipients,
        "subject": found.facts.subject == submission["subject"],
        "moment": abs((found.facts.received - moment).total_seconds()) < 1,
    }
    return [what for what, holds in held.items() if not holds]
