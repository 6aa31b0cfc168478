"""What a probe concludes from what it saw: pure, so that every course of an outage can be tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785

# One failure may be the probe's own line; two in a row are an outage, which then began at the first.
CONFIRM = 2


@dataclass
class Door:
    """One part of the system as this probe knows it. `failing` and `mending` count sights in a row."""

    last_good: datetime | None = None
    began: datetime | None = None
    out: bool = False
    why: str = ""
    failing: int = 0
    mending: int = 0
    mended: datetime | None = None

    def see(self, at: datetime, why: str) -> "Sight | None":
        """Take in one look at `at`; `why` is empty when it worked. Gives what must be reported, if anything."""
        return self._bad(at, why) if why else self._good(at)

    def _bad(self, at: datetime, why: str) -> "Sight | None":
        self.mending, self.mended = 0, None
        if self.out:
            return None
        self.failing += 1
        if self.failing == 1:
            self.began, self.why = at, why
        if self.failing < CONFIRM or self.began is None:
            return None
        self.out = True
        return Sight(self.last_good, self.began, None, self.why)

    def _good(self, at: datetime) -> "Sight | None":
        if not self.out:
            self.failing, self.began, self.last_good = 0, None, at
            return None
        self.mending += 1
        if self.mending == 1:
            self.mended = at
        if self.mending < CONFIRM or self.began is None:
            return None
        over = Sight(self.last_good, self.began, self.mended, self.why)
        self.out, self.failing, self.mending, self.began = False, 0, 0, None
        self.last_good = at
        return over


@dataclass(frozen=True)
class Sight:
    """An outage that began, or with `ended` is over."""

    last_good: datetime | None
    began: datetime
    ended: datetime | None
    why: str

    def report(self, probe: str, part: str, sent: datetime) -> bytes:
        """The report in canonical JSON (docs/formats.md, Report of an outage)."""
        told: Mapping[str, Any] = {
            "type": "zegel/outage-report/v1",
            "probe": probe,
            "part": part,
            "lastGood": self.last_good.isoformat() if self.last_good else None,
            "began": self.began.isoformat(),
            "ended": self.ended.isoformat() if self.ended else None,
            "why": self.why,
            "sent": sent.isoformat(),
        }
        return rfc8785.dumps(dict(told))
