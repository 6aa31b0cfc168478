"""A program on the client library meets a mailbox whose key is renewed between sealing and sending."""

import os
from dataclasses import replace

import httpx
import pytest

from tests.personas import Holder
from zegel.boxes.actions import NextKey, renew_key
from zegel.boxes.queries import last_statements
from zegel.client.http import ApiProblem, Session
from zegel.client.people import Account
from zegel.client.sealed import File
from zegel.filing.actions import open_desk
from zegel.key_log.tests.world import grown
from zegel.lib.moments import now
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.membership import Signed, key_hash, read, sign
from zegel.seal.sealing import seal_bytes

from .world import client_of


class Door(httpx.BaseTransport):
    """The server without a network in between."""

    def __init__(self, holder: Holder) -> None:
        self.client = client_of(holder)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body, kind = request.read(), request.headers.get("content-type", "application/octet-stream")
        answer = self.client.generic(request.method, request.url.raw_path.decode(), body, content_type=kind)
        return httpx.Response(answer.status_code, content=answer.getvalue())


def program(holder: Holder) -> Account:
    """The client library, logged in as somebody."""
    session = Session("http://testserver")
    session.http = httpx.Client(
        base_url=session.origin, transport=Door(holder), cookies={"csrftoken": "c" * 32}
    )
    account = Account(session, session.call("GET", "me"), holder.key)
    if account.boxes[holder.box.address]["statement"] is None:
        account.confirm(holder.box.address)
    return account


def renewed(holder: Holder) -> None:
    new = generate_hybrid()
    keys = {holder.user.pk: seal_bytes([holder.key.recipient], new.encode())}
    recipient, last = identity_recipient(new), last_statements([holder.box.pk])[holder.box.pk]
    before = Signed(last.text, last.signature)
    told = replace(
        read(before), number=last.number + 1, previous=before.hash, epoch=2, recipient=key_hash(recipient)
    )
    made = NextKey(2, recipient, keys, statement=sign(told, holder.key.signing))
    renew_key(actor=holder.principal, box=holder.box.pk, made=made, at=now())


@pytest.fixture
def accounts(clerk, lawyer):
    """Who sends, and who reads."""
    return program(lawyer), program(clerk)


def meanwhile(monkeypatch, account, *holders):
    """Renew keys after a message was sealed and before it is handed in."""
    compose = account.compose

    def late(*args, **words):
        body = compose(*args, **words)
        for holder in holders:
            renewed(holder)
        # Who wrote to a mailbox before seals to its next key once the log of keys has it.
        grown()
        return body

    monkeypatch.setattr(account, "compose", late)


@pytest.mark.parametrize("whose", ["the recipient's", "the sender's", "both"])
def test_it_seals_once_more_with_the_new_key(accounts, clerk, lawyer, monkeypatch, whose):
    sender, reader = accounts
    late = {"the recipient's": [clerk], "the sender's": [lawyer], "both": [clerk, lawyer]}[whose]
    meanwhile(monkeypatch, sender, *late)
    guest, link = sender.new_guest(
        lawyer.box.address, name="P. Jansen", email="p@post.example", phone="06 12345678"
    )
    to = [sender.box(clerk.box.address), guest]
    sent = sender.send(lawyer.box.address, to, subject="C/13/756123", text="Kenmerk ijsvogel.")
    message, conversation = sent["submission"]["message"], sent["submission"]["conversation"]
    reader.refresh()
    for program in (reader, sender):
        assert program.open(message).manifest.text == "Kenmerk ijsvogel."
    (known,) = sender.known_guests(lawyer.box.address, conversation)
    assert known.entry["link"] == link


def test_another_refusal_is_not_tried_again(accounts, lawyer, monkeypatch):
    sender, _ = accounts
    calls = []
    call = sender.session.call
    monkeypatch.setattr(
        sender.session, "call", lambda *args, **words: (calls.append(args[1]), call(*args, **words))[1]
    )
    with pytest.raises(ApiProblem):
        sender.send(lawyer.box.address, [], subject="C/13/756123", text=os.urandom(4).hex())
    assert calls.count("messages") == 1


def test_a_circle_opens_through_the_mailbox_and_is_closed_to_who_was_taken_out(
    accounts, clerk, lawyer, stranger
):
    member, court = accounts
    circle = court.circles.make("open", {clerk.box.address: "manage", lawyer.box.address: "read"})
    first = member.circles.keys(circle)
    assert first == court.circles.keys(circle)
    court.session.call("DELETE", f"containers/{circle}/members/{lawyer.box.pk}")
    court.circles.renew(circle, {})
    with pytest.raises(ApiProblem, match="box-unknown"):
        member.circles.keys(circle)
    other = program(stranger)
    court.circles.join(circle, stranger.box.address, right="read", earlier=False)
    assert other.circles.keys(circle) == {2: court.circles.keys(circle)[2]}
    court.circles.join(circle, lawyer.box.address, right="read")
    assert member.circles.keys(circle) == court.circles.keys(circle) == first | other.circles.keys(circle)


def test_a_filing_without_a_message_opens_at_the_desk_and_nowhere_else(accounts, clerk, lawyer, stranger):
    filer, court = accounts
    open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk, postal="", counter="", at=now()
    )  # fmt: skip
    facts = {
        "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "kind": "summons", "number": "C/13/756123",
        "secret": False, "copies": "elsewhere",
    }  # fmt: skip
    files = [File("01_dagvaarding.pdf", "application/pdf", b"%PDF-1.7 ijsvogel")]
    got = filer.file_directly(lawyer.box.address, facts, text="Hierbij.", files=files)
    for reader in (filer, court):
        opened = reader.open_filing(got["filing"])
        assert (opened.manifest.text, opened.files[0].content) == ("Hierbij.", b"%PDF-1.7 ijsvogel")
    with pytest.raises(ApiProblem, match="filing-unknown"):
        program(stranger).open_filing(got["filing"])
