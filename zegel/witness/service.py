"""The witness as a web application (WSGI): `POST /add-checkpoint`, `GET /` for its key, `GET /latest?origin=…` for monitors."""

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from zegel.lib.moments import now
from zegel.seal.cosignature import cosign, with_lines, witness_key
from zegel.seal.policy import Policy, parse
from zegel.witness.rules import LARGEST, Refused, check_growth, read_checkpoint, read_request
from zegel.witness.store import Latest, Store

log = logging.getLogger(__name__)
FOLDER: Final = "ZEGEL_WITNESS"
_TEXT: Final = "text/plain; charset=utf-8"
_REASONS: Final = {
    200: "200 OK", 400: "400 Bad Request", 403: "403 Forbidden", 404: "404 Not Found", 405: "405 Method Not Allowed",
    409: "409 Conflict", 413: "413 Content Too Large", 422: "422 Unprocessable Entity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Witness:
    """Name, Ed25519 seed and state of a witness, and the logs it watches."""

    name: str
    seed: bytes
    logs: Policy
    store: Store

    def add_checkpoint(self, body: bytes, at: datetime) -> str:
        """Cosign a checkpoint that grew from the last one; gives the signature line. The state is on disk before it is given.

        Raises:
            Refused.
        """
        request = read_request(body)
        state = read_checkpoint(request.note, self.logs)
        with self.store.replacing(state.origin) as held:
            check_growth(request, state, held.was)
            line = cosign(request.note, self.name, self.seed, at)
            held.put(Latest(state.size, state.root, with_lines(request.note, line)))
        return line


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: str
    kind: str = _TEXT


def open_witness(folder: Path) -> Witness:
    """The witness of a folder: `name`, `seed` (32 bytes) and `logs` (a policy), as `zegel witness init` made them."""
    seed = (folder / "seed").read_bytes()
    if len(seed) != 32:
        raise ValueError(f"{folder / 'seed'} is not 32 bytes")
    logs = parse((folder / "logs").read_text())
    return Witness((folder / "name").read_text().strip(), seed, logs, Store(folder / "latest.sqlite"))


def answer(
    witness: Witness, method: str, path: str, *, query: str = "", body: bytes = b"", at: datetime
) -> Answer:
    """What a request gets."""
    if path == "/add-checkpoint":
        return _added(witness, body, at) if method == "POST" else Answer(405, "")
    if method != "GET":
        return Answer(405, "")
    if path == "/":
        return Answer(200, f"{witness_key(witness.name, witness.seed)}\n")
    if path == "/latest":
        note = witness.store.latest("".join(parse_qs(query).get("origin", [])[:1])).note
        return Answer(200, note) if note else Answer(404, "")
    return Answer(404, "")


def _added(witness: Witness, body: bytes, at: datetime) -> Answer:
    if len(body) > LARGEST:
        return Answer(413, "")
    try:
        return Answer(200, witness.add_checkpoint(body, at))
    except Refused as refused:
        log.warning("did not cosign: %s %s", refused.status, refused.reason)
        if refused.size is not None:
            return Answer(refused.status, f"{refused.size}\n", "text/x.tlog.size")
        return Answer(refused.status, f"{refused.reason}\n")


def application() -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The WSGI application of the witness whose folder `ZEGEL_WITNESS` names."""
    witness = open_witness(Path(os.environ[FOLDER]))

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(LARGEST + 1)
        found = answer(
            witness,
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"],
            query=environ["QUERY_STRING"],
            body=body,
            at=now(),
        )
        headers = [("Content-Type", found.kind), ("X-Content-Type-Options", "nosniff")]
        start_response(_REASONS[found.status], headers)
        return [found.body.encode()]

    return serve
