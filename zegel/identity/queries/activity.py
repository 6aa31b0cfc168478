"""What happened to an account, told from the evidence itself."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zegel.evidence.queries import newest_about, opening_of
from zegel.identity.models import User

MOST = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of an account: its name, its moment, and what was written down of it."""

    event: str
    at: datetime
    actor: str
    facts: dict[str, Any]


def activity_of(user: User) -> list[Happened]:
    """The newest two hundred events of this person's account, logins and rights, the newest first."""
    found = []
    for record in newest_about(user.pk, limit=MOST):
        body = json.loads(bytes(record.body))
        opening = opening_of(record)
        personal = json.loads(opening) if opening else {}
        found.append(Happened(record.event, record.at, body["actor"], body["facts"] | personal))
    return found
