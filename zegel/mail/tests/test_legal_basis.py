"""A court writes only to who wants it (VI 6.3), and nobody is recognised in a way their organisation refuses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, make_guest, make_holder, principal_of, submission
from zegel.authentication.actions.policies import set_policy
from zegel.authentication.errors.policies import SmsBudgetSpent
from zegel.authentication.rules.ceilings import Ceiling
from zegel.authentication.rules.policies import Policy
from zegel.contacts.actions.codes import add_code, retire_code
from zegel.contacts.actions.consents import withdraw_consent
from zegel.contacts.errors import BasisMissing, BasisRefused, CodeUnknown
from zegel.contacts.models import Consent, Contact
from zegel.contacts.rules import Basis
from zegel.evidence.models import Record
from zegel.identity.actions.roles import appoint
from zegel.lib.principal import system
from zegel.mail.actions.guest_entry import ask_code, enter_by_sms
from zegel.mail.actions.guests import ask_help
from zegel.mail.actions.submit import submit
from zegel.mail.errors import GuestData, SmsCeiling, WayNotAllowed
from zegel.mail.keys import code_key
from zegel.mail.models import Guest, HelpRequest, Message
from zegel.mail.queries.firsts import missing_bases
from zegel.mail.rules import sms_digits
from zegel.notify.models import OutboundSms

DAY = timedelta(days=1)
SEALED = b"age-encryption.org/v1\nsealed"


def send(who, *, basis=None, at=AT, **content):
    sent = submission(who, **content)
    sent = replace(
        sent,
        boxes=tuple(replace(box, basis=basis) for box in sent.boxes),
        guests=tuple(replace(each_guest, basis=basis) for each_guest in sent.guests),
    )
    return sent, submit(actor=who.principal, box=who.box.pk, submission=sent, at=at)


@pytest.fixture
def boss(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return clerk.user


def test_a_court_without_a_basis_sends_nothing(clerk, lawyer):
    recipient, _ = make_guest(clerk)
    for to in ({"boxes": [lawyer]}, {"guests": [recipient]}):
        with pytest.raises(BasisMissing) as refused:
            send(clerk, **to)
        assert refused.value.article == "VI 6.3"
    assert not Message.objects.exists()
    assert not Guest.objects.exists()
    assert not Consent.objects.exists()


def test_a_basis_is_asked_once_and_remembered(clerk, lawyer):
    assert missing_bases(clerk.user, clerk.box.pk, [lawyer.box.address.upper()], at=AT) == [
        lawyer.box.address
    ]
    send(clerk, boxes=[lawyer], basis=Basis("agreed", AT.date(), "telefoon"))
    assert missing_bases(clerk.user, clerk.box.pk, [lawyer.box.address], at=AT) == []
    send(clerk, boxes=[lawyer])
    found = Consent.objects.get()
    assert (found.address, found.basis, found.recorded_by) == (lawyer.box.address, "agreed", clerk.user)
    assert Record.objects.filter(event="contacts.consent.recorded").count() == 1


def test_who_wrote_first_needs_no_question(clerk, lawyer):
    sent, _ = send(lawyer, boxes=[clerk])
    assert missing_bases(clerk.user, clerk.box.pk, [lawyer.box.address], at=AT) == []
    send(clerk, boxes=[lawyer], at=AT + DAY)
    found = Consent.objects.get()
    assert (found.basis, found.message, found.given_on) == ("wrote_first", sent.message, AT.date())


def test_after_a_withdrawal_only_a_newer_message_of_theirs_counts(clerk, lawyer):
    send(lawyer, boxes=[clerk])
    send(clerk, boxes=[lawyer], at=AT + DAY)
    key = Consent.objects.get().pk
    withdraw_consent(actor=clerk.principal, consent=key, reason="Wil papier", at=AT + 2 * DAY)
    with pytest.raises(BasisMissing):
        send(clerk, boxes=[lawyer], at=AT + 3 * DAY)
    send(lawyer, boxes=[clerk], at=AT + 4 * DAY)
    send(clerk, boxes=[lawyer], at=AT + 5 * DAY)
    assert Consent.objects.filter(withdrawn_at__isnull=True).get().basis == "wrote_first"


def test_a_basis_of_one_court_is_none_of_another(clerk, lawyer):
    send(clerk, boxes=[lawyer], basis=Basis("asked", AT.date()))
    other = make_holder("Ander team", "clerk@elsewhere.example", kind="team", court=True)
    with pytest.raises(BasisMissing):
        send(other, boxes=[lawyer])


def test_courts_write_to_each_other_and_others_to_whom_they_like(clerk, lawyer, stranger):
    other = make_holder("Ander team", "clerk@elsewhere.example", kind="team", court=True)
    send(clerk, boxes=[other])
    send(lawyer, boxes=[stranger])
    assert not Consent.objects.exists()


def test_a_basis_that_is_none_holds_the_message_back(clerk, lawyer):
    with pytest.raises(BasisRefused):
        send(clerk, boxes=[lawyer], basis=Basis("asked", (AT + 2 * DAY).date()))
    assert not Message.objects.exists()


def test_handing_in_twice_asks_nothing_twice(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    first = submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    withdraw_consent(actor=clerk.principal, consent=Consent.objects.get().pk, reason="Wil papier", at=AT)
    bare = replace(sent, boxes=tuple(replace(box, basis=None) for box in sent.boxes))
    assert submit(actor=clerk.principal, box=clerk.box.pk, submission=bare, at=AT + DAY) == first


@pytest.mark.parametrize(
    ("policy", "secret", "code", "refused"),
    [
        ({"ways": ("sms",), "secret_ways": ("sms",)}, False, "", False),
        ({"ways": ("sms",), "secret_ways": ("sms",)}, False, "Iep-Linde-42", True),
        ({"secret_ways": ("sms",)}, False, "Iep-Linde-42", False),
        ({"secret_ways": ("sms",)}, True, "Iep-Linde-42", True),
        ({"secret_ways": ("code",)}, True, "", True),
    ],
    ids=str,
)
def test_the_policy_decides_how_guests_are_recognised(clerk, boss, policy, secret, code, refused):
    set_policy(actor=principal_of(boss), policy=Policy(**policy), at=AT)
    recipient, _ = make_guest(clerk, code=code)
    sent = submission(clerk, guests=[recipient], secret=secret)
    if refused:
        with pytest.raises(WayNotAllowed):
            submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
        assert not Guest.objects.exists()
    else:
        submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)


def test_known_guests_go_on_after_a_stricter_policy_but_for_what_is_secret(clerk, boss):
    recipient, _ = make_guest(clerk, code="Iep-Linde-42")
    sent = submission(clerk, guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    set_policy(actor=principal_of(boss), policy=Policy(ways=("sms",), secret_ways=("sms",)), at=AT)
    known = replace(recipient, new=None)
    again = submission(clerk, guests=[known], conversation=sent.conversation)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=again, at=AT)
    secret = submission(clerk, guests=[known], conversation=sent.conversation, secret=True)
    with pytest.raises(WayNotAllowed):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=secret, at=AT)


def test_a_code_of_the_organisation_must_be_one_in_use(clerk, boss, stranger):
    made = add_code(actor=principal_of(boss), name="Dossiercode", hint="Op uw brief", sealed=SEALED, at=AT)
    recipient, _ = make_guest(clerk, code="Iep-Linde-42")
    coded = replace(recipient, new=replace(recipient.new, organisation_code=made.pk))
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[coded]), at=AT)
    assert Guest.objects.get().way == "organisation"
    other, _ = make_guest(stranger, code="Iep-Linde-42")
    theirs = replace(other, new=replace(other.new, organisation_code=made.pk))
    with pytest.raises(CodeUnknown):
        submit(
            actor=stranger.principal,
            box=stranger.box.pk,
            submission=submission(stranger, guests=[theirs]),
            at=AT,
        )
    retire_code(actor=principal_of(boss), code=made.pk, at=AT)
    late, _ = make_guest(clerk, code="Iep-Linde-42")
    late = replace(late, new=replace(late.new, organisation_code=made.pk))
    with pytest.raises(CodeUnknown):
        submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[late]), at=AT)


def test_an_account_adds_only_so_many_people_by_sms_a_day(clerk, boss):
    set_policy(actor=principal_of(boss), policy=Policy(sms_per_account=2), at=AT)

    def add(count, at):
        guests = [make_guest(clerk, email=f"p{n}@post.example")[0] for n in range(count)]
        submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=guests), at=at)

    add(2, AT)
    with pytest.raises(SmsCeiling):
        add(1, AT)
    add(2, AT + DAY + timedelta(seconds=1))


def test_a_spent_budget_gives_the_sender_a_task_and_sends_nothing(clerk, boss):
    set_policy(actor=principal_of(boss), policy=Policy(sms_budget=0), at=AT)
    recipient, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    with pytest.raises(SmsBudgetSpent):
        ask_code(guest=recipient.guest, at=AT)
    assert HelpRequest.objects.get().reason == "sms_spent"
    assert not OutboundSms.objects.exists()
    with pytest.raises(GuestData):
        ask_help(guest=recipient.guest, reason="sms_spent", contact="", at=AT)


def test_guests_of_senders_without_a_budget_share_the_ceiling_of_the_installation(
    clerk, boss, lawyer, settings
):
    ceilings = settings.ENVIRONMENT.sms_ceilings | {"guest": Ceiling(2, 9)}
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sms_ceilings=ceilings)

    def guest(sender, number):
        recipient, _ = make_guest(sender, phone=f"06 1234567{number}", email=f"p{number}@post.example")
        letter = submission(sender, guests=[recipient])
        submit(actor=sender.principal, box=sender.box.pk, submission=letter, at=AT)
        return recipient.guest

    for number, sender in enumerate((clerk, lawyer)):
        ask_code(guest=guest(sender, number), at=AT)
    for number, sender in enumerate((clerk, lawyer), 2):
        with pytest.raises(SmsBudgetSpent):
            ask_code(guest=guest(sender, number), at=AT)
    assert OutboundSms.objects.count() == 2
    assert HelpRequest.objects.filter(reason="sms_spent").count() == 2
    assert Record.objects.filter(event="authentication.sms-ceiling.reached").count() == 1
    # A budget of one's own is a ceiling too, and nobody else uses it up.
    set_policy(actor=principal_of(boss), policy=Policy(sms_budget=5), at=AT)
    assert ask_code(guest=guest(clerk, 4), at=AT)


def test_who_came_in_by_sms_is_known_from_then_on(clerk):
    recipient, _ = make_guest(clerk, email="Piet@Post.example")
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    assert not Contact.objects.exists()
    code = ask_code(guest=recipient.guest, at=AT)
    enter_by_sms(guest=recipient.guest, digits=sms_digits(code_key(), code.pk), at=AT)
    found = Contact.objects.get()
    assert (found.email, found.phone, found.source) == ("piet@post.example", "+31612345678", "login")
