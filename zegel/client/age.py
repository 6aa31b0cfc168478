"""`zegel age`: make keys, seal and open age files, with the meaning the public `age` tool gives its options."""

import argparse
import getpass
import io
import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from zegel.seal.armor import ArmorReader, ArmorWriter, looks_armored
from zegel.seal.errors import SealError
from zegel.seal.identities import generate_hybrid, generate_x25519, identity_recipient
from zegel.seal.opening import Identity, ScryptIdentity, open_stream, parse_identity
from zegel.seal.recipients import Recipient, ScryptRecipient, parse_recipient
from zegel.seal.sealing import seal

VARIABLE = "ZEGEL_AGE_PASSPHRASE"

_WHAT_FAILED = {
    "header": "the file is not an age file, or its header is damaged",
    "mac": "the header was changed (its MAC does not match)",
    "payload": "the payload was changed or is incomplete",
    "no-match": "none of the identities opens this file",
    "armor": "the ASCII armor is damaged",
    "key-format": "a key is malformed",
    "recipients": "these recipients cannot be used together",
}


class CommandError(Exception):
    """Something the user can put right; the message is the whole explanation."""


class UsageError(CommandError):
    """A command line that contradicts itself."""


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 on success, 1 where it failed, 2 for wrong usage."""
    # Being cut off by `| head` is no failure worth a traceback.
    with suppress(ValueError, AttributeError):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return 2 if stop.code else 0
    try:
        options.run(options)
    except UsageError as refusal:
        return _fail(str(refusal), 2)
    except SealError as refusal:
        return _fail(f"{_WHAT_FAILED.get(refusal.code, refusal.code)}: {refusal}", 1)
    except (CommandError, OSError) as refusal:
        return _fail(str(refusal), 1)
    return 0


def _fail(message: str, status: int) -> int:
    sys.stderr.write(f"zegel age: {message}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zegel age", description="Seal and open age files.")
    commands = parser.add_subparsers(required=True, metavar="keygen|encrypt|decrypt")

    keygen = commands.add_parser("keygen", help="make an identity and show its public half")
    keygen.add_argument("--x25519", action="store_true", help="classical instead of post-quantum hybrid")
    keygen.add_argument("-o", "--output", type=Path, help="write the identity to this new file")
    keygen.set_defaults(run=_keygen)

    encrypt = commands.add_parser("encrypt", help="seal IN to recipients or a passphrase")
    encrypt.add_argument("-r", "--recipient", action="append", default=[], metavar="RECIPIENT")
    encrypt.add_argument("-R", "--recipients-file", action="append", default=[], metavar="FILE")
    encrypt.add_argument("-p", "--passphrase", action="store_true", help=f"ask, or take {VARIABLE}")
    encrypt.add_argument("-a", "--armor", action="store_true", help="write text instead of binary")
    _add_streams(encrypt)
    encrypt.set_defaults(run=_encrypt)

    decrypt = commands.add_parser("decrypt", help="open IN with identities or a passphrase")
    decrypt.add_argument("-i", "--identity", action="append", default=[], metavar="FILE")
    _add_streams(decrypt)
    decrypt.set_defaults(run=_decrypt)
    return parser


def _add_streams(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", type=Path, help="write here instead of to standard output")
    command.add_argument("input", nargs="?", default="-", metavar="IN")


def _keygen(options: argparse.Namespace) -> None:
    identity = generate_x25519() if options.x25519 else generate_hybrid()
    recipient = identity_recipient(identity)
    text = f"# public key: {recipient}\n{identity}\n"
    if options.output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        _write_new(options.output, text)
    sys.stderr.write(f"Public key: {recipient}\n")


def _write_new(path: Path, text: str) -> None:
    """Write a secret to a file only its owner reads; a key that exists is never replaced."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError(f"{path} exists already and is not overwritten") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _encrypt(options: argparse.Namespace) -> None:
    recipients = _recipients(options)
    with ExitStack() as stack:
        source = stack.enter_context(_input(options.input))
        target = stack.enter_context(_output(options.output))
        if options.armor:
            writer = ArmorWriter(target)
            seal(recipients, source, writer)
            writer.finish()
        else:
            _refuse_terminal(target)
            seal(recipients, source, target)


def _recipients(options: argparse.Namespace) -> list[Recipient]:
    given = bool(options.recipient or options.recipients_file)
    if options.passphrase == given:
        raise UsageError("give recipients (-r, -R) or a passphrase (-p), and not both")
    if options.passphrase:
        return [ScryptRecipient(_new_passphrase())]
    recipients = [parse_recipient(text) for text in options.recipient]
    for name in options.recipients_file:
        recipients += _parse_lines(name, parse_recipient)
    return recipients


def _decrypt(options: argparse.Namespace) -> None:
    identities = [i for name in options.identity for i in _parse_lines(name, parse_identity)]
    with ExitStack() as stack:
        source = stack.enter_context(_input(options.input))
        binary = io.BufferedReader(ArmorReader(source)) if looks_armored(source.peek(1)) else source
        holders: list[Identity] = [*identities] or [ScryptIdentity(_known_passphrase())]
        target = stack.enter_context(_output(options.output))
        open_stream(holders, binary, target)


def _parse_lines[Key](name: str, parse: Callable[[str], Key]) -> list[Key]:
    """Read keys one a line; empty lines and comments are passed over. An error names the line, not the key."""
    keys = []
    with _input(name) as source:
        for number, line in enumerate(io.TextIOWrapper(source, encoding="utf-8", errors="replace"), 1):
            text = line.strip()
            if text and not text.startswith("#"):
                try:
                    keys.append(parse(text))
                except SealError as refusal:
                    raise CommandError(f"{name}, line {number}: {refusal}") from None
    if not keys:
        raise CommandError(f"{name} holds no keys")
    return keys


def _new_passphrase() -> str:
    if passphrase := os.environ.get(VARIABLE):
        return passphrase
    passphrase = _ask("Passphrase: ")
    if passphrase != _ask("The same again: "):
        raise CommandError("the two passphrases differ")
    return passphrase


def _known_passphrase() -> str:
    return os.environ.get(VARIABLE) or _ask("Passphrase: ")


def _ask(prompt: str) -> str:
    """Ask on the terminal itself, since standard input may be the file."""
    try:
        # getpass would fall back to standard input, and echo.
        with Path("/dev/tty").open("rb", buffering=0):
            pass
    except OSError:
        raise UsageError(f"give an identity (-i), or set {VARIABLE}: there is no terminal") from None
    passphrase = getpass.getpass(prompt)
    if not passphrase:
        raise CommandError("a passphrase cannot be empty")
    return passphrase


@contextmanager
def _input(name: str) -> Iterator[io.BufferedReader]:
    """Open a file, or standard input for `-`."""
    if name == "-":
        with open(sys.stdin.fileno(), "rb", closefd=False) as source:
            yield source
    else:
        with Path(name).open("rb") as source:
            yield source


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """Give standard output, or a file that appears under its name only when everything went well."""
    if path is None:
        with open(sys.stdout.fileno(), "wb", closefd=False) as target:
            yield target
        return
    if path.exists() and not path.is_file():
        # A device or a named pipe cannot be renamed over.
        with path.open("wb") as target:
            yield target
        return
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as target:
            yield target
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _refuse_terminal(target: BinaryIO) -> None:
    if target.isatty():
        raise UsageError("refusing to write binary to a terminal: use -a, -o or a pipe")
