"""`zegel witness`: make a witness and run it.

zegel witness init FOLDER --name NAME [--log VKEY]…   make its key; prints the line for a policy
zegel witness run FOLDER [--host H] [--port N]      answer logs
"""

import argparse
import os
import secrets
import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from zegel.lib.secret_files import read_or_make
from zegel.seal.cosignature import parse_key, witness_key
from zegel.seal.errors import CheckpointError
from zegel.witness.service import FOLDER, open_witness


def main(argv: list[str]) -> int:
    """Run one word of the command; 0 when it was done, 2 when it was called wrongly."""
    parser = argparse.ArgumentParser(prog="zegel witness", description="Witness transparency logs.")
    words = parser.add_subparsers(dest="word", required=True)
    init = words.add_parser("init", help="make a witness in a new folder")
    init.add_argument("folder", type=Path)
    init.add_argument(
        "--name", required=True, help="address without scheme, such as witness.advocatenorde.example/w1"
    )
    init.add_argument(
        "--log", action="append", default=[], help="key of a log to watch; more may be added to FOLDER/logs"
    )
    run = words.add_parser("run", help="answer logs")
    run.add_argument("folder", type=Path)
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=8090)
    asked = parser.parse_args(argv)
    return _init(asked) if asked.word == "init" else _run(asked)


def _init(asked: argparse.Namespace) -> int:
    try:
        logs = [parse_key(text) for text in asked.log]
    except CheckpointError as error:
        sys.stdout.write(f"zegel witness: {error}\n")
        return 2
    asked.folder.mkdir(parents=True, exist_ok=False)
    read_or_make(asked.folder / "seed", lambda: secrets.token_bytes(32))
    (asked.folder / "name").write_text(f"{asked.name}\n")
    (asked.folder / "logs").write_text("".join(f"log {key}\n" for key in logs) + "quorum none\n")
    witness = open_witness(asked.folder)
    sys.stdout.write(f"witness {asked.name} {witness_key(witness.name, witness.seed)}\n")
    return 0


def _run(asked: argparse.Namespace) -> int:
    open_witness(asked.folder)
    os.environ[FOLDER] = str(asked.folder)
    Granian(
        "zegel.witness.service:application",
        factory=True,
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        log_access=False,
    ).serve()
    return 0
