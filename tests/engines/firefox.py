"""Debian's Firefox by WebDriver BiDi, which it speaks itself: Debian has no program that translates for it."""

import json
import re
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import websocket

from tests.engines.engine import PATIENCE, Engine

_PREFERENCES = {
    "browser.aboutwelcome.enabled": False,
    "browser.download.alwaysOpenPanel": False,
    "browser.download.dir": "",
    "browser.download.folderList": 2,
    "browser.download.open_pdf_attachments_inline": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "nl-NL,nl",
    "pdfjs.disabled": True,
    "remote.active-protocols": 1,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox(Engine):
    def __init__(self, downloads: Path, profile: Path) -> None:
        super().__init__(downloads)
        chosen = _PREFERENCES | {"browser.download.dir": str(downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()]
        (profile / "user.js").write_text("\n".join(lines))
        self._log = profile / "firefox.log"
        with self._log.open("w") as log:
            self._program = subprocess.Popen(
                [
                    "firefox-esr",
                    "--headless",
                    "--no-remote",
                    "--profile",
                    str(profile),
                    "--remote-debugging-port",
                    "0",
                ],
                stdout=log,
                stderr=log,
            )
        self._last = 0
        self._line = websocket.create_connection(
            f"{self._address()}/session", suppress_origin=True, timeout=PATIENCE
        )
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["log.entryAdded"])
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]
        viewport = {"width": 1280, "height": 900}
        self._call("browsingContext.setViewport", context=self._context, viewport=viewport)

    def _address(self) -> str:
        for _ in range(int(PATIENCE * 10)):
            if found := re.search(r"BiDi listening on (ws://\S+)", self._log.read_text()):
                return found[1]
            try:
                self._program.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        raise AssertionError(self._log.read_text())

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        self._line.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            told = json.loads(self._line.recv())
            if told.get("type") == "event":
                self._heard(told["params"])
            elif told["id"] == self._last:
                if told["type"] == "error":
                    raise BidiError(f"{method}: {told['error']}: {told['message']}")
                return dict(told["result"])

    def _heard(self, entry: dict[str, Any]) -> None:
        text = str(entry.get("text"))
        # A font that had not come when the page was left is nobody's mistake.
        harmless = text.startswith(("Failed to load resource", "downloadable font"))
        if entry.get("level") == "error" and not harmless:
            self.complaints.append(text)

    def go(self, url: str) -> None:
        try:
            self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")
        except BidiError as error:
            # The page went on by itself.
            if "abort" not in str(error).lower():
                raise

    def js(self, expression: str) -> Any:
        params = {"target": {"context": self._context}, "awaitPromise": True}
        try:
            told = self._call("script.evaluate", expression=f"JSON.stringify({expression})", **params)
        except BidiError:
            return None
        found = told.get("result", {}).get("value")
        return None if found is None else json.loads(found)

    def click(self, x: int, y: int) -> None:
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        # A page that was left, or that shrank, has no such place any more; whether it was pressed is asked next.
        with suppress(BidiError):
            self._act({"type": "pointer", "id": "mouse", "actions": moves})

    def keys(self, css: str, text: str) -> None:
        del css
        keys = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": keys})

    def _act(self, source: dict[str, Any]) -> None:
        self._call("input.performActions", context=self._context, actions=[source])

    def choose(self, css: str, paths: Sequence[Path]) -> None:
        self.until(f"document.querySelector({json.dumps(css)}) !== null")
        locator = {"type": "css", "value": css}
        node = self._call("browsingContext.locateNodes", context=self._context, locator=locator)["nodes"][0]
        element = {"sharedId": node["sharedId"]}
        self._call("input.setFiles", context=self._context, element=element, files=list(map(str, paths)))

    def forget(self) -> None:
        self._call("storage.deleteCookies")

    def stop(self) -> None:
        self._line.close()
        self._program.terminate()
        self._program.wait(PATIENCE)


class BidiError(Exception):
    """The browser refused a command."""
