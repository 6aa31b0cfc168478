"""Every job there is. A task reads the clock, calls one verb, and may be run twice without harm."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from zegel.authentication.actions.account_recovery import carry_out_reset
from zegel.authentication.actions.login import forget_attempts
from zegel.authentication.actions.sessions import forget_sessions
from zegel.evidence.actions import stamp_newest
from zegel.evidence.errors import StampRefused
from zegel.filing.queries import filed_objects
from zegel.identity.actions.contact import carry_out_address
from zegel.identity.actions.notices import warn_of_guessing
from zegel.key_custody.actions.passwords import send_reset
from zegel.key_custody.actions.sign_up import send_sign_up
from zegel.lib.moments import now
from zegel.mail.actions.applicants import forget_beginners
from zegel.mail.actions.daily import tell_daily
from zegel.mail.actions.escalation import nudge_unread
from zegel.mail.actions.retention import expire as expire_messages
from zegel.mail.actions.retention import sweep_unattached, warn
from zegel.notify import actions as notify
from zegel.professions.actions.links import recheck
from zegel.professions.actions.professional_register import invite_registered
from zegel.professions.actions.register_files import forget_files
from zegel.vault.actions import sweep_unfinished
from zegel.workers.reactions import react_to

log = logging.getLogger(__name__)

AGAIN = RetryStrategy(max_attempts=20, exponential_wait=3)


@app.task(name="react", retry=AGAIN)
def react(*, fact: str, body: dict[str, Any]) -> None:
    """Let the house that must act on a fact do so."""
    react_to(fact, body, now())


@app.task(name="notify.send_mail", retry=AGAIN)
def send_mail(*, mail: str) -> None:
    """Hand one mail over; the verb itself decides when it is tried again."""
    notify.send_mail(mail_id=UUID(mail), at=now())


@app.task(name="notify.send_sms", retry=AGAIN)
def send_sms(*, sms: str) -> None:
    """Hand one SMS over."""
    notify.send_sms(sms_id=UUID(sms), at=now())


@app.task(name="authentication.warn_owner", retry=AGAIN)
def warn_owner(*, email: str) -> None:
    """Tell the owner of an account, if there is one, that somebody guesses at its password."""
    warn_of_guessing(email=email, at=now())


@app.task(name="key_custody.send_sign_up", retry=AGAIN)
def registration(*, email: str, language: str, guest: str = "") -> None:
    """Mail who asked for an account its link, or how to get into the one there is."""
    send_sign_up(email=email, language=language, guest=guest, at=now())


@app.task(name="key_custody.send_reset", retry=AGAIN)
def password_reset(*, email: str) -> None:
    """Mail the owner of an account a link to choose a new password; other addresses nothing."""
    send_reset(email=email, at=now())


@app.task(name="authentication.reset_factors", retry=AGAIN)
def reset_factors(*, reset: str) -> None:
    """Take the second steps of who lost them away, when nobody stopped it."""
    carry_out_reset(reset=UUID(reset), at=now())


@app.task(name="identity.change_address", retry=AGAIN)
def change_address(*, change: str) -> None:
    """Give an account its new mail address, when nobody stopped it."""
    carry_out_address(change=UUID(change), at=now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="tidy", queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """Wake overdue notifications, forget old relay keys, wrong tries, old sessions and unfinished uploads."""
    del timestamp
    at = now()
    notify.tidy(at=at)
    SessionStore.clear_expired()
    forget_attempts(before=at - timedelta(days=1))
    forget_sessions(at=at)
    forget_files(before=at - timedelta(days=1))
    sweep_unfinished(before=at - timedelta(days=7))


@app.task(name="professions.invite_registered", retry=AGAIN)
def invite_new_registered(*, since: str) -> None:
    """Invite who is new in the register, or has a new address there."""
    while invite_registered(since=datetime.fromisoformat(since), at=now()):
        pass


@app.periodic(cron="5 22,23 * * *")
@app.task(name="professions.recheck", queueing_lock="recheck_professions")
def recheck_professions(timestamp: int) -> None:
    """Hold every linked number to the register, just after midnight in the Netherlands, winter and summer (UTC here)."""
    del timestamp
    recheck(at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="mail.nudge_unread", queueing_lock="nudge_unread")
def nudge(timestamp: int) -> None:
    """Remind who has not read a message whose hearing is near."""
    del timestamp
    nudge_unread(at=now())


@app.periodic(cron="5 6 * * *")
@app.task(name="mail.tell_daily", queueing_lock="tell_daily")
def daily_notices(timestamp: int) -> None:
    """In the morning: mail who wants one mail a day how many messages came."""
    del timestamp
    at = now()
    while tell_daily(at=at):
        pass


@app.periodic(cron="25 2,3 * * *")
@app.task(name="mail.expire", queueing_lock="expire")
def expire(timestamp: int) -> None:
    """At night: warn of messages that expire, let go of those that were warned of twice, and forget who began and sent nothing."""
    del timestamp
    at = now()
    while warn(at=at):
        pass
    while expire_messages(at=at):
        pass
    while forget_beginners(at=at):
        pass
    while sweep_unattached(at=at, held=filed_objects()):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="evidence.stamp", queueing_lock="stamp")
def stamp(timestamp: int) -> None:
    """Have the state of the log stamped by an outside authority; a minute later it is tried again by itself."""
    del timestamp
    try:
        stamp_newest(at=now())
    except StampRefused as error:
        log.warning("no time stamp: %s", error.__cause__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="forget_jobs", queueing_lock="forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Forget what was done a day ago."""
    del timestamp
    await context.app.job_manager.delete_old_jobs(nb_hours=24)
