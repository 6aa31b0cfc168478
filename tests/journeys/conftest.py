"""A running demo court and a real browser. Every page a journey looks at is checked by axe and photographed."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as Late

from tests.prepared_court import courts, running_court
from zegel.client.demo_court.people import app_of
from zegel.console.demo import Demo

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "screenshots"
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
PATIENCE = 30_000

# Two frames and what moves: the page lies as it will be seen.
SETTLED = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  await Promise.all(document.getAnimations().filter(({ playState, effect }) =>
    playState === "running" && effect.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => {})))
}"""

expect.set_options(timeout=PATIENCE)


class Court:
    """The demo, and what its post box received."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.origin = demo.origin
        # What each person's browsers have that trusted them once: an authenticator's code works a single time, and
        # journeys log in more often than every half minute.
        self.trusted: dict[str, list[Any]] = {}

    def link_for(self, address: str) -> str:
        """The guest link in the newest mail to an address."""
        link = re.compile(re.escape(self.origin) + r"/g/[0-9a-f-]{36}#[A-Za-z0-9_-]{43}")
        return self._newest("eml", address, link)

    def code_for(self, number: str, *, after: float = 0) -> str:
        """The six digits in the newest SMS to a number, sent after a moment (seconds since 1970)."""
        return self._newest("json", number, re.compile(r"\b\d{6}\b"), after=after)

    def _newest(self, suffix: str, to: str, wanted: re.Pattern[str], *, after: float = 0) -> str:
        for _ in range(200):
            for path in sorted(self.demo.inbox.glob(f"*.{suffix}"), reverse=True):
                if path.stat().st_mtime < after:
                    break
                text = _read(path, to)
                if found := wanted.search(text):
                    return found[0]
            time.sleep(0.1)
        raise AssertionError(f"nothing was sent to {to}")


def _read(path: Path, to: str) -> str:
    if path.suffix == ".json":
        sms = json.loads(path.read_text())
        return str(sms["text"]) if sms["number"] == to else ""
    import email.policy

    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body is not None and to in str(mail["To"]) else ""


@pytest.fixture(scope="session")
def shared(testrun_uid: str, worker_id: str) -> Iterator[Path]:
    """Where the courts of all workers of this run live."""
    with courts(testrun_uid, worker_id) as folder:
        yield folder


@pytest.fixture(scope="session")
def court(shared: Path, worker_id: str) -> Iterator[Court]:
    """The whole product, filled, on a free port."""
    with running_court(shared, f"court-{worker_id}") as demo:
        yield Court(demo)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    # Playwright's own loop makes Django believe it runs inside asyncio; these tests call no Django at all.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """One person's browser: a page that complains about errors, with axe and camera at hand."""

    def __init__(self, context: BrowserContext, court: Court) -> None:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(AXE)
        self.context = context
        self.court = court
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.actions = 0
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        """Remember what the browser's console says is wrong."""
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._console(page, line.type, line.text))

    def _console(self, page: Page, kind: str, text: str) -> None:
        # A refusal of the server (4xx) is part of some journeys; the browser reports it as a failed resource.
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(f"{page.url}: {text}")

    def open(self, path: str) -> Page:
        """Go to a page of the product or an address in full."""
        self.page.goto(path if path.startswith("http") else self.court.origin + path)
        return self.page

    def do(self, action: object) -> None:
        """Count an action of the user; `action` has been done by being evaluated."""
        del action
        self.actions += 1

    def log_in(
        self, email: str, password: str = "zegel-demo-2026", *, at: str = "/login", leads: str = "**/mail/**"
    ) -> None:
        """Log in through the page, which `at` sends to, and come where that leads."""
        self.open(at)
        self.page.locator("input[type=email]").fill(email)
        self.page.locator("input[type=password]").fill(password)
        self.context.add_cookies(self.court.trusted.get(email, []))
        self.page.locator("form[data-login] button[type=submit]").click()
        # Whoever has a passkey by now is asked for that first, and shown no field.
        if self._asked("[data-second]"):
            self.second_step(email)
        self.page.wait_for_url(leads)

    def _asked(self, selector: str) -> bool:
        """Whether the login page shows something, rather than giving way to the mailbox."""
        for _ in range(PATIENCE // 100):
            if "/login" not in self.page.url:
                return False
            if self.page.locator(selector).is_visible():
                return True
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the login page shows no {selector}")

    def second_step(self, email: str) -> None:
        """Type a code of the authenticator app and let this device be trusted in the journeys that follow."""
        if (other := self.page.locator("[data-second] button[data-way=totp]")).count():
            other.click()
        self.page.locator("label[for=second-trust]").click()
        for code in app_of(email).codes():
            self.page.locator("#second-code").fill(code)
            self.page.locator("[data-action=second-submit]").click()
            if not self._asked("[data-error-summary]"):
                break
        # Trusted by its number and trusted by its name are two things: a journey keeps what another one has.
        mine = [cookie for cookie in self.context.cookies() if cookie["name"].startswith("device-")]
        names = {cookie["domain"] for cookie in mine}
        others = [one for one in self.court.trusted.get(email, []) if one["domain"] not in names]
        self.court.trusted[email] = [*others, *mine]

    def look(self, name: str) -> None:
        """Photograph the page on desktop and phone, and let axe find nothing on either."""
        SHOTS.mkdir(exist_ok=True)
        for kind, size in (("desktop", DESKTOP), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            self.page.evaluate(SETTLED)
            self._photograph(SHOTS / f"{name}-{kind}.png")
            wide = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{name} ({kind}) scrolls sideways by {wide}px"
            self._axe(f"{name} ({kind})")
        self.page.set_viewport_size(DESKTOP)

    def _photograph(self, path: Path) -> None:
        """A picture for who looks at the pages; a browser that is starved gives none at first, and is asked once more."""
        try:
            self.page.screenshot(path=path, full_page=True, timeout=PATIENCE / 2)
        except Late:
            self.page.bring_to_front()
            self.page.screenshot(path=path, full_page=True)

    def _axe(self, name: str) -> None:
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        told = [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found]
        assert not told, f"axe on {name}: {told}"


class Visitors:
    """Makes visits of people, each with a browser of their own."""

    def __init__(self, court: Court, browser: Browser) -> None:
        self.court = court
        self.browser = browser
        self.made: list[Visit] = []

    def __call__(self, locale: str = "nl-NL") -> Visit:
        context = self.browser.new_context(
            viewport=DESKTOP, locale=locale, timezone_id="Europe/Amsterdam", accept_downloads=True
        )
        self.made.append(Visit(context, self.court))
        return self.made[-1]

    def leave(self) -> None:
        """Close every browser; nobody's console may have complained (of a broken policy, for one)."""
        complaints = [line for row in self.made for line in row.complaints]
        for row in self.made:
            row.context.close()
        assert not complaints, complaints


@pytest.fixture
def visit(court: Court, browser: Browser) -> Iterator[Visitors]:
    """People who come by in one test."""
    visitors = Visitors(court, browser)
    yield visitors
    visitors.leave()


@pytest.fixture(scope="session")
def story(court: Court, browser: Browser) -> object:
    """The main job, walked once."""
    from tests.journeys.main_job import walk

    visitors = Visitors(court, browser)
    told = walk(visitors)
    visitors.leave()
    return told
