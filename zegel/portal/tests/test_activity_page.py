"""What happened to an account can be read by whoever it belongs to, all of it and in words."""

import re
from pathlib import Path

from django.test import Client
from django.utils import translation

from tests.personas import AT, log_in, make_holder
from zegel.boxes.actions import add_member, remove_member
from zegel.boxes.rules import READ
from zegel.identity.actions.roles import appoint
from zegel.identity.models import User
from zegel.portal.account.activity import WORDS
from zegel.seal.sealing import seal_bytes

ROOT = Path(__file__).parents[2]
HOUSES = ("identity", "authentication", "key_custody", "professions")

# Written down about something else than an account.
ELSEWHERE = re.compile(
    r"accounts\.(agent|invitation|register|organisation|policy|sms-budget|sms-ceiling)\.|"
    r"accounts\.(escrow\.plan-(set|dropped)|sso\.welcomed)$"
)
# Their names are put together in the code.
COMPOSED = {
    *(f"accounts.profession.{one}" for one in ("refused", "code-sent", "code-failed", "unlinked", "blocked", "restored")),
    *(f"accounts.escrow.{one}" for one in ("agreed", "refused", "asked", "approved", "used", "stopped")),
    *(f"accounts.factors-reset.{one}" for one in ("asked", "agreed", "done")),
    *(f"accounts.address-change.{one}" for one in ("asked", "failed", "confirmed", "done", "stopped")),
}  # fmt: skip


def read_by(holder):
    client = Client(headers={"accept-language": "en"})
    log_in(client, holder)
    return client.get("/account/activity").content.decode()


def test_every_event_of_an_account_has_words_in_both_languages():
    rooms = [path for house in HOUSES for path in (ROOT / house / "actions").glob("*.py")]
    code = "".join(path.read_text() for path in rooms)
    written = set(re.findall(r'Event\(\s*"(accounts\.[a-z.-]+)"', code))
    assert len(written) > 25
    told = {one for one in written if not ELSEWHERE.match(one)} | COMPOSED
    assert not told - set(WORDS)
    with translation.override("nl"):
        dutch = {name: str(words) for name, (_, _, words) in WORDS.items()}
    with translation.override("en"):
        assert not [name for name, (_, _, words) in WORDS.items() if str(words) == dutch[name]]


def test_a_role_that_was_given_is_told_by_its_name(clerk):
    appoint(user=clerk.user.pk, kind="administrator", at=AT)
    page = read_by(clerk)
    assert "You were given a role" in page
    assert "Administrator" in page
    assert "accounts.role" not in page


def test_who_was_let_into_my_mailbox_stands_there_and_on_no_page_of_others(lawyer, stranger):
    other = make_holder("A. Secretaris", "secretary@office.example")
    User.objects.filter(pk=other.user.pk).update(phone="+31612345678")
    keys = {1: seal_bytes([other.key.recipient], lawyer.box_identity.encode())}
    whom = {"actor": lawyer.principal, "box": lawyer.box.pk, "user": other.user.pk}
    add_member(**whom, right=READ, ends_on=None, keys=keys, at=AT)
    remove_member(**whom, at=AT)
    page = read_by(lawyer)
    assert "Somebody may use your mailbox" in page
    assert "Somebody may no longer use your mailbox" in page
    assert other.user.name in page
    assert "may use your mailbox" not in read_by(stranger)
