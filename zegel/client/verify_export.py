"""Checks of an export (docs/formats.md, Export): from the log to the receipt, to the envelope, to every file, without a network."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cryptography.x509 import Certificate

from zegel.client.export_list import Listed, ListedMessage, read_list, read_sums
from zegel.client.export_members import Export, ExportError, Sum, shown
from zegel.lib.moments import AMSTERDAM
from zegel.seal import proof, receipt, stamp
from zegel.seal.agreement import Difference, differences
from zegel.seal.errors import SealError
from zegel.seal.manifest import FileEntry, Manifest, signed_by
from zegel.seal.opening import open_bytes
from zegel.seal.receipt import Facts, Receipt
from zegel.seal.shape import SIZE_LIMIT, load

SUMS = "SHA256SUMS"
KEY_START = b"AGE-SECRET-KEY-"
AGE_START = b"age-encryption.org/v1"
LOG_KEYS_LIMIT = 8192
NAMED_AT_MOST = 5

DIGITS = frozenset("0123456789")

_NUMBER = re.compile(r"(?:.*/)?([0-9]{1,9}) [^/]*", re.DOTALL)
_LOG_KEY = re.compile(rb"(?:[A-Za-z0-9+/]{43}=[ \t\r\n]+)+")


class _ChainError(Exception):
    """A link from receipt to file that fails."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


type Kind = Literal["holds", "fails", "note"]


@dataclass(frozen=True)
class Line:
    """One thing that was looked at, in one sentence; what fails has a code, the same as in the browser."""

    kind: Kind
    text: str
    code: str = ""


