"""Showing a second factor, and adding or removing one. Passkeys are next door."""

import hmac
import os
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zegel.authentication.actions.ceilings import spend_code, warn_operator
from zegel.authentication.errors.factors import (
    CodePause,
    CodesEnough,
    CodesStopped,
    FactorRefused,
    FactorUnknown,
    FactorUsed,
    LastFactor,
)
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.events import (
    BackupCodesMade,
    CodeSent,
    FactorAdded,
    FactorFailed,
    FactorRemoved,
    SessionProved,
)
from zegel.authentication.keys import backup_digest, login_digits, seal_secret, unseal_secret
from zegel.authentication.letters import LoginCodeSms, LoginNumberChangedSms
from zegel.authentication.models import BackupCode, Factor, LoginAttempt, LoginCode, LoginSession
from zegel.authentication.queries.factors import methods
from zegel.authentication.rules.factors import (
    CODE_LIFE,
    CODES_A_NUMBER_AN_HOUR,
    CODES_AN_HOUR,
    TOTP_SECRET,
    code_pause,
    new_backup_codes,
    totp_step,
)
from zegel.authentication.rules.login import DAY, TRIES_PAIR, TRIES_SECOND, WINDOW, pause_after, second_keys
from zegel.authentication.rules.sessions import coarse_place
from zegel.evidence.actions import write
from zegel.identity.actions.credentials import set_phone
from zegel.identity.actions.notices import tell_owner
from zegel.identity.letters.security import SecurityNotice
from zegel.identity.queries.people import User, locked
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal, visitor
from zegel.lib.typed import plain_code, six_digits
from zegel.lib.verbs import nobody_acts, step
from zegel.notify.actions import queue_sms
from zegel.notify.queries import sms_count
from zegel.notify.rules import normalise_number


def prove(*, actor: Principal, method: str, code: str, address: str, known: bool, at: datetime) -> None:
    """Check the code of a second factor: `totp`, `sms` or `backup`. A wrong try is committed before it is refused.

    `known`: the try comes from a browser the owner used before, which does not wait for what others do.

    Raises:
        TooManyTries; FactorUsed: right, but used before, not the newest, or too late; FactorRefused: wrong.
    """
    refuse_when_shut(actor.account, address, at, known=known)
    with transaction.atomic():
        person = locked(actor.account)
        # Once more, now that nobody else is trying at the same time.
        refuse_when_shut(person.pk, address, at, known=known)
        fresh = _CHECKS[method](person, code, at) if method in _CHECKS else None
        if fresh:
            return
        if fresh is None:
            count_wrong(person, method, address, at)
    raise FactorRefused(field="code") if fresh is None else FactorUsed(field="code")


