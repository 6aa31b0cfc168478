"""Mail that comes back finds its mail; nothing else is let in, and nothing of the returned mail is kept."""

import asyncio
import smtplib
import threading
from email.message import EmailMessage
from uuid import uuid4

import pytest

from zegel.inbound_mail.bounces import LARGEST, listen
from zegel.inbound_mail.reports import Report, read_report
from zegel.lib.moments import now
from zegel.notify.models import OutboundMail, State

LINK = "https://zegel.example/g/1#Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYm8"

# As Postfix writes it.
POSTFIX = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4D5A62803E.1732270000/mx.example"

This is a MIME-encapsulated message.

--4D5A62803E.1732270000/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4D5A62803E.1732270000/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4D5A62803E
Arrival-Date: Sun, 22 Nov 2026 11:00:00 +0100 (CET)

Final-Recipient: rfc822; jan@voorbeeld.example
Original-Recipient: rfc822;jan@voorbeeld.example
Action: {action}
Status: {status}
Remote-MTA: dns; mail.voorbeeld.example
Diagnostic-Code: smtp; {diagnostic}

--4D5A62803E.1732270000/mx.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Rechtbank Amsterdam via Zegel <no-reply@zegel.example>
Subject: bericht

{link}

--4D5A62803E.1732270000/mx.example--
"""

# As Exchange Online writes it: several recipients' blocks, status with a comment, no diagnostic for one.
EXCHANGE = """\
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="0bd24a8a-4c29"
From: <postmaster@outlook.example>
Subject: Undeliverable: bericht

--0bd24a8a-4c29
Content-Type: text/html; charset="us-ascii"

<html><body>Your message couldn't be delivered.</body></html>

--0bd24a8a-4c29
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB.eurprd01.prod.exchangelabs.example
Received-From-MTA: dns;mail.zegel.example

Final-Recipient: rfc822;ok@outlook.example
Action: relayed
Status: 2.0.0

Final-Recipient: rfc822;jan@outlook.example
Action: failed (after retries)
Status: 5.1.10 (bad mailbox)
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound;
 Recipient not found by SMTP address lookup

