"""Whatever comes back to its own return address is noticed, in the form that real mail servers give it."""

import base64
from pathlib import Path

import pytest

from zegel.inbound_mail.reports import UNREADABLE, Report, read_report

SAMPLES = Path(__file__).parent / "samples"
TO = "jan@post.example"
HEAD = "From: Mail Delivery System <mailer-daemon@mx.example>\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"


def read(text, sender="", recipient=TO):
    return read_report(text.encode() if isinstance(text, str) else text, sender=sender, recipient=recipient)


def report(fields, kind="message/delivery-status", outer="multipart/report; report-type=delivery-status"):
    return (
        f'{HEAD}Content-Type: {outer}; boundary="b0"\n\n--b0\nContent-Type: text/plain\n\nSorry.\n\n'
        f"--b0\nContent-Type: {kind}\n\n{fields}\n--b0--\n"
    )


FAILED = "Final-Recipient: rfc822; jan@post.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n"


@pytest.mark.parametrize("name", [path.stem for path in sorted(SAMPLES.glob("bounce-*.eml"))])
def test_a_return_as_it_was_received_is_permanent_with_its_reason(name):
    found = read((SAMPLES / f"{name}.eml").read_bytes())
    assert found
    assert (found.permanent, found.readable) == (True, True)
    assert found.reason.startswith(("550 5.", "SMTP error from remote mail server after RCPT TO:"))


@pytest.mark.parametrize(
    "text",
    [
        report("Reporting-MTA: dns; mx\n" + FAILED),
        report("Reporting-MTA: dns; mx\n\n" + FAILED.replace(":", " :")),
        report("Reporting-MTA: dns; mx\n\n" + FAILED.replace(":", "\t:")),
        report("Reporting-MTA: dns; mx\n\n" + FAILED.replace("User ", "User\n")),
        report("Reporting-MTA: dns; mx\n\n" + FAILED.replace("Diagnostic", "\nDiagnostic")),
        report("Reporting-MTA: dns; mx\n\n" + FAILED.replace("smtp; ", "")),
        report("Reporting-MTA: dns; mx\n\n" + FAILED.upper().replace("USER UNKNOWN", "User unknown")),
        report("Reporting-MTA: dns; mx\n\n" + FAILED, outer="multipart/mixed"),
        report("Reporting-MTA: dns; mx\n\n" + FAILED, kind="message/global-delivery-status"),
        report("Reporting-MTA: dns; mx\n\n" + FAILED, kind='text/plain; name="details.txt"'),
        report("Reporting-MTA: dns; mx\n\n" + FAILED, kind='application/octet-stream; name="details.txt"'),
        report(
            base64.b64encode(("Reporting-MTA: dns; mx\n\n" + FAILED).encode()).decode(),
            kind="message/global-delivery-status\nContent-Transfer-Encoding: base64",
        ),
        report(
            f"{HEAD}Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{FAILED}", kind="message/rfc822"
        ),
        report("Reporting-MTA: dns; mx\n\n" + FAILED).replace("\n", "\r\n"),
    ],
    ids=[
        "one block", "space before colon", "tab before colon", "not indented", "blank line inside", "no type", "upper case",
        "mixed", "global", "as text", "as a file", "base64", "forwarded", "crlf",
    ],
)  # fmt: skip
def test_fields_are_read_however_they_are_written(text):
    assert read(text) == Report(permanent=True, reason="550 5.1.1 User unknown (5.1.1)")


def test_the_action_counts_and_without_it_the_class_of_the_status():
    assert read(report("Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x\nStatus: 5.2.2\n")).permanent
    assert not read(report("Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x\nStatus: 4.2.2\n")).permanent
    assert read(
        report("Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x\nAction: error\nStatus: 4.7.0\n")
    ).permanent
    assert (
        read(report("Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x\nAction: relayed\nStatus: 2.0.0\n"))
        is None
    )


def test_the_worst_of_several_recipients_in_one_block_counts():
    fields = "Reporting-MTA: dns; mx\nFinal-Recipient: rfc822; a\nAction: relayed\nStatus: 2.0.0\n"
    assert read(report(fields + FAILED)) == Report(permanent=True, reason="550 5.1.1 User unknown (5.1.1)")


