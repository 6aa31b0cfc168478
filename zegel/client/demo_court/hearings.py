"""A hearing of the demo: what the court secretary noted of the one that was called."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from zegel.client.placing import Place
from zegel.lib.moments import now

_NOTED: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("appearance", "claimant", {"appeared": "yes", "how": "with lawyer"}),
    ("appearance", "defendant", {"appeared": "yes", "how": "with lawyer"}),
    ("interpreter", "defendant", {"needed": "yes"}),
    ("speaking notes", "claimant", {}),
    ("claim changed", "claimant", {"written": True, "before": True, "from": "20000", "to": "27500"}),
)


def note_hearing(registrar: Place) -> None:
    """Note who appeared, and what was handed over, in a case that was called."""
    parties = {party["role"]: party["id"] for party in registrar.shown()["partyList"]}
    for entry, role, facts in _NOTED:
        body = {
            "id": str(uuid.uuid4()),
            "entry": entry,
            "seen": 0,
            "facts": {"party": parties[role], **facts},
            "noted": now().isoformat(),
        }
        registrar.account.session.call("POST", f"cases/{registrar.case}/hearing/entries", body)
