"""What `zegel verify` makes of a judgment: who signed it by the log, and whether a document is the one that was signed."""

import argparse
from typing import Final

from zegel.client.export_members import Sum, shown
from zegel.client.verify_export import sum_of
from zegel.client.verify_papers import CommandError
from zegel.client.verify_trust import NotProved, Trust
from zegel.seal import judgment
from zegel.seal.judgment import Signed

_JUDGED: Final = {
    "written": "the judgment",
    "short": "the short judgment",
    "full": "the worked-out version of the judgment",
    "record": "the record of the judgment given at the hearing",
}


def _said(signed: Signed, *, given: bool) -> str:
    """What a judge signed, and when by the clock of their device; `given`: the document was compared with it."""
    said = signed.judgment
    level = f"PDF/A-{said.document.conformance} by its own word" if said.document.conformance else "no PDF/A"
    return (
        f"{_JUDGED[said.kind]} of {said.day} in case {said.number} ({said.court}; {said.document.pages} pages, {level}) was signed by"
        f" {said.name} at {said.signed}{'; the document given is the one that was signed' if given else ''}"
    )


def judgment_in(data: bytes, options: argparse.Namespace, trust: Trust) -> str:
    """What holds of a signed judgment, in one sentence.

    Raises:
        SealError: it does not hold; CommandError: a document is another one; NotProved: nothing says whose key it is.
    """
    if options.sealed:
        raise CommandError("a judgment is compared with the document itself: --document")
    signed = judgment.read(data)
    found = judgment.confirmed(signed, *trust.keys)
    wanted = signed.judgment.document
    for path in options.document:
        if sum_of(path) != Sum(wanted.size, wanted.sha256):
            raise CommandError(
                f"the judgment holds, but {shown(str(path))} is not the document that was signed"
            )
    said = _said(signed, given=bool(options.document))
    if found is None:
        raise NotProved(f"{said}, but no proof of the log came along that this key is the judge's")
    proofs, record = found
    where = f"{said}, as record {record.index} of the log {proofs.origin} says"
    return trust.weigh(where, proofs.note, proofs.key)
