"""`zegel verify`: check a receipt, a judgment, an export of mail or of a case, a checkpoint, two of them or a whole log without any server (docs/formats.md).

Exit codes: 0 it holds, under a key that was given; 1 it does not hold, or cannot be read; 2 nothing was proved: no key was given,
too few witnesses of the policy given had cosigned, or the command was called wrongly.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from zegel.client.case_list import is_case
from zegel.client.export_members import Export, ExportError, is_export, opened, shown
from zegel.client.receipt_pdf import PdfError
from zegel.client.verify_case import check_case
from zegel.client.verify_export import Report, check, find, sum_of
from zegel.client.verify_judgment import judgment_in
from zegel.client.verify_log import audit, check_consistency
from zegel.client.verify_options import options_parser
from zegel.client.verify_papers import CommandError, as_note, authorities_in, note_in, number_of, read_paper
from zegel.client.verify_source import Source, SourceError
from zegel.client.verify_trust import NO_KEY, NotProved, Trust
from zegel.client.verify_words import records, sentence
from zegel.lib.moments import AMSTERDAM
from zegel.seal import stamp
from zegel.seal.errors import SealError
from zegel.seal.judgment import is_judgment
from zegel.seal.proof import is_proof
from zegel.seal.proof import verify as verify_proof
from zegel.seal.receipt import Receipt, verify
from zegel.seal.shape import SIZE_LIMIT

_WHAT_FAILED = {
    "receipt": "this is not a valid receipt",
    "judgment": "this is not a judgment that was signed",
    "checkpoint": "the log's signature does not hold",
    "proof": "the log does not contain what this receipt says",
    "stamp": "the receipt holds, but not its time stamp",
}
_LOG_FAILED = _WHAT_FAILED | {"proof": "the log is not what was signed"}
_PAIR_FAILED = _WHAT_FAILED | {"proof": "the two do not agree: the log was forked or rewritten"}


def main(argv: Sequence[str]) -> int:
    """Check one thing; gives the exit code (see above)."""
    parser = options_parser()
    try:
        options = parser.parse_args(argv)
        if sum(1 for option in (options.receipt, options.consistency, options.log) if option) != 1:
            parser.error("give a receipt or an export, --consistency OLD NEW, or --log WHERE")
    except SystemExit as stop:
        return 2 if stop.code else 0
    failed = _PAIR_FAILED if options.consistency else _LOG_FAILED if options.log else _WHAT_FAILED
    try:
        if options.receipt and is_export(options.receipt):
            return _export(options)
        said = _check(options)
    except NotProved as lack:
        sys.stdout.write(f"not proved: {lack}.\n")
        return 2
    except SealError as refusal:
        return _fail(f"{failed.get(refusal.code, refusal.code)}: {shown(str(refusal))}.")
    except (CommandError, ExportError, PdfError, SourceError, OSError, ValueError) as refusal:
        return _fail(f"{shown(str(refusal))}.")
    sys.stdout.write(f"{said}.\n")
    return 0


def _check(options: argparse.Namespace) -> str:
    """What holds, in one sentence. Raises NotProved where no key was given to hold it against."""
    trust = _trust(options)
    if options.receipt:
        data = read_paper(options.receipt)
        if is_judgment(data):
            return f"valid: {judgment_in(data, options, trust)}; signed with the key you gave"
        if options.document:
            raise CommandError("ordinary documents can be compared with an export only, not with a receipt")
        said = _file(data, options, trust)
        return f"valid: {said}; signed with the key you gave"
    return _consistency(options, trust) if options.consistency else _audit(options, trust)


def _file(data: bytes, options: argparse.Namespace, trust: Trust) -> str:
    """One file: a proof, a checkpoint, or else it must be a receipt."""
    if is_proof(data):
        proofs = verify_proof(data, *trust.keys)
        sys.stdout.write(records(proofs))
        said = f"these {len(proofs.records)} records stand in the log {proofs.origin}"
        return trust.weigh(said, proofs.note, proofs.key)
    if (note := as_note(data)) is not None:
        state = trust.state(note)
        return trust.weigh(
            f"the log {state.origin} of {state.size} records is in the state that this checkpoint names", note
        )
    receipt = verify(data, *trust.keys)
    numbers = [number_of(path, receipt) for path in options.sealed]
    return trust.weigh(sentence(receipt, numbers, _stamp(options, receipt)), receipt.note, receipt.key)


def _export(options: argparse.Namespace) -> int:
    """A line for each thing that was looked at, and one for the whole."""
    if options.sealed:
        raise CommandError("sealed files can be compared with a receipt only; an export has --document")
    trust = _trust(options)
    trusted = authorities_in(options.tsa_ca) if options.tsa_ca else None
    with opened(options.receipt) as export:
        if is_case(export):
            return _case(export, options, trust)
        report = check(export, list(trust.keys), trusted)
    for path in options.document:
        _document(path, report)
    count = len(report.messages)
    return _told(
        report, f"everything in this export of {count} message{'' if count == 1 else 's'} holds", trust
    )


def _case(export: Export, options: argparse.Namespace, trust: Trust) -> int:
    """As `_export`, of a whole case."""
    if options.document or options.tsa_ca:
        raise CommandError(
            "of the export of a case every document is checked as it lies there, and no time stamp"
        )
    listed, report = check_case(export, trust.keys)
    return _told(report, f"everything in this export of case {shown(listed.number)} holds", trust)


def _told(report: Report, said: str, trust: Trust) -> int:
    """Every line, and what they come to together."""
    for line in report.lines:
        sys.stdout.write(f"{line.kind}: {line.text}\n")
    if report.failed:
        return _fail(f"this export does not hold: {report.failed} of its checks failed, see above.")
    for note in sorted(report.notes):
        trust.weigh(said, note, *sorted(report.keys))
    sys.stdout.write(f"valid: {said}; signed with the key you gave.\n")
    return 0


def _document(path: Path, report: Report) -> None:
    found = find(report, sum_of(path))
    if found is None:
        report.fails("document", f"{shown(str(path))} is none of the files that are proved here")
        return
    message, entry = found
    moment = message.receipt.facts.received.astimezone(AMSTERDAM)
    report.holds(
        f"{shown(str(path))} is file {entry.number} of message {message.number} ({shown(entry.name)}), exactly as it was received on"
        f" {moment:%Y-%m-%d at %H:%M:%S}"
    )


def _stamp(options: argparse.Namespace, receipt: Receipt) -> str:
    """What an authority says of the moment, as far as it could be checked."""
    if receipt.stamp is None:
        if options.tsa_ca is not None:
            raise CommandError("the receipt holds, but it carries no time stamp")
        return ""
    if options.tsa_ca is None:
        return "; it carries a time stamp of an authority, which --tsa-ca checks"
    moment = stamp.check(receipt.stamp, receipt.note, authorities_in(options.tsa_ca)).astimezone(AMSTERDAM)
    return f"; the time-stamping authority saw that log on {moment:%Y-%m-%d at %H:%M:%S} ({moment:%:z})"


def _consistency(options: argparse.Namespace, trust: Trust) -> str:
    notes = [note_in(path) for path in options.consistency]
    old, new = (trust.state(note) for note in notes)
    # The name of a log is the host that publishes it.
    local = new.origin.startswith("127.0.0.1:")
    where = options.tiles or f"{'http' if local else 'https'}://{new.origin}"
    check_consistency(old, new, Source(where))
    said = (
        f"the log {new.origin} of {new.size} records contains all {old.size} records of the older checkpoint,"
        " unchanged and in the same order"
    )
    return f"consistent: {trust.weigh(said, notes[1])}"


def _audit(options: argparse.Namespace, trust: Trust) -> str:
    if not trust.keys:
        raise NotProved(f"a log names no key of its own: {NO_KEY}")
    held = audit(Source(options.log), list(trust.keys), [note_in(path) for path in options.kept])
    what = "every record, every tile" if held.records else "every tile (records are not published)"
    said = (
        f"the log {held.state.origin} of {held.state.size} records is what was signed; checked: {what} and"
        f" {held.checkpoints} checkpoints"
    )
    return f"valid: {trust.weigh(said, held.note)}"


def _fail(message: str) -> int:
    sys.stderr.write(f"zegel verify: {message}\n")
    return 1


def _trust(options: argparse.Namespace) -> Trust:
    """The keys and the policy given. Raises CommandError for what is none."""
    lines = list(options.key)
    if options.key_file is not None:
        with options.key_file.open("rb") as source:
            lines += source.read(8192).decode(errors="replace").strip().split("\n")
    if options.policy is None:
        policy = ""
    else:
        with options.policy.open("rb") as source:
            policy = source.read(SIZE_LIMIT).decode(errors="replace")
    try:
        return Trust.read(lines, policy)
    except ValueError:
        raise CommandError("the key given is not base64 of 32 bytes") from None
