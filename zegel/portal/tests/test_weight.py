"""What a page costs over the wire, by the bytes that a browser is sent for it: pinned, and without a clock.

Counted are the page, its styles, scripts with all they import at once, the font it shows, its drawings and its icon: bodies as they
are compressed, and the headers of each answer.
"""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

import zegel
from tests.personas import AT, browser, login_half, make_guest, submission
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.mail.actions.submit import submit
from zegel.mail.models import Entry
from zegel.portal.delivery import MANIFEST
from zegel.portal.shared.kept import YEAR
from zegel.portal.shared.words import LISTS, attributes_of, word_file
from zegel.seal.policy import write

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MANIFEST.exists(), reason="the pages were not built"),
]

LINKS = re.compile(
    r"""<link [^>]*?href="([^"]+)"|<script [^>]*?src="([^"]+)"|<img [^>]*?src="([^"]+)"|<use\s+href="([^"#]+)"""
)
IMPORTS = re.compile(r"""(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)\"""")
BROWSER = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}


class Visit:
    """A browser with a cache of its own, which keeps what it may keep for ever."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.kept: set[str] = set()

    def bytes_of(self, path: str) -> int:
        """What is sent for this page that the browser does not have yet."""
        answer = self.client.get(path, follow=True, **BROWSER)
        assert answer.status_code == 200, path
        sent = weight(answer)
        text = self.client.get(path, follow=True).content.decode()
        for found in sorted({urljoin(path, next(filter(None, row))) for row in LINKS.findall(text)}):
            sent += self._fetched(found)
        return sent

    def _fetched(self, address: str) -> int:
        # One of the two drawings of the icon is fetched, and the larger one is for a start screen.
        if address in self.kept or "/mark-180" in address or "/mark-32" in address:
            return 0
        answer = self.client.get(address, **BROWSER)
        assert answer.status_code == 200, address
        if "immutable" in answer["Cache-Control"]:
            self.kept.add(address)
        sent = weight(answer)
        if address.endswith(".js"):
            text = body(self.client.get(address)).decode()
            sent += sum(self._fetched(urljoin(address, name)) for name in IMPORTS.findall(text))
        return sent


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def weight(answer) -> int:
    return len(body(answer)) + sum(len(name) + len(value) + 4 for name, value in answer.items()) + 17


@pytest.fixture
def guest(clerk):
    recipient, _ = make_guest(clerk)
    sent = submission(clerk, guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    return recipient.guest


def test_a_guest_is_sent_little_for_the_first_page(client, guest):
    visit = Visit(client)
    assert visit.bytes_of(f"/g/{guest}") <= 83_000
    # All but the page itself is there.
    assert visit.bytes_of(f"/g/{guest}") <= 7_500
    assert visit.bytes_of("/help/real") <= 5_000
    session = client.session
    grant(session, guest, now())
    session.save()
    # With the seal, which comes while the guest looks for the code, and what looks at the log once the page stands.
    assert visit.bytes_of(f"/g/{guest}/messages") <= 91_000
    assert visit.bytes_of(f"/g/{guest}/messages") <= 20_000


def test_an_account_is_sent_each_part_once(clerk, guest):
    visit = Visit(Client())
    assert visit.bytes_of("/login") <= 130_000
    visit.client = browser(clerk)
    entry = Entry.objects.get(box=clerk.box)
    assert visit.bytes_of(f"/mail/{clerk.box.pk}/out") <= 34_500
    assert visit.bytes_of(f"/mail/{clerk.box.pk}/out") <= 17_000
    assert visit.bytes_of("/cases") <= 10_000
    assert visit.bytes_of(f"/mail/messages/{entry.message_id}") <= 69_000
    assert visit.bytes_of(f"/mail/messages/{entry.message_id}") <= 32_500


def test_every_file_that_a_template_names_is_there_for_a_year(client):
    named = {
        name
        for template in Path(zegel.__file__).parent.rglob("templates/**/*.html")
        for name in re.findall(r"""{% static "([^"]+)" %}""", template.read_text())
    }
    assert len(named) > 40
    for name in named:
        address = staticfiles_storage.url(name)
        answer = client.get(address, **BROWSER)
        weight(answer)
        assert answer.status_code == 200, name
        assert answer["Cache-Control"] == f"max-age={YEAR}, public, immutable", name
        packed = not address.endswith((".png", ".woff2"))
        assert answer.get("Content-Encoding") == ("br" if packed else None), name
        assert "'none'" in answer["Content-Security-Policy"]


def test_who_has_no_brotli_is_given_gzip_or_the_file_as_it_is(client):
    address = staticfiles_storage.url("build/main.css")
    bodies = {}
    for accepted in ["gzip", "identity", ""]:
        answer = client.get(address, HTTP_ACCEPT_ENCODING=accepted)
        body = b"".join(answer.streaming_content)
        assert answer["Vary"] == "Accept-Encoding"
        bodies[accepted] = gzip.decompress(body) if answer.get("Content-Encoding") == "gzip" else body
    assert (
        bodies["gzip"] == bodies["identity"] == bodies[""] == Path(finders.find(built(address))).read_bytes()
    )


