"""Starts the certified provider of zegel/console/doors.mjs as a process, with people of the tests."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import zegel.console
from tests.oidc.liar import CLIENT, SECRET
from zegel.console.ports import free_port

SCRIPT = Path(zegel.console.__file__).parent / "doors.mjs"
LEVELS = {
    "hoog": {"acr": "urn:test:substantial", "amr": ["pwd", "mfa"]},
    "laag": {"acr": "urn:test:low", "amr": ["pwd"]},
}
CLAIMS = {
    "advocaat": {"bar": "A12345"},
    "medewerker": {
        "email": "nieuw.medewerker@rechtbank.example",
        "email_verified": True,
        "name": "N. Medewerker",
    },
    "vreemde": {"email": "iemand@elders.example", "email_verified": True, "name": "I. Elders"},
}


@contextmanager
def certified(*redirects: str, ended: str, back: str) -> Iterator[str]:
    """Its issuer, for as long as it is needed; `ended` is told of logouts, `back` is where a browser goes after one."""
    port = free_port()
    client = {
        "client_id": CLIENT, "client_secret": SECRET, "redirect_uris": redirects,
        "post_logout_redirect_uris": [back], "backchannel_logout_uri": ended,
    }  # fmt: skip
    people = [
        {"id": person, "name": person, "note": "", "claims": claims} for person, claims in CLAIMS.items()
    ]
    door = {
        "name": "pas", "title": "Pas", "intro": "Wie bent u?", "client": client, "levels": LEVELS, "people": people,
    }  # fmt: skip
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(["node", str(SCRIPT)], text=True, **pipes) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({"port": port, "doors": [door]}) + "\n")
            process.stdin.flush()
            while (line := process.stdout.readline()) and "ready" not in line:
                pass
            assert line, "the provider did not start"
            yield f"http://localhost:{port}/pas"
        finally:
            process.terminate()
