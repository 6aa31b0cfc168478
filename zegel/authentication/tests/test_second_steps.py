"""Second steps: each code once, guessing stops, the owner does not pay for it, and what happened is told."""

import base64
from datetime import timedelta

import pytest

from tests.authenticator import Passkey
from tests.guessing import guess_on
from tests.personas import AT, login_half, principal_of
from zegel.authentication.actions import factors as verbs
from zegel.authentication.actions.login import log_in
from zegel.authentication.actions.passkeys import add_passkey, enter_by_passkey
from zegel.authentication.actions.sessions import (
    Visitor,
    end_other_sessions,
    forget_device,
    forget_sessions,
    start_session,
)
from zegel.authentication.errors.factors import (
    CodePause,
    CodesEnough,
    FactorRefused,
    FactorUnknown,
    FactorUsed,
    LastFactor,
    PasskeyRefused,
)
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.login import LoginRefused
from zegel.authentication.keys import login_digits
from zegel.authentication.models import BackupCode, Factor, LoginAttempt, LoginCode
from zegel.authentication.queries.factors import is_proved, methods, proof_ways
from zegel.authentication.queries.passkeys import begin_add, begin_passkey
from zegel.authentication.queries.sessions import session_of
from zegel.authentication.rules.factors import totp_step
from zegel.authentication.rules.sessions import IDLE, LONGEST, browser_name, coarse_place
from zegel.client.second import App
from zegel.evidence.models import Record
from zegel.identity.models import User
from zegel.lib.principal import visitor
from zegel.notify.models import OutboundMail

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(lawyer):
    """Somebody with an app, a phone and backup codes."""
    row, secret = verbs.add_app(actor=lawyer.principal, label="Telefoon", at=AT)
    app = App(base64.b32encode(secret).decode())
    verbs.confirm_app(
        actor=lawyer.principal, factor=row.pk, code=app.code(AT.timestamp()), address=HOME, at=AT
    )
    User.objects.filter(pk=lawyer.user.pk).update(phone="+31612345678")
    lawyer.user.refresh_from_db()
    lawyer.user.app = app
    lawyer.user.codes = verbs.make_backup_codes(actor=lawyer.principal, at=AT)
    return lawyer.user


def show(person, method, code, *, at=AT + MINUTE, address=HOME, known=False):
    verbs.prove(actor=principal_of(person), method=method, code=code, address=address, known=known, at=at)


def code_of(person, at=AT + MINUTE):
    return person.app.code(at.timestamp())


def started(person, at=AT, **more):
    return start_session(
        actor=principal_of(person), method="totp", visitor=Visitor("Firefox", HOME), at=at, **more
    )


def test_a_code_of_the_app_works_once(person):
    show(person, "totp", code_of(person))
    with pytest.raises(FactorUsed):
        show(person, "totp", code_of(person))


def test_an_earlier_code_is_dead_once_a_later_one_was_used(person):
    show(person, "totp", code_of(person, AT + MINUTE + timedelta(seconds=30)))
    with pytest.raises(FactorUsed):
        show(person, "totp", code_of(person))


def test_the_code_that_confirmed_an_app_logs_nobody_in(person):
    with pytest.raises(FactorUsed):
        show(person, "totp", code_of(person, AT), at=AT)


