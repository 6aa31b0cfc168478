"""Every mail says who writes, what to do and how to know it is real, in two languages and two forms."""

import inspect
import re
from email import message_from_bytes
from email.policy import SMTP, default
from typing import Any

import pytest
from django.utils import translation

from zegel.identity.letters.people import invitation_reasons
from zegel.identity.letters.recovery import notices, stoppable
from zegel.identity.letters.security import alerts
from zegel.key_custody.letters import key_changes
from zegel.notify import errors, rules
from zegel.notify.composing import compose_mail, compose_sms
from zegel.notify.letter import MailLetter, mail_kinds, sms_kinds
from zegel.notify.models import Image, OutboundMail, OutboundSms

from .conftest import AT, GUEST, PARAMS, SECRET

ORIGIN = "https://zegel.example"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def compose(kind, language, *, image=None, **params):
    mail = OutboundMail(
        kind=kind,
        language=language,
        params={**PARAMS[kind], **params},
        to_address="jan@voorbeeld.example",
        queued_at=AT,
        message_id="<1@zegel.example>",
        image=image,
    )
    made = compose_mail(mail, secret=SECRET, sender="no-reply@zegel.example", origin=ORIGIN)
    return message_from_bytes(made.as_bytes(policy=SMTP.clone(cte_type="7bit")), policy=default)


def parts(message):
    return (message.get_body((form,)).get_content() for form in ("plain", "html"))


@pytest.mark.parametrize("language", rules.LANGUAGES)
@pytest.mark.parametrize("kind", mail_kinds())
def test_every_mail_has_both_forms_and_no_script_or_remote_picture(kind, language):
    message = compose(kind, language)
    text, html = parts(message)
    assert f'<html lang="{language}">' in html
    assert not re.search(r"<script|<link|<style|url\(|src=\"(?!cid:)|\son[a-z]+=", html, re.IGNORECASE)
    link = next(line for line in text.splitlines() if line.startswith("https://"))
    assert html.count(f'href="{link}"') == 2
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"].addresses[0].display_name == "Rechtbank Amsterdam via Zegel"
    assert message["Message-ID"] == "<1@zegel.example>"
    assert not message.defects
    assert "%(" not in text + html + message["Subject"]


@pytest.mark.parametrize("kind", mail_kinds())
def test_every_mail_is_wholly_dutch_or_wholly_english(kind):
    (dutch, dutch_html), (english, english_html) = parts(compose(kind, "nl")), parts(compose(kind, "en"))
    assert "Is deze mail echt?" in dutch
    assert "Is deze mail echt?" in dutch_html
    assert "Is this mail real?" in english
    assert "Is this mail real?" in english_html
    names = {"Rechtbank Amsterdam", "-- "}
    shared = {line for line in dutch.splitlines() if line and "https://" not in line} & set(
        english.splitlines()
    )
    assert shared <= names
    assert compose(kind, "nl")["Subject"] != compose(kind, "en")["Subject"]


def test_a_guest_finds_the_link_the_phone_number_and_how_to_trust():
    text, html = parts(compose("guest-notice", "nl"))
    assert f"{ORIGIN}/g/{GUEST}#{SECRET}" in text
    assert "088 361 6161" in text
    assert "per sms" in text
    assert "toegangscode" in next(iter(parts(compose("guest-notice", "nl", access_code=True))))
    assert text.count(SECRET) == 1
    assert html.count(SECRET) == 3


SECRET_KINDS = {
    "applicant-code",
    "applicant-link",
    "guest-notice",
    "invitation",
    "password-reset",
    "profession-code",
    "address-code",
    "loss-stop",
}


@pytest.mark.parametrize("kind", mail_kinds())
def test_only_letters_that_need_it_carry_a_secret(kind):
    assert mail_kinds()[kind].carries_secret == (kind in SECRET_KINDS)
    text = compose(kind, "nl").as_string()
    spaced = f"{SECRET[:3]} {SECRET[3:]}"
    assert (SECRET in text or spaced in text) == (kind in SECRET_KINDS)


