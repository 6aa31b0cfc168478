"""A flood of codes by SMS ends, whoever asks and wherever they go; other ways in stay open, and the operator hears once."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, make_holder, principal_of
from zegel.authentication.actions.factors import make_backup_codes, prove, send_login_code
from zegel.authentication.errors.factors import CodesEnough, CodesStopped
from zegel.authentication.keys import login_digits
from zegel.authentication.rules.ceilings import CEILINGS, Ceiling
from zegel.config.environment import UnusableSetting, read
from zegel.evidence.models import Record
from zegel.identity.models import User
from zegel.notify.models import OutboundSms

HOUR = timedelta(hours=1)
EVENT = "authentication.sms-ceiling.reached"


@pytest.fixture
def low(settings):
    """Three codes an hour and four a day to log in, two to new numbers."""
    ceilings = {"login": Ceiling(3, 4), "number": Ceiling(2, 9), "guest": Ceiling(3, 9)}
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sms_ceilings=ceilings)


@pytest.fixture
def crowd(db):
    """Six people, each with a number of their own."""
    people = [make_holder(f"P. {n}", f"p{n}@post.example").user for n in range(6)]
    for number, user in enumerate(people):
        user.phone = f"+3161234567{number}"
        user.save(update_fields=["phone"])
    return people


def flood(people, *, at=AT, phone=""):
    sent = 0
    for user in people:
        try:
            send_login_code(actor=principal_of(user), at=at, phone=phone)
        except CodesStopped:
            continue
        sent += 1
    return sent


def test_many_accounts_and_numbers_get_so_many_codes_an_hour_and_a_day(low, crowd):
    assert flood(crowd) == 3
    assert flood(crowd[3:], at=AT + HOUR) == 1
    assert flood(crowd, at=AT + 2 * HOUR) == 0
    assert OutboundSms.objects.count() == 4
    assert flood(crowd, at=AT + timedelta(days=1, seconds=1)) == 3


def test_one_number_gets_thirty_an_hour_from_however_many_accounts(crowd, stranger):
    for minute in range(5):
        for user in crowd:
            send_login_code(actor=principal_of(user), phone="+31687654321", at=AT + timedelta(minutes=minute))
    with pytest.raises(CodesEnough):
        send_login_code(actor=stranger.principal, phone="+31687654321", at=AT + timedelta(minutes=6))
    assert OutboundSms.objects.filter(to_number="+31687654321").count() == 30


def test_a_flood_to_new_numbers_stops_no_login(low, crowd):
    assert flood(crowd, phone="+31687654321") == 2
    assert send_login_code(actor=principal_of(crowd[5]), at=AT)


def test_other_ways_and_codes_that_were_sent_still_work(low, crowd):
    user = crowd[0]
    code = send_login_code(actor=principal_of(user), at=AT)
    backup = make_backup_codes(actor=principal_of(user), at=AT)[0]
    flood(crowd[1:])
    later = AT + timedelta(minutes=2)
    with pytest.raises(CodesStopped) as refused:
        send_login_code(actor=principal_of(user), at=later)
    assert "another way" in refused.value.message
    for method, typed in (("backup", backup), ("sms", login_digits(code.pk))):
        prove(actor=principal_of(user), method=method, code=typed, address="192.0.2.1", known=False, at=later)


def test_the_operator_is_warned_once_a_day(low, crowd, caplog):
    with caplog.at_level(logging.ERROR, logger="zegel.authentication.actions.ceilings"):
        flood(crowd)
        flood(crowd, at=AT + timedelta(minutes=5))
        assert [record.message for record in caplog.records] == ["ceiling of SMS codes reached: login=3/4"]
        assert Record.objects.filter(event=EVENT).count() == 1
        flood(crowd, at=AT + timedelta(days=1, minutes=1))
    assert len(caplog.records) == 2


def test_a_refused_code_is_not_counted_and_leaves_nothing(low, crowd):
    flood(crowd)
    assert User.objects.filter(login_codes__isnull=False).count() == 3
    assert flood(crowd[3:], at=AT + HOUR) == 1


def test_an_operator_sets_them_and_nonsense_is_refused(tmp_path):
    values = {"ZEGEL_DATA": str(tmp_path)}
    assert read(values).sms_ceilings == CEILINGS
    found = read(values | {"ZEGEL_SMS_CEILINGS": "login=7/8, guest=0/0"}).sms_ceilings
    assert found == CEILINGS | {"login": Ceiling(7, 8), "guest": Ceiling(0, 0)}
    for wrong in ("login=7", "letters=1/2", "login=-1/5", "7/8"):
        with pytest.raises(UnusableSetting, match="ZEGEL_SMS_CEILINGS"):
            read(values | {"ZEGEL_SMS_CEILINGS": wrong})
