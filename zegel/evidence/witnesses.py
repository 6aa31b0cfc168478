"""Asking witnesses to cosign a state of a log (C2SP tlog-witness.md, over HTTP): of this one, or of the log of keys."""

import base64
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx

from zegel.seal.checkpoint import origin_of
from zegel.seal.cosignature import VerifierKey, cosigned_at, with_lines
from zegel.seal.errors import CheckpointError
from zegel.seal.policy import Place, Policy, check

log = logging.getLogger(__name__)

WAIT: Final = 5.0
_LARGEST: Final = 16 * 1024
_SIZE: Final = re.compile(r"(0|[1-9][0-9]{0,18})\n?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A state to cosign: its size and note, and how it is proved that it grew from another size."""

    size: int
    note: str
    growth: Callable[[int], Sequence[bytes]]

    def cosigned(self, places: Mapping[str, Place], known: int) -> str:
        """The note with the lines of all who cosigned: who saw another state last than the `known` one says its size, and is asked once
        more from there."""
        said = ask_all(places, known, self.growth(known), self.note)
        others = {name: answer.size for name, answer in said.items() if answer.size is not None}
        for name, size in others.items():
            if size > self.size:
                log.error(
                    "the witness %s has seen %s entries of %s, which has %s",
                    name,
                    size,
                    origin_of(self.note),
                    self.size,
                )
        for size in {size for size in others.values() if size <= self.size}:
            again = {name: places[name] for name, said_size in others.items() if said_size == size}
            said |= ask_all(again, size, self.growth(size), self.note)
        return with_lines(self.note, "".join(answer.lines for answer in said.values()))

    def vouched(self, policy: Policy, known: int) -> tuple[str, datetime | None] | None:
        """The cosigned note, and since when enough witnesses vouch for it; None where too few do. They cosigned a state of the `known` size
        last."""
        note = self.cosigned(policy.witnesses, known)
        try:
            return note, check(policy, note).since
        except CheckpointError as error:
            log.warning("%s at %s entries: %s", origin_of(self.note), self.size, error)
            return None


@dataclass(frozen=True, slots=True)
class Said:
    """What a witness answered: its signature lines, or the size that it cosigned last where that is another than it was told, or neither."""

    lines: str = ""
    size: int | None = None


def ask_all(places: Mapping[str, Place], old: int, proof: Sequence[bytes], note: str) -> dict[str, Said]:
    """Ask witnesses at the same time to cosign `note`, which extends the state of size `old` by `proof`; by their names."""
    body = "\n".join([f"old {old}", *(base64.b64encode(step).decode() for step in proof), "", note])
    if not places:
        return {}
    with ThreadPoolExecutor(len(places)) as pool:
        said = pool.map(lambda place: _ask(place, body, note), places.values())
        return dict(zip(places, said, strict=True))


def _ask(place: Place, body: str, note: str) -> Said:
    """One that does not answer, or with what is no cosignature of its key, said nothing: the others go on."""
    try:
        answer = httpx.post(f"{place.url.rstrip('/')}/add-checkpoint", content=body.encode(), timeout=WAIT)
        text = answer.text if len(answer.content) <= _LARGEST else ""
        if answer.status_code == httpx.codes.CONFLICT and (size := _SIZE.fullmatch(text)):
            return Said(size=int(size[1]))
        answer.raise_for_status()
        return Said(lines=_lines_of(place.key, text, note))
    except (httpx.HTTPError, httpx.InvalidURL, CheckpointError) as error:
        log.warning("the witness %s did not cosign: %s", place.key.name, error)
        return Said()


def _lines_of(key: VerifierKey, text: str, note: str) -> str:
    """The lines of an answer that are of this key.

    Raises:
        CheckpointError: there is none, or it does not hold.
    """
    lines = "".join(line for line in text.splitlines(keepends=True) if line.startswith(f"\u2014 {key.name} "))
    if cosigned_at(with_lines(note, lines), key) is None:
        raise CheckpointError("no cosignature of this key")
    return lines
