"""A hearing of the demo: what the court secretary noted of the one that was called."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from zegel.client.placing import Place
from zegel.lib.moments import now

type Noted = tuple[str, str, Mapping[str, Any]]

_CAME: Final = {"appeared": "yes", "how": "with lawyer"}
NOTES: Final[Mapping[str, tuple[Noted, ...]]] = {
    "both appear": (("appearance", "claimant", _CAME), ("appearance", "defendant", _CAME)),
    "defendant stays away": (
        ("appearance", "claimant", _CAME),
        ("appearance", "defendant", {"appeared": "no"}),
    ),
    "interpreter": (("interpreter", "defendant", {"needed": "yes"}),),
    "speaking notes": (("speaking notes", "claimant", {}),),
    "claim changed": (
        ("claim changed", "claimant", {"written": True, "before": True, "from": "20000", "to": "27500"}),
    ),
}
"""What can be noted: kind of entry, which side, and the facts."""


def note(registrar: Place, *names: str) -> None:
    """Note things (`NOTES`) in a case that was called."""
    parties = registrar.shown()["partyList"]
    for entry, party, facts in _entries(parties, names):
        body = {
            "id": str(uuid.uuid4()),
            "entry": entry,
            "seen": 0,
            "facts": {"party": party, **facts},
            "noted": now().isoformat(),
        }
        registrar.account.session.call("POST", f"cases/{registrar.case}/hearing/entries", body)


def _entries(
    parties: list[dict[str, Any]], names: tuple[str, ...]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for name in names:
        for entry, role, facts in NOTES[name]:
            yield from ((entry, party["id"], facts) for party in parties if party["role"] == role)
