"""The words of our mails and SMS messages, in the reader's language.

No letter knows anything of a case: not its number, not its parties, not a subject, not a file name. The subject line
names the organisation and nothing else. A guest's letter holds the link secret, which is why it is made at the
moment of sending and kept nowhere.
"""

from collections.abc import Callable, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.lib.moments import amsterdam
from zegel.notify import account_letters, loss_letters, message_letters, profession_letters
from zegel.notify.letter import Letter
from zegel.notify.models import OutboundMail, OutboundSms

LOGO = "logo@zegel"
# Who writes when it is about an account and not for a court.
OURSELVES = "Zegel"


def compose_mail(mail: OutboundMail, *, secret: str, sender: str, origin: str) -> EmailMessage:
    """Make the whole mail, text and HTML. Its Date is the moment it was queued, the same at every attempt."""
    with translation.override(mail.language):
        letter = _LETTERS[mail.kind](mail.params, secret, origin)
        own = mail.params["organisation"] == OURSELVES
        name = OURSELVES if own else _("%(organisation)s via Zegel") % mail.params
        context = {
            "letter": letter,
            "language": mail.language,
            "organisation": mail.params["organisation"],
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
        told = {**sms.params, "code": secret}
        if "day" in told:
            told["day"] = message_letters.written_day(told["day"])
        words = _(_SMS[sms.kind]) % told
    if not secret:
        return words
    return f"{words}\n\n@{urlsplit(origin).hostname} #{secret}"


def _one_line(text: str) -> str:
    """A header has one line, whatever an organisation is called."""
    return " ".join(text.split())


def _guest_notice(params: Mapping[str, Any], secret: str, origin: str) -> Letter:
    words = {"organisation": params["organisation"], "phone": params["phone"], "origin": origin}
    access_code = params.get("method") == "access-code"
    return Letter(
        subject=_("%(organisation)s has sent you a secure message") % words,
        opening=(
            _("%(organisation)s has sent you a secure message.") % words,
            _("To keep it secure, the message itself is not in this mail. You read it on our page."),
            *filter(None, str(params.get("intro", "")).splitlines()),
        ),
        steps=(
            _("Open the message with the button or link below."),
            _("Type the access code that you agreed with %(organisation)s.") % words
            if access_code
            else _(
                "Ask for a code. You receive it as a text message (SMS) on your phone. Type it on the page."
            ),
            _("Read the message. You can answer it on the same page. You do not need an account."),
        ),
        button=_("Open message"),
        link=f"{origin}/g/{params['guest']}#{secret}",
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("We never ask for your password, your bank details or a payment."),
            _(
                "Do you have doubts? Then do not use the link. Call %(organisation)s: %(phone)s. "
                "It is safest to look up the number yourself."
            )
            % words,
        ),
        closing=(
            _("This link is for you alone. Do not forward this mail."),
            _("You cannot reply to this mail. Answer on the page of the message."),
        ),
    )


def _account_notice(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"organisation": params["organisation"], "origin": origin}
    return Letter(
        subject=_("New secure message from %(organisation)s") % words,
        opening=(
            _("There is a new secure message from %(organisation)s in your inbox.") % words,
            _("To keep it secure, the message itself is not in this mail."),
        ),
        steps=(_("Log in and open your inbox."),),
        button=_("Go to inbox"),
        link=origin + params.get("path", "/mail"),
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("You can also type that address yourself."),
        ),
        closing=(_("You cannot reply to this mail. Answer in your inbox."),),
    )


def _reply_notice(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"team": params["team"], "origin": origin}
    return Letter(
        subject=_("New secure message for %(team)s") % words,
        opening=(
            _("There is a new secure message in the inbox of %(team)s.") % words,
            _("To keep it secure, the message itself is not in this mail."),
        ),
        steps=(_("Log in and open the inbox of the team."),),
        button=_("Go to inbox"),
        link=origin + params.get("path", "/mail"),
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail. Answer in your inbox."),),
    )


