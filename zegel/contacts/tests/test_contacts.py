"""What an organisation knows of people: nobody else sees it, no file replaces a number, a new number waits."""

from datetime import timedelta

import pytest

from tests.personas import AT, principal_of
from zegel.authentication.actions.policies import set_policy
from zegel.authentication.rules.policies import Policy
from zegel.boxes.errors import BoxUnknown
from zegel.contacts.actions.contacts import (
    change_number,
    confirm_contact,
    forget_contact,
    import_contacts,
    stop_change,
)
from zegel.contacts.errors import (
    AddressTwice,
    ContactUnknown,
    FileRefused,
    LanguageUnknown,
    LettersUnsure,
    NameMissing,
    NotColleague,
    NumberDiffers,
    ReasonMissing,
    SameNumber,
)
from zegel.contacts.models import Contact
from zegel.contacts.queries.contacts import contact_of, contacts_of, proposals
from zegel.contacts.rules import MOST_ROWS, Known
from zegel.evidence.models import Opening, Record
from zegel.identity.actions.roles import appoint
from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.notify.errors import AddressRefused, NumberNotMobile
from zegel.notify.models import OutboundMail, OutboundSms

PIET = Known("piet@post.example", "P. Jansen", "+31612345678", "nl")
DAY = timedelta(days=1)


@pytest.fixture
def boss(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return clerk.user


@pytest.fixture
def piet(boss):
    confirm_contact(organisation=boss.organisation_id, known=PIET, at=AT)
    return Contact.objects.get()


def number_of(clerk, at):
    return proposals(clerk.user, clerk.box.pk, "piet", at=at)[0].phone


FILE = """email;name;phone;language
Piet@Post.example;P. Jansen;06 12345678;nl
emma@post.example;E. Turner;+44 7700 900123;EN

kees@post.example;;06 87654321;
not an address;N. Niemand;06 87654321;
piet@post.example;Nog eens;06 87654321;
vast@post.example;V. Vast;020 1234567;
taal@post.example;T. Taal;06 87654321;fr
"""


def test_a_file_is_taken_over_and_its_bad_rows_are_named(boss):
    report = import_contacts(actor=principal_of(boss), data=("\ufeff" + FILE).encode(), at=AT)
    assert (report.fresh, report.renewed) == (2, 0)
    assert [(complaint.line, type(complaint.why)) for complaint in report.complaints] == [
        (5, NameMissing),
        (6, AddressRefused),
        (7, AddressTwice),
        (8, NumberNotMobile),
        (9, LanguageUnknown),
    ]
    found, more = contacts_of(boss)
    assert [(row.email, row.phone, row.language) for row in found] == [
        ("emma@post.example", "+447700900123", "en"),
        ("piet@post.example", "+31612345678", "nl"),
    ]
    assert not more
    assert Record.objects.filter(event="contacts.contact.added").count() == 2


def test_a_file_renews_names_and_never_a_number(boss, piet):
    data = b"email,name,phone\npiet@post.example,P. de Jong,0612345678\n"
    assert import_contacts(actor=principal_of(boss), data=data, at=AT).renewed == 1
    report = import_contacts(actor=principal_of(boss), data=data.replace(b"0612345678", b"0687654321"), at=AT)
    assert [type(complaint.why) for complaint in report.complaints] == [NumberDiffers]
    found = Contact.objects.get()
    assert (found.name, found.phone) == ("P. de Jong", "+31612345678")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"name,phone\nx,y\n",
        b"email,name,phone\n" + b"a@b.example,A,0612345678\n" * (MOST_ROWS + 1),
        b"email,name,phone\n" + b"x" * 2_000_000,
        b"email,name,phone\na@b.example,\0,0612345678\n",
        b'email,name,phone\n"' + b"x" * 200_000 + b'",a,b\n',
    ],
    ids=range(7),
)
def test_what_is_no_such_file_is_refused_whole(boss, data):
    with pytest.raises(FileRefused):
        import_contacts(actor=principal_of(boss), data=data, at=AT)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac-roman"])
def test_letters_that_a_file_does_not_say_are_shown_before_anybody_is_taken(boss, encoding):
    data = "email;name;phone\r\nr@kade.example;Renée Müller;0612345678\r\n".encode(encoding)
    with pytest.raises(LettersUnsure) as refusal:
        import_contacts(actor=principal_of(boss), data=data, at=AT)
    assert "Renée Müller" in refusal.value.message.format(**refusal.value.details)
    assert not Contact.objects.exists()
    assert import_contacts(actor=principal_of(boss), data=data, at=AT, seen=True).fresh == 1
    assert Contact.objects.get().name == "Renée Müller"


def test_what_a_spreadsheet_saves_is_taken(boss):
    data = "\ufeffsep=;\r\nemail;name;phone\r\nr@kade.example;Renée;612345678\r\nz@kade.example;Zoë;+32 0470 12 34 56\r\n".encode()
    report = import_contacts(actor=principal_of(boss), data=data, at=AT)
    assert [
        (complaint.line, complaint.why.code, complaint.why.details["number"])
        for complaint in report.complaints
    ] == [(3, "number-lost-nought", "0612345678")]
    assert Contact.objects.get().phone == "+32470123456"


