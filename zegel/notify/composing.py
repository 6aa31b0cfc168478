"""Setting mails and SMS messages: the words of their house in the reader's language, in the forms a mail program shows."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import cast
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from zegel.lib.moments import amsterdam
from zegel.notify.letter import OURSELVES, mail_letter, sms_letter
from zegel.notify.models import OutboundMail, OutboundSms

LOGO = "logo@zegel"


def compose_mail(mail: OutboundMail, *, secret: str, sender: str, origin: str) -> EmailMessage:
    """Make the whole mail, text and HTML. Its Date is the moment it was queued, the same at every attempt."""
    with translation.override(mail.language):
        written = mail_letter(mail.kind, mail.params)
        letter = written.content(secret=secret, origin=origin)
        own = written.organisation == OURSELVES
        name = OURSELVES if own else _("%(organisation)s via Zegel") % {"organisation": written.organisation}
        context = {
            "letter": letter,
            "language": mail.language,
            "organisation": written.organisation,
            "logo": f"cid:{LOGO}" if mail.image else "",
        }
        text = render_to_string("notify/letter.txt", context)
        html = render_to_string("notify/letter.html", context)
    message = EmailMessage()
    message["From"] = Address(_one_line(name), addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to_address)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(amsterdam(mail.queued_at))
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if mail.image:
        page = cast("list[EmailMessage]", message.get_payload())[1]
        page.add_related(
            bytes(mail.image.data), "image", "png", cid=f"<{LOGO}>", filename="logo.png", disposition="inline"
        )
    return message


def compose_sms(sms: OutboundSms, *, secret: str, origin: str) -> str:
    """Make the text of an SMS. Its last line lets a phone fill the code in, on our own page only (WICG)."""
    with translation.override(sms.language):
        words = sms_letter(sms.kind, sms.params).content(code=secret)
    if not secret:
        return words
    return f"{words}\n\n@{urlsplit(origin).hostname} #{secret}"


def _one_line(text: str) -> str:
    """A header has one line, whatever an organisation is called."""
    return " ".join(text.split())