@pytest.mark.parametrize(("seconds", "fine"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_differ_half_a_minute(seconds, fine):
    secret = b"12345678901234567890"
    code = App(base64.b32encode(secret).decode()).code(AT.timestamp() + seconds)
    assert (totp_step(secret, code, AT) is not None) is fine


def test_rfc_6238_is_what_we_speak():
    """The first test vector of appendix B, its last six digits."""
    assert App(base64.b32encode(b"12345678901234567890").decode()).code(59) == "287082"


def test_a_backup_code_works_once_however_it_is_typed(person):
    code = person.codes[0]
    show(person, "backup", f" {code[:5].lower()}-{code[5:]} ")
    with pytest.raises(FactorUsed):
        show(person, "backup", code)
    show(person, "backup", person.codes[1])


def test_new_backup_codes_kill_the_old_ones(person):
    old = person.codes[3]
    verbs.make_backup_codes(actor=principal_of(person), at=AT)
    with pytest.raises(FactorRefused):
        show(person, "backup", old)
    assert BackupCode.objects.count() == 10


def test_backup_codes_and_secrets_are_not_in_the_tables(person):
    kept = b"".join(bytes(each_code.digest) for each_code in BackupCode.objects.all())
    assert not [code for code in person.codes if code.encode() in kept]
    app = Factor.objects.get()
    assert len(bytes(app.secret)) == 12 + 20 + 16


def test_an_sms_code_works_once_and_only_the_newest(person):
    first = verbs.send_login_code(actor=principal_of(person), at=AT)
    second = verbs.send_login_code(actor=principal_of(person), at=AT + MINUTE)
    with pytest.raises(FactorUsed):
        show(person, "sms", login_digits(first.pk))
    show(person, "sms", login_digits(second.pk))
    with pytest.raises(FactorUsed):
        show(person, "sms", login_digits(second.pk))


def test_an_sms_code_is_over_after_five_minutes(person):
    code = verbs.send_login_code(actor=principal_of(person), at=AT)
    with pytest.raises(FactorUsed):
        show(person, "sms", login_digits(code.pk), at=AT + timedelta(minutes=5))


def test_codes_are_sent_once_a_minute_and_five_an_hour(person):
    for number in range(5):
        verbs.send_login_code(actor=principal_of(person), at=AT + number * MINUTE)
        with pytest.raises(CodePause):
            verbs.send_login_code(actor=principal_of(person), at=AT + number * MINUTE + timedelta(seconds=59))
    with pytest.raises(CodesEnough):
        verbs.send_login_code(actor=principal_of(person), at=AT + 6 * MINUTE)


def test_who_logs_in_with_each_code_waits_for_none(person):
    for seconds in range(7):
        now = AT + timedelta(seconds=seconds)
        code = verbs.send_login_code(actor=principal_of(person), at=now)
        show(person, "sms", login_digits(code.pk), at=now)
    assert LoginCode.objects.filter(used_at__isnull=False).count() == 7


def test_a_code_for_a_new_number_does_not_log_in_and_a_code_to_log_in_confirms_no_number(person):
    new = verbs.send_login_code(actor=principal_of(person), phone="06 87654321", at=AT)
    with pytest.raises(FactorRefused):
        show(person, "sms", login_digits(new.pk))
    old = verbs.send_login_code(actor=principal_of(person), at=AT + MINUTE)
    with pytest.raises(FactorRefused):
        verbs.confirm_phone(
            actor=principal_of(person),
            phone="06 87654321",
            code=login_digits(old.pk),
            address=HOME,
            at=AT + MINUTE,
        )
    verbs.confirm_phone(
        actor=principal_of(person),
        phone="06 87654321",
        code=login_digits(new.pk),
        address=HOME,
        at=AT + MINUTE,
    )
    person.refresh_from_db()
    assert person.phone == "+31687654321"


def test_the_last_factor_stays(person):
    app = Factor.objects.get()
    verbs.remove_phone(actor=principal_of(person), at=AT)
    with pytest.raises(LastFactor):
        verbs.remove_factor(actor=principal_of(person), factor=app.pk, at=AT)
    person.refresh_from_db()
    assert methods(person) == ["totp", "backup"]


def test_nobody_removes_what_is_not_theirs(person, stranger):
    with pytest.raises(FactorUnknown):
        verbs.remove_factor(actor=stranger.principal, factor=Factor.objects.get().pk, at=AT)
    with pytest.raises(FactorUnknown):
        forget_device(actor=stranger.principal, device=started(person).session.device_id, at=AT)


# ── Passkeys ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def passkey(person):
    each_passkey = Passkey()
    options, challenge = begin_add(user=person, host="testserver")
    answer = each_passkey.made(options["publicKey"]["challenge"])
    add_passkey(
        actor=principal_of(person),
        host="testserver",
        label="Sleutel",
        answer=answer,
        challenge=challenge,
        at=AT,
    )
    return each_passkey


def present(person, passkey, *, challenge=None, told=None):
    options, state = begin_passkey(user=person, host="testserver")
    answer = told or passkey.shown(challenge or options["publicKey"]["challenge"])
    actor = principal_of(person) if person else visitor("login")
    return enter_by_passkey(
        actor=actor, host="testserver", answer=answer, challenge=state, address=HOME, at=AT
    )


def test_a_passkey_tells_who_it_is(person, passkey):
    assert present(person, passkey).user == person
    assert present(None, passkey).user == person


def test_an_answer_to_another_question_is_refused(person, passkey):
    options, _ = begin_passkey(user=person, host="testserver")
    answer = passkey.shown(options["publicKey"]["challenge"])
    with pytest.raises(PasskeyRefused):
        present(person, passkey, told=answer)
    with pytest.raises(PasskeyRefused):
        enter_by_passkey(
            actor=principal_of(person), host="testserver", answer=answer, challenge=None, address=HOME, at=AT
        )


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://testserver.evil.example"}, {"origin": "http://testserver:9"}, {"host": "evil.example"},
        {"flags": 0x01}, {"counter": -1}, {"credential": b"x" * 32},
    ],
    ids=str,
)  # fmt: skip
def test_a_passkey_that_lies_is_refused(person, passkey, change):
    present(person, passkey)
    for name, value in change.items():
        setattr(passkey, name, value)
    with pytest.raises(PasskeyRefused):
        present(person, passkey)


