"""Asking ClamAV about a file: clamd's INSTREAM over its socket, the file in pieces, one connection a question."""

import re
import socket
import struct
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

PIECE = 64 * 1024
# Long enough for a full archive of the largest size we take; a scanner that says nothing for so long is away.
PATIENCE = 60.0
LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: (.{1,200}) FOUND")


class ScannerAwayError(Exception):
    """There is no answer, or none that says whether the file is clean: the verdict waits."""


class Clamd:
    """A scanner at `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`."""

    def __init__(self, address: str) -> None:
        """Take the address; nothing is opened yet."""
        self.address = address

    def version(self) -> str:
        """Engine and signatures, as the scanner names them.

        Raises:
            ScannerAwayError.
        """
        return self._ask(b"zVERSION\0", None).decode(errors="replace")[:100]

    def scan(self, file: IO[bytes]) -> str:
        """The name of the malware in a file, read from where it stands; empty where there is none.

        Raises:
            ScannerAwayError: also when the scanner takes no file of this size (its StreamMaxLength).
        """
        answer = self._ask(b"zINSTREAM\0", file)
        if answer == b"stream: OK":
            return ""
        if found := _FOUND.fullmatch(answer):
            return found[1].decode(errors="replace")
        raise ScannerAwayError(f"clamd says: {answer.decode(errors='replace')[:200]}")

    def _ask(self, command: bytes, file: IO[bytes] | None) -> bytes:
        try:
            with self._connect() as line:
                line.sendall(command)
                if file is not None:
                    _send(line, file)
                return _answer(line)
        except OSError as error:
            raise ScannerAwayError(f"clamd at {self.address}: {error}") from error

    def _connect(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(PATIENCE)
            try:
                line.connect(str(Path(self.address.removeprefix("unix:"))))
            except OSError:
                line.close()
                raise
            return line
        place = urlsplit(self.address)
        return socket.create_connection((place.hostname or "127.0.0.1", place.port or 3310), PATIENCE)


def _send(line: socket.socket, file: IO[bytes]) -> None:
    try:
        while piece := file.read(PIECE):
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It stopped listening to say why; the answer is what counts.
        return


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n")
