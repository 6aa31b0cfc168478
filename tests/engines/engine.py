"""A browser of any engine, as far as the main journeys need one: go, press, type, choose files, look, keep downloads."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PATIENCE = 40.0

# A page that is being left answers with nothing; it is asked again.
_SHOWN = """(() => {
  const text = %s
  return [...document.querySelectorAll(%s)].some((part) => part.checkVisibility() && (part.textContent ?? "").includes(text))
})()"""


class Engine(ABC):
    """One window. `complaints` is what its console and its pages said was wrong."""

    def __init__(self, downloads: Path) -> None:
        self.downloads = downloads
        self.complaints: list[str] = []

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address and wait until it is there."""

    @abstractmethod
    def js(self, expression: str) -> Any:
        """The value of an expression in the page, as JSON; None while a page is being left."""

    @abstractmethod
    def press(self, css: str) -> None:
        """Press the first element that is shown."""

    @abstractmethod
    def type(self, css: str, text: str) -> None:
        """Type into a field, after what is there."""

    @abstractmethod
    def choose(self, css: str, paths: Sequence[Path]) -> None:
        """Choose files of this machine."""

    @abstractmethod
    def forget(self) -> None:
        """Log everybody out: no cookies any more."""

    @abstractmethod
    def stop(self) -> None:
        """Close the window and its programs."""

    def until(self, expression: str, told: str = "") -> Any:
        """The first true value of an expression."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := self.js(expression):
                return found
            time.sleep(0.1)
        where, text = self.js("location.href"), self.js("document.body.innerText")
        raise AssertionError(f"{told or expression}: not at {where}\n{str(text)[:1500]}\n{self.complaints}")

    def shown(self, css: str, text: str = "") -> None:
        """Wait until an element is visible that has this text."""
        self.until(_SHOWN % (json.dumps(text), json.dumps(css)), f"no {css} with “{text}”")

    def started(self) -> None:
        """Wait until the scripts of a page have run."""
        self.until(
            "document.readyState === 'complete' && document.documentElement.dataset.started !== undefined"
        )
        time.sleep(0.5)

    def at(self, part: str) -> str:
        """Wait until the address has this part; gives it."""
        return str(
            self.until(f"location.href.includes({json.dumps(part)}) && location.href", f"not at {part}")
        )

    def kept(self, before: set[Path]) -> Path:
        """The file that was downloaded since, once it is whole."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            fresh = [path for path in self.downloads.iterdir() if path not in before and _whole(path)]
            if fresh:
                return fresh[0]
            time.sleep(0.1)
        raise AssertionError(f"nothing was downloaded: {list(self.downloads.iterdir())} {self.complaints}")

    def download(self, css: str) -> Path:
        """Press what downloads something, and wait for it."""
        before = set(self.downloads.iterdir())
        self.press(css)
        return self.kept(before)


def _whole(path: Path) -> bool:
    if path.suffix in {".part", ".wkdownload", ".crdownload"} or path.with_name(path.name + ".part").exists():
        return False
    size = path.stat().st_size
    time.sleep(0.2)
    return size > 0 and path.exists() and path.stat().st_size == size
