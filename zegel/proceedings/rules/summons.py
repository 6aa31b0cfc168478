"""What the law says of the acts around the summons (chapter 5): its service, voluntary appearance, and the draft that is filed then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from zegel.law.case_states import Act
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_04 import defendant_told
from zegel.law.rules.chapter_05 import changed_draft_sent, rules_for_draft, served_in_time, service_needed
from zegel.law.rules.duties import Event
from zegel.law.verdicts import Answer
from zegel.lib.moments import amsterdam
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.duties import last_moment

ANNOUNCED: Final[Act] = "announce voluntary appearance"


@dataclass(frozen=True, slots=True)
class Served:
    """How the writ reached the defendant, from the acts of a case: `limit` is the last moment of service that the judge set, `served` when
    it was served for the hearing that is planned; `voluntary` that the parties appear without, `changed` on another draft than the first."""

    limit: datetime | None = None
    served: datetime | None = None
    voluntary: bool = False
    changed: bool = False

    @property
    def needed(self) -> Answer[bool]:
        """Whether a bailiff must serve the writ (5.2)."""
        return service_needed(self.voluntary)

    @property
    def in_time(self) -> Decision | None:
        """Whether it was served by the moment the judge set (5.2); None as long as it was not."""
        return served_in_time(self.served, self.limit) if self.served else None

    def draft_sent(self, sent: datetime | None, hearing: datetime) -> Decision:
        """Whether the draft on which the defendant appears was sent before the hearing (5.4)."""
        return changed_draft_sent(self.voluntary and self.changed, sent, hearing)


def served_of(acts: Iterable[tuple[str, Mapping[str, Any], datetime]]) -> Served:
    """From the acts of a case, the oldest first: name, facts, and when they were done. A last moment of service that the judge
    set for another day does not hold after a move; what was served does, unless it must be done anew (9.4)."""
    found = Served()
    for name, facts, at in acts:
        if name in {"set day", "move"}:
            found = replace(found, limit=moment_read(str(facts.get("service", ""))))
        elif name == "serve":
            found = Served(limit=found.limit, served=moment_read(str(facts.get("served", ""))) or at)
        elif name == ANNOUNCED:
            found = Served(limit=found.limit, voluntary=True, changed=facts.get("changed") == "yes")
    return found


def opponent_told(acts: Iterable[tuple[str, Mapping[str, Any], datetime]], at: datetime) -> Decision | None:
    """Whether the claimant told the opponent the day within two days of hearing it (4.2); None where no day was set, or the two days still run."""
    heard = told = None
    for name, _facts, done in acts:
        if name == "set day":
            heard, told = done, None
        elif name == "inform opponent":
            told = told or done
    if heard is None:
        return None
    latest = last_moment("4.2", {"received": amsterdam(heard).date().isoformat()})[0]
    return defendant_told(told, latest) if told or at > latest else None


def draft_events(act: Act, facts: Mapping[str, Any]) -> tuple[Event, ...]:
    """What an announcement of voluntary appearance is more closely: the draft on which the defendant appears is another one (5.4)."""
    changed = act == ANNOUNCED and facts.get("changed") == "yes"
    return ("voluntary draft changed",) if changed else ()


def draft_rules() -> tuple[tuple[str, bool], ...]:
    """Articles about the writ, each with whether it holds for the draft too (5.4)."""
    return tuple((place, rules_for_draft(place).value) for place in ("3.14", "5.1", "5.2", "5.3"))


def draft_latest(hearing: datetime) -> datetime:
    """Until when the draft is filed with its exhibits: the term of the writ, where that holds for it (5.3, 5.4), else the hearing itself.

    Raises:
        LawError: a day outside the calendar.
    """
    if not rules_for_draft("5.3").value:
        return hearing
    return last_moment("5.3", {"hearing": amsterdam(hearing).date().isoformat(), "channel": "paper"})[0]
