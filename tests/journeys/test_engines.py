"""The main journeys in the engines that are not a new Chromium: a guest reads and answers; a lawyer writes and proves it."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.oldest import Oldest
from tests.engines.webkit import WebKit
from tests.journeys.conftest import Court
from tests.prepared_court import running_court
from zegel.client.demo_court.letters import GUEST_CODE
from zegel.client.demo_court.papers import paper
from zegel.client.demo_court.people import app_of

TEAM = "Team kort geding Amsterdam"
PASSWORD = "zegel-demo-2026"


@pytest.fixture(scope="session")
def engine_court(shared: Path, worker_id: str) -> Iterator[Court]:
    """A court of their own: what is written here is in no other journey's way."""
    with running_court(shared, f"engines-{worker_id}") as demo:
        yield Court(demo)


@pytest.fixture(scope="session", params=["firefox", "webkit", "oldest"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Engine]:
    """A window of Firefox, of WebKit, and of a Chromium that is as old as may be; each started once."""
    downloads, folder = tmp_path_factory.mktemp("downloads"), tmp_path_factory.mktemp("engine")
    engine: Engine
    if request.param == "firefox":
        engine = Firefox(downloads, folder)
    elif request.param == "webkit":
        engine = WebKit(downloads, folder)
    else:
        engine = Oldest(downloads, browser)
    try:
        yield engine
    finally:
        engine.stop()
    assert not engine.complaints, engine.complaints


def lawyer_of(engine: Engine) -> str:
    """Not the same for two that follow each other: a code of an authenticator works a single time."""
    return "a.devries@devriesvandam.example" if isinstance(engine, WebKit) else "l.yilmaz@kade12.example"


def log_in(engine: Engine, court: Court, email: str) -> None:
    engine.go(f"{court.origin}/login")
    engine.shown("form[data-login] button[type=submit]")
    engine.type("input[type=email]", email)
    engine.type("#password", PASSWORD)
    engine.press("form[data-login] button[type=submit]")
    for code in app_of(email).codes():
        engine.type("#second-code", code)
        engine.press("[data-action=second-submit]")
        if (
            engine.until(
                "location.pathname.startsWith('/mail') ? 'in' : document.querySelector('[data-error-summary]') && 'no'"
            )
            == "in"
        ):
            return
    raise AssertionError("no code was right")


@pytest.fixture
def document(tmp_path):
    """A PDF of this test."""
    path = tmp_path / "01_productie_261122.pdf"
    path.write_bytes(paper("Productie 1", ["Huurovereenkomst."]))
    return path


def test_a_guest_reads_keeps_and_answers(engine: Engine, engine_court: Court, document):
    engine.forget()
    engine.go(engine_court.link_for("kees.bos@post.example"))
    engine.type("input[name=access]", GUEST_CODE)
    engine.press("[data-action=enter-code]")
    if engine.at("/messages").endswith("/messages"):
        # The guest has answered already, in another engine; the letter is the oldest of the list.
        engine.press("ol.list-plain li:last-child h2 a")
    engine.shown("[data-text]", "In de bijlage vindt u het vonnis in uw zaak.")
    engine.press(".file [data-action=open]")
    engine.shown("dialog#viewer canvas")
    engine.press("[data-action=viewer-close]")
    alone = engine.download(".file [data-action=download]")
    assert alone.read_bytes().startswith(b"%PDF-")
    archive = zipfile.ZipFile(io.BytesIO(engine.download("[data-action=download-all]").read_bytes()))
    assert archive.testzip() is None
    assert alone.read_bytes() in [archive.read(name) for name in archive.namelist()]
    engine.press("a[href*='/reply'], a[href*='/answer']")
    engine.type("#text", "Ik kom naar de zitting.")
    engine.choose("[data-file-input]", [document])
    engine.shown("[data-file-list] .file", "Opent goed")
    engine.press("[data-action=send]")
    engine.shown("[data-receipt]")


def test_who_has_an_account_writes_keeps_and_proves(engine: Engine, engine_court: Court, document):
    engine.forget()
    log_in(engine, engine_court, lawyer_of(engine))
    engine.press("main a[href*='/mail/messages/']")
    engine.shown("[data-state=open] [data-text]")
    engine.go(f"{engine_court.origin}/mail/new")
    engine.shown("[data-composer]")
    engine.type("#recipient", "hendriks")
    engine.press("#recipient-options [role=option]")
    engine.press("label[for=subject-case]")
    engine.type("#subject", "C/13/756555")
    engine.type("#text", "Geachte confrère, hierbij productie 1.")
    engine.choose("[data-file-input]", [document])
    engine.shown(".file", "1 pagina")
    engine.press("[data-action=send]")
    engine.at("/mail/messages/")
    engine.shown("[data-text]", "hierbij productie 1")
    proves(engine, engine_court)


def proves(engine: Engine, engine_court: Court) -> None:
    """The receipt of what was just sent, and the public page that checks it."""
    message = engine.at("/mail/messages/")
    ready = f"fetch({json.dumps(message.partition('?')[0].rstrip('/') + '/receipt.json')}).then((told) => document.body.dataset.proof = told.headers.get('content-type')).catch(() => 0)"
    engine.until(f"({ready}, (document.body.dataset.proof ?? '').includes('json'))", "no receipt")
    receipt = engine.download("a[href$='receipt.json']")
    number = json.loads(receipt.read_text())["facts"]["message"]
    engine.go(f"{engine_court.origin}/verify#{number}")
    engine.started()
    engine.choose("[data-file-input]", [receipt])
    engine.shown("[data-result]", "Dit ontvangstbewijs is echt")
