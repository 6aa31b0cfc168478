"""After the main job: what was typed and shown is nowhere on the server, and its secrets open nothing."""

import base64
import hashlib
import re
from contextlib import suppress
from secrets import token_hex

import psycopg
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitors
from tests.journeys.test_organisation import OTHER_ADMINISTRATOR
from tests.journeys.test_register import recovery_code_of
from tests.journeys.test_security import add_passkey
from zegel.client.second import App
from zegel.seal.errors import SealError
from zegel.seal.identities import hybrid_from_seed
from zegel.seal.opening import open_bytes

AGE = b"age-encryption.org/v1\n"


def _encodings(secret: bytes) -> list[bytes]:
    """A secret as it might lie about: plain, base64 at each of the three offsets, hex, UTF-16."""
    found = [secret, secret.hex().encode(), secret.decode("utf-8", "ignore").encode("utf-16-le") or secret]
    for pad in range(3):
        # Only the part of the base64 text that does not depend on its neighbours.
        text = base64.b64encode(b"\0" * pad + secret)
        found.append(text[4 if pad else 0 : len(text) - 4])
    return [row for row in found if len(row) >= 8]


def _everything(court):
    """Every file the product wrote: database with its journal, vault, secrets, logs. Not the outside post box."""
    for path in court.demo.folder.rglob("*"):
        # The database drops files of its own meanwhile.
        with suppress(FileNotFoundError):
            if path.is_file() and court.demo.inbox not in path.parents:
                yield path, path.read_bytes()


def _cells(court):
    """Every value of every column of every table, as bytes."""
    with psycopg.connect(court.demo.postgres.conninfo) as link:
        tables = link.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        for (table,) in tables.fetchall():
            for row in link.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    yield table, value if isinstance(value, bytes) else str(value).encode()


OWNER = "j.hendriks@noorderlicht.example"
# Hands the secret a passkey gave (PRF) to the test, and leaves the page what it had.
SEES_PRF = """
const told = PublicKeyCredential.prototype.getClientExtensionResults
PublicKeyCredential.prototype.getClientExtensionResults = function () {
    const results = told.call(this)
    const first = results.prf?.results?.first
    if (first) window.prfSeen(Array.from(new Uint8Array(first.buffer ?? first)))
    return results
}
"""


@pytest.fixture(scope="module")
def shown(court, browser, story):
    """What securing an account and working in a team shows and takes: recovery code, secret of an app, backup codes, the
    secret of a passkey, a note, a code of the organisation."""
    with Visitors(court, browser) as visitors:
        found = [*_account_of(visitors()), *_passkey_of(visitors(), court), *_note_of(visitors())]
        return [*found, *_code_of_an_organisation(visitors())]


def _account_of(owner):
    code = recovery_code_of(owner, OWNER)
    page = owner.open("/account/security")
    page.get_by_text("Authenticator-app toevoegen").click()
    name = f"Tablet {token_hex(4)}"
    page.locator("#app-label").fill(name)
    page.locator("[data-action=app-new]").click()
    expect(page.locator("[data-app-picture]")).to_be_visible()
    secret = page.locator("[data-app-secret]").inner_text()
    page.locator("#app-code").fill(App(secret).code())
    page.locator("[data-action=app-confirm]").click()
    expect(page.locator("strong", has_text=name)).to_be_visible()
    page.locator("[data-action=backup-new]").click()
    expect(page.locator("[data-backup-list] li")).to_have_count(10)
    backup = page.locator("[data-backup-list] li").all_inner_texts()
    plain = ["".join(text.split()).replace("-", "") for text in (code, secret, *backup)]
    # As it is typed, and as it is counted with: a secret in base32 is these bytes.
    return [text.encode() for text in [code, *backup, *plain]] + [base64.b32decode(plain[1])]


