"""A running demo court and a real browser. Every page a journey looks at is checked by axe and photographed."""

import json
import os
import re
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Self

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright
from playwright.sync_api import Error as Fault
from playwright.sync_api import TimeoutError as Late

from tests.prepared_court import courts, running_court
from zegel.client.demo_court.people import app_of, phone_of
from zegel.console.demo import Demo
from zegel.lib.moments import now
from zegel.notify.rules import normalise_number

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "screenshots"
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
# Two browsers and two courts on two cores: what takes a second alone may take twenty.
PATIENCE = 60_000
# An app's code of now and the next one; for a third the clock has to go on.
UNAWAITED = 2

# Nothing can be pressed before the scripts of a page listen; people are not that quick.
UNTOUCHED = """(() => {
  const shut = new CSSStyleSheet()
  shut.replaceSync("html { pointer-events: none }")
  document.adoptedStyleSheets = [shut]
  addEventListener("load", () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== shut)
  })
})()"""

# A draft lies at the server as it stands on the page: what was kept before the last change does not count.
KEPT = """() => (document.querySelector("p[data-saved]")?.textContent ?? "").includes("bewaard om")
  && dispatchEvent(new Event("beforeunload", { cancelable: true }))"""

# Fonts, two frames and what moves: the page lies as it will be seen.
SETTLED = """async () => {
  await document.fonts.ready
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
        return self.newest("eml", address, link)

    def code_for(self, number: str, *, after: float = 0) -> str:
        """The six digits in the newest SMS to a number, sent after a moment (seconds since 1970)."""
        return self.newest("json", number, re.compile(r"\b\d{6}\b"), after=after)

    def settled(self) -> None:
        """Wait until the log has taken in, and signed, all that happened until now."""
        waiting = (
            "SELECT count(*) FROM evidence_record WHERE at <= %s"
            " AND (index IS NULL OR index >= (SELECT coalesce(max(size), 0) FROM evidence_checkpoint))"
        )
        with psycopg.connect(self.demo.environment["ZEGEL_DATABASE"], autocommit=True) as database:
            since = now()
            for _ in range(PATIENCE // 100):
                row = database.execute(waiting, [since]).fetchone()
                if row == (0,):
                    return
                time.sleep(0.1)
        raise AssertionError("the log does not take in what happens")

    def newest(self, suffix: str, to: str, wanted: re.Pattern[str], *, after: float = 0) -> str:
        """What a pattern finds in the newest mail (`eml`) or SMS (`json`) that has it, sent after a moment."""
        for _ in range(PATIENCE // 100):
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


FAILED = pytest.StashKey[bool]()
# In this order: a window that is open complains when its court goes away.
LEFT_BEHIND = ("engine", "engine_court", "court")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a journey failed; a second try begins with its setup."""
    report = yield
    before = report.when != "setup" and item.stash.get(FAILED, False)
    item.stash[FAILED] = before or report.failed
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Function) -> Generator[None, object, object]:
    """Who fails may have left anything behind: the next journey, or a second try, gets another court with all that hangs on it."""
    failed = item.stash.get(FAILED, False)
    try:
        return (yield)
    except BaseException:
        failed = True
        raise
    finally:
        for name in LEFT_BEHIND if failed else ():
            for fixture in item._fixtureinfo.name2fixturedefs.get(name, ()):
                with suppress(Exception):
                    fixture.finish(item._request)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    # Playwright's own loop makes Django believe it runs inside asyncio; these tests call no Django at all.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """One person's browser: a page that complains about errors, with axe and camera at hand."""

    def __init__(self, context: BrowserContext, court: Court, *, scripts: bool = True) -> None:
        context.set_default_timeout(PATIENCE)
        # Without scripts nothing would ever say that the page is there.
        if scripts:
            context.add_init_script(UNTOUCHED)
        self.context = context
        self.court = court
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.actions = 0
        self.leaving: set[Request] = set()
        self.watch(self.page)
        self.page.on("request", self._leaves)
        self.page.on("requestfinished", self._left)
        self.page.on("requestfailed", self._left)

    def watch(self, page: Page) -> None:
        """Remember what the browser's console says is wrong."""
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._console(page, line.type, line.text))

    def _leaves(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.leaving.add(request)

    def _left(self, request: Request) -> None:
        self.leaving.discard(request)

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

    def _lets_in(self, code: str) -> bool:
        self.page.locator("#second-code").fill(code)
        self.page.locator("[data-action=second-submit]").click()
        return not self._asked("[data-error-summary]")

    def second_step(self, email: str) -> None:
        """Type a code of the authenticator app and let this device be trusted in the journeys that follow; each code works once,
        so who used up those of this half minute asks for one by SMS."""
        if (other := self.page.locator("[data-second] button[data-way=totp]")).count():
            other.click()
        self.page.locator("label[for=second-trust]").click()
        if not any(self._lets_in(code) for code in islice(app_of(email).codes(), UNAWAITED)):
            since = now().timestamp()
            self.page.locator("[data-second] button[data-way=sms]").click()
            self._lets_in(self.court.code_for(normalise_number(phone_of(email)), after=since))
        # Trusted by its number and trusted by its name are two things: a journey keeps what another one has.
        mine = [cookie for cookie in self.context.cookies() if cookie["name"].startswith("device-")]
        names = {cookie["domain"] for cookie in mine}
        others = [old for old in self.court.trusted.get(email, []) if old["domain"] not in names]
        self.court.trusted[email] = [*others, *mine]

    def look(self, name: str) -> None:
        """Photograph the page on desktop and phone, and let axe find nothing on either; begin anew if it was left meanwhile."""
        try:
            self._look(name)
        except Fault as fault:
            if not re.search("context was destroyed|navigat|detached", str(fault)):
                raise
            self._look(name)

    def _look(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self._arrive()
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

    def _arrive(self) -> None:
        """Wait until the page that was asked for is here, whole."""
        for _ in range(PATIENCE // 100):
            self.page.wait_for_timeout(100)
            if not self.leaving:
                break
        self.page.wait_for_load_state()

    def kept(self) -> None:
        """Wait until the draft on the page lies at the server, as it stands there."""
        self.page.wait_for_function(KEPT)

    def _photograph(self, path: Path) -> None:
        """A picture for who looks at the pages; a browser that is starved gives none at first, and is asked once more."""
        try:
            self.page.screenshot(path=path, full_page=True, timeout=PATIENCE / 2)
        except Late:
            self.page.bring_to_front()
            self.page.screenshot(path=path, full_page=True)

    def _axe(self, name: str) -> None:
        # Only where it is asked: read on every page that comes by, it costs more than most of those pages.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        told = [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found]
        assert not told, f"axe on {name}: {told}"


class Visitors:
    """Makes visits of people, each with a browser of their own; a context, at whose end all of them leave."""

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close every browser; nobody's console may have complained (of a broken policy, for one)."""
        complaints = [line for row in self.made for line in row.complaints]
        for row in self.made:
            row.context.close()
        assert kind is not None or not complaints, complaints


def tick(box: Locator) -> None:
    """Choose a box or a dot whose label lies over it, so that all of the line can be pressed: hence the force.

    A press with force is not kept until the line lies still, and lands beside it when a file's row comes in above: so that is waited
    for here, and who missed presses again.
    """
    box.wait_for(state="attached")
    box.page.wait_for_load_state()
    for _ in range(PATIENCE // 100):
        try:
            box.element_handle().wait_for_element_state("stable")
            box.check(force=True)
        except Fault as fault:
            if not re.search("did not change its state|not attached", str(fault)):
                raise
            box.page.wait_for_timeout(100)
        else:
            return
    raise AssertionError(f"{box} is not chosen")


def submit(button: Locator) -> None:
    """Press what sends a form, and wait for the page that answers it, whole."""
    with button.page.expect_navigation():
        button.click()


@pytest.fixture
def visit(court: Court, browser: Browser) -> Iterator[Visitors]:
    """People who come by in one test."""
    with Visitors(court, browser) as visitors:
        yield visitors


@pytest.fixture(scope="session")
def story(court: Court, browser: Browser) -> object:
    """The main job, walked once."""
    from tests.journeys.main_job import walk

    with Visitors(court, browser) as visitors:
        return walk(visitors)
