"""The fields of a delivery report (RFC 3464, RFC 6533) as mail servers really write them.

The rule is: a block about the report, then a block for each recipient, folded like a header. Real ones put everything in
the first block, write `Action : failed`, break a diagnostic without indenting it, or leave blank lines inside a block.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

_FIELDS = frozenset(
    {
        "action", "arrival-date", "diagnostic-code", "dsn-gateway", "final-log-id", "final-recipient",
        "last-attempt-date", "localized-diagnostic", "original-envelope-id", "original-recipient",
        "received-from-mta", "remote-mta", "reporting-mta", "status", "will-retry-until",
    }
)  # fmt: skip
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)")
_MOST_LINES = 2000
_LONGEST = 2000

Fields = Mapping[str, str]


def recipient_groups(text: str) -> list[Fields]:
    """What a report says of each recipient, by lower-case name of field; only groups that say what became of the mail."""
    groups: list[dict[str, str]] = []
    for group in _groups(text.splitlines()[:_MOST_LINES]):
        if "action" in group or "status" in group:
            groups.append(group)
        elif groups:
            # A blank line inside a block: what follows belongs to it.
            groups[-1] = group | groups[-1]
    return list(groups)


def _groups(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Fields that stand together: until a blank line, or a field that was there already."""
    group: dict[str, str] = {}
    for name, value in _fields(lines):
        if (name == "" or name in group) and group:
            yield group
            group = {}
        if name:
            group[name] = value
    if group:
        yield group


def _fields(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each field with its whole value; an empty name for a blank line."""
    name, value = "", ""
    for line in lines:
        found = _FIELD.match(line)
        if found and (found[1].lower() in _FIELDS or found[1].lower().startswith("x-")):
            if name:
                yield name, value
            name, value = found[1].lower(), found[2].strip()
        elif line.strip():
            value = f"{value} {line.strip()}"[:_LONGEST]
        else:
            if name:
                yield name, value
            yield "", ""
            name, value = "", ""
    if name:
        yield name, value
