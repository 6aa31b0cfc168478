"""What `zegel verify` can be asked."""

import argparse
from pathlib import Path


def options_parser() -> argparse.ArgumentParser:
    """The words and options of the command."""
    parser = argparse.ArgumentParser(
        prog="zegel verify",
        description="Check a receipt, an export, one or two checkpoints of a log, or a whole log.",
        epilog="Exit codes: 0 it holds under the key you gave; 1 it does not hold, or cannot be read; 2 nothing was proved: no key"
        " was given, too few witnesses had cosigned, or the command was called wrongly.",
    )
    parser.add_argument(
        "receipt",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="a receipt (JSON or PDF), a judgment's signature, a proof, a checkpoint, or an export (ZIP or folder)",
    )
    parser.add_argument(
        "--consistency", type=Path, nargs=2, metavar=("OLD", "NEW"),
        help="two checkpoints (or receipts): does the log of the second contain that of the first?",
    )  # fmt: skip
    parser.add_argument(
        "--tiles", metavar="WHERE", help="address or folder of the log's tiles; its host by itself"
    )
    parser.add_argument(
        "--log", metavar="WHERE", help="read a whole log: a folder of export_log, or an address"
    )
    parser.add_argument(
        "--kept",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="checkpoints or receipts that log must agree with",
    )
    _add_trust(parser)
    _add_files(parser)
    return parser


def add_keys(parser: argparse.ArgumentParser) -> None:
    """The keys of a log that are believed."""
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="BASE64",
        help="a public key of the log, from somewhere you trust",
    )
    parser.add_argument(
        "--key-file", type=Path, metavar="F", help="a file with such keys, one a line, as /log-key gives"
    )


def add_policy(parser: argparse.ArgumentParser) -> None:
    """Who must have seen the log besides."""
    parser.add_argument(
        "--policy", type=Path, metavar="F",
        help="a policy (tlog-policy) with the keys of logs and the witnesses that must have cosigned",
    )  # fmt: skip


def _add_trust(parser: argparse.ArgumentParser) -> None:
    """Whose word is taken."""
    add_keys(parser)
    add_policy(parser)
    parser.add_argument(
        "--tsa-ca",
        type=Path,
        metavar="PEM",
        help="certificate of the time-stamping authority, to check a receipt's stamp",
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
    """What is compared with it."""
    parser.add_argument(
        "--sealed",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="sealed files the receipt must name",
    )
    parser.add_argument(
        "--document",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="ordinary files: those an export proves, or the judgment that was signed",
    )