# As many zeros as no machine has.
MANY = 2**50


@pytest.mark.parametrize("name", ["rawId", "clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_a_number_where_bytes_are_wanted_takes_no_memory(person, passkey, name):
    options, _ = begin_passkey(user=person, host="testserver")
    told = passkey.shown(options["publicKey"]["challenge"])
    told["response"][name] = MANY
    if name == "rawId":
        told |= {"id": MANY, "rawId": MANY}
    with pytest.raises(PasskeyRefused):
        present(None, passkey, told=told)


@pytest.mark.parametrize("name", ["clientDataJSON", "attestationObject"])
def test_a_passkey_with_a_number_for_bytes_is_not_added(person, name):
    options, challenge = begin_add(user=person, host="testserver")
    answer = Passkey().made(options["publicKey"]["challenge"])
    answer["response"][name] = MANY
    with pytest.raises(PasskeyRefused):
        add_passkey(
            actor=principal_of(person), host="testserver", label="", answer=answer, challenge=challenge, at=AT
        )


def test_a_passkey_of_somebody_else_is_no_second_step(person, passkey, stranger):
    with pytest.raises(PasskeyRefused):
        present(stranger.user, passkey)


# ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_session_is_over_after_fifteen_idle_minutes_and_after_a_day_of_work(person):
    begun = started(person)
    assert session_of(begun.token, AT + IDLE - MINUTE)
    assert session_of(begun.token, AT + IDLE) is None
    type(begun.session).objects.update(seen_at=AT + LONGEST)
    assert session_of(begun.token, AT + LONGEST) is None


def test_logging_out_everywhere_keeps_this_one_and_trusts_nobody(person):
    here, there = started(person, trust=True), started(person)
    end_other_sessions(actor=principal_of(person), keep=here.session.pk, at=AT)
    assert session_of(here.token, AT)
    assert session_of(there.token, AT) is None
    assert not person.devices.filter(trusted_until__isnull=False).exists()


def test_only_a_second_step_makes_a_browser_trusted(person):
    for method in ("", "device"):
        visitor = Visitor("Firefox", HOME)
        begun = start_session(actor=principal_of(person), method=method, visitor=visitor, trust=True, at=AT)
        assert begun.session.device.trusted_until is None


def test_a_new_browser_is_told_to_the_owner_and_a_known_one_is_not(person):
    first = started(person)
    assert not OutboundMail.objects.filter(params__what="new-browser").exists()
    start_session(
        actor=principal_of(person), method="totp", visitor=Visitor("Firefox", HOME, (first.device,)), at=AT
    )
    assert not OutboundMail.objects.filter(params__what="new-browser").exists()
    started(person)
    assert OutboundMail.objects.filter(params__what="new-browser", to_address=person.email).count() == 1


def test_a_new_browser_is_told_also_when_the_owner_was_away_since_yesterday(person):
    started(person)
    forget_sessions(at=AT + LONGEST + MINUTE)
    assert not person.sessions.exists()
    started(person, at=AT + LONGEST + MINUTE)
    assert OutboundMail.objects.filter(params__what="new-browser", to_address=person.email).count() == 1


def test_the_cookie_is_not_in_the_table(person):
    begun = started(person)
    assert begun.token.encode() not in bytes(begun.session.digest)


def test_proof_holds_five_minutes_and_a_password_alone_does_not_make_up_for_a_second_step(person):
    begun = started(person).session
    assert is_proved(begun, AT + timedelta(minutes=4))
    assert not is_proved(begun, AT + timedelta(minutes=5))
    begun.method = ""
    assert "password" not in proof_ways(begun)
    assert not is_proved(begun, AT)


def test_with_the_first_second_step_a_login_by_password_alone_elsewhere_is_over(person):
    visitor = Visitor("Firefox", HOME)
    thief, owner = (
        start_session(actor=principal_of(person), method="", visitor=visitor, at=AT) for _ in range(2)
    )
    verbs.proved(actor=principal_of(person), session=owner.session, method="password", at=AT)
    assert session_of(thief.token, AT)
    verbs.proved(actor=principal_of(person), session=owner.session, method="totp", at=AT)
    assert session_of(thief.token, AT) is None
    assert session_of(owner.token, AT).method == "totp"


def test_every_act_is_evidence(person):
    started(person)
    with pytest.raises(FactorRefused):
        show(person, "totp", "000000")
    verbs.remove_phone(actor=principal_of(person), at=AT)
    told = set(Record.objects.filter(subject=person.pk).values_list("event", flat=True))
    assert told >= {
        "authentication.login.succeeded", "authentication.factor.added", "authentication.factor.failed", "authentication.factor.removed",
        "authentication.backup-codes.made",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 Version/18.0 Safari/605.1",
            "Safari, macOS",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/130.0 Safari/537 Edg/130.0", "Edge, Windows"),
        ("python-httpx/0.28", "API"),
        ("", "API"),
    ],
)
def test_a_browser_has_a_name(agent, name):
    assert browser_name(agent) == name


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.77", "192.0.2.x"), ("::ffff:192.0.2.77", "192.0.2.x"), ("2001:db8:1:2::1", "2001:db8:1::/48"), ("nonsense", ""),
    ],
)  # fmt: skip
def test_a_place_is_coarse(address, place):
    assert coarse_place(address) == place