def built(address: str) -> str:
    return address.removeprefix(settings.STATIC_URL)


def test_a_name_without_its_content_is_not_kept(client):
    answer = client.get("/static/icons.svg")
    weight(answer)
    assert answer["Cache-Control"] == "max-age=60, public"
    assert client.get("/static/build/main-00000000.css").status_code == 404


def test_a_worker_has_the_policy_of_the_pages_and_other_files_have_none_of_their_own(client):
    policies = {}
    for name in ["build/workers/seal.worker.js", "build/pages/common.js", "icons.svg"]:
        answer = client.get(staticfiles_storage.url(name))
        weight(answer)
        policies[name] = answer["Content-Security-Policy"]
    assert policies["build/workers/seal.worker.js"] == client.get("/login")["Content-Security-Policy"]
    assert "'self'" not in policies["build/pages/common.js"] + policies["icons.svg"]


def test_pages_are_compressed_for_strangers_alone(client, clerk, guest):
    """What is somebody's own never is: its length would tell of it (BREACH)."""
    for path in ["/login", f"/g/{guest}", "/help/real", "/nothing-here"]:
        assert client.get(path, **BROWSER)["Content-Encoding"] == "gzip", path
    inside = browser(clerk)
    for path in ["/mail", "/account/security", "/login", "/help/real", "/nothing-here"]:
        assert "Content-Encoding" not in inside.get(path, follow=True, **BROWSER), path
    session = client.session
    grant(session, guest, now())
    session.save()
    for path in [f"/g/{guest}", f"/g/{guest}/messages"]:
        assert "Content-Encoding" not in client.get(path, follow=True, **BROWSER), path


def test_an_answer_that_makes_somebody_known_is_not_compressed(client, clerk):
    body = {"email": clerk.user.email, "login": login_half()}
    answer = client.post("/api/login", body, content_type="application/json", **BROWSER)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer


def test_the_words_of_scripts_are_kept_for_a_year_and_say_the_same_in_each_language(client, clerk):
    page = browser(clerk).get(f"/mail/{clerk.box.pk}/in", HTTP_ACCEPT_LANGUAGE="nl").content.decode()
    addresses = re.findall(r'<script defer src="([^"]+)" data-word-list>', page)
    assert len(addresses) == 2
    # Before what says them.
    assert all(page.index(address) < page.index("/pages/common") for address in addresses)
    for address in addresses:
        answer = client.get(address)
        assert answer["Cache-Control"] == f"max-age={YEAR}, public, immutable"
        assert "'none'" in answer["Content-Security-Policy"]
        packed = client.get(address, **BROWSER)
        assert gzip.decompress(packed.content) == answer.content
        old = re.sub(r"-[A-Z2-7]{8}\.js", "-AAAAAAAA.js", address)
        assert (client.get(old).content, client.get(old)["Cache-Control"]) == (answer.content, "no-store")
    assert client.get("/static/build/words/nothing.nl-AAAAAAAA.js").status_code == 404


def test_who_checks_a_paper_without_an_account_can_fetch_who_witnesses_the_log(client):
    page = client.get("/verify").content.decode()
    (address,) = re.findall(r'<template id="log-alarm" data-log="([^"]+)"', page)
    answer = client.get(address)
    assert answer["Cache-Control"] == f"max-age={YEAR}, public, immutable"
    said = json.loads(
        answer.content.decode().removeprefix("(self.zegelWords??=[]).push(").removesuffix(")\n")
    )
    assert said["witnessPolicy"] == write(settings.ENVIRONMENT.witnesses)
    assert said["alarmLogUnwitnessed"]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_list_of_words_has_the_same_keys_in_dutch_and_english(name):
    said = {}
    for language in ("nl", "en"):
        content = word_file(name, language).content.decode()
        said[language] = json.loads(content.removeprefix("(self.zegelWords??=[]).push(").removesuffix(")\n"))
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*(-[a-z0-9]+)*", key) for key in said[language])
        assert all(said[language].values())
    assert said["nl"].keys() == said["en"].keys()
    assert said["nl"] != said["en"]


def test_a_sentence_reaches_the_script_as_its_template_says_it():
    """Quotes, entities and digits as a browser reads them from `data-…` attributes."""
    read = attributes_of(
        'data-a-b1="x &amp; &#x27;y&quot;" data-strength0="<b>" data-found-xfa="\u201c{n}\u201d"'
    )
    assert read == {"aB1": "x & 'y\"", "strength0": "<b>", "foundXfa": "\u201c{n}\u201d"}
