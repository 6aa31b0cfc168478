"""Starts the certified provider of provider.mjs as a process."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCRIPT = Path(__file__).parent / "provider.mjs"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def certified(redirects: list[str], port: int = 0) -> Iterator[str]:
    """Its issuer, for as long as it is needed."""
    port = port or free_port()
    command = ["node", str(SCRIPT), str(port), *redirects]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as process:
        try:
            assert process.stdout is not None
            while (line := process.stdout.readline()) and "ready" not in line:
                pass
            assert line, "the provider did not start"
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
