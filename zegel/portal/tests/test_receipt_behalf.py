"""A receipt says who pressed the button and on whose behalf: on paper, as JSON, and on the command line."""

import json

import pytest
from django.utils import translation

from tests.personas import AT, Holder, make_holder, submission
from zegel.boxes.actions import add_member
from zegel.client.verify import main
from zegel.evidence.actions import extend_log
from zegel.mail.actions.submit import submit
from zegel.mail.queries.messages import reader_of
from zegel.mail.queries.receipts import receipt_of
from zegel.portal.receipts import receipt_file as receipts
from zegel.seal.sealing import seal_bytes


def sent_by(actor: Holder, owner: Holder, to: Holder):
    letter = submission(owner, boxes=[to])
    submit(actor=actor.principal, box=owner.box.pk, submission=letter, at=AT)
    extend_log(at=AT)
    return reader_of(owner.principal, letter.message, at=AT), receipt_of(
        reader_of(owner.principal, letter.message, at=AT)
    )


@pytest.fixture
def secretary(lawyer):
    """Somebody who sends for the lawyer."""
    found = make_holder("A. Secretaris", "secretary@office.example")
    found.user.phone = "+31612345678"
    found.user.save(update_fields=["phone"])
    keys = {1: seal_bytes([found.key.recipient], lawyer.box_identity.encode())}
    facts = {"box": lawyer.box.pk, "user": found.user.pk, "right": "send", "ends_on": None}
    add_member(actor=lawyer.principal, **facts, keys=keys, at=AT)
    return found


def on_paper(reader, receipt):
    with translation.override("nl"):
        rows = receipts._told(reader, receipt, json.dumps(receipt).encode())["facts"]
    return {label: value for label, value, _ in rows}


def on_the_command_line(receipt, tmp_path, capsys):
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(receipt))
    assert main([str(path), "--key", receipt["log"]["key"]]) == 0
    return capsys.readouterr().out


def test_a_delegate_is_named_with_the_owner(lawyer, secretary, clerk, tmp_path, capsys):
    reader, receipt = sent_by(secretary, lawyer, clerk)
    parties = receipt["facts"]["parties"]
    assert (parties["sender"], parties["onBehalfOf"]) == ("A. Secretaris", "mr. A. de Vries")
    paper = on_paper(reader, receipt)
    assert paper["Van"].startswith("A. Secretaris")
    assert paper["Namens"] == "mr. A. de Vries"
    assert "from A. Secretaris on behalf of mr. A. de Vries" in on_the_command_line(receipt, tmp_path, capsys)


def test_who_sends_for_themselves_is_named_once(lawyer, secretary, clerk, tmp_path, capsys):
    reader, receipt = sent_by(lawyer, lawyer, clerk)
    assert "Namens" not in on_paper(reader, receipt)
    assert "on behalf of mr. A. de Vries" not in on_the_command_line(receipt, tmp_path, capsys)
