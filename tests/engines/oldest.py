"""Debian's Chromium without what the oldest browsers lack (zegel/portal/browsers.json, web/oldest.mjs)."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Download, Route
from playwright.sync_api import Error as PlaywrightError

from tests.engines.engine import PATIENCE, Engine

ROOT = Path(__file__).resolve().parents[2]
# WebCrypto names its algorithms in words: Ed25519 and X25519 are of Chrome 137 and 133, ChaCha20 is newer still.
_ALGORITHMS = """for (const name of ["importKey", "generateKey"]) {
  const whole = SubtleCrypto.prototype[name]
  SubtleCrypto.prototype[name] = function (...parts) {
    const said = JSON.stringify(parts.filter((part) => typeof part === "string" || part?.name))
    return /25519|ChaCha/i.test(said) ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError")) : whole.apply(this, parts)
  }
}
"""


def without() -> str:
    """The script that takes it away."""
    script = subprocess.run(
        ["node", "web/oldest.mjs"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return script + _ALGORITHMS


def _worker(route: Route, taken: str) -> None:
    url = route.request.url
    if url.endswith("?whole"):
        return route.continue_()
    body = taken if url.endswith("/taken.js") else f'import "./taken.js"; import "{url}?whole"'
    return route.fulfill(content_type="text/javascript", body=body)


class Oldest(Engine):
    def __init__(self, downloads: Path, browser: Browser) -> None:
        super().__init__(downloads)
        self._context = browser.new_context(locale="nl-NL", accept_downloads=True)
        taken = without()
        self._context.add_init_script(taken)
        # A worker has a world of its own, of which it must be taken before any module of it looks what there is.
        self._context.route("**/static/build/workers/*.js*", lambda route: _worker(route, taken))
        self._page = self._context.new_page()
        self._page.on("download", self._save)
        # That something was reported as wrong is the lie this engine is here to catch.
        self._page.on(
            "request",
            lambda sent: (
                sent.url.endswith("/reports") and self.complaints.append(f"reported: {sent.post_data}")
            ),
        )
        self._page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._page.on("console", lambda line: self._heard(line.type, line.text))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)

    def _save(self, download: Download) -> None:
        download.save_as(self.downloads / download.suggested_filename)

    def go(self, url: str) -> None:
        self._page.goto(url)

    def js(self, expression: str) -> Any:
        try:
            # Also lets this driver hear of downloads.
            self._page.wait_for_timeout(1)
            return self._page.evaluate(expression)
        except PlaywrightError:
            return None

    def click(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def keys(self, css: str, text: str) -> None:
        self._page.locator(css).locator("visible=true").first.press_sequentially(text)

    def choose(self, css: str, paths: Sequence[Path]) -> None:
        self._page.set_input_files(css, list(map(str, paths)))

    def forget(self) -> None:
        self._context.clear_cookies()

    def kept(self, before: set[Path]) -> Path:
        self.until("true")
        for _ in range(int(PATIENCE * 10)):
            if set(self.downloads.iterdir()) - before:
                break
            self._page.wait_for_timeout(100)
        return super().kept(before)

    def stop(self) -> None:
        self._context.close()