@step
def refuse_when_shut(account: UUID, address: str, at: datetime, *, known: bool) -> None:
    """Whether a second factor may be tried at all.

    Raises:
        TooManyTries: from this address, or from everywhere together.
    """
    pair, alone = second_keys(account, address)
    if LoginAttempt.objects.filter(key=pair, at__gt=at - WINDOW).count() >= TRIES_PAIR:
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    tries = LoginAttempt.objects.filter(key=alone, at__gt=at - DAY)
    pause = pause_after(0 if known else tries.count(), most=TRIES_SECOND)
    last = tries.aggregate(last=Max("at"))["last"] if pause else None
    if last and last + pause > at:
        raise TooManyTries(minutes=-(-int((last + pause - at).total_seconds()) // 60))


@step
def count_wrong(user: User, method: str, address: str, at: datetime) -> None:
    """A wrong try: counted, evidence, and the owner hears of it when there are many."""
    pair, alone = second_keys(user.pk, address)
    LoginAttempt.objects.bulk_create([LoginAttempt(key=key, at=at) for key in (pair, alone)])
    event = FactorFailed(subject=user.pk, method=method, place=coarse_place(address))
    write([event], actor=visitor("login"), at=at)
    if LoginAttempt.objects.filter(key=alone, at__gt=at - DAY).count() == TRIES_SECOND:
        tell_owner(user=user, letter=SecurityNotice(what="guessing-second"), at=at)


def _step_of(app: Factor, code: str, at: datetime) -> int | None:
    """The step of an app whose code this is; None for no code of it."""
    secret = unseal_secret(app.pk, bytes(app.secret or b""))
    return totp_step(secret, code, at) if secret is not None else None


def _check_totp(user: User, code: str, at: datetime) -> bool | None:
    """True: right. False: right and used before. None: wrong."""
    used = None
    for app in user.factors.filter(kind=Factor.Kind.TOTP, confirmed_at__isnull=False):
        step = _step_of(app, code, at)
        if step is not None and step > app.step:
            app.step, app.used_at = step, at
            app.save(update_fields=["step", "used_at"])
            return True
        used = False if step is not None else used
    return used


def _check_sms(user: User, code: str, at: datetime) -> bool | None:
    return _check_digits(user, user.phone, code, at) if user.phone else None


def _check_digits(user: User, phone: str, code: str, at: datetime) -> bool | None:
    """Only the newest code to this number works: five at once would make guessing five times as likely."""
    sent = list(
        user.login_codes.filter(phone=phone, asked_at__gt=at - timedelta(hours=1)).order_by("-asked_at")
    )
    typed = six_digits(code).encode()
    match = next(
        (challenge for challenge in sent if hmac.compare_digest(login_digits(challenge.pk).encode(), typed)),
        None,
    )
    if match is None:
        return None
    if match is not sent[0] or match.used_at or match.expires_at <= at:
        return False
    match.used_at = at
    match.save(update_fields=["used_at"])
    return True


def _check_backup(user: User, code: str, at: datetime) -> bool | None:
    found = user.backup_codes.filter(digest=backup_digest(user.pk, plain_code(code))).first()
    if found is None:
        return None
    if found.used_at:
        return False
    found.used_at = at
    found.save(update_fields=["used_at"])
    left = user.backup_codes.filter(used_at__isnull=True).count()
    tell_owner(user=user, letter=SecurityNotice(what="backup-used", left=left), at=at)
    return True


_CHECKS = {"totp": _check_totp, "sms": _check_sms, "backup": _check_backup}


def send_login_code(*, actor: Principal, at: datetime, phone: str = "") -> LoginCode:
    """Send six digits to the person's number, or to a new one that they want to confirm.

    Raises:
        FactorUnknown: they have no number; CodePause, CodesEnough; CodesStopped; notify's refusals of a number.
    """
    purpose = "number" if phone else "login"
    try:
        return _send_code(actor, phone, purpose, at)
    except CodesStopped:
        warn_operator(purpose, at=at)
        raise


@transaction.atomic
def _send_code(actor: Principal, phone: str, purpose: str, at: datetime) -> LoginCode:
    person = locked(actor.account)
    number = normalise_number(phone) if phone else person.phone
    if not number:
        raise FactorUnknown
    hour = at - timedelta(hours=1)
    # A code that let its person in proves who asks: who logs in again, or on a second device, does not wait for it.
    unused = person.login_codes.filter(asked_at__gt=hour, used_at__isnull=True)
    asked = list(unused.order_by("-asked_at")[:CODES_AN_HOUR])
    pause = code_pause(asked[0].asked_at if asked else None, at)
    if pause:
        raise CodePause(seconds=pause)
    if len(asked) >= CODES_AN_HOUR:
        raise CodesEnough(most=CODES_AN_HOUR)
    if sms_count(number, since=hour) >= CODES_A_NUMBER_AN_HOUR:
        raise CodesEnough(most=CODES_A_NUMBER_AN_HOUR)
    spend_code(purpose, at=at)
    code = LoginCode.objects.create(user=person, phone=number, asked_at=at, expires_at=at + CODE_LIFE)
    queue_sms(
        ref=code.pk,
        letter=LoginCodeSms(minutes=int(CODE_LIFE.total_seconds()) // 60),
        to=number,
        language=person.language,
        secret=login_digits(code.pk),
        expires_at=code.expires_at,
        at=at,
    )
    write([CodeSent(subject=person.pk)], actor=actor, at=at)
    return code


@transaction.atomic
def add_app(*, actor: Principal, label: str, at: datetime) -> tuple[Factor, bytes]:
    """Make the secret of an authenticator app; it counts after `confirm_app`. An earlier unconfirmed one is dropped."""
    person = locked(actor.account)
    person.factors.filter(kind=Factor.Kind.TOTP, confirmed_at__isnull=True).delete()
    secret, key = os.urandom(TOTP_SECRET), uuid7()
    row = Factor.objects.create(
        id=key, user=person, kind=Factor.Kind.TOTP, label=label, made_at=at, secret=seal_secret(key, secret)
    )
    return row, secret


@nobody_acts("the operator imports it with the account")
def add_known_app(*, user: UUID, secret: bytes, at: datetime) -> None:
    """An authenticator app whose secret was checked elsewhere, of an account that is imported."""
    key = uuid7()
    Factor.objects.create(
        id=key, user_id=user, kind=Factor.Kind.TOTP, label="", made_at=at, confirmed_at=at,
        secret=seal_secret(key, secret),
    )  # fmt: skip


def confirm_app(*, actor: Principal, factor: UUID, code: str, address: str, at: datetime) -> Factor:
    """The app gives right codes: from now on it is a second factor.

    Raises:
        FactorUnknown; TooManyTries; FactorRefused: the try is counted.
    """
    with transaction.atomic():
        person = locked(actor.account)
        refuse_when_shut(person.pk, address, at, known=True)
        app = person.factors.filter(pk=factor, kind=Factor.Kind.TOTP, confirmed_at__isnull=True).first()
        if app is None:
            raise FactorUnknown
        step = _step_of(app, code, at)
        if step is not None:
            app.step, app.confirmed_at, app.used_at = step, at, at
            app.save(update_fields=["step", "confirmed_at", "used_at"])
            record_added(person, actor, "totp", app.label, at)
            return app
        count_wrong(person, "totp", address, at)
    raise FactorRefused(field="code")


def confirm_phone(*, actor: Principal, phone: str, code: str, address: str, at: datetime) -> None:
    """The code that was sent to this number came back: codes go there from now on.

    Raises:
        TooManyTries, FactorUsed, FactorRefused; notify's refusals of a number.
    """
    number = normalise_number(phone)
    with transaction.atomic():
        person = locked(actor.account)
        refuse_when_shut(person.pk, address, at, known=True)
        fresh = _check_digits(person, number, code, at)
        if fresh:
            before = person.phone
            set_phone(person, number)
            record_added(person, actor, "sms", "changed" if before else "", at)
            if before not in ("", number):
                _tell_old_number(person, before, at)
            return
        if fresh is None:
            count_wrong(person, "sms", address, at)
    raise FactorRefused(field="code") if fresh is None else FactorUsed(field="code")


def _tell_old_number(user: User, before: str, at: datetime) -> None:
    """Who still has the old phone hears of it; there is no code in it and nothing to answer."""
    queue_sms(
        ref=user.pk,
        letter=LoginNumberChangedSms(),
        to=before,
        language=user.language,
        expires_at=at + timedelta(days=1),
        at=at,
    )


@step
def record_added(user: User, actor: Principal, kind: str, label: str, at: datetime) -> None:
    """Evidence and a mail to the owner: there is a new way in."""
    write([FactorAdded(subject=user.pk, kind=kind, label=label)], actor=actor, at=at)
    tell_owner(user=user, letter=SecurityNotice(what="factor-added"), at=at)


@transaction.atomic
def remove_factor(*, actor: Principal, factor: UUID, at: datetime) -> None:
    """Remove an authenticator app or a passkey.

    Raises:
        FactorUnknown; LastFactor: nothing would be left.
    """
    person = locked(actor.account)
    found = person.factors.filter(pk=factor, confirmed_at__isnull=False).first()
    if found is None:
        raise FactorUnknown
    found.delete()
    _removed(person, actor, found.kind, found.label, at)


@transaction.atomic
def remove_phone(*, actor: Principal, at: datetime) -> None:
    """Send no codes by SMS any more.

    Raises:
        FactorUnknown: there was no number; LastFactor: nothing would be left.
    """
    person = locked(actor.account)
    if not person.phone:
        raise FactorUnknown
    set_phone(person, "")
    _removed(person, actor, "sms", "", at)


def _removed(user: User, actor: Principal, kind: str, label: str, at: datetime) -> None:
    if not methods(user):
        raise LastFactor
    write([FactorRemoved(subject=user.pk, kind=kind, label=label)], actor=actor, at=at)
    tell_owner(user=user, letter=SecurityNotice(what="factor-removed"), at=at)


@transaction.atomic
def make_backup_codes(*, actor: Principal, at: datetime) -> list[str]:
    """Ten new codes, shown once; the old ones are dead."""
    person = locked(actor.account)
    codes = new_backup_codes()
    person.backup_codes.all().delete()
    BackupCode.objects.bulk_create(
        [BackupCode(user=person, digest=backup_digest(person.pk, code), made_at=at) for code in codes]
    )
    write([BackupCodesMade(subject=person.pk)], actor=actor, at=at)
    tell_owner(user=person, letter=SecurityNotice(what="backup-made"), at=at)
    return codes


@transaction.atomic
def proved(*, actor: Principal, session: LoginSession, method: str, at: datetime) -> None:
    """Who is there has just shown it again; a login without a second factor gets the one that was shown."""
    session.proved_at = at
    if not session.method and method != "password":
        # With the first second factor, whoever came in elsewhere with the password alone is out.
        alone = LoginSession.objects.filter(user=session.user_id, method="", ended_at__isnull=True)
        alone.exclude(pk=session.pk).update(ended_at=at)
        session.method = method
    session.save(update_fields=["proved_at", "method"])
    write([SessionProved(subject=session.user_id, method=method)], actor=actor, at=at)
