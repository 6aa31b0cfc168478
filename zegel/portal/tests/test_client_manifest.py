"""A client one can check: what a site hands to browsers, its manifest, and the log that has it."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from zegel.client.check_site import SiteDiffers, check
from zegel.client.verify_trust import NotProved, Trust
from zegel.evidence.actions import cosign_newest, extend_log, publish_client
from zegel.evidence.models import Record
from zegel.evidence.queries import public_log_keys, witness_policy
from zegel.key_log.tests.court_of_witnesses import three_witnesses
from zegel.seal.client_manifest import read
from zegel.seal.policy import Policy
from zegel.web_session.served import served_manifest

AT = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)

type Fetch = Callable[[str], bytes | None]


@pytest.fixture
def site(db: None) -> Fetch:
    """The running site as somebody outside finds it."""
    client = Client()

    def fetch(path: str) -> bytes | None:
        if path.startswith("static/"):
            found = finders.find(path.removeprefix("static/"))
            assert found is None or isinstance(found, str)
            if found:
                return Path(found).read_bytes()
        answer = client.get(f"/{path}")
        return answer.content if answer.status_code == 200 else None

    return fetch


def trust(policy: Policy | None = None) -> Trust:
    return Trust(tuple(base64.b64decode(key) for key in public_log_keys()), policy)


def publish() -> None:
    publish_client(manifest=served_manifest(), at=AT)
    extend_log(at=AT)


def scripts() -> list[str]:
    """What the pages run, by the names of today."""
    return [path for path in read(served_manifest()) if path.startswith("build/pages/")]


def changed(site: Fetch, path: str, content: bytes | None) -> Fetch:
    """The same site with something else at one path."""
    return lambda asked: content if asked == path else site(asked)


def test_a_site_that_gives_what_its_log_has_is_proved_and_only_under_a_key(site: Fetch) -> None:
    with pytest.raises(NotProved, match="no record"):
        check(site, trust())
    publish()
    assert "scripts and styles are what the manifest says" in check(site, trust())
    with pytest.raises(NotProved, match="only by the key it names itself"):
        check(site, Trust(()))
    files = {path: site(f"static/{path}") or b"" for path in read(served_manifest())}
    check(site, trust(), files)
    with pytest.raises(SiteDiffers, match="not as in your build"):
        check(site, trust(), files | {scripts()[0]: b"other"})


def test_with_a_policy_the_manifest_is_proved_only_where_a_quorum_saw_the_log(
    site: Fetch, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_witnesses(tmp_path, settings, monkeypatch, AT)
    publish()
    with pytest.raises(NotProved, match="too few witnesses"):
        check(site, trust(witness_policy()))
    assert cosign_newest(at=AT)
    assert "the log" in check(site, trust(witness_policy()))


def test_whatever_is_served_otherwise_differs(site: Fetch) -> None:
    publish()
    told = json.loads(site("client-manifest") or b"")
    path = scripts()[0]
    script = (site(f"static/{path}") or b"") + b"//"
    login = site("login") or b""
    other = json.loads(told["manifest"])
    other["files"][path] = hashlib.sha256(script).hexdigest()
    rewritten = told | {"manifest": json.dumps(other, separators=(",", ":"), sort_keys=True)}
    served = changed(site, f"static/{path}", script)
    for lying, said in (
        (served, "another file"),
        (changed(site, f"static/{path}", None), "missing"),
        (changed(site, "login", login + b"<script>1</script>"), "a script of its own"),
        (changed(site, "login", login + b'<script src="https://x.example/a.js"></script>'), "from elsewhere"),
        (changed(site, "login", login + b'<script src="/static/y.js"></script>'), "does not name"),
        (changed(served, "client-manifest", json.dumps(rewritten).encode()), "recorded another manifest"),
        (changed(site, "client-manifest", None), "no manifest"),
    ):
        with pytest.raises(SiteDiffers, match=said):
            check(lying, trust())


def test_the_service_worker_is_a_program_one_can_check_and_answers_for_sheets_alone(site: Fetch) -> None:
    publish()
    (path,) = [
        name for name in read(served_manifest()) if re.fullmatch(r"build/offline/sheet-\w{8}\.js", name)
    ]
    with pytest.raises(SiteDiffers, match="another file"):
        check(changed(site, f"static/{path}", (site(f"static/{path}") or b"") + b"//"), trust())
    answer = Client().get(f"/static/{path}")
    answer.close()
    assert answer["Service-Worker-Allowed"] == "/hearings/"
    # A worker runs under the policy of its own answer, and this one has to ask the server.
    assert "connect-src 'self'" in answer["Content-Security-Policy"]
    for other in [name for name in read(served_manifest()) if name != path and name.endswith(".js")][:40]:
        answer = Client().get(f"/static/{other}")
        answer.close()
        assert "Service-Worker-Allowed" not in answer


def test_the_same_files_are_recorded_once_and_others_anew(db: None) -> None:
    moments = [AT + timedelta(minutes=passed) for passed in range(4)]
    files = [b"{}", b"{}", b"[]", b"{}"]
    recorded = [publish_client(manifest=given, at=at) for given, at in zip(files, moments, strict=True)]
    assert recorded == [True, False, True, True]
    assert Record.objects.filter(event="evidence.client.published").count() == 3
