"""The login services of the demo: a broker for lawyers, one for citizens and companies, and the directory of a court.

`doors.mjs` plays them as certified OpenID providers. It needs Node.js and the web packages that the pages are built with;
without them the demo has no such logins. Port and secret are kept: an account is linked to the address of its provider.
"""

import json
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("doors.mjs")
PORTS = range(20_000, 26_000)
COURT = "Rechtbank Amsterdam"
HIGH, LOW = "http://eidas.europa.eu/LoA/high", "http://eidas.europa.eu/LoA/low"
LEVELS = {"hoog": {"acr": HIGH, "amr": ["pwd", "mfa"]}, "laag": {"acr": LOW, "amr": ["pwd"]}}


@dataclass(frozen=True, slots=True)
class Door:
    """One login service: what it is called on our button and on its own page, and how it is connected."""

    name: str
    label: str
    intro: str
    settings: str


DOORS = (
    Door(
        "advocatenpas",
        "Advocatenpas (demo)",
        "Kies welke advocaat u bent.",
        f'kind = "professional"\nnumber_claim = "bar"\ntwo_factors = ["{HIGH}"]\n',
    ),
    Door(
        "burger",
        "DigiD of eHerkenning (demo)",
        "Kies wie u bent, of voor welk bedrijf u komt.",
        f'kind = "citizen"\nacr = ["{HIGH}"]\ntwo_factors = ["{HIGH}"]\n',
    ),
    Door(
        "rechtbank",
        f"{COURT} (demo)",
        "Kies welke medewerker u bent.",
        'kind = "directory"\nscope = ["openid", "email", "profile"]\ndomains = ["rechtbank-amsterdam.example"]\n'
        'organisation = "COURT"\ntwo_factors = ["mfa"]\n',
    ),
)


def node_program() -> str | None:
    """Where Node.js is, on a machine that has the web packages too."""
    packages = SCRIPT.parent.parent.parent / "node_modules" / "oidc-provider"
    return shutil.which("node") if packages.exists() else None


class Doors:
    """The doors of one demo. What was chosen at their first start is kept in `folder`."""

    def __init__(self, program: str, folder: Path, origin: str) -> None:
        self.program = program
        self.folder = folder
        self.origin = origin
        self.known: dict[str, Any] = {}

    def start(self, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        """Open them. The process ends with ours, for then its standard input does."""
        kept = self.folder / "doors.json"
        self.known = json.loads(kept.read_text()) if kept.exists() else _chosen()
        # Where somebody else has the port by now it is another one, and the links are lost.
        self.known["port"] = _free(self.known["port"])
        self._keep()
        with (self.folder / "doors.log").open("ab") as log:
            process = subprocess.Popen(
                [self.program, str(SCRIPT)], env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        assert process.stdin is not None
        doors = [self._door(door) for door in DOORS]
        process.stdin.write(json.dumps({"port": self.known["port"], "doors": doors}).encode() + b"\n")
        process.stdin.flush()
        return process

    @property
    def is_connected(self) -> bool:
        """Whether the court is known whose directory one of them is."""
        return "court" in self.known

    def connect(self, organisations: str) -> None:
        """Remember the court as `zegel manage sso` lists it, and `import_accounts` does."""
        line = next(line for line in organisations.splitlines() if line.endswith(f"# {COURT}"))
        self.known["court"] = line.split('"')[1]
        self._keep()

    def settings(self) -> Path:
        """What `ZEGEL_OIDC` names."""
        file, secret = self.folder / "oidc.toml", self.folder / "oidc.secret"
        secret.write_text(self.known["secret"])
        tables = [
            f'[provider.{door.name}]\nlabel = "{door.label}"\nissuer = "{self._issuer(door)}"\nclient_id = "zegel"\n'
            f'secret_file = "{secret}"\n{door.settings.replace("COURT", self.known["court"])}'
            for door in DOORS
        ]
        file.write_text("\n".join(tables))
        return file

    def _issuer(self, door: Door) -> str:
        # Another host name than the product's, so that a browser takes them for another site, as they would be.
        return f"http://localhost:{self.known['port']}/{door.name}"

    def _door(self, door: Door) -> dict[str, Any]:
        client = {
            "client_id": "zegel",
            "client_secret": self.known["secret"],
            "redirect_uris": [f"{self.origin}/login/sso/{door.name}"],
            "post_logout_redirect_uris": [f"{self.origin}/login?left=1"],
            "backchannel_logout_uri": f"{self.origin}/api/login/sso/{door.name}/logout",
        }
        return {
            "name": door.name, "title": door.label, "intro": door.intro, "client": client, "levels": LEVELS,
            "people": self.known["people"][door.name],
        }  # fmt: skip

    def _keep(self) -> None:
        (self.folder / "doors.json").write_text(json.dumps(self.known))


def _chosen() -> dict[str, Any]:
    """At the first start: a secret, and the cast."""
    words = [sys.executable, "-m", "zegel.client.demo_court", "doors"]
    told = subprocess.run(words, capture_output=True, check=True)
    return {"port": None, "secret": secrets.token_urlsafe(32), "people": json.loads(told.stdout)}


def _free(port: int | None) -> int:
    """This port, or where it stays taken (or none was chosen yet) another one.

    Not among those that systems hand out to whoever asks for any: one of these may be gone at the next start. Who had the port may
    have ended just now, and its socket a moment later.
    """
    if port is not None:
        for _ in range(20):
            if _is_free(port):
                return port
            time.sleep(0.1)
    while not _is_free(chosen := secrets.choice(PORTS)):
        pass
    return chosen


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