EXIM = (SAMPLES / "bounce-exim-plain-text.eml").read_text()
QMAIL = (
    "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mx.example.\n"
    "I'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up."
    " Sorry it didn't work out.\n\n<jan@post.example>:\n10.0.0.1 does not like recipient.\n"
    "Remote host said: 550 5.1.1 no mailbox here\n\n--- Below this line is a copy of the message.\n\nSubject: bericht\n"
)
EXCHANGE_HTML = (
    f"{HEAD}Content-Type: text/html\n\n<html><style>p {{ margin: 5.1.1; }}</style><p>Uw bericht is niet bezorgd.</p>"
    "<div>Remote Server returned '550 5.4.1 Recipient address rejected: Access denied'</div></html>\n"
)
WARNING = (
    "From: Mail Delivery System <Mailer-Daemon@mx.example>\nSubject: Warning: message delayed 24 hours\n\n"
    "The message has not been delivered yet. 451 4.7.1 Greylisted, please try again.\n"
)


@pytest.mark.parametrize(
    ("text", "permanent", "words"),
    [
        (EXIM, True, "550 5.1.1 User unknown"),
        (QMAIL, True, "550 5.1.1 no mailbox here"),
        (EXCHANGE_HTML, True, "550 5.4.1 Recipient address rejected"),
        (WARNING, False, "451 4.7.1 Greylisted"),
    ],
    ids=["exim", "qmail", "exchange html", "warning"],
)
def test_sentences_are_read(text, permanent, words):
    found = read(text)
    assert (found.permanent, found.readable) == (permanent, True)
    assert words in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "From: Mailer <mailer-daemon@mx.example>\n\nLe message n'a pas pu passer.\n",
        "From: systeem@mx.example\n\nUw bericht kwam niet aan.\n",
        "",
        "\x00\x01\x02",
        report(FAILED)[:260],
        f"{HEAD}Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
        "From: x@mx.example\nContent-Type: text/plain; charset=nonsense\n\nhm\n",
    ],
)
def test_what_came_back_and_cannot_be_read_is_said_to_be_so(text):
    assert read(text) == UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        (SAMPLES / "not-a-bounce-vacation.eml").read_text(),
        f"From: {TO}\n\nIk ben er maandag weer.\n",
        "From: Jan <j.jansen@elders.example>\nSubject: =?utf-8?q?Automatisch_antwoord=3A_bericht?=\n\nTot maandag.\n",
        "From: jan@elders.example\nX-Autoreply: yes\n\nTot maandag.\n",
        "From: jan@elders.example\nAuto-Submitted: auto-replied\n\nTot maandag. 550 5.1.1\n",
        "From: info@elders.example\nPrecedence: bulk\n\nWij hebben uw mail ontvangen.\n",
        (
            f"From: {TO}\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            "Gelezen.\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n"
        ),
        (
            "From: staff@isp.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            "Spam.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n"
        ),
    ],
    ids=[
        "vacation",
        "own address",
        "encoded subject",
        "x-autoreply",
        "auto-replied",
        "bulk",
        "receipt",
        "complaint",
    ],
)
def test_what_a_mailbox_answers_by_itself_is_no_return_even_with_an_empty_sender(text):
    assert read(text) is None


def test_a_full_mailbox_told_in_the_form_of_a_receipt_came_back():
    text = (
        "From: Mail Delivery Subsystem <postmaster@mx.example>\nAuto-Submitted: auto-replied (rejected)\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        "Your message to <jan@post.example> was automatically rejected:\nQuota exceeded\n--b\n"
        "Content-Type: message/disposition-notification\n\nDisposition: automatic-action/MDN-sent-automatically; deleted\n--b--\n"
    )
    assert read(text).permanent