def _member_added(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"box": params["box"], "person": params["person"], "origin": origin}
    return Letter(
        subject=_("%(person)s can use the mailbox of %(box)s") % words,
        opening=(
            _("From now on %(person)s can use the mailbox of %(box)s.") % words,
            _("Everything that is done there is recorded with the name of who did it."),
        ),
        steps=(_("Is this not right? Log in and end it, or call the helpdesk."),),
        button=_("Go to inbox"),
        link=origin + "/mail",
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )


def _member_removed(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"box": params["box"], "person": params["person"], "origin": origin}
    return Letter(
        subject=_("%(person)s can no longer use the mailbox of %(box)s") % words,
        opening=(_("%(person)s can no longer use the mailbox of %(box)s.") % words,),
        steps=(_("You do not have to do anything."),),
        button=_("Go to inbox"),
        link=origin + "/mail",
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )


def _code_help(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"team": params["team"], "origin": origin}
    return Letter(
        subject=_("Somebody needs help with a code: task for %(team)s") % words,
        opening=(
            _("Somebody cannot open a secure message of %(team)s, because the code does not work.") % words,
            _("That person is waiting for help."),
        ),
        steps=(
            _("Log in and open the task."),
            _("Check the phone number or agree a new access code. Then send the message's link again."),
        ),
        button=_("Go to task"),
        link=origin + params.get("path", "/mail"),
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )


def _file_problem(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"organisation": params["organisation"], "files": params["files"], "origin": origin}
    path = params.get("path", "")
    return Letter(
        subject=_("%(organisation)s cannot use a file that you sent") % words,
        opening=(
            _(
                "Your secure message has arrived. But a file in it cannot be opened by %(organisation)s, or is not safe."
            )
            % words,
            _("It is about file number: %(files)s.") % words,
            _("The moment at which your message was received does not change."),
        ),
        steps=(
            _("Log in and open the message that you sent.")
            if path
            else _("Open the message again with the link in the mail that you had before."),
            _("Read there what is wrong with the file, and what you can do."),
            _("Is a term running? Then send a good file before it ends."),
        ),
        button=_("Open the message that you sent") if path else "",
        link=origin + path,
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("You can also type that address yourself."),
        ),
        closing=(_("You cannot reply to this mail."),),
    )


def _paper_missing(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"organisation": params["organisation"], "origin": origin}
    return Letter(
        subject=_("%(organisation)s misses documents on paper") % words,
        opening=(
            _("%(organisation)s received paper from you, but something is missing.") % words,
            _("The documents you filed by secure mail stay filed at the moment they arrived."),
        ),
        steps=(_("Log in and see which pieces are missing."), _("Send them by post or hand them in.")),
        button=_("See what is missing"),
        link=origin + params.get("path", "/mail"),
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )


def _sms_budget(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"sent": params["sent"], "budget": params["budget"], "origin": origin}
    return Letter(
        subject=_("Most SMS messages of this month are used"),
        opening=(
            _("Your organisation has sent %(sent)s of the %(budget)s SMS messages of this month.") % words,
            _(
                "When they are used up, guests get no code by SMS any more. Your colleagues are then asked to agree on an access code."
            ),
        ),
        steps=(_("Log in and look at the SMS budget of your organisation."),),
        button=_("Go to the SMS budget"),
        link=f"{origin}/organisation/sms",
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )


def _number_changed(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {name: params[name] for name in ("organisation", "phone", "number", "from")} | {"origin": origin}
    return Letter(
        subject=_("%(organisation)s has a new phone number of you") % words,
        opening=(
            _("Somebody told %(organisation)s that you have a new phone number: %(number)s.") % words,
            _("From %(from)s on we send your codes to that number.") % words,
        ),
        steps=(
            _("Was this not you? Then call %(organisation)s at once: %(phone)s. They can stop the change.")
            % words,
        ),
        button=_("How to see whether a mail is real"),
        link=f"{origin}/help/real",
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("It is safest to look up the number of %(organisation)s yourself.") % words,
        ),
        closing=(_("You cannot reply to this mail."),),
    )


