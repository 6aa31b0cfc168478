"""What somebody is told became of their keys, and their word that something of it was not them."""

import json
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.personas import Holder, browser
from zegel.boxes.actions import add_member
from zegel.evidence.queries import told_of
from zegel.key_log.tests.world import LATER, grown, keys_changed, renewed
from zegel.seal.sealing import seal_bytes

ROOT = Path(__file__).resolve().parents[3]
PUBLIC = ("/log-key", "/checkpoint", "/keys/label-key")


@pytest.fixture
def changed(lawyer: Holder, clerk: Holder, stranger: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lawyer renewed their key and let somebody in; in a team of a court something happened too."""
    keys_changed(lawyer)
    renewed(lawyer)
    monkeypatch.setattr("zegel.boxes.actions.members.is_secure", lambda _user: True)
    sealed = {2: seal_bytes([stranger.key.recipient], b"identity")}
    facts = {"user": stranger.user.pk, "right": "read", "ends_on": None, "keys": sealed, "at": LATER}
    add_member(actor=lawyer.principal, box=lawyer.box.pk, **facts)
    renewed(clerk)
    grown()


def told(holder: Holder) -> dict:
    return browser(holder).get("/api/key-events").json()


@pytest.mark.usefixtures("changed")
def test_a_browser_checks_what_became_of_its_owners_keys_and_by_whom(
    lawyer: Holder, stranger: Holder
) -> None:
    files = {path: Client().get(path).content.decode() for path in PUBLIC}
    files["/api/key-events"] = json.dumps(told(lawyer))
    me = {"user": str(lawyer.user.pk), "box": str(lawyer.box.pk), "address": lawyer.box.address.title()}
    done = subprocess.run(
        ["node", "tests/own_keys.mjs"], cwd=ROOT, input=json.dumps({"me": me, "files": files}), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        [0, "identity.account.imported", None, None],
        [1, "boxes.key-version.begun", me["user"], None],
        [2, "boxes.member.added", me["user"], str(stranger.user.pk)],
    ]


@pytest.mark.usefixtures("changed")
def test_everybody_is_told_of_their_own_mailboxes_only(
    lawyer: Holder, clerk: Holder, stranger: Holder
) -> None:
    events = {each: [json.loads(entry["entry"])["event"] for entry in told(holder)["entries"]]
              for each, holder in (("clerk", clerk), ("delegate", stranger))}  # fmt: skip
    # Who was let into somebody's mailbox has no word in what becomes of its keys.
    assert events == {"clerk": ["boxes.key-version.begun"], "delegate": []}
    names = {person["name"] for person in told(lawyer)["people"]}
    assert names == {lawyer.user.name, stranger.user.name}


def test_before_anything_is_logged_there_is_nothing_to_tell(lawyer: Holder) -> None:
    said = told(lawyer)
    assert (said["checkpoint"], said["entries"], said["records"]) == (None, [], None)


@pytest.mark.usefixtures("changed")
def test_that_something_was_not_oneself_is_evidence_once_and_of_ones_own_keys_only(
    lawyer: Holder, clerk: Holder
) -> None:
    def say(holder: Holder, entry: object) -> int:
        path = f"/api/key-events/{entry}/disowned"
        return browser(holder).post(path, b"{}", content_type="application/json").status_code

    assert [say(lawyer, entry) for entry in (2, 2, 3, 99, 10**30)] == [204, 204, 404, 404, 404]
    assert say(clerk, 2) == 404
    facts = [said.facts for said in told_of(lawyer.user.pk, ["key-log.entry.disowned"])]
    assert facts == [{"entry": 2, "event": "boxes.member.added"}]
    assert told_of(clerk.user.pk, ["key-log.entry.disowned"]) == []


def test_the_page_has_words_for_all_that_the_log_of_keys_tells(lawyer: Holder) -> None:
    page = browser(lawyer).get("/account/key-events").content.decode()
    assert page.count("data-event-") == 20
    assert 'data-event-boxes-member-added="' in page