def words(subject, text, head="From: Mail Delivery System <mailer-daemon@mx.example>"):
    return f"{head}\nSubject: {subject}\nAuto-Submitted: auto-replied\n\n{text}\n"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Warning: message delayed 24 hours", "A message that you sent has not yet been delivered. Connection timed out."),
        (
            "Warning: could not send message for past 4 hours",
            "** THIS IS A WARNING MESSAGE ONLY **\nDeferred: Connection timed out\nWill keep trying until message is 5 days old",
        ),
        ("Delayed Mail (still being retried)", "Your message could not be delivered for more than 4 hour(s).\nIt will be retried."),
        ("Delivery Status Notification (Delay)", "Delivery to jan@post.example has been delayed."),
        ("Bezorging vertraagd: bericht", "Dit bericht is nog niet bezorgd. Er wordt opnieuw geprobeerd."),
        ("Verz\u00f6gerte Zustellung", "Der Server versucht weiterhin, sie zuzustellen."),
        ("Warning", "Eventually the server will give up. Until then your mail will be retried.\n550 5.7.1 Greylisted"),
    ],
    ids=["exim", "sendmail", "postfix", "gmail", "dutch", "german", "final code"],
)  # fmt: skip
def test_a_warning_is_no_failure(subject, text):
    found = read(words(subject, text))
    assert (found.permanent, found.readable) == (False, True)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Undeliverable: bericht", "Delivery has failed to these recipients.\n452 4.2.2 The mailbox is over quota"),
        ("Undelivered Mail Returned to Sender", "Your message could not be delivered.\njan@post.example: host mx said: 451 4.7.1 Try again later"),
        ("failure notice", "I'm not going to try again; this message has been in the queue too long. (#4.4.1)"),
        ("Bericht", "Uw bericht kon niet worden bezorgd: het postvak is vol."),
        ("Nachricht", "Ihre Nachricht konnte nicht zugestellt werden."),
        ("Message", "Votre message n'a pas pu être remis."),
        ("Message", "Your message couldn\u2019t be delivered, and it was delayed for two days before. We have given up."),
    ],
    ids=["over quota", "try again later", "queue", "dutch", "german", "french", "given up"],
)  # fmt: skip
def test_what_was_given_up_is_a_failure_whatever_answer_it_quotes(subject, text):
    found = read(words(subject, text))
    assert (found.permanent, found.readable) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        words(
            "Delivery Status Notification (Success)",
            "Your message has been successfully relayed to jan@post.example.",
        ),
        words("Bezorgd: bericht", "Uw bericht is bezorgd bij jan@post.example."),
    ],
)
def test_news_of_delivery_in_sentences_is_no_return(text):
    assert read(text) is None


def test_a_status_for_the_time_being_is_final_once_that_time_is_over():
    fields = "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x\nStatus: 4.2.2\n"
    assert read(report(fields.replace("4.2.2", "4.4.7"))).permanent
    assert read(report(fields).replace("Sorry.", "We have given up.")).permanent
    assert not read(report(fields).replace("Sorry.", "Delivery attempts will continue.")).permanent


def test_an_action_that_says_delivery_failed_is_not_taken_for_delivery():
    assert read(report("Final-Recipient: rfc822; x\nAction: delivery-failed\nStatus: 5.0.0\n")).permanent


@pytest.mark.parametrize(
    "text",
    [
        words("Undeliverable: bericht", "550 5.1.1 unknown user", head=f"From: {TO}"),
        words("Mail could not be delivered", "Mailbox full", head="From: gateway@elders.example\nPrecedence: bulk"),
        words("Automatic reply: Undeliverable: bericht", "Delivery has failed. 550 5.1.1 unknown"),
        report("unreadable").replace("mailer-daemon", "beheer").replace("MIME-", "Auto-Submitted: auto-replied\nMIME-"),
    ],
    ids=["from the recipient", "bulk", "answered by the server", "report without fields"],
)  # fmt: skip
def test_a_return_that_looks_like_an_answer_is_a_return(text):
    assert read(text) is not None


def test_an_answer_that_repeats_the_subject_of_our_own_mail_is_an_answer():
    assert read(words("Re: Uw bericht is niet bezorgd", "Ik ben er maandag.", head=f"From: {TO}")) is None


def test_what_breaks_the_reading_came_back_all_the_same(monkeypatch):
    monkeypatch.setattr("zegel.inbound_mail.prose.texts", lambda _message: 1 / 0)
    assert read(EXIM) == UNREADABLE
    assert read(EXIM, sender="x@mx.example") is None