_SECURITY: Mapping[str, tuple[str, str]] = {
    "new-browser": (
        gettext_noop("New login to your account"),
        gettext_noop(
            "Somebody logged in to your account with a browser that was not used before: %(browser)s."
        ),
    ),
    "factor-added": (
        gettext_noop("Your account has a new second step"),
        gettext_noop(
            "A second step for logging in was added to your account, or your phone number was changed."
        ),
    ),
    "factor-removed": (
        gettext_noop("A second step was removed from your account"),
        gettext_noop("A second step for logging in was removed from your account."),
    ),
    "backup-made": (
        gettext_noop("New backup codes for your account"),
        gettext_noop("New backup codes were made for your account. The old ones do not work any more."),
    ),
    "backup-used": (
        gettext_noop("A backup code was used"),
        gettext_noop(
            "Somebody logged in to your account with a backup code. You have %(left)s of them left."
        ),
    ),
    "sso-linked": (
        gettext_noop("Your account is linked to a login elsewhere"),
        gettext_noop("From now on somebody can log in to your account by way of %(provider)s."),
    ),
    "sso-unlinked": (
        gettext_noop("A login elsewhere was unlinked from your account"),
        gettext_noop("Nobody can log in to your account by way of %(provider)s any more."),
    ),
    "guessing": (
        gettext_noop("Somebody tries to guess your password"),
        gettext_noop(
            "Somebody typed a wrong password for your account many times. They did not get in. In a browser that you "
            "used before you can still log in."
        ),
    ),
    "guessing-second": (
        gettext_noop("Somebody may know your password"),
        gettext_noop(
            "Somebody typed your password and then wrong codes many times. They did not get in. Was it not you? "
            "Then choose another password today."
        ),
    ),
}
"""What can happen to an account that its owner must hear of: subject and sentence."""


def _security_notice(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    subject, sentence = _SECURITY[params["what"]]
    return Letter(
        subject=_(subject),
        opening=(
            _(sentence) % params,
            _("Was it you? Then you need not do anything."),
        ),
        steps=(
            _("Was it not you? Log in and open Security in your account."),
            _("Log out everywhere there, and choose another password."),
        ),
        button=_("Go to my account"),
        link=f"{origin}/account/security",
        assurance=(
            _("The address of our page begins with %(origin)s/") % {"origin": origin},
            _("You can also type that address yourself."),
        ),
        closing=(_("You cannot reply to this mail."),),
    )


_LETTERS: Mapping[str, Callable[[Mapping[str, Any], str, str], Letter]] = {
    **account_letters.LETTERS,
    **profession_letters.LETTERS,
    **loss_letters.LETTERS,
    **message_letters.LETTERS,
    "guest-notice": _guest_notice,
    "account-notice": _account_notice,
    "reply-notice": _reply_notice,
    "code-help": _code_help,
    "member-added": _member_added,
    "member-removed": _member_removed,
    "paper-missing": _paper_missing,
    "file-problem": _file_problem,
    "security-notice": _security_notice,
    "sms-budget": _sms_budget,
    "number-changed": _number_changed,
}

_SMS: Mapping[str, str] = {
    "guest-code": gettext_noop(
        "%(code)s is your code for the message from %(organisation)s. It works for %(minutes)s minutes. "
        "Give it to nobody."
    ),
    "login-code": gettext_noop(
        "%(code)s is your code to log in to Zegel. It works for %(minutes)s minutes. Give it to nobody."
    ),
    "login-number-changed": gettext_noop(
        "Zegel: codes to log in to your account go to another phone number from now on. Was this not you? Log in and look at Security."
    ),
    "number-changed": gettext_noop(
        "%(organisation)s was told that you have a new phone number. Was this not you? Call %(phone)s."
    ),
    "hearing-reminder": gettext_noop(
        "%(organisation)s sent you an e-mail about a message that you have not opened yet. It is important for %(day)s."
    ),
}