def test_a_kind_of_letter_is_given_once():
    with pytest.raises(TypeError, match="two letters"):
        type("Other", (MailLetter,), {"kind": "guest-notice"})


def test_every_letter_is_written_in_the_house_it_speaks_of():
    for letter in [*mail_kinds().values(), *sms_kinds().values()]:
        assert "notify" not in letter.__module__
        assert ".letters" in letter.__module__


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        *(("loss-notice", what) for what in notices()),
        *(("loss-stop", what) for what in stoppable()),
        *(("security-notice", what) for what in alerts()),
        *(("key-change", what) for what in key_changes()),
    ],
)
def test_every_notice_is_said_in_both_languages(kind, what):
    given = {"person": "F. el Idrissi", "email": "nieuw@post.example", "due": "23-11-2026 22:51"}
    words = {name: text for name, text in given.items() if name in mail_kinds()[kind].__dataclass_fields__}
    dutch, english = (compose(kind, language, what=what, **words) for language in ("nl", "en"))
    assert dutch["Subject"] != english["Subject"]
    first, second = (set(next(iter(parts(mail))).splitlines()) for mail in (dutch, english))
    shared = {line for line in first & second if line and "https://" not in line}
    assert shared <= {"Rechtbank Amsterdam", "-- "}
    assert "%(" not in " ".join(first | second)


def test_the_logo_travels_inside_the_mail():
    message = compose("guest-notice", "nl", image=Image(data=PNG))
    picture = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert picture.get_content() == PNG
    assert f"cid:{picture['Content-ID'][1:-1]}" in message.get_body(("html",)).get_content()


def test_an_organisation_cannot_write_headers_or_html():
    message = compose("guest-notice", "nl", organisation="R\r\nBcc: x@y.nl<b>")
    assert message["Bcc"] is None
    assert "<b>" not in message.get_body(("html",)).get_content()


@pytest.mark.parametrize("reason", invitation_reasons())
def test_every_reason_of_an_invitation_is_said_in_both_languages(reason):
    dutch, english = (compose("invitation", language, reason=reason) for language in ("nl", "en"))
    assert next(iter(parts(dutch))) != next(iter(parts(english)))


@pytest.mark.parametrize("language", rules.LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind, letter in sms_kinds().items() if letter.carries_code])
def test_an_sms_fits_and_lets_the_phone_fill_in_the_code(kind, language):
    params = {"minutes": 5} | ({"organisation": "Rechtbank Noord-Holland"} if kind == "guest-code" else {})
    text = compose_sms(
        OutboundSms(kind=kind, language=language, params=params), secret="123456", origin=ORIGIN
    )
    assert text.startswith("123456 ")
    assert text.endswith("\n\n@zegel.example #123456")
    assert len(text) <= 160
    assert ("Geef" in text) == (language == "nl")


@pytest.mark.parametrize("language", rules.LANGUAGES)
@pytest.mark.parametrize("kind", ["number-changed", "login-number-changed"])
def test_an_sms_that_lets_nobody_in_has_no_code_and_no_line_for_one(kind, language):
    court = {"organisation": "Rechtbank Noord-Holland", "phone": "088 361 61 61"}
    params = court if kind == "number-changed" else {}
    text = compose_sms(OutboundSms(kind=kind, language=language, params=params), secret="", origin=ORIGIN)
    assert ("088 361 61 61" in text) == (kind == "number-changed")
    assert ("Was u dit niet" in text) == (language == "nl")
    assert "@zegel" not in text
    assert len(text) <= 160


def test_every_refusal_of_this_room_is_said_in_dutch():
    found: list[Any] = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    words = [kind.message for kind in found if kind.__module__ == errors.__name__]
    with translation.override("nl"):
        assert len(words) >= 9
        assert [text for text in words if translation.gettext(text) == text] == []
