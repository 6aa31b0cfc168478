"""A browser of any engine, as far as the main journeys need one: go, press, type, choose files, look, keep downloads."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PATIENCE = 40.0
TRIES = 5
# So long a page that answers at all may take to tell that it was pressed, or to show what was typed.
SEEN = 10.0

# A page that is being left answers with nothing; it is asked again.
_SHOWN = """(() => {
  const text = %s
  return [...document.querySelectorAll(%s)].some((part) => part.checkVisibility() && (part.textContent ?? "").includes(text))
})()"""

# The middle of an element, once its box was the same for some frames; from then on the page remembers where a press went.
_AIM = """(() => {
  const css = %s
  const part = [...document.querySelectorAll(css)].find((part) => part.checkVisibility() && !part.matches(":disabled"))
  if (!part || document.readyState !== "complete") return null
  if (window.aim?.number !== %d || window.aim.part !== part) {
    window.aim?.heard.abort()
    const heard = new AbortController()
    const aim = window.aim = { number: %d, part, heard, still: 0, down: false, clicked: "" }
    let before = ""
    const look = () => {
      if (heard.signal.aborted || aim.still >= 5) return
      part.scrollIntoView({ block: "center", behavior: "instant" })
      const box = JSON.stringify(part.getBoundingClientRect())
      aim.still = box === before ? aim.still + 1 : 0
      before = box
      requestAnimationFrame(look)
    }
    look()
    const listen = (kind, told) => addEventListener(kind, told, { capture: true, signal: heard.signal })
    // Drawn anew in the same place, it is another element and the same button.
    const reached = (event) => event.composedPath().some((on) => on === part || (on instanceof Element && on.matches(css)))
    listen("pointerdown", (event) => aim.down ||= reached(event))
    listen("click", (event) => { if (aim.clicked !== "hit") aim.clicked = reached(event) ? "hit" : "missed" })
  }
  if (window.aim.still < 5) return null
  const { x, y, width, height } = part.getBoundingClientRect()
  return [Math.round(x + width / 2), Math.round(y + height / 2)]
})()"""
# What was chosen when it was touched, and is gone by now, needs no click; a page that was left was pressed.
_WENT = """(() => {
  const aim = window.aim
  if (aim?.number !== %d) return "left"
  return aim.down && !aim.part.checkVisibility() ? "hit" : aim.clicked
})()"""
_TYPED = """(() => {
  const part = [...document.querySelectorAll(%s)].find((part) => part.checkVisibility())
  const plain = (text) => text.replace(/\\s/g, "")
  return !part || plain(part.value).endsWith(plain(%s))
})()"""
_EMPTY = "document.querySelectorAll(%s).forEach((part) => part.select())"


class Engine(ABC):
    """One window. `complaints` is what its console and its pages said was wrong."""

    def __init__(self, downloads: Path) -> None:
        self.downloads = downloads
        self.complaints: list[str] = []
        self._presses = 0

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address and wait until it is there."""

    @abstractmethod
    def js(self, expression: str) -> Any:
        """The value of an expression in the page, as JSON; None while a page is being left."""

    @abstractmethod
    def click(self, x: int, y: int) -> None:
        """Press what lies at a place of the window, which `window.aim.part` was a moment ago."""

    @abstractmethod
    def keys(self, css: str, text: str) -> None:
        """Send the keys of a text to the first field that is shown, which was pressed."""

    @abstractmethod
    def choose(self, css: str, paths: Sequence[Path]) -> None:
        """Choose files of this machine."""

    @abstractmethod
    def forget(self) -> None:
        """Log everybody out: no cookies any more."""

    @abstractmethod
    def stop(self) -> None:
        """Close the window and its programs."""

    def press(self, css: str) -> None:
        """Press the first element that is shown; once more where the page moved it away under the pointer, as anybody would."""
        for _ in range(TRIES):
            self._presses += 1
            number = self._presses
            x, y = self.until(_AIM % (json.dumps(css), number, number), f"nothing to press at {css}")
            self.click(x, y)
            if self._within(SEEN, _WENT % number) in {"hit", "left"}:
                return
        raise AssertionError(f"no press reached {css}")

    def type(self, css: str, text: str) -> None:
        """Type into a field, after what is there; once more over it where keys got lost."""
        for _ in range(TRIES):
            self.press(css)
            self.keys(css, text)
            if self._within(SEEN, _TYPED % (json.dumps(css), json.dumps(text))):
                return
            self.js(_EMPTY % json.dumps(css))
        raise AssertionError(f"no text reached {css}")

    def until(self, expression: str, told: str = "") -> Any:
        """The first true value of an expression."""
        if found := self._within(PATIENCE, expression):
            return found
        where, text = self.js("location.href"), self.js("document.body.innerText")
        raise AssertionError(f"{told or expression}: not at {where}\n{str(text)[:1500]}\n{self.complaints}")

    def _within(self, seconds: float, expression: str) -> Any:
        """The first true value of an expression in this time, or its last one."""
        end = time.monotonic() + seconds
        while not (found := self.js(expression)) and time.monotonic() < end:
            time.sleep(0.1)
        return found

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
