"""Checking the files of one message: fetch, open, compare with what was signed, look into it, scan. Nothing of a file is
ever kept: its bytes lie in files without a name, which are gone with the process."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from zegel.agent.annex import unmet_rules
from zegel.agent.clamd import Clamd
from zegel.agent.verdict import verdict_of
from zegel.client.http import Session
from zegel.client.sealed import open_envelope
from zegel.lib.kinds import HEAD, PDF, file_type, misnamed
from zegel.seal.errors import SealError
from zegel.seal.manifest import FileEntry, Manifest, check_file
from zegel.seal.opening import open_stream

PIECE = 256 * 1024
PDF_PATIENCE = 40.0


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of one file; `findings` are the codes of the API, `unmet` rules of annex VI."""

    file: int
    findings: list[str]
    pages: int | None = None
    virus: str = ""
    unmet: list[str] = field(default_factory=list)

    def wire(self) -> dict[str, Any]:
        """As the API takes it."""
        return {
            "file": self.file,
            "findings": self.findings,
            "pages": self.pages,
            "virus": self.virus,
            "unmet": self.unmet,
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One message to check, opened; `path` is where its files are fetched."""

    session: Session
    scanner: Clamd
    work: Path
    path: str
    identity: str
    manifest: Manifest

    @classmethod
    def begin(
        cls, session: Session, scanner: Clamd, work: Path, *, delivery: str, boxes: dict[str, list[str]]
    ) -> "Check":
        """Fetch the sealed message and open it; `boxes` are the identities of our boxes.

        Raises:
            NoMatchError: none of our keys opens it. SealError: it is not what its sender signed.
            ApiProblem: it is not ours to check.
        """
        opened = session.call("GET", f"checks/{delivery}")
        identity, manifest = open_envelope(opened, boxes.get(opened["box"], []))
        return cls(session, scanner, work, f"checks/{delivery}", identity, manifest)

    def file(self, number: int, opened: Callable[[int], None]) -> Found:
        """Check one file; `opened` hears its number once it is fetched and open.

        Raises:
            ScannerAwayError: nobody can say whether the file is clean.
        """
        entry = self.manifest.files[number - 1]
        with tempfile.TemporaryFile(dir=self.work) as plain:
            try:
                self._open(entry, plain)
            except SealError:
                return Found(entry.number, ["sealed"])
            opened(number)
            plain.seek(0)
            virus = self.scanner.scan(plain)
            findings, pages = look_into(plain, name=entry.name, declared=entry.type)
            found = ["virus", *findings] if virus else findings
            return Found(entry.number, found, pages, virus, unmet_rules(self.manifest, number))

    def _open(self, entry: FileEntry, plain: IO[bytes]) -> None:
        with tempfile.TemporaryFile(dir=self.work) as sealed:
            self.session.fetch_to(f"{self.path}/files/{entry.number}", sealed)
            sealed.seek(0)
            open_stream([self.identity], sealed, plain)
        plain.seek(0)
        digest = hashlib.sha256()
        while piece := plain.read(PIECE):
            digest.update(piece)
        check_file(entry, size=plain.tell(), sha256=digest.hexdigest())


def look_into(plain: IO[bytes], *, name: str, declared: str) -> tuple[list[str], int | None]:
    """What is the matter with a file, and its pages; a process of its own looks into a PDF, and may die of it."""
    plain.seek(0)
    head = plain.read(HEAD)
    strange = ["misnamed"] if misnamed(head, name) else []
    if file_type(head, name, declared) != PDF:
        return sorted(["other", *strange]), None
    findings, pages = _look_into_pdf(plain)
    return sorted({*findings, *strange}), pages


def _look_into_pdf(plain: IO[bytes]) -> tuple[list[str], int | None]:
    # Our own buffer may stand elsewhere than the file that the other process inherits.
    os.lseek(plain.fileno(), 0, os.SEEK_SET)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "zegel.agent.pdf"], stdin=plain, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=PDF_PATIENCE, check=False, env={},
        )  # fmt: skip
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    return verdict_of(said)
