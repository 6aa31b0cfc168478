"""The professional register in words: what a file is, what it would change, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.lib.tables import encoding_name
from zegel.professions.actions.professional_register import ImportReport, Line
from zegel.professions.rules.professional_register import COLUMNS, BadCell

# More of one sort are counted and not named.
MOST_NAMED = 200
MOST_ACCENTS = 12

KINDS: Final = {"bar": gettext_lazy("Lawyers"), "kbvg": gettext_lazy("Bailiffs")}
_FIELDS: Final = {
    "kind": gettext_lazy("register"),
    "number": gettext_lazy("number"),
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail address"),
    "office": gettext_lazy("office"),
    "address": gettext_lazy("address"),
    "status": gettext_lazy("status"),
    "from": gettext_lazy("first day"),
    "until": gettext_lazy("last day"),
    "status_from": gettext_lazy("first day"),
    "status_until": gettext_lazy("last day"),
    "missing": gettext_lazy("was not in the file before"),
}
# Column: Dutch name also read, what to fill in, and whether it may be empty.
_SCHEMA: Final = {
    "kind": ("soort", gettext_lazy("bar for lawyers, kbvg for bailiffs")),
    "number": ("nummer", gettext_lazy("BAR: the letter A and four to six digits, A12345. KBvG: the number there.")),
    "name": ("naam", gettext_lazy("as in the register, for example mr. A. de Vries")),
    "email": ("e-mail", gettext_lazy("the address on record: codes and invitations go there")),
    "office": ("kantoor", gettext_lazy("may be empty")),
    "address": ("adres", gettext_lazy("may be empty")),
    "status": ("status", gettext_lazy("active, suspended or struck (actief, geschorst, geschrapt)")),
    "from": ("vanaf", gettext_lazy("first day of that status, 2026-11-22 or 22-11-2026; may be empty")),
    "until": ("t/m", gettext_lazy("last day of that status; may be empty")),
}  # fmt: skip
# In the order of what asks attention: title, what it means, and whether it is open at first.
_GROUPS: Final = {
    "suspended": (
        gettext_lazy("Suspended"),
        gettext_lazy("On the days named they get no court mail. Who has an account here is told."),
    ),
    "struck": (gettext_lazy("Struck off"), gettext_lazy("They get no court mail any more, and are told.")),
    "gone": (
        gettext_lazy("Not in this file"),
        gettext_lazy("Nothing changes for them by the import. You decide afterwards, on the page of the register."),
    ),
    "back": (gettext_lazy("In practice again"), gettext_lazy("They get court mail again, and are told.")),
    "changed": (gettext_lazy("Other changes"), ""),
    "new": (gettext_lazy("New"), ""),
}  # fmt: skip
_SEPARATORS: Final = {
    ";": gettext_lazy("semicolons"),
    ",": gettext_lazy("commas"),
    "\t": gettext_lazy("tabs"),
    "|": gettext_lazy("upright lines"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """People for whom an import means the same; `more` are not named, `linked` have an account here."""

    what: str
    title: str
    text: str
    count: int
    linked: int
    lines: list[dict[str, Any]]
    more: int


def schema() -> list[dict[str, str]]:
    """The columns of a file, for the page that explains them."""
    return [{"name": name, "dutch": dutch, "text": str(text)} for name, (dutch, text) in _SCHEMA.items()]


def template_file() -> bytes:
    """An empty file with the columns, as a Dutch spreadsheet opens it: with a byte order mark, and semicolons."""
    return "\ufeff".encode() + ";".join(COLUMNS).encode() + b"\r\n"


def complaints(bad: Iterable[BadCell]) -> list[dict[str, Any]]:
    """What is wrong with a file, cell by cell."""
    return [
        {
            "line": cell.line,
            "column": _FIELDS.get(cell.column, _("the whole line")),
            "why": cell.why.words(_),
        }
        for cell in bad
    ]


def groups(lines: Iterable[Line]) -> list[Group]:
    """Whom an import touches, sort by sort."""
    sorted_out: dict[str, list[Line]] = {what: [] for what in _GROUPS}
    for line in lines:
        sorted_out[line.what].append(line)
    return [
        Group(
            what=what,
            title=str(_GROUPS[what][0]),
            text=str(_GROUPS[what][1]),
            count=len(found),
            linked=sum(row.linked for row in found),
            lines=[_told(row) for row in found[:MOST_NAMED]],
            more=max(0, len(found) - MOST_NAMED),
        )
        for what, found in sorted_out.items()
        if found
    ]


def read_as(report: ImportReport) -> dict[str, Any]:
    """How a file was read; `odd` is the encoding when it is not the one we ask for, with names to judge it by."""
    accents = report.odd or [line.name for line in report.lines if not line.name.isascii()]
    odd = report.encoding != "utf-8-sig"
    return {
        "encoding": encoding_name(report.encoding),
        "separator": _SEPARATORS[report.separator],
        "odd": odd,
        "names": ", ".join(accents[:MOST_ACCENTS]) if odd else "",
    }


def _told(line: Line) -> dict[str, Any]:
    """Somebody of the list: who, and what differs."""
    columns = dict.fromkeys(str(_FIELDS[column]) for column in line.columns)
    return {
        "number": line.number,
        "name": line.name,
        "what": ", ".join(columns),
        "days": _days(line),
        "linked": line.linked,
    }


def _days(line: Line) -> str:
    first, last = (date_format(day, "j F Y") if day else "" for day in (line.status_from, line.status_until))
    if first and last:
        return _("from %(first)s up to and including %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    return _("up to and including %(last)s") % {"last": last} if last else ""
