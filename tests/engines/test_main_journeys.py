"""The main journeys in the engines that are not a new Chromium: a guest reads and answers; a lawyer writes and proves it."""

import io
import json
import zipfile

import pytest

from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.webkit import WebKit
from tests.journeys.conftest import Court
from zegel.client.demo_court.letters import GUEST_CODE
from zegel.client.demo_court.papers import paper
from zegel.client.demo_court.people import app_of

TEAM = "Team kort geding Amsterdam"
PASSWORD = "zegel-demo-2026"


def lawyer_of(engine: Engine) -> str:
    """Each engine has a lawyer of its own: a code of an authenticator works a single time."""
    if isinstance(engine, Firefox):
        return "l.yilmaz@kade12.example"
    return (
        "a.devries@devriesvandam.example" if isinstance(engine, WebKit) else "jan@rechtbank-amsterdam.example"
    )


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


def test_a_guest_reads_keeps_and_answers(engine: Engine, court: Court, document):
    engine.forget()
    engine.go(court.link_for("kees.bos@post.example"))
    engine.type("input[name=access]", GUEST_CODE)
    engine.press("[data-action=enter-code]")
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


def test_who_has_an_account_writes_keeps_and_proves(engine: Engine, court: Court, document):
    engine.forget()
    log_in(engine, court, lawyer_of(engine))
    engine.press("main a[href*='/mail/messages/']")
    engine.shown("[data-state=open] [data-text]")
    engine.go(f"{court.origin}/mail/new")
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
    proves(engine, court)


def proves(engine: Engine, court: Court) -> None:
    """The receipt of what was just sent, and the public page that checks it."""
    message = engine.at("/mail/messages/")
    ready = f"fetch({json.dumps(message.partition('?')[0].rstrip('/') + '/receipt.json')}).then((told) => document.body.dataset.proof = told.headers.get('content-type')).catch(() => 0)"
    engine.until(f"({ready}, (document.body.dataset.proof ?? '').includes('json'))", "no receipt")
    receipt = engine.download("a[href$='receipt.json']")
    number = json.loads(receipt.read_text())["facts"]["message"]
    engine.go(f"{court.origin}/verify#{number}")
    engine.choose("[data-file-input]", [receipt])
    engine.shown("[data-result]", "Dit ontvangstbewijs is echt")
