"""How far the telling of the stories of a demo is: a file that is written before and after every step, so that whoever goes on after a
stop neither leaves a step out nor does it twice."""

import json
import os
import uuid
from pathlib import Path


class Journal:
    """The file; without one nothing is kept, and the telling begins anew."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._told: dict[str, dict[str, str | int]] = {}
        if path and path.exists():
            text = path.read_text()
            whole, _begun, half = text.rpartition("\n")
            for line in whole.splitlines():
                self._take(json.loads(line))
            if half:
                # A line that was being written at a kill -9 says nothing.
                path.write_text(f"{whole}\n" if whole else "")

    def key(self, story: str) -> uuid.UUID:
        """The key of a story, made when it is asked for first."""
        known = self._told.get(story, {}).get("key")
        if known is None:
            self._note(story, key=(known := str(uuid.uuid4())))
        return uuid.UUID(str(known))

    def case(self, story: str) -> str:
        """The case it became; empty when it is none yet."""
        return str(self._told.get(story, {}).get("case", ""))

    def steps(self, story: str) -> int:
        """How many of its steps were done."""
        return int(self._told.get(story, {}).get("done", 0))

    def was_begun(self, story: str, step: int) -> bool:
        """Whether a step was begun, and perhaps done."""
        return int(self._told.get(story, {}).get("begun", 0)) > step

    def registered(self, story: str, case: str) -> None:
        """A story became a case."""
        self._note(story, case=case)

    def begins(self, story: str, step: int) -> None:
        """A step is about to be done."""
        self._note(story, begun=step + 1)

    def ends(self, story: str, step: int) -> None:
        """A step was done."""
        self._note(story, done=step + 1)

    def _note(self, story: str, **said: str | int) -> None:
        row: dict[str, str | int] = {"story": story, **said}
        self._take(row)
        if self.path:
            with self.path.open("a") as file:
                file.write(f"{json.dumps(row)}\n")
                file.flush()
                os.fsync(file.fileno())

    def _take(self, row: dict[str, str | int]) -> None:
        self._told.setdefault(str(row["story"]), {}).update(row)