--0bd24a8a-4c29--
"""

HOLIDAY = (
    "From: jan@voorbeeld.example\nAuto-Submitted: auto-replied\nSubject: Ik ben er niet\n\nTot maandag.\n"
)


def postfix(*, action="failed", status="5.1.1", diagnostic="550 5.1.1 User unknown"):
    return POSTFIX.format(to="x", action=action, status=status, diagnostic=diagnostic, link=LINK)


def read(text):
    return read_report(text.replace("\n", "\r\n").encode())


def test_a_failed_delivery_is_permanent():
    assert read(postfix()) == Report(permanent=True, reason="550 5.1.1 User unknown (5.1.1)")


def test_a_delay_is_not_permanent():
    report = read(postfix(action="delayed", status="4.4.1", diagnostic="connection timed out"))
    assert report == Report(permanent=False, reason="connection timed out (4.4.1)")


def test_the_worst_block_counts():
    report = read(EXCHANGE)
    assert report.permanent
    assert report.reason.startswith("550 5.1.10 RESOLVER.ADR.RecipientNotFound")
    assert report.reason.endswith("(5.1.10)")


@pytest.mark.parametrize("text", [HOLIDAY, "", "\x00\xff", postfix(action="delivered")])
def test_anything_else_is_no_report(text):
    assert read(text) is None


@pytest.fixture
def mail(transactional_db):
    moment = now()
    return OutboundMail.objects.create(
        ref=uuid4(), kind="guest-notice", language="nl", to_address="jan@voorbeeld.example",
        message_id="<1@zegel.example>", state=State.HANDED, queued_at=moment, next_attempt_at=moment,
        handed_at=moment,
    )  # fmt: skip


@pytest.fixture(params=[False, True], ids=["smtp", "lmtp"])
def gateway(request):
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        listen(host="127.0.0.1", port=0, domain="bounces.zegel.example", lmtp=request.param)
    )
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    client = smtplib.LMTP if request.param else smtplib.SMTP
    port = server.sockets[0].getsockname()[1]
    with client("127.0.0.1", port, **({} if request.param else {"timeout": 10})) as smtp:
        yield smtp

    async def close():
        server.close()
        server.close_clients()
        await asyncio.sleep(0.05)
        await loop.shutdown_default_executor()

    asyncio.run_coroutine_threadsafe(close(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def address(mail):
    return f"bounce+{mail.bounce_token}@bounces.zegel.example"


def test_a_bounce_reaches_its_mail_and_nothing_else_is_kept(gateway, mail, caplog):
    gateway.sendmail("", [address(mail).upper()], postfix())
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.BOUNCED, "550 5.1.1 User unknown (5.1.1)")
    assert LINK not in caplog.text + repr(OutboundMail.objects.values())


def test_a_delay_leaves_the_mail_handed_over(gateway, mail):
    gateway.sendmail("", [address(mail)], postfix(action="delayed"))
    mail.refresh_from_db()
    assert mail.state == State.HANDED
    assert mail.reason


def test_a_holiday_greeting_changes_nothing(gateway, mail):
    gateway.sendmail("jan@voorbeeld.example", [address(mail)], HOLIDAY)
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.HANDED, "")


@pytest.mark.parametrize(
    "stranger",
    [
        f"bounce+{'0' * 32}@bounces.zegel.example",
        "postmaster@bounces.zegel.example",
        f"bounce+{'0' * 32}@elsewhere.example",
        "bounce+'; drop table@bounces.zegel.example",
    ],
)
def test_no_other_address_is_let_in(gateway, mail, stranger):
    gateway.ehlo_or_helo_if_needed()
    gateway.mail("")
    assert gateway.rcpt(stranger)[0] in {501, 550, 553}


def test_a_return_that_says_nothing_is_a_state_of_its_own(gateway, mail):
    gateway.sendmail("", [address(mail)], "From: Postbode <x@mx.example>\n\nHelaas, dat ging niet.\n")
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.RETURNED, "")
    gateway.sendmail("", [address(mail)], postfix())
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.BOUNCED, "550 5.1.1 User unknown (5.1.1)")
    gateway.sendmail("", [address(mail)], "From: Postbode <x@mx.example>\n\nHelaas, dat ging niet.\n")
    mail.refresh_from_db()
    assert mail.state == State.BOUNCED


def test_the_same_words_with_a_sender_are_somebodys_mail(gateway, mail):
    gateway.sendmail("x@mx.example", [address(mail)], "From: x@mx.example\n\nHelaas, dat ging niet.\n")
    mail.refresh_from_db()
    assert mail.state == State.HANDED


def test_a_line_over_a_thousand_signs_is_taken(gateway, mail):
    gateway.sendmail("", [address(mail)], postfix(diagnostic="550 5.1.1 User unknown " + "x" * 5000))
    mail.refresh_from_db()
    assert mail.state == State.BOUNCED


def test_a_link_that_a_filter_quotes_is_not_kept(gateway, mail, caplog):
    gateway.sendmail("", [address(mail)], f"From: postmaster@mx.example\n\n550 5.7.1 Blocked: {LINK}\n")
    mail.refresh_from_db()
    assert mail.state == State.BOUNCED
    assert LINK.partition("#")[2] not in caplog.text + repr(OutboundMail.objects.values())


def test_a_huge_mail_is_refused(gateway, mail):
    gateway.ehlo_or_helo_if_needed()
    gateway.mail("")
    gateway.rcpt(address(mail))
    huge = EmailMessage()
    huge.set_content("x" * 70 + "\n")
    assert gateway.data(b"x" * 70 + (b"\r\n" + b"y" * 70) * (LARGEST // 70))[0] == 552