def _passkey_of(owner, court):
    seen = []
    owner.context.expose_function("prfSeen", lambda told: seen.append(bytes(told)))
    owner.context.add_init_script(SEES_PRF)
    add_passkey(owner, court, OWNER)
    assert seen
    return seen


def _note_of(clerk):
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    page = clerk.page
    page.locator("[data-row] a").first.click()
    page.fill("#note", "Kenmerk wielewaal: eerst bellen.")
    page.locator("[data-note-form] button[type=submit]").click()
    expect(page.get_by_text("Kenmerk wielewaal: eerst bellen.").first).to_be_visible()
    return [b"wielewaal"]


def _code_of_an_organisation(boss):
    # Not her of whom another journey sees which numbers she is asked to accept.
    boss.log_in(OTHER_ADMINISTRATOR)
    page = boss.open("/organisation/codes")
    page.once("dialog", lambda dialog: dialog.accept())
    page.fill("#code-name", "Zittingscode")
    page.fill("#code-hint", "De code op uw oproep")
    page.fill("#code-code", "Linde-Haagbeuk-58")
    page.locator("[data-code-form] button[type=submit]").click()
    expect(page.get_by_role("rowheader", name="Zittingscode")).to_be_visible()
    return [b"Linde-Haagbeuk-58", b"LindeHaagbeuk58"]


@pytest.fixture(scope="module")
def secrets(story, shown):
    """What people typed or were shown: words, names of files, link secrets, the password, and pieces of the files."""
    words = [secret.encode() for secret in story.secrets]
    links = [base64.urlsafe_b64decode(secret + "=") for secret in story.secrets if len(secret) == 43]
    pieces = [content[start : start + 48] for content in story.contents for start in (0, len(content) // 2)]
    # The beginning of every PDF/A of the same maker is the same; only what is this file's own says anything.
    return words + links + shown + [piece for piece in pieces if not piece.startswith(b"%PDF")]


def test_the_dump_does_find_what_is_there(court, story):
    """The search itself works: the case number is metadata the server may know."""
    assert any(b"C/13/756999" in value for _, value in _cells(court))
    assert any(b"C/13/756999" in data for _, data in _everything(court))


def test_no_table_file_log_or_job_holds_what_was_written(court, secrets):
    wanted = [form for secret in secrets for form in _encodings(secret)]
    for where, data in [*_everything(court), *_cells(court)]:
        for form in wanted:
            assert form not in data, f"{form[:20]!r} lies in {where}"


def test_no_code_is_stored(court, story):
    assert story.codes
    for table, value in _cells(court):
        for code in story.codes:
            # Digits inside a hexadecimal number or a fraction of a second are no code.
            assert not re.search(rb"(?<![0-9a-fA-F.:])" + code.encode() + rb"(?![0-9a-fA-F])", value), table


def test_no_private_key_is_stored(court, story):
    del story
    for where, data in [*_everything(court), *_cells(court)]:
        assert b"AGE-SECRET-KEY-" not in data, where


def test_all_secrets_of_the_server_open_not_one_ciphertext(court, story):
    del story
    sealed = [value for _, value in _cells(court) if value.startswith(AGE)]
    vault = [data for path, data in _everything(court) if path.suffix == ".age"]
    assert len(sealed) > 20
    assert len(vault) > 3
    identities = [hybrid_from_seed(seed) for seed in _server_seeds(court)]
    for ciphertext in [*sealed, *vault]:
        with pytest.raises(SealError) as refused:
            open_bytes(identities, ciphertext)
        assert refused.value.code == "no-match"


def _server_seeds(court) -> list[bytes]:
    """Every secret file of the server, as 32 bytes: as it is, hashed, and decoded."""
    seeds = set()
    for path in (court.demo.folder / "data" / "secrets").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            seeds.add(hashlib.sha256(data).digest())
            seeds |= {data[start : start + 32] for start in range(max(1, len(data) - 31)) if len(data) >= 32}
    assert seeds
    return sorted(seeds)
