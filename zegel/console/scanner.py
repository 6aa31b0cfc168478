"""A virus scanner for one machine: Debian's clamd as a child of this process, with the test signature and no other.

It shows that scanning works, with the harmless EICAR file; a real court uses its own clamd and its daily signatures.
"""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# The EICAR test string in hexadecimal, so that nobody's scanner takes our own source for it.
EICAR = (
    "58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d"
    "5354414e444152442d414e544956495255532d544553542d46494c452124482b482a"
)
# Its own size limits are below what a file may be here.
SETTINGS = """LocalSocket {socket}
DatabaseDirectory {signatures}
Foreground yes
StreamMaxLength 100M
MaxFileSize 100M
MaxScanSize 400M
"""
START_SECONDS = 10.0
STOP_SECONDS = 3.0


def clamd_program() -> str | None:
    """Where clamd is; it lies where only the root's path looks."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


class LocalClamd:
    """One clamd with its socket in a short-named folder: a socket's path may have 107 bytes."""

    def __init__(self, program: str) -> None:
        """Take the program; nothing is started yet."""
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="zegel-clamd-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"unix:{self._folder / 'clamd.sock'}"

    def start(self) -> str:
        """Start it, unless it runs, and give its address once it answers."""
        if self._process and self._process.poll() is None:
            return self.address
        signatures = self._folder / "signatures"
        signatures.mkdir(exist_ok=True)
        (signatures / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR}\n")
        settings = self._folder / "clamd.conf"
        settings.write_text(SETTINGS.format(socket=self._folder / "clamd.sock", signatures=signatures))
        with (self._folder / "clamd.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program, "-c", str(settings)], stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"clamd did not start; see {self._folder / 'clamd.log'}")
            time.sleep(0.05)
        return self.address

    def stop(self) -> None:
        """End it and remove what it left."""
        self.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def end(self) -> None:
        """End the process; it may be started again."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            try:
                line.connect(str(self._folder / "clamd.sock"))
                line.sendall(b"zPING\0")
                return line.recv(16).startswith(b"PONG")
            except OSError:
                return False
