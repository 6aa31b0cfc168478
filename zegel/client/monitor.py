"""`zegel monitor URL`: follow a site's log of keys, see that it only grows, and tell what became of the keys of the labels watched.

What was seen is kept in a folder, so that each run reads only what is new and a log that was changed in between shows. Exit codes:
0 all is well and nothing new was said of a watched label; 3 something was (it is printed, one line each); 1 the log is not the one
of before, or is wrong in itself; 2 nothing could be checked (no key given, no answer, called wrongly).
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zegel.client.verify_options import add_keys
from zegel.client.verify_source import Source, SourceError
from zegel.client.verify_trust import NO_KEY, key_of
from zegel.seal.checkpoint import Checkpoint, origin_of, signer_of, verify
from zegel.seal.errors import SealError
from zegel.seal.key_entry import KeyEntry, label_input, read
from zegel.seal.merkle import Frontier, leaf_hash
from zegel.seal.policy import Policy, check, parse
from zegel.seal.succession import followed
from zegel.seal.tiles import WIDTH, number_path
from zegel.seal.vrf import verify as verified_label

NEWS: Final = 3
_STATE: Final = "monitor.json"


class Changed(SealError):
    """The log is not the one that was seen before, or says what cannot be."""

    code = "log"


class NotChecked(Exception):
    """Nothing is wrong, and nothing was proved either."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the log was read: its origin, size and right edge, and the key it was signed with."""

    origin: str
    key: str
    size: int
    peaks: tuple[bytes, ...]

    @classmethod
    def of(cls, folder: Path) -> "Seen | None":
        """What a folder keeps, if anything.

        Raises:
            ValueError: it keeps something else.
        """
        place = folder / _STATE
        if not place.exists():
            return None
        try:
            told = json.loads(place.read_text())
            peaks = tuple(base64.b64decode(peak) for peak in told["peaks"])
            return cls(told["origin"], told["key"], int(told["size"]), peaks)
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{place} is not what was seen of a log") from None

    def keep(self, folder: Path) -> None:
        """Write it, whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        told: dict[str, Any] = {"origin": self.origin, "key": self.key, "size": self.size}
        told["peaks"] = [base64.b64encode(peak).decode() for peak in self.peaks]
        draft = folder / f"{_STATE}.new"
        draft.write_text(json.dumps(told))
        draft.replace(folder / _STATE)


def main(argv: Sequence[str]) -> int:
    """Look once; gives the exit code (see above)."""
    parser = argparse.ArgumentParser(prog="zegel monitor", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("url", help="the address of the site")
    parser.add_argument(
        "--label",
        action="append",
        default=[],
        help="a label to watch, as the page Keys of an account shows it",
    )
    parser.add_argument(
        "--address",
        action="append",
        default=[],
        metavar="ADDRESS=PROOF",
        help="an address with the proof of its label (base64)",
    )
    parser.add_argument(
        "--state",
        type=Path,
        default=Path("zegel-monitor"),
        help="folder that keeps what was seen (default: zegel-monitor)",
    )
    parser.add_argument(
        "--policy", type=Path, metavar="F", help="logs and witnesses to believe (C2SP tlog-policy)"
    )
    add_keys(parser)
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return 2 if stop.code else 0
    try:
        lines = options.key_file.read_text().split("\n") if options.key_file else []
        keys = [key_of(line.strip()) for line in [*options.key, *filter(str.strip, lines)]]
        policy = parse(options.policy.read_text()) if options.policy else None
        source = Source(options.url)
        labels = {label: label for label in options.label} | _labels(source, options.address)
        news = list(look(source, options.state, keys, policy, labels))
    except (NotChecked, SourceError, OSError, ValueError) as lack:
        sys.stdout.write(f"not checked: {lack}.\n")
        return 2
    except SealError as error:
        sys.stdout.write(f"{error}.\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in news)
    return NEWS if news else 0


def look(
    source: Source, folder: Path, keys: Sequence[bytes], policy: Policy | None, labels: dict[str, str]
) -> Iterator[str]:
    """Read what is new in the log and give what it says of `labels`, each with the name it is to be printed by.

    Raises:
        Changed, CheckpointError, ProofError: it is not the log of before, or wrong; NotChecked: no key, no log yet.
    """
    seen = Seen.of(folder)
    note = _read(source, "keys/checkpoint").decode()
    state, key = _state(source, note, keys or ([base64.b64decode(seen.key)] if seen else []), policy)
    if seen and (seen.origin, seen.size > state.size) != (state.origin, False):
        raise Changed(f"the log has {state.size} entries, and had {seen.size} of {seen.origin}")
    edge = Frontier(seen.size, seen.peaks) if seen else Frontier()
    found = []
    for number, body in enumerate(_bodies(source, edge.size, state.size), edge.size):
        edge.append(leaf_hash(body))
        entry = read(body)
        if entry.label in labels:
            found.append(_line(number, entry, labels[entry.label]))
    if edge.root() != state.root:
        raise Changed("the entries are not those that were signed, or not those of before")
    Seen(state.origin, base64.b64encode(key).decode(), edge.size, tuple(edge.peaks)).keep(folder)
    yield from found


def _state(
    source: Source, note: str, keys: Sequence[bytes], policy: Policy | None
) -> tuple[Checkpoint, bytes]:
    origin = origin_of(note)
    if policy is not None:
        return check(policy, note).checkpoint, policy.logs[origin].key.key
    if not keys:
        raise NotChecked(NO_KEY)
    # The log of evidence, of which this is the sibling, announces its new keys.
    told = _read(source, "log-key/changes").decode()
    notes = [
        f"{part.rstrip()}\n"
        for part in re.split(r"^(?=zegel/log-key/v1$)", told, flags=re.MULTILINE)
        if part.strip()
    ]
    key = signer_of(note, origin, followed(notes, origin.removesuffix("/keys"), keys))
    return verify(note, origin, key), key


def _bodies(source: Source, first: int, size: int) -> Iterator[bytes]:
    """The entries from number `first` on, of a log of `size`."""
    for index in range(first // WIDTH, -(-size // WIDTH)):
        width = min(WIDTH, size - index * WIDTH)
        path = f"keys/tile/entries/{number_path(index)}" + (f".p/{width}" if width < WIDTH else "")
        bodies = list(_divided(_read(source, path)))
        if len(bodies) != width:
            raise Changed(f"{path} has {len(bodies)} entries, not {width}")
        yield from bodies[max(0, first - index * WIDTH) :]


def _divided(bundle: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(bundle):
        size = int.from_bytes(bundle[place : place + 2])
        yield bundle[place + 2 : place + 2 + size]
        place += 2 + size


def _labels(source: Source, addresses: Sequence[str]) -> dict[str, str]:
    """The labels of addresses, as their proofs say under the key that the site publishes."""
    found = {}
    for told in addresses:
        # The proof is base64 and may end in = itself; an address has none.
        address, separator, proof = told.partition("=")
        if not separator:
            raise ValueError(f"{told} names no proof")
        key = key_of(_read(source, "keys/label-key").decode().strip())
        found[verified_label(key, label_input(address), base64.b64decode(proof, validate=True)).hex()] = (
            address
        )
    return found


def _read(source: Source, path: str) -> bytes:
    found = source.read(path)
    if found is None:
        raise NotChecked(f"there is no {path}")
    return found


def _line(number: int, entry: KeyEntry, name: str) -> str:
    facts = " ".join(
        f"{key}={value if isinstance(value, str | int) else len(value)}"
        for key, value in sorted(entry.facts.items())
    )
    return f"{entry.at} {name} {entry.event} entry={number} {facts}".rstrip()
