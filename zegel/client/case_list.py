"""The list in the export of a case, `zegel/case-export/v1` (docs/formats.md, Export of a case): read as a stranger's words."""

import re
from dataclasses import dataclass
from typing import Any, Final

from zegel.client.export_members import Export, ExportError
from zegel.seal.shape import load

NAME: Final = "case.json"
TYPE: Final = "zegel/case-export/v1"
_MOST: Final = 20_000
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of a piece: its number, where it lies, and where it lies sealed with its key; None for what is not there."""

    number: int
    path: str | None
    sealed: str | None
    key: str | None


@dataclass(frozen=True, slots=True)
class ListedPiece:
    """A piece: the entry of the docket, what the server told of it, its envelope and key, its documents, and why it was left shut."""

    entry: str
    number: int
    kind: str
    party: str | None
    filed: str
    placed: str
    envelope: str | None
    key: str | None
    documents: tuple[ListedDocument, ...]
    shut: str | None


@dataclass(frozen=True, slots=True)
class ListedCase:
    """The case, its numbers, and its pieces in the order of the docket."""

    case: str
    number: str
    summary_number: str
    court: str
    pieces: tuple[ListedPiece, ...]

    @property
    def members(self) -> set[str]:
        """Every member that the list gives a part."""
        found = [piece.envelope for piece in self.pieces] + [piece.key for piece in self.pieces]
        for piece in self.pieces:
            for document in piece.documents:
                found += [document.path, document.sealed, document.key]
        return {name for name in found if name is not None}


def is_case(export: Export) -> bool:
    """Whether this is the export of a case."""
    return NAME in export.sums


def read_case(export: Export) -> ListedCase:
    """The list.

    Raises:
        ExportError: it is none.
    """
    try:
        told = load(export.whole(NAME))
        _is_list(told)
        return ListedCase(
            case=_uuid(told["case"]),
            number=_text(told["number"]),
            summary_number=_text(told["summaryNumber"]),
            court=_text(told["court"]),
            pieces=tuple(_piece(piece) for piece in told["pieces"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ExportError(f"{NAME} is no list of a case") from None


def _is_list(told: dict[str, Any]) -> None:
    if told["type"] != TYPE or len(told["pieces"]) > _MOST:
        raise ValueError(TYPE)


def _piece(told: dict[str, Any]) -> ListedPiece:
    return ListedPiece(
        entry=_uuid(told["entry"]),
        number=_count(told["number"]),
        kind=_text(told["kind"]),
        party=None if told["party"] is None else _uuid(told["party"]),
        filed=_text(told["filedAt"]),
        placed=_text(told["placedAt"]),
        envelope=_maybe(told["envelope"]),
        key=_maybe(told["key"]),
        documents=tuple(_document(document) for document in told["documents"]),
        shut=_maybe(told["shut"]),
    )


def _document(told: dict[str, Any]) -> ListedDocument:
    return ListedDocument(
        _count(told["number"]), _maybe(told["path"]), _maybe(told["sealed"]), _maybe(told["key"])
    )


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 1000:
        raise ValueError(value)
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _uuid(value: object) -> str:
    if not _UUID.fullmatch(text := _text(value)):
        raise ValueError(value)
    return text
