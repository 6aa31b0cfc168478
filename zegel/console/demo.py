"""`zegel demo`: a whole court on one machine. Starts everything, fills it once, and stops everything together.

1. PostgreSQL, and login services where the machine has Node.js, 2. migrations, 3. accounts (first time), 4. mail receiver,
web server, worker, three witnesses, 5. the courts' agent with a virus scanner, where the machine has one, and a probe, 6. conversations, the
first cases and an outage of before (first time), 7. say that it is ready; while one looks, the other cases are told.
Everything lives in one folder; a second start keeps what is there, and goes on with what was not told yet.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from types import FrameType

import httpx

from zegel.console.demo_witnesses import NAMES, DemoWitnesses
from zegel.console.doors import Doors, node_program
from zegel.console.ports import free_ports
from zegel.console.postgres import EmbeddedPostgres
from zegel.console.scanner import LocalClamd, clamd_program
from zegel.lib.moments import amsterdam, now

STOP_SECONDS = 7
PROBE = "demo"
JOURNAL, BEGUN, TOLD = "stories", "begun", "told"
"""Files of who fills the demo: how far it is, that the first cases are there, that all are."""


class Demo:
    """The processes of one demo. With `apps` its people have authenticator apps too, which only programs can read, with `few` a handful of cases; `log` names its log of evidence otherwise than its address; with `witnesses` three watch its log of keys."""

    def __init__(
        self,
        folder: Path,
        port: int,
        *,
        apps: bool = False,
        few: bool = False,
        log: str = "",
        witnesses: bool = False,
    ) -> None:
        self.log = log
        self.also = [name for name, said in (("apps", apps), ("few", few)) if said]
        self.folder = folder.resolve()
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.inbox = self.folder / "inbox"
        self.postgres = EmbeddedPostgres(self.folder / "postgres")
        program = clamd_program()
        self.scanner = LocalClamd(program) if program else None
        self.agent_key = self.folder / "agent" / "agent.key"
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.spare: set[str] = set()
        self.environment = dict(os.environ)
        node = node_program()
        self.witnesses = DemoWitnesses(self.folder / "witnesses") if witnesses else None
        self.doors = Doors(node, self.folder, self.origin) if node else None
        if self.doors:
            self.also.append("doors")

    def start(self) -> None:
        """Bring everything up; returns when the first page answers."""
        smtp, sms = free_ports(2, besides=[self.port])
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.environment |= {
            "ZEGEL_DATABASE": self.postgres.start(),
            "ZEGEL_DATA": str(self.folder / "data"),
            "ZEGEL_ORIGIN": self.origin,
            "ZEGEL_LOG": self.log,
            "ZEGEL_SMTP": f"smtp://127.0.0.1:{smtp}",
            "ZEGEL_SMS": f"demo+http://127.0.0.1:{sms}/",
            "ZEGEL_DEMO_INBOX": str(self.inbox),
            "ZEGEL_PROBES": self._probe_key(),
            "PYTHONUNBUFFERED": "1",
        }
        if self.witnesses:
            self._make_witnesses(self.witnesses, besides=[self.port, smtp, sms])
        if self.doors:
            self.children["doors"] = self.doors.start(self.environment)
        self._migrate()
        self._publish_client()
        filled, peopled = self.folder / "filled", self.folder / "peopled"
        if not filled.exists() and not peopled.exists():
            self._import_accounts()
            peopled.touch()
        if self.doors:
            self.environment["ZEGEL_OIDC"] = str(self._connect(self.doors))
        self._launch(
            "receiver", sys.executable, "-m", "zegel.console.receiver",
            "--smtp-port", str(smtp), "--http-port", str(sms), "--folder", str(self.inbox),
        )  # fmt: skip
        if self.witnesses and self.witnesses.know_the_log:
            self._launch_witnesses(self.witnesses)
        self._launch("web", *web_command(self.port))
        self._launch("worker", sys.executable, "-m", "zegel.cli", "manage", "work")
        self._wait_for_page()
        if self.witnesses and not self.witnesses.know_the_log:
            self.witnesses.learn(self.origin)
            self._launch_witnesses(self.witnesses)
        self._launch_agent()
        self._launch(
            "probe", sys.executable, "-m", "zegel.cli", "probe", *self._probe_words(), "--every", "10"
        )
        if not filled.exists():
            self._fill()
            filled.touch()
        elif not (self.folder / TOLD).exists():
            self._tell()

    def watch(self) -> int:
        """Wait for the end of any child but a witness, which ends the demo; gives its exit code."""
        while True:
            for name, child in self.children.items():
                code = child.poll()
                if code is not None and name not in self.spare:
                    sys.stderr.write(
                        f"{name} stopped with code {code}; see {self.folder / (name + '.log')}\n"
                    )
                    return 1
            time.sleep(0.3)

    def stop(self) -> None:
        """End web and worker, then the receiver, then the database; whoever lingers is killed."""
        for child in self.children.values():
            child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
            if child.stdin:
                child.stdin.close()
        if self.scanner:
            self.scanner.stop()
        self.postgres.stop()

    def _make_witnesses(self, witnesses: DemoWitnesses, *, besides: list[int]) -> None:
        """At the first start; then say where they are this time."""
        witnesses.folder.mkdir(exist_ok=True)
        made = [
            subprocess.run(words, capture_output=True, check=True, text=True) for words in witnesses.making()
        ]
        witnesses.keep([each.stdout for each in made])
        ports = free_ports(len(NAMES), besides=besides)
        self.environment["ZEGEL_WITNESSES"] = str(witnesses.policy(ports))

    def _launch_witnesses(self, witnesses: DemoWitnesses) -> None:
        for name, command in witnesses.commands().items():
            self.spare.add(f"witness-{name}")
            self._launch(f"witness-{name}", *command)

    def _probe_words(self) -> list[str]:
        folder = self.folder / "probe"
        folder.mkdir(exist_ok=True)
        return [
            "--origin", self.origin, "--name", PROBE, "--key", str(folder / "probe.key"),
            "--journal", str(folder / "journal"),
        ]  # fmt: skip

    def _probe_key(self) -> str:
        """The public key of the probe, asked once."""
        words = [sys.executable, "-m", "zegel.cli", "probe", *self._probe_words(), "--show-key"]
        known = self.folder / "probe" / "probe.pub"
        if not known.exists():
            known.write_text(subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip())
        return known.read_text()

    def _launch_agent(self) -> None:
        """What the courts' teams receive is checked in a process of its own, with the API as its only way in."""
        if self.scanner is None or not self.agent_key.exists():
            return
        self._launch(
            "agent", sys.executable, "-m", "zegel.cli", "agent", "run",
            "--key", str(self.agent_key), "--origin", self.origin, "--clamd", self.scanner.start(),
        )  # fmt: skip

    def _launch(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def _run(self, *words: str, given: bytes | None = None) -> None:
        self._python("-m", "zegel.cli", *words, given=given)

    def _connect(self, doors: Doors) -> Path:
        """What `ZEGEL_OIDC` names; a folder of before there were doors is asked once which court the directory is of."""
        if not doors.is_connected:
            command = [sys.executable, "-m", "zegel.cli", "manage", "sso"]
            told = subprocess.run(
                command, env=self.environment, stdout=subprocess.PIPE, check=True, text=True
            )
            doors.connect(told.stdout)
        return doors.settings()

    def _python(self, *words: str, given: bytes | None = None) -> None:
        subprocess.run([sys.executable, *words], env=self.environment, input=given, check=True)

    def _migrate(self) -> None:
        steps = sorted(str(path) for path in Path(__file__).parent.parent.glob("*/migrations/*.py"))
        self._once("migrated", "\n".join(steps).encode(), "migrate", "--verbosity=0")

    def _publish_client(self) -> None:
        # The names in it change with the content of every script and style; beside it browsers are told of the witnesses.
        built = Path(__file__).parent.parent / "portal" / "static" / "build" / "manifest.json"
        served = built.read_bytes() if built.exists() else os.urandom(16)
        named = self.witnesses.keys.encode() if self.witnesses else b""
        self._once("published", served + named, "publish_client")

    def _once(self, name: str, of: bytes, *words: str) -> None:
        """Do it unless it was done before `of` the same: a second start is to be quick."""
        known, stamp = hashlib.sha256(of).hexdigest(), self.folder / name
        if not stamp.exists() or stamp.read_text() != known:
            self._run("manage", *words)
            stamp.write_text(known)

    def _import_accounts(self) -> None:
        logos = Path(__file__).parent.parent / "portal" / "static" / "demo"
        words, agent = ["accounts", str(logos), *self.also], b""
        if self.scanner:
            words, agent = [*words, "agent"], self._make_agent()
        made = subprocess.run(
            [sys.executable, "-m", "zegel.client.demo_court", *words],
            env=self.environment, input=agent, capture_output=True, check=True,
        )  # fmt: skip
        register = subprocess.run(
            [sys.executable, "-m", "zegel.client.demo_court", "register"],
            env=self.environment, capture_output=True, check=True,
        )  # fmt: skip
        file = self.folder / "register.csv"
        file.write_bytes(register.stdout)
        # Everybody in it gets an account in a moment.
        self._run("manage", "import_register", str(file), "--no-invitations")
        told = subprocess.run(
            [sys.executable, "-m", "zegel.cli", "manage", "import_accounts"],
            env=self.environment, input=made.stdout, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        if self.doors:
            self.doors.connect(told.stdout.decode())
        desks = subprocess.run(
            [sys.executable, "-m", "zegel.client.demo_court", "desks"],
            env=self.environment, capture_output=True, check=True,
        )  # fmt: skip
        self._run("manage", "import_desks", given=desks.stdout)
        banks = subprocess.run(
            [sys.executable, "-m", "zegel.client.demo_court", "banks"],
            env=self.environment, capture_output=True, check=True, text=True,
        )  # fmt: skip
        for line in banks.stdout.splitlines():
            self._run("manage", "set_court_account", *line.split("\t"))

    def _make_agent(self) -> bytes:
        made = subprocess.run(
            [
                sys.executable, "-m", "zegel.cli", "agent", "init", "--key", str(self.agent_key),
                "--origin", self.origin, "--email", "bestandscontrole@rechtspraak.example",
            ],
            env=self.environment, capture_output=True, check=True,
        )  # fmt: skip
        return made.stdout

    def _fill(self) -> None:
        """Conversations and first cases; an outage of before and maintenance soon, so that their page and bar have something to say."""
        tomorrow = amsterdam(now()).date() + timedelta(days=1)
        words = ["maintenance", "--from", f"{tomorrow}T06:00", "--until", f"{tomorrow}T06:45"]
        # Beside the letters, which take longer: starting costs a second and a half.
        announcing = [sys.executable, "-m", "zegel.cli", "manage", *words]
        with subprocess.Popen(announcing, env=self.environment, stdout=subprocess.DEVNULL) as announced:
            self._tell()
            self._wait_for_cases()
            probe = str(self.folder / "probe" / "probe.key")
            self._python("-m", "zegel.client.demo_court", "outage", self.origin, PROBE, probe)
        if announced.returncode:
            raise SystemExit("maintenance could not be announced")

    def _tell(self) -> None:
        """Let the cast write and litigate, in a process of its own that ends by itself."""
        self.spare.add("fill")
        marks = [str(self.folder / name) for name in (JOURNAL, BEGUN, TOLD)]
        words = ["fill", self.origin, str(self.inbox), *marks, *self.also]
        self._launch("fill", sys.executable, "-m", "zegel.client.demo_court", *words)

    def _wait_for_cases(self) -> None:
        """Until the first cases are there; of a handful until all are."""
        child, enough = self.children["fill"], self.folder / (TOLD if "few" in self.also else BEGUN)
        while not enough.exists():
            if child.poll() is not None and not enough.exists():
                raise SystemExit(f"the demo was not filled:\n{self._end_of('fill')}")
            time.sleep(0.1)

    def _end_of(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def _wait_for_page(self) -> None:
        for _ in range(300):
            try:
                if httpx.get(f"{self.origin}/login", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            for name, child in self.children.items():
                if child.poll() is not None and name not in self.spare:
                    raise SystemExit(f"{name} did not start:\n{self._end_of(name)}")
            time.sleep(0.1)
        raise SystemExit(f"the web server did not answer; see {self.folder / 'web.log'}")


def web_command(port: int, host: str = "127.0.0.1", workers: int = 2) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "asginl", "--host", host, "--port", str(port),
        "--workers", str(workers), "--no-ws", "--http1-header-read-timeout", "10000", "--workers-kill-timeout", "5",
        "--log-level", "warning", "--respawn-failed-workers", "--respawn-interval", "15", "zegel.config.asgi:application",
    ]  # fmt: skip


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(argv: list[str]) -> int:
    """Run the demo until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="zegel demo", description="Run Zegel with a lively demo court.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder that keeps everything")
    parser.add_argument("--fresh", action="store_true", help="begin anew: throw away what the folder holds")
    options = parser.parse_args(argv)
    # Both, for who starts it in the background of a script hands down a Ctrl-C that is ignored.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    # A demo that was stopped while it was being filled holds nothing of anybody; it begins anew.
    begun, filled = (options.data / "postgres").exists(), (options.data / "filled").exists()
    if begun and (options.fresh or not filled):
        shutil.rmtree(options.data)
    options.data.mkdir(parents=True, exist_ok=True)
    demo = Demo(options.data, options.port, witnesses=True)
    try:
        demo.start()
        _say_who(demo)
        return demo.watch()
    except KeyboardInterrupt:
        return 0
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        demo.stop()


def _say_who(demo: Demo) -> None:
    who = subprocess.run(
        [sys.executable, "-m", "zegel.client.demo_court", "who", *demo.also],
        capture_output=True,
        check=True,
        text=True,
    )
    sys.stdout.write(f"{who.stdout}\nmails and SMS messages that left: {demo.origin}/demo/inbox\n")
    sys.stdout.write(f"ready {demo.origin}/\n")
    sys.stdout.flush()
