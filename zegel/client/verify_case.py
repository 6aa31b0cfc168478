"""Checks of the export of a case (docs/formats.md, Export of a case): from the log to each act and each piece, without a network.

The log says what was done and placed; the law says whether each act could be done where it was (`law.case_states`); who signed a piece
says what is in it.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast

from zegel.client.case_list import NAME, ListedCase, ListedDocument, ListedPiece, read_case
from zegel.client.export_members import Export, ExportError, Sum, shown
from zegel.client.verify_export import SUMS, Report, check_sums, type_of
from zegel.law.case_states import Act, State, next_state, step
from zegel.seal import judgment, proof
from zegel.seal.errors import SealError
from zegel.seal.manifest import FileEntry, Manifest, signed_by
from zegel.seal.opening import open_bytes
from zegel.seal.proof import Told
from zegel.seal.shape import SIZE_LIMIT

REGISTERED: Final = "casefile.case.registered"
PLACED: Final = "casefile.entry.placed"
DONE: Final = "proceedings.act.done"
FIRST: Final = "applied"
GUIDE: Final = ("read-me.txt",)


class _BrokenError(Exception):
    """A link from the log to a document that fails, with its code."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def check_case(export: Export, keys: Sequence[bytes]) -> tuple[ListedCase, Report]:
    """Walk through the export of a case; `keys` are of the log.

    Raises:
        ExportError: it is no export of a case.
    """
    if SUMS not in export.sums:
        raise ExportError(f"this is no export: there is no {SUMS} in it")
    report, listed = Report(), read_case(export)
    check_sums(export, report)
    records = [record for record in _records(export, keys, report) if record.subject == listed.case]
    _check_numbers(listed, records, report)
    _check_course([record for record in records if record.event == DONE], report)
    placed = {str(record.facts.get("entry")): record for record in records if record.event == PLACED}
    for piece in listed.pieces:
        _check_piece(export, piece, placed.get(piece.entry), records, report)
    _check_complete(listed, placed, report)
    _check_strays(export, listed, report)
    return listed, report


def _records(export: Export, keys: Sequence[bytes], report: Report) -> list[Told]:
    found: dict[int, Told] = {}
    for name, digest in export.sums.items():
        if not name.endswith(".json") or digest.size > SIZE_LIMIT:
            continue
        data = export.whole(name)
        if type_of(data) != proof.TYPE:
            continue
        try:
            held = proof.verify(data, *keys)
        except SealError as refusal:
            report.fails("proof", f"{shown(name)}: it does not hold ({refusal})")
            continue
        report.keys.add(held.key)
        report.notes.add(held.note)
        report.holds(f"{shown(name)}: all {len(held.records)} records in it stand in the log {held.origin}")
        found |= {record.index: record for record in held.records}
    return [found[index] for index in sorted(found)]


def _check_numbers(listed: ListedCase, records: Iterable[Told], report: Report) -> None:
    made = next((record for record in records if record.event == REGISTERED), None)
    if made is None:
        report.fails("case", "the log has no record here of how this case was registered")
        return
    told = (listed.number, listed.summary_number, listed.court)
    kept = tuple(made.facts.get(name) for name in ("number", "summaryNumber", "court"))
    if told != kept:
        report.fails("case", f"{NAME}: it names another case or court than the log")
        return
    report.holds(
        f"case {listed.number} ({listed.summary_number}) was registered at the court {listed.court} on {made.at:%Y-%m-%d at %H:%M:%S}"
    )


def _check_course(acts: Iterable[Told], report: Report) -> None:
    """Every act is there, begins where the one before it ended, and was lawful there."""
    here = FIRST
    for number, act in enumerate(sorted(acts, key=lambda record: _number(record.facts)), 1):
        what, before, after = (str(act.facts.get(name)) for name in ("what", "stateBefore", "stateAfter"))
        said = f"act {number}: {what} by the {act.facts.get('role')} on {act.at:%Y-%m-%d at %H:%M:%S}"
        if _number(act.facts) != number:
            report.fails(
                "course", f"act {number} is not here: the log has one with number {_number(act.facts)}"
            )
            return
        if before != here:
            report.fails("course", f"{shown(said)}: it begins at {shown(before)}, where the case was {here}")
            return
        if _after(before, what) != after:
            report.fails("course", f"{shown(said)}: no act leads from {shown(before)} to {shown(after)}")
            return
        places = ", ".join(
            str(article) for article in step(cast("State", before), cast("Act", what)).articles
        )
        report.holds(f"{said}: {before} → {after} ({places})")
        here = after
    report.holds(f"the course of the case is whole and lawful up to this state: {here}")


def _after(before: str, what: str) -> str | None:
    return next_state(cast("State", before), cast("Act", what))


def _number(facts: Mapping[str, Any]) -> int:
    value = facts.get("number")
    return value if isinstance(value, int) else 0


# ── Pieces ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_piece(
    export: Export, piece: ListedPiece, record: Told | None, records: Sequence[Told], report: Report
) -> None:
    """The chain of one piece; it ends at the first link that fails."""
    what = f"piece {piece.number} ({shown(piece.kind)})"
    try:
        facts = _recorded(piece, record)
        if piece.shut is not None:
            report.note(f"{what}: not opened in this export, as it says itself: {shown(piece.shut)}")
            return
        manifest = _opened(export, piece, facts)
        files = _files(export, piece, manifest, facts)
    except _BrokenError as refusal:
        report.fails(refusal.code, f"{what}: {shown(str(refusal))}")
        return
    told = (
        "signed with the key the log names"
        if facts.get("signingKey")
        else "signed, though the log names no key"
    )
    report.holds(f"{what}: placed on {piece.placed}, filed on {piece.filed}; {len(files)} documents, {told}")
    _check_judgment(export, what, files, records, report)


