"""What the log of keys says of a record of evidence. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from zegel.seal.key_entry import member_hash, text_hash

AGAIN: Final = timedelta(minutes=10)
"""How long a cosignature counts as of now: witnesses are asked again then, so that everybody sees that the log stood still."""

SILENT: Final = timedelta(hours=1)
"""How long the state that witnesses cosigned is the one that is published, while they do not answer."""

PERSONS: Final = frozenset(
    {
        "key-custody.account.activated", "identity.account.imported", "key-custody.agent.added", "key-custody.keys.reset",
        "key-custody.password.reset", "key-custody.recovery-code.made", "key-custody.keys.reopened", "key-custody.escrow.sealed",
        "key-custody.escrow.used", "authentication.passkey.may-unlock",
    }
)  # fmt: skip
"""Events about the keys of a person or program: their subject is the account."""

CONTAINERS: Final = frozenset(
    {
        "boxes.mailbox.opened", "boxes.circle.opened", "boxes.key-version.begun", "boxes.member.added", "boxes.member.removed",
        "boxes.checker.added", "boxes.checker.removed", "boxes.mailbox.added", "boxes.mailbox.removed", "boxes.address.changed",
    }
)  # fmt: skip
"""Events about the keys and members of a mailbox or circle: their subject is the container."""


def told(event: str, label: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an entry: `key` and `number` of a container, `person` and `signing` of an account (hashes), and members as hashes."""
    found: dict[str, Any] = {}
    if event in CONTAINERS and "key" in facts:
        found |= {"key": facts["key"], "number": facts.get("number", 1)}
    if "recipient" in facts:
        found |= {"person": text_hash(facts["recipient"]), "signing": text_hash(facts["signingKey"])}
    elif event == "key-custody.agent.added":
        found["person"] = facts["key"]
    if "members" in facts:
        found["members"] = sorted(member_hash(label, member) for member in facts["members"])
    if member := facts.get("user") or facts.get("mailbox"):
        found["member"] = member_hash(label, member)
    return found


def is_due(size: int, witnessed: int | None, since: datetime | None, at: datetime) -> bool:
    """Whether witnesses are to be asked: the log has another size than they vouched for, or they did so a while ago."""
    return size != witnessed or since is None or at - since >= AGAIN