# ── Ten thousand guesses ─────────────────────────────────────────────────────────────────────────────────────


def guess(secret, person, number, address, at):
    match secret:
        case "password":
            log_in(email=person.email, login=f"{number:044}", address=address, at=at)
        case "backup":
            show(person, "backup", f"{number:010}", address=address, at=at)
        case _:
            show(person, secret, f"{number:06}", address=address, at=at)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("secret", "addresses", "most"),
    [("password", 1, 40), ("password", 10_000, 70), ("totp", 1, 20), ("totp", 10_000, 25), ("sms", 10_000, 25), ("backup", 10_000, 25)],
)  # fmt: skip
def test_of_ten_thousand_guesses_few_are_checked(person, monkeypatch, secret, most, addresses):
    """All in one hour, which is as fast as a good line allows. What counts is how often the secret was compared."""
    checked = []
    monkeypatch.setattr(
        "zegel.authentication.actions.login.check_password", lambda *_: checked.append(1) and False
    )
    for way in ("totp", "sms", "backup"):
        monkeypatch.setitem(verbs._CHECKS, way, lambda *_: checked.append(1))

    def ask(number):
        at = AT + number * timedelta(milliseconds=360)
        address = f"10.7.{number // 250}.{number % 250}" if addresses > 1 else ELSEWHERE
        with pytest.raises((LoginRefused, FactorRefused, TooManyTries)):
            guess(secret, person, number, address, at)

    guess_on(10_000, ask, checked)
    print(f"{secret} from {addresses} addresses: {len(checked)} of 10000 checked")
    assert 10 <= len(checked) <= most


def test_the_owner_gets_in_while_others_guess(person, monkeypatch):
    begun = started(person)
    LoginAttempt.objects.all().delete()
    monkeypatch.setattr(
        "zegel.authentication.actions.login.check_password", lambda login, _: login == login_half()
    )
    for number in range(200):
        with pytest.raises((LoginRefused, TooManyTries)):
            guess("password", person, number, f"10.0.{number}.1", AT)
        with pytest.raises((FactorRefused, TooManyTries)):
            guess("totp", person, number, f"10.0.{number}.1", AT)
    with pytest.raises(TooManyTries):
        log_in(email=person.email, login=login_half(), address=HOME, at=AT)
    assert (
        log_in(email=person.email, login=login_half(), address=HOME, at=AT, devices=[begun.device]) == person
    )
    show(person, "totp", code_of(person), known=True)
