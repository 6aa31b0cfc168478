"""`zegel monitor` follows the log of keys of a running site from outside."""

import base64
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.personas import Holder, browser
from zegel.client.monitor import main
from zegel.evidence.actions import rotate_key
from zegel.evidence.queries import public_log_key
from zegel.key_log.keys import label_of, label_proof

from .world import LATER, grown, renewed

type Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def monitor(
    db: None,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs the command against this server; gives its exit code and what it printed."""

    class Answer:
        def __init__(self, path: str) -> None:
            found = client.get(path)
            self.status_code, self.content = found.status_code, found.content

    def get(address: str, **_: object) -> Answer:
        return Answer(address.removeprefix("http://127.0.0.1:8000"))

    monkeypatch.setattr("zegel.client.verify_source.httpx.get", get)

    def run(*words: str) -> tuple[int, list[str]]:
        code = main(["http://127.0.0.1:8000", "--state", str(tmp_path / "seen"), *words])
        return code, capsys.readouterr().out.splitlines()

    return run


def lie(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_each_event_of_a_watched_address_is_told_once(lawyer: Holder, stranger: Holder, monitor: Run) -> None:
    proof = base64.b64encode(label_proof(lawyer.box.address)).decode()
    watched = ("--key", public_log_key(), "--address", f"{lawyer.box.address}={proof}")
    renewed(stranger)
    grown()
    assert monitor(*watched) == (0, [])
    renewed(lawyer)
    grown()
    code, (line,) = monitor(*watched)
    assert code == 3
    assert f" {lawyer.box.address} boxes.key-version.begun entry=1 key=" in line
    assert monitor(*watched) == (0, [])
    # The key that was given once is known from then on.
    assert monitor("--label", label_of(lawyer.box.address)) == (0, [])
    code, (line,) = monitor("--address", f"{stranger.box.address}={proof}")
    assert (code, line) == (1, "the label is not that of this input.")


def test_the_page_of_ones_keys_says_how_they_are_watched(lawyer: Holder, monitor: Run) -> None:
    shown = browser(lawyer).get("/account/compare").content.decode()
    found = re.search(r"data-watch>zegel monitor http://127.0.0.1:8000 ([^<]+)</code>", shown)
    assert found
    renewed(lawyer)
    grown()
    assert monitor(*html.unescape(found[1]).split())[0] == 3


def test_a_key_that_was_announced_is_followed(lawyer: Holder, monitor: Run) -> None:
    first = public_log_key()
    renewed(lawyer)
    grown()
    assert monitor("--key", first)[0] == 0
    rotate_key(at=LATER)
    renewed(lawyer)
    grown()
    assert monitor("--key", first, "--label", label_of(lawyer.box.address))[0] == 3


def test_without_a_key_or_without_a_log_nothing_is_checked(lawyer: Holder, monitor: Run) -> None:
    assert monitor("--key", public_log_key()) == (2, ["not checked: there is no keys/checkpoint."])
    renewed(lawyer)
    grown()
    assert monitor()[0] == 2
    assert monitor("--key", base64.b64encode(bytes(32)).decode())[0] == 1
    assert monitor("--wrong")[0] == 2


def test_a_log_that_was_rewritten_or_cut_off_is_seen(lawyer: Holder, monitor: Run) -> None:
    watched = ("--key", public_log_key())
    for _ in range(2):
        renewed(lawyer)
        grown()
    other = "body = replace(encode(body, 'escape'), '\"number\":3', '\"number\":9')::bytea"
    back = "body = replace(encode(body, 'escape'), '\"number\":9', '\"number\":3')::bytea"
    lie(f"UPDATE key_log_entry SET {other} WHERE index = 1")
    assert monitor(*watched)[0] == 1
    lie(f"UPDATE key_log_entry SET {back} WHERE index = 1")
    assert monitor(*watched)[0] == 0
    lie("DELETE FROM key_log_state WHERE size = 2")
    assert monitor(*watched)[0] == 1


@pytest.mark.parametrize("kept", ["", "{}", '{"origin": "x", "key": "", "size": 1}', "[]", "\x00"])
def test_a_folder_that_keeps_something_else_is_no_proof_of_anything(
    lawyer: Holder, monitor: Run, tmp_path: Path, kept: str
) -> None:
    renewed(lawyer)
    grown()
    folder = tmp_path / "seen"
    folder.mkdir()
    (folder / "monitor.json").write_text(kept)
    code, (line,) = monitor("--key", public_log_key())
    assert (code, line.startswith("not checked: ")) == (2, True)
