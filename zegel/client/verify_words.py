"""What `zegel verify` says of receipts and records, in English on one line each."""

import json

from zegel.client.verify_export import by
from zegel.lib.moments import AMSTERDAM
from zegel.seal.proof import Proofs
from zegel.seal.receipt import Facts, Receipt


def records(proofs: Proofs) -> str:
    """A line for each record."""
    return "".join(
        f"{record.at:%Y-%m-%d %H:%M:%S %:z}  {record.event}  {record.subject}  by {record.actor}  {json.dumps(record.facts)}\n"
        for record in proofs.records
    )


def sentence(receipt: Receipt, numbers: list[int], stamped: str) -> str:
    """What a receipt says; `numbers` are of the sealed files given, `stamped` what an authority says of the moment."""
    facts = receipt.facts
    moment = facts.received.astimezone(AMSTERDAM)
    said = (
        f"{_about(facts)} ({facts.subject}, files: {len(facts.files)}){by(facts)} was received on"
        f" {moment:%Y-%m-%d at %H:%M:%S} (Dutch time, {moment:%:z}) and is record {receipt.index} of the log"
        f" {receipt.origin}, counted from 0{stamped}"
    )
    if numbers:
        said += f"; the sealed files given are its number {', '.join(map(str, numbers))}"
    return said


def _about(facts: Facts) -> str:
    """What a receipt is of: a message, or a filing and the message that carried it."""
    filing = facts.filing
    if filing is None:
        return f"message {facts.message}"
    carried = f", carried by message {facts.message}" if facts.message else ""
    number = f"{filing.number[:4]}-{filing.number[4:]}"
    return (
        f"filing {filing.id} (number {number}, {filing.kind} at {filing.court}, by {filing.channel}{carried})"
    )
