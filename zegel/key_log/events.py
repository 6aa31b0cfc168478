"""What the log of keys states in evidence."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDisowned(EvidenceEvent):
    """Somebody says that they did not do what the log of keys tells of their keys: its entry number `entry`, about `event`."""

    name: ClassVar[str] = "key-log.entry.disowned"
    words: ClassVar[Words] = Words(
        gettext_noop("You said that something with your keys was not you"), "warning", "key"
    )

    entry: int
    event: str