def test_only_an_administrator_imports(clerk, stranger):
    for nobody in (clerk.user, stranger.user):
        with pytest.raises(NotAdministrator):
            import_contacts(actor=principal_of(nobody), data=FILE.encode(), at=AT)


def test_a_first_success_is_remembered_and_a_second_changes_nothing(boss, piet):
    assert piet.verified_at == AT
    other = Known(PIET.email, "Somebody", "+31687654321", "en")
    confirm_contact(organisation=boss.organisation_id, known=other, at=AT + DAY)
    assert Contact.objects.get().phone == PIET.phone


def test_a_number_from_a_file_counts_as_verified_after_a_success(boss):
    import_contacts(actor=principal_of(boss), data=FILE.encode(), at=AT)
    assert Contact.objects.get(email=PIET.email).verified_at is None
    confirm_contact(organisation=boss.organisation_id, known=PIET, at=AT + DAY)
    assert Contact.objects.get(email=PIET.email).verified_at == AT + DAY


def test_a_new_number_waits_and_the_old_number_and_mail_are_told(clerk, boss, piet):
    change_number(actor=clerk.principal, contact=piet.pk, phone="06 87654321", reason="Belde zelf", at=AT)
    assert number_of(clerk, AT + DAY - timedelta(seconds=1)) == "+31612345678"
    assert number_of(clerk, AT + DAY) == "+31687654321"
    told = Record.objects.get(event="contacts.number.changed")
    beside = bytes(Opening.objects.get(record=told).body)
    assert b'"old":"+31612345678"' in beside
    assert b"Belde zelf" in beside
    # The log itself is for ever, and must not say whose number it was.
    assert not [
        record
        for record in Record.objects.all()
        if b"+316" in bytes(record.body) or b"Belde" in bytes(record.body)
    ]
    mail, sms = OutboundMail.objects.get(kind="number-changed"), OutboundSms.objects.get()
    assert mail.to_address == PIET.email
    assert "87654321" not in str(mail.params)
    assert (sms.to_number, sms.sealed_secret) == ("+31612345678", None)


def test_the_waiting_time_is_the_organisations(clerk, boss, piet):
    set_policy(actor=principal_of(boss), policy=Policy(number_wait_hours=0), at=AT)
    change_number(actor=clerk.principal, contact=piet.pk, phone="06 87654321", reason="Belde zelf", at=AT)
    assert number_of(clerk, AT) == "+31687654321"


def test_an_empty_budget_holds_no_new_number_back(clerk, boss, piet):
    set_policy(actor=principal_of(boss), policy=Policy(sms_budget=0), at=AT)
    change_number(actor=clerk.principal, contact=piet.pk, phone="06 87654321", reason="Belde zelf", at=AT)
    assert OutboundMail.objects.filter(kind="number-changed").count() == 1
    assert not OutboundSms.objects.exists()


def test_a_change_can_be_stopped_until_it_counts(clerk, boss, piet):
    change_number(actor=clerk.principal, contact=piet.pk, phone="06 87654321", reason="Belde zelf", at=AT)
    with pytest.raises(ContactUnknown):
        stop_change(actor=clerk.principal, contact=piet.pk, reason="Te laat", at=AT + DAY)
    stop_change(actor=clerk.principal, contact=piet.pk, reason="Was hij niet", at=AT)
    assert number_of(clerk, AT + DAY) == "+31612345678"


@pytest.mark.parametrize(
    ("phone", "reason", "refusal"),
    [
        ("06 12345678", "Belde zelf", SameNumber),
        ("06 87654321", " ", ReasonMissing),
        ("020 1234567", "Belde zelf", NumberNotMobile),
    ],
)
def test_a_change_without_sense_is_refused(clerk, piet, phone, reason, refusal):
    with pytest.raises(refusal):
        change_number(actor=clerk.principal, contact=piet.pk, phone=phone, reason=reason, at=AT)
    assert Contact.objects.get().next_phone == ""


@pytest.mark.parametrize("of_nothing", [False, True])
def test_strangers_reach_no_contact(clerk, stranger, piet, of_nothing):
    if of_nothing:
        User.objects.filter(pk=stranger.user.pk).update(organisation=None)
    who = User.objects.get(pk=stranger.user.pk)
    for verb in (
        lambda: change_number(
            actor=principal_of(who), contact=piet.pk, phone="06 87654321", reason="Zomaar", at=AT
        ),
        lambda: stop_change(actor=principal_of(who), contact=piet.pk, reason="Zomaar", at=AT),
        lambda: forget_contact(actor=principal_of(who), contact=piet.pk, at=AT),
        lambda: contact_of(who, piet.pk),
    ):
        with pytest.raises(NotColleague if of_nothing else ContactUnknown):
            verb()
    with pytest.raises(BoxUnknown):
        proposals(who, clerk.box.pk, "piet", at=AT)
    assert Contact.objects.get() == piet


def test_a_forgotten_contact_is_gone_and_the_forgetting_is_not(clerk, piet):
    forget_contact(actor=clerk.principal, contact=piet.pk, at=AT)
    assert not Contact.objects.exists()
    assert Record.objects.filter(event="contacts.contact.forgotten").exists()
