"""A mail went to the wrong address: the sender corrects it, the guest gets another link, and the old one opens nothing."""

import hashlib
import json

import pytest

from tests.personas import AT, make_guest, submission
from zegel.authentication.actions.policies import set_policy
from zegel.authentication.rules.policies import Policy
from zegel.boxes.errors import BoxUnknown
from zegel.contacts.actions.consents import withdraw_consent
from zegel.contacts.errors import BasisMissing, BasisRefused
from zegel.contacts.models import Consent
from zegel.contacts.rules import Basis
from zegel.evidence.models import Record
from zegel.evidence.queries import opening_of
from zegel.identity.actions.roles import appoint
from zegel.lib.principal import system
from zegel.mail.actions.guests import help_guest
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.errors import GuestData, WayNotAllowed
from zegel.mail.models import Guest
from zegel.mail.queries.firsts import missing_bases
from zegel.notify.errors import AddressRefused
from zegel.notify.models import OutboundMail
from zegel.seal import keys
from zegel.seal.errors import SealError
from zegel.seal.opening import open_guest
from zegel.seal.sealing import seal_bytes
from zegel.web_session.principals import guest_principal

BASIS = Basis("agreed", AT.date(), "by phone")


def sent_to_guest(clerk, code=""):
    recipient, guest = make_guest(clerk, email="wrong@post.example", code=code)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    return recipient.guest, guest


@pytest.fixture
def relinked(clerk):
    """What a client makes: the keys of a guest under another link."""
    return keys.make_guest(clerk.box.recipient)


def change(actor, key, relinked, **more):
    facts = {"email": "right@post.example", "sealed_identity": relinked.sealed_identity}
    facts |= {"sender_copy": relinked.sender_copy, "link": relinked.link, "basis": BASIS}
    return help_guest(actor=actor, guest=key, at=AT, **(facts | more))


def test_the_new_address_gets_a_new_link_and_evidence_keeps_both_addresses(clerk, relinked):
    key, old = sent_to_guest(clerk)
    change(clerk.principal, key, relinked)
    found = Guest.objects.get()
    assert (found.email, found.changed_at) == ("right@post.example", AT)
    assert OutboundMail.objects.order_by("id").last().to_address == "right@post.example"
    record = Record.objects.get(event="mail.guest.changed")
    assert kept_beside(record) == {"oldAddress": "wrong@post.example", "address": "right@post.example"}
    with pytest.raises(SealError):
        open_guest(old.link, bytes(found.sealed_identity))
    assert open_guest(relinked.link, bytes(found.sealed_identity)).startswith("AGE-SECRET-KEY-PQ-1")


def kept_beside(record):
    """What is said of persons; the record has its hash alone, and says nothing once it is gone."""
    body, beside = bytes(record.body), opening_of(record)
    assert not [word for word in (b"@post.example", b"+316") if word in body]
    assert json.loads(body)["facts"]["personal"] == hashlib.sha256(beside).hexdigest()
    return {name: value for name, value in json.loads(beside).items() if name != "salt"}


def test_a_new_number_stands_beside_the_record_too(clerk):
    key, _ = sent_to_guest(clerk)
    help_guest(actor=clerk.principal, guest=key, link="l", phone="06 87654321", at=AT)
    record = Record.objects.get(event="mail.guest.changed")
    assert kept_beside(record) == {"oldPhone": "+31612345678", "phone": "+31687654321"}
    assert json.loads(bytes(record.body))["facts"]["changed"] == "phone"


def test_an_address_without_another_link_is_refused(clerk, relinked):
    key, _ = sent_to_guest(clerk)
    for lacking in ({"sealed_identity": b""}, {"sender_copy": b""}, {"email": "wrong@post.example"}):
        with pytest.raises(GuestData):
            change(clerk.principal, key, relinked, **lacking)
    with pytest.raises(AddressRefused):
        change(clerk.principal, key, relinked, email="no address")
    assert Guest.objects.get().email == "wrong@post.example"


def test_who_has_an_access_code_gets_another_one_with_the_link(clerk, relinked):
    key, _ = sent_to_guest(clerk, code="Iep-Linde-42")
    with pytest.raises(GuestData):
        change(clerk.principal, key, relinked)
    change(clerk.principal, key, relinked, code_salt=bytes(16), code_verifier="v" * 44)
    assert Guest.objects.get().email == "right@post.example"


@pytest.mark.parametrize("secret", [False, True])
def test_help_gives_no_access_code_where_the_organisation_wants_none(clerk, secret):
    recipient, _ = make_guest(clerk)
    letter = submission(clerk, guests=[recipient], secret=secret)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    allowed = ("sms", "code") if secret else ("sms",)
    set_policy(actor=clerk.principal, policy=Policy(ways=allowed, secret_ways=("sms",)), at=AT)
    with pytest.raises(WayNotAllowed):
        help_guest(
            actor=clerk.principal, guest=recipient.guest, link="l", code_salt=bytes(16), code_verifier="v" * 44,
            sealed_identity=seal_bytes([clerk.box.recipient], b"identity"), at=AT,
        )  # fmt: skip
    assert Guest.objects.get().verification == "sms"


def test_a_stranger_corrects_nobodys_address(clerk, stranger, relinked):
    key, _ = sent_to_guest(clerk)
    with pytest.raises(BoxUnknown):
        change(stranger.principal, key, relinked)


def test_a_court_states_why_it_may_write_to_the_new_address_once(clerk, relinked):
    key, _ = sent_to_guest(clerk)
    with pytest.raises(BasisMissing) as refused:
        change(clerk.principal, key, relinked, basis=None)
    assert refused.value.field == "basis"
    assert Guest.objects.get().email == "wrong@post.example"
    with pytest.raises(BasisRefused):
        change(clerk.principal, key, relinked, basis=Basis("because", AT.date()))
    change(clerk.principal, key, relinked)
    found = Consent.objects.get(address="right@post.example")
    assert (found.basis, found.recorded_by) == ("agreed", clerk.user)
    change(clerk.principal, key, relinked, email="wrong@post.example", basis=None)
    change(clerk.principal, key, relinked, basis=None)


def test_who_is_no_court_states_nothing(lawyer, relinked):
    recipient, _ = make_guest(lawyer, email="wrong@post.example")
    submit(
        actor=lawyer.principal, box=lawyer.box.pk, submission=submission(lawyer, guests=[recipient]), at=AT
    )
    change(lawyer.principal, recipient.guest, relinked, basis=None)
    assert not Consent.objects.exists()


def test_what_the_one_before_wrote_is_no_basis_for_the_one_after(clerk, relinked):
    """The guest of before answered; the address of today belongs to somebody who never wrote."""
    key, _ = sent_to_guest(clerk)
    Guest.objects.update(signing_key="k" * 44)
    answer = submission(clerk, boxes=[clerk], conversation=Guest.objects.get().conversation_id)
    submit_reply(actor=guest_principal(Guest.objects.get()), submission=answer, at=AT)
    change(clerk.principal, key, relinked)
    for consent in Consent.objects.filter(address="right@post.example"):
        withdraw_consent(actor=clerk.principal, consent=consent.pk, reason="Was een ander", at=AT)
    assert missing_bases(clerk.user, clerk.box.pk, ["right@post.example"], at=AT) == ["right@post.example"]
    Consent.objects.all().delete()
    assert missing_bases(clerk.user, clerk.box.pk, ["right@post.example"], at=AT) == ["right@post.example"]