@dataclass
class Papers:
    """The proof in an export, by what each member is; names are of members."""

    receipts: dict[str, Receipt] = field(default_factory=dict)
    proofs: list[proof.Proofs] = field(default_factory=list)
    envelopes: dict[str, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A message whose whole chain holds, from the log to what its sender signed."""

    number: int
    receipt: Receipt
    manifest: Manifest


@dataclass
class Report:
    """What was found: a sentence for each check, the messages that are proved, and the keys and notes of the log that prove them."""

    lines: list[Line] = field(default_factory=list)
    messages: list[Opened] = field(default_factory=list)
    keys: set[bytes] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)

    def holds(self, text: str) -> None:
        """Note what is right."""
        self.lines.append(Line("holds", f"{text}."))

    def fails(self, code: str, text: str) -> None:
        """Note what is not."""
        self.lines.append(Line("fails", f"{text}.", code))

    def note(self, text: str) -> None:
        """Say what was not looked at, or is not there."""
        self.lines.append(Line("note", f"{text}."))

    @property
    def failed(self) -> int:
        """How many checks failed."""
        return sum(1 for line in self.lines if line.kind == "fails")


def check(export: Export, keys: list[bytes], authorities: list[Certificate] | None) -> Report:
    """Walk through an export; `keys` are of the log, `authorities` of who stamps (None: stamps are not looked at).

    Raises:
        ExportError: it is no export at all.
    """
    report = Report()
    if SUMS not in export.sums:
        raise ExportError(f"this is no export: there is no {SUMS} in it")
    check_sums(export, report)
    name, listed = read_list(export)
    _check_list(export, name, listed, report)
    papers = _papers(export, keys, report)
    if not listed.messages:
        report.fails("left-out", "there is no message in it")
    for message in listed.messages:
        _check_message(export, message, papers, authorities, report)
    _check_complete(listed, papers, report)
    _check_strays(export, name, listed, report)
    found: list[Receipt | proof.Proofs] = [*papers.receipts.values(), *papers.proofs]
    for held in found:
        report.keys.add(held.key)
        report.notes.add(held.note)
    return report


def find(report: Report, digest: Sum) -> tuple[Opened, FileEntry] | None:
    """The document with these bytes, and the message it was filed in."""
    for message in report.messages:
        for entry in message.manifest.files:
            if (entry.size, entry.sha256) == (digest.size, digest.sha256):
                return message, entry
    return None


# ── What is in it ──────────────────────────────────────────────────────────────────────────────────────────────


def check_sums(export: Export, report: Report) -> None:
    """Every file is there and unchanged, by the sums that were made with the export."""
    stated = read_sums(export.whole(SUMS))
    there = {name: found.sha256 for name, found in export.sums.items() if name != SUMS}
    gone = sorted(set(stated) - set(there))
    added = sorted(set(there) - set(stated))
    changed = sorted(name for name in set(there) & set(stated) if there[name] != stated[name])
    for names, what in ((gone, "gone or renamed"), (added, "added or renamed"), (changed, "changed")):
        if names:
            report.fails(
                "sums",
                f"{SUMS}: {_some(names)} {'was' if len(names) == 1 else 'were'} {what} since the export was made",
            )
    if not (gone or added or changed):
        report.holds(f"{SUMS}: all {len(there)} files are there and unchanged since the export was made")


def _check_list(export: Export, name: str, listed: Listed, report: Report) -> None:
    # What it names is covered by it; what stands after it in the ZIP is the list itself and the sums.
    there = {path: found for path, found in export.sums.items() if path not in (SUMS, name)}
    wrong = sorted(file for file in {*there, *listed.files} if there.get(file) != listed.files.get(file))
    if wrong:
        report.fails("list", f"{shown(name)}: it is not the list of {_some(wrong)}")
    else:
        report.holds(f"{shown(name)}: it lists every file, with the size and hash each has")
    for item in listed.missing:
        report.note(f"not in this export, as it says itself: {shown(item.what)} ({shown(item.why)})")
    if listed.left:
        report.note(f"the case has {listed.left} more messages, which are not in this export")


def _papers(export: Export, keys: list[bytes], report: Report) -> Papers:
    """Receipts and proofs that hold, envelopes by their hash and keys by their number."""
    found = Papers()
    for name, digest in export.sums.items():
        start = export.start(name)
        if name.endswith(".age"):
            if digest.size <= SIZE_LIMIT and start.startswith(AGE_START):
                found.envelopes[digest.sha256] = name
        elif name.endswith(".txt") and start.startswith(KEY_START) and (number := _NUMBER.fullmatch(name)):
            found.keys[int(number[1])] = name
        elif name.endswith(".json") and digest.size <= SIZE_LIMIT:
            _read_paper(name, export.whole(name), keys, found, report)
    return found


def _read_paper(name: str, data: bytes, keys: list[bytes], found: Papers, report: Report) -> None:
    kind = type_of(data)
    try:
        if kind in receipt.TYPES:
            held = receipt.verify(data, *keys)
            found.receipts[held.facts.message or held.facts.number] = held
            return
        if kind == proof.TYPE:
            events = proof.verify(data, *keys)
            found.proofs.append(events)
            report.holds(
                f"{shown(name)}: all {len(events.records)} events in it stand in the log {events.origin}"
            )
    except SealError as refusal:
        report.fails("proof", f"{shown(name)}: it does not hold ({refusal})")


# ── One message ────────────────────────────────────────────────────────────────────────────────────────────────


def _check_message(
    export: Export,
    message: ListedMessage,
    papers: Papers,
    authorities: list[Certificate] | None,
    report: Report,
) -> None:
    """The chain of one message; it ends at the first link that fails."""
    what = f"message {message.number}"
    held = papers.receipts.get(message.message)
    if held is None:
        report.fails("receipt", f"{what}: there is no receipt of it that holds")
        return
    moment = held.facts.received.astimezone(AMSTERDAM)
    report.holds(
        f"{what}: received on {moment:%Y-%m-%d at %H:%M:%S} (Dutch time, {moment:%:z}){by(held.facts)}, case {held.facts.subject};"
        f" its receipt is record {held.index} of the log {held.origin}, counted from 0"
    )
    _check_stamp(what, held, authorities, report)
    try:
        manifest, key = _opened(export, message, held, papers)
    except (SealError, _ChainError) as refusal:
        report.fails(refusal.code, f"{what}: {refusal}")
        return
    if not message.is_of(held.facts):
        report.fails("list", f"{what}: the list names another case, moment or sender than the log recorded")
    if found := _differences(manifest, key, held, papers):
        for difference in found:
            report.fails(difference.code, f"{what}: {_told(difference)}")
        return
    if held.facts.parties is None:
        report.note(
            f"{what}: the log names nobody any more; that its sender is called {shown(manifest.sender.name)} only the letter says"
        )
    report.holds(
        f"{what}: its envelope is the one of the receipt, opens with its key, and the signature in it holds (key {key.hex()[:16]}…)"
    )
    report.messages.append(Opened(message.number, held, manifest))
    _check_files(export, message, manifest, report)


def _opened(export: Export, message: ListedMessage, held: Receipt, papers: Papers) -> tuple[Manifest, bytes]:
    envelope = papers.envelopes.get(held.facts.envelope)
    if envelope is None:
        raise _ChainError(
            "envelope",
            "the sealed envelope that its receipt names is not here: it was changed or is of another message",
        )
    key = papers.keys.get(message.number)
    if key is None:
        raise _ChainError("open", "the key to its envelope is not here")
    try:
        identity = export.whole(key).decode("ascii").strip()
        plain = open_bytes([identity], export.whole(envelope))
    except (SealError, UnicodeDecodeError) as refusal:
        raise _ChainError("open", f"its envelope does not open with its key ({refusal})") from None
    return signed_by(plain)


def _differences(manifest: Manifest, key: bytes, held: Receipt, papers: Papers) -> list[Difference]:
    """What was signed must be what the log tells of it: the record of the receipt, and of a filing also that of its message."""
    bodies = {held.body: held.facts.parties}
    for proofs in papers.proofs:
        for record in proofs.records:
            if (record.event, record.subject) == (receipt.EVENT, held.facts.message):
                bodies.setdefault(record.body, None)
    found: dict[str, Difference] = {}
    for body, parties in bodies.items():
        for difference in differences(manifest, key, body, parties):
            found.setdefault(difference.code, difference)
    return list(found.values())


_DIFFERS = {
    "message": "what is in its envelope was written as another message",
    "sender-key": "what is in its envelope was written as another sender than the log names",
    "sender-name": "the letter calls its sender {signed}; who sent it is called {recorded} in the log",
    "recipients": "the letter names other recipients than the log: {signed} against {recorded}",
    "subject": "the letter is about {signed}, the log says {recorded}",
    "secret": "the letter and the log differ in whether it contains what the law keeps secret",
    "files": "the files signed for are not those that were received",
}


def _told(difference: Difference) -> str:
    words = {"signed": difference.signed or "nobody", "recorded": difference.recorded or "nobody"}
    return shown(_DIFFERS[difference.code].format(**words))


def _check_stamp(what: str, held: Receipt, authorities: list[Certificate] | None, report: Report) -> None:
    if authorities is None:
        if held.stamp is not None:
            report.note(f"{what}: its receipt carries a time stamp of an authority, which --tsa-ca checks")
        return
    if held.stamp is None:
        report.fails("stamp", f"{what}: its receipt carries no time stamp")
        return
    try:
        seen = stamp.check(held.stamp, held.note, authorities).astimezone(AMSTERDAM)
    except SealError as refusal:
        report.fails("stamp", f"{what}: {refusal}")
        return
    report.holds(
        f"{what}: the time-stamping authority saw its log on {seen:%Y-%m-%d at %H:%M:%S} ({seen:%:z})"
    )


def _check_files(export: Export, message: ListedMessage, manifest: Manifest, report: Report) -> None:
    """Every file in the folder of the message is the one that was signed for."""
    what, right, left = f"message {message.number}", 0, []
    places = {file.number: file for file in message.files}
    for extra in sorted(set(places) - {entry.number for entry in manifest.files}):
        report.fails("file", f"{what}: {shown(places[extra].path or '')} is not a file of this message")
    for entry in manifest.files:
        place = places.get(entry.number)
        if place is not None and not place.is_of(entry):
            report.fails(
                "list", f"{what}: the list does not name file {entry.number} as the sender signed it"
            )
        if place is None or place.path is None:
            left.append(entry.number)
        elif export.sums.get(place.path) == Sum(entry.size, entry.sha256):
            right += 1
            if not _is_name(place.path, entry.name):
                report.note(f"{what}: {shown(place.path)} is called {shown(entry.name)} by who signed it")
        else:
            report.fails(
                "file", f"{what}: {shown(place.path)} is not file {entry.number} as the sender signed it"
            )
    if right:
        report.holds(
            f"{what}: {_count(right, 'file')} here {'is' if right == 1 else 'are'} exactly what the sender signed"
        )
    if left:
        report.note(f"{what}: not in this export: file {', '.join(map(str, left))}")


# ── Nothing gone, nothing added ────────────────────────────────────────────────────────────────────────────────


def _check_complete(listed: Listed, papers: Papers, report: Report) -> None:
    """No message was taken out that the rest still tells of."""
    numbers = {message.number for message in listed.messages}
    without = {item.message for item in listed.missing if item.message is not None} - numbers
    there = {number for number in numbers | without if number > 0}
    gone = max(there, default=0) - len(there)
    known = {message.message for message in listed.messages}
    told = {
        event.subject for held in papers.proofs for event in held.records if event.event == receipt.EVENT
    } | set(papers.receipts)
    if gone:
        first = next(number for number in range(1, len(there) + 2) if number not in there)
        report.fails("left-out", f"message {first} was left out of the list ({gone} in all)")
    elif len(told - known) > len(without):
        report.fails(
            "left-out", f"the proof tells of {_some(sorted(told - known))}, which the list does not have"
        )


def _check_strays(export: Export, name: str, listed: Listed, report: Report) -> None:
    """Every member has a part: a document that was signed for, a paper of the proof, or a page that proves nothing."""
    documents = {file.path for message in listed.messages for file in message.files}
    folders = {f"{message.folder}/" for message in listed.messages}
    renderings: list[str] = []
    strays = []
    for total in export.sums:
        if total in documents or total in (SUMS, name):
            continue
        folder, _, rest = total.rpartition("/")
        ending = rest.rpartition(".")[2]
        if f"{folder}/" in folders and ending in ("pdf", "eml") and rest[:1] not in DIGITS:
            renderings.append(f"{folder}.{ending}")
        elif f"{folder}/" in folders or not (
            _is_paper(export, total) if folder else ending in ("html", "txt")
        ):
            strays.append(total)
    if strays or len(set(renderings)) != len(renderings):
        report.fails("stray", f"{_some(strays) or 'a second page of a message'} is no part of an export")
    report.note(
        "what is for reading (PDF and EML of a message, PDF of a receipt, the guide) is a copy made with the export; the"
        " envelope and the JSON are the originals"
    )


def _is_paper(export: Export, name: str) -> bool:
    """Whether this is proof of a kind an export has; a receipt on paper stands beside the one to check."""
    stem, _, ending = name.rpartition(".")
    start, size = export.start(name), export.sums[name].size
    if ending == "json":
        return size <= SIZE_LIMIT and type_of(export.whole(name)) in (
            *receipt.TYPES,
            proof.TYPE,
        )
    if ending == "txt":
        if size > SIZE_LIMIT:
            return False
        keys = size <= LOG_KEYS_LIMIT and _LOG_KEY.fullmatch(export.whole(name)) is not None
        return start.startswith(KEY_START) or keys
    if ending == "pdf":
        return f"{stem}.json" in export.sums
    return ending == "age" and start.startswith(AGE_START)


def _is_name(path: str, name: str) -> bool:
    """Whether a document lies under the name its sender gave it, behind its number."""
    lies = path.rpartition("/")[2].partition(" ")[2]
    return " ".join(unicodedata.normalize("NFC", name).split()) == lies


def type_of(data: bytes) -> object:
    """The `type` of a JSON file; None where it has none, or is no JSON."""
    try:
        told = load(data)
    except ValueError:
        return None
    return told.get("type") if isinstance(told, dict) else None


def _some(names: Iterable[str]) -> str:
    every = [shown(name) for name in names]
    more = f" and {len(every) - NAMED_AT_MOST} more" if len(every) > NAMED_AT_MOST else ""
    return ", ".join(every[:NAMED_AT_MOST]) + more


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def by(facts: Facts) -> str:
    """Who sent it on whose behalf, as the log was told."""
    parties = facts.parties
    if parties is None:
        return ""
    behalf = [
        name for name in (parties.on_behalf_of, parties.organisation) if name and name != parties.sender
    ]
    whom = f", for {parties.filed_for}" if parties.filed_for else ""
    return shown(
        f" from {parties.sender}"
        + (f" on behalf of {', '.join(dict.fromkeys(behalf))}" if behalf else "")
        + whom
    )


def sum_of(path: Path) -> Sum:
    """What a file on this disk is by its bytes."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Sum(path.stat().st_size, digest)