def _recorded(piece: ListedPiece, record: Told | None) -> Mapping[str, Any]:
    if record is None:
        raise _BrokenError("unrecorded", "the log has no record of it here")
    facts = record.facts
    if (piece.number, piece.kind, piece.party) != tuple(
        facts.get(name) for name in ("number", "kind", "party")
    ):
        raise _BrokenError("list", "the list tells its number, kind or party otherwise than the log")
    if not _same(piece.filed, str(facts.get("filedAt"))) or not _same(piece.placed, record.at.isoformat()):
        raise _BrokenError("moment", "the list tells another moment than the log")
    return facts


def _same(left: str, right: str) -> bool:
    try:
        return datetime.fromisoformat(left) == datetime.fromisoformat(right)
    except (ValueError, TypeError):
        return False


def _opened(export: Export, piece: ListedPiece, facts: Mapping[str, Any]) -> Manifest:
    plain = _unsealed(export, piece.envelope, piece.key, "its envelope")
    try:
        manifest, key = signed_by(plain)
    except SealError as refusal:
        raise _BrokenError("signature", str(refusal)) from None
    signer = facts.get("signingKey")
    if signer and base64.b64encode(key).decode() != signer:
        raise _BrokenError("signer", "it is not signed with the key that the log names")
    return manifest


def _unsealed(export: Export, sealed: str | None, key: str | None, what: str) -> bytes:
    if sealed not in export.sums or key not in export.sums or sealed is None or key is None:
        raise _BrokenError("open", f"{what} or the key to it is not here")
    identity = export.whole(key).decode("ascii", "replace").strip()
    try:
        return open_bytes([identity], export.whole(sealed))
    except SealError as refusal:
        raise _BrokenError("open", str(refusal)) from None


def _files(
    export: Export, piece: ListedPiece, manifest: Manifest, facts: Mapping[str, Any]
) -> list[tuple[str, FileEntry]]:
    """The documents, each exactly what was signed and none twice, with where it lies."""
    sums = facts.get("documents")
    if not isinstance(sums, list) or len(sums) != len(piece.documents):
        raise _BrokenError("left-out", "it has not as many documents as were placed")
    bound = manifest.message == facts.get("filing")
    left = list(manifest.files)
    found = []
    for document, placed in zip(piece.documents, sums, strict=True):
        path, entry = _file(export, document, left, None if bound else str(placed))
        left.remove(entry)
        found.append((path, entry))
    return found


def _file(
    export: Export, document: ListedDocument, left: Sequence[FileEntry], placed: str | None
) -> tuple[str, FileEntry]:
    """A document as it was signed: one of those that are left. What the log does not bind to the piece by its filing, it binds by the sum
    of the sealed file."""
    there = export.sums.get(document.path or "")
    entry = next((each for each in left if there == Sum(each.size, each.sha256)), None)
    if document.path is None or entry is None:
        raise _BrokenError("file", f"document {document.number} is not one that was signed")
    if placed is None:
        return document.path, entry
    sealed = export.sums.get(document.sealed or "")
    if sealed is None or sealed.sha256 != placed:
        raise _BrokenError("file", f"document {document.number} is not here as it was sealed and placed")
    plain = _unsealed(export, document.sealed, document.key, f"document {document.number}")
    if plain != export.whole(document.path):
        raise _BrokenError("file", f"document {document.number} is another one than was sealed and placed")
    return document.path, entry


def _check_judgment(
    export: Export, what: str, files: Sequence[tuple[str, FileEntry]], records: Iterable[Told], report: Report
) -> None:
    """Whether the judge whom the log names signed the judgment in a piece, and signed this document."""
    sums = {(entry.sha256, entry.size) for _path, entry in files}
    for path, entry in files:
        if entry.size > judgment.LIMIT or not judgment.is_judgment(data := export.whole(path)):
            continue
        try:
            signed = judgment.read(data)
        except SealError as refusal:
            report.fails("judgment", f"{what}: {refusal}")
            continue
        said = signed.judgment
        if (said.document.sha256, said.document.size) not in sums:
            report.fails("judgment", f"{what}: what the judge signed is not the document beside it")
        elif judgment.record_of(signed, records) is None:
            report.fails("judgment", f"{what}: the log does not say that this key is the judge's")
        else:
            report.holds(f"{what}: the judgment of {said.day}, signed by {shown(said.name)} as the log says")


# ── Nothing gone, nothing added ────────────────────────────────────────────────────────────────────────────────


def _check_complete(listed: ListedCase, placed: Mapping[str, Told], report: Report) -> None:
    gone = sorted(
        _number(placed[entry].facts) for entry in placed.keys() - {piece.entry for piece in listed.pieces}
    )
    if gone:
        report.fails(
            "left-out", f"the log tells of piece {', '.join(map(str, gone))}, which the list does not have"
        )
    numbers = {piece.number for piece in listed.pieces} | set(gone)
    hidden = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
    if hidden:
        report.note(f"who made this export does not read piece {', '.join(map(str, hidden))} of the file")


def _check_strays(export: Export, listed: ListedCase, report: Report) -> None:
    parts = listed.members | {NAME, SUMS, *GUIDE}
    for name in export.sums:
        small = name.endswith(".json") and export.sums[name].size <= SIZE_LIMIT
        if name not in parts and not (small and type_of(export.whole(name)) == proof.TYPE):
            report.fails("stray", f"{shown(name)} is no part of the export of a case")
