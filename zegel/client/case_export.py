"""The export of a whole case, as a program makes it (docs/formats.md, Export of a case): every piece its account reads, with all that proves it."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from zegel.client.case_list import NAME, TYPE, ListedDocument, ListedPiece
from zegel.client.people import Account
from zegel.client.sealed import decode
from zegel.seal.errors import SealError
from zegel.seal.manifest import FileEntry, Manifest, signed_by
from zegel.seal.opening import open_bytes, open_identity

_PLACED: Final = "casefile.entry.placed"
_GUIDE: Final = (
    "Zaak {number} ({summary}), uitgevoerd uit Zegel.\n"
    "De stukken staan in de map pieces. Wat ze bewijst, staat in de map proof.\n"
    "Controleer alles zonder netwerk: zegel verify <dit bestand> --key <sleutel van het logboek>\n\n"
    "Case {number} ({summary}), exported from Zegel.\n"
    "The documents are in the folder pieces; what proves them is in the folder proof.\n"
    "Check all of it without a network: zegel verify <this file> --key <key of the log>\n"
)
_CAMEL: Final = {"filed": "filedAt", "placed": "placedAt"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece opened with the keys of its circle: its manifest, the identities of the envelope and, by number, of the documents, and
    whether its filing binds it to what the log says."""

    manifest: Manifest
    identity: str
    documents: Mapping[int, str]
    bound: bool


def export_case(account: Account, case: str, target: Path) -> None:
    """Write the case as this account reads it now to a ZIP; pieces whose key does not open are named in it and left shut.

    Raises:
        ApiProblem: the server refused something.
    """
    call = account.session.call
    shown, docket, log = (call("GET", f"cases/{case}{part}") for part in ("", "/docket", "/log"))
    records = [
        json.loads(record["record"]) for text in log["proofs"] or () for record in json.loads(text)["records"]
    ]
    filings = {
        record["facts"]["entry"]: record["facts"]["filing"]
        for record in records
        if record["event"] == _PLACED
    }
    keys = {
        circle["id"]: list(account.circles.keys(circle["container"]).values()) for circle in shown["circles"]
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        sums: dict[str, str] = {}

        def write(name: str, data: bytes) -> None:
            archive.writestr(name, data)
            sums[name] = hashlib.sha256(data).hexdigest()

        listed = []
        for entry in docket:
            piece, members = _piece(account, case, entry, keys[entry["circle"]], filings.get(entry["id"]))
            for name, data in members:
                write(name, data)
            listed.append(_json(piece))
        for number, text in enumerate(log["proofs"] or (), 1):
            write(f"proof/log-{number}.json", text.encode())
        told = {
            "type": TYPE,
            "case": case,
            "number": shown["number"],
            "summaryNumber": shown["summaryNumber"],
            "court": shown["court"],
            "regulation": shown["regulation"],
            "pieces": listed,
        }
        write("read-me.txt", _GUIDE.format(number=shown["number"], summary=shown["summaryNumber"]).encode())
        write(NAME, json.dumps(told, ensure_ascii=False, indent=1).encode())
        archive.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sums.items()))


def _json(piece: ListedPiece) -> dict[str, Any]:
    return {_CAMEL.get(name, name): value for name, value in asdict(piece).items()}


def _piece(
    account: Account, case: str, entry: Mapping[str, Any], keys: list[str], filing: str | None
) -> tuple[ListedPiece, list[tuple[str, bytes]]]:
    """A piece as the list names it, with its members."""
    told = {
        "entry": entry["id"],
        "number": entry["number"],
        "kind": entry["kind"],
        "party": entry["party"],
        "filed": entry["filedAt"],
        "placed": entry["placedAt"],
    }
    try:
        piece = _opened(entry, keys, filing)
    except SealError as refusal:
        return ListedPiece(**told, envelope=None, key=None, documents=(), shut=refusal.code), []
    place = f"{entry['number']:04}"
    envelope, key = f"proof/{place} envelope.age", f"proof/{place} envelope key.txt"
    members = [(envelope, decode(entry["envelope"])), (key, piece.identity.encode())]
    documents = []
    for document in entry["documents"]:
        named, found = _document(account, f"cases/{case}/entries/{entry['id']}", document, piece, place)
        documents.append(named)
        members += found
    return ListedPiece(**told, envelope=envelope, key=key, documents=tuple(documents), shut=None), members


def _opened(entry: Mapping[str, Any], keys: list[str], filing: str | None) -> _Piece:
    identity = open_identity(keys, decode(entry["sealedKey"]))
    manifest, _key = signed_by(open_bytes([identity], decode(entry["envelope"])))
    documents = {
        int(document["number"]): open_identity(keys, decode(document["sealedKey"]))
        for document in entry["documents"]
    }
    return _Piece(manifest, identity, documents, bound=manifest.message == filing)


def _document(
    account: Account, path: str, document: Mapping[str, Any], piece: _Piece, place: str
) -> tuple[ListedDocument, list[tuple[str, bytes]]]:
    """A document, and where the filing does not bind it to the piece also as it lies sealed, with its key. `place` is the piece's in
    the folders of the export."""
    number = int(document["number"])
    signed = next(file for file in piece.manifest.files if file.object == document["object"])
    identity, sealed = piece.documents[number], account.session.fetch(f"{path}/documents/{number}")
    name = f"pieces/{place}/{number:03} {_name(signed)}"
    members = [(name, open_bytes([identity], sealed))]
    if piece.bound:
        return ListedDocument(number, name, None, None), members
    proof = f"proof/{place} {number:03}"
    members += [(f"{proof} sealed.age", sealed), (f"{proof} key.txt", identity.encode())]
    return ListedDocument(number, name, f"{proof} sealed.age", f"{proof} key.txt"), members


def _name(file: FileEntry) -> str:
    """A name that is a plain one on every disk."""
    plain = "".join(
        sign if sign.isalnum() or sign in "-_. " else "_" for sign in PurePosixPath(file.name).name
    )
    return plain.strip(". ")[:100] or "document"
