"""Three witnesses of the demo's log of keys, each a process of its own. Really they stand with others than who runs the log; here they
show what they do. Nothing waits for them, and one that stops stops nothing else."""

import sys
from pathlib import Path
from typing import Final

import httpx

NAMES: Final = ("bar", "bailiffs", "courts")
_POLICY: Final = "group two 2 {}\nquorum two\n"


class DemoWitnesses:
    """Their folders, in one of the demo, and where they listen."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not exist."""
        self.folder = folder
        self.ports: dict[str, int] = {}

    @property
    def know_the_log(self) -> bool:
        """Whether each was told which logs it watches: that of keys and that of evidence."""
        return all(self._logs(name).read_text().count("log ") > 1 for name in NAMES)

    def commands(self) -> dict[str, list[str]]:
        """How each is run, by its name."""
        run = [sys.executable, "-m", "zegel.cli", "witness", "run"]
        return {
            name: [*run, str(self.folder / name), "--port", str(port)] for name, port in self.ports.items()
        }

    def making(self) -> list[list[str]]:
        """The commands that make those that are not there yet; each prints its line of a policy."""
        init = [sys.executable, "-m", "zegel.cli", "witness", "init"]
        missing = [name for name in NAMES if not (self.folder / name).exists()]
        return [[*init, str(self.folder / name), "--name", f"{name}.witness.example"] for name in missing]

    def keep(self, lines: list[str]) -> None:
        """Keep the lines that they printed when they were made."""
        with (self.folder / "keys").open("a") as file:
            file.writelines(f"{line.strip()}\n" for line in lines)

    @property
    def keys(self) -> str:
        """Those lines: what browsers are told of them."""
        return (self.folder / "keys").read_text()

    def policy(self, ports: list[int]) -> Path:
        """The file that `ZEGEL_WITNESSES` names: each with its key and this port, two of the three needed."""
        self.ports = dict(zip(NAMES, ports, strict=True))
        lines = [
            f"{line} http://127.0.0.1:{port}/"
            for line, port in zip(self.keys.splitlines(), ports, strict=True)
        ]
        members = " ".join(line.split()[1] for line in lines)
        place = self.folder / "policy"
        place.write_text("\n".join([*lines, _POLICY.format(members)]))
        return place

    def learn(self, origin: str) -> None:
        """Tell each which logs it watches, as the site says at its first start; later its key may change only by their own hand."""
        told = httpx.get(f"{origin}/keys/policy", timeout=60).raise_for_status().text
        logs = "\n".join(line for line in told.splitlines() if line.startswith("log "))
        for name in NAMES:
            self._logs(name).write_text(f"{logs}\nquorum none\n")

    def _logs(self, name: str) -> Path:
        return self.folder / name / "logs"
