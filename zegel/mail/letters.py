"""What mail writes to people: that there is a message, a code to open it with, and what became of it.

No letter knows anything of a case: not its number, not its parties, not a subject, not a file name. A guest's letter holds the
link secret, which is why it is made at the moment of sending and kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, SmsLetter, no_reply, own_address, typed_yourself


def _written_day(iso: str) -> str:
    """A day as people write it, in the language of the letter."""
    return str(date_format(date.fromisoformat(iso), "j F Y"))


def _not_checked() -> str:
    """The line in a mail for a sender of whom nobody checked who it is."""
    return _(
        "Not verified: we did not check who the sender is. Do you not know this address? Then do not open the message."
    )


def _code_by_text() -> str:
    """How a guest gets in with their link."""
    return _("Ask for a code. You receive it as a text message (SMS) on your phone. Type it on the page.")


def _of_a_guest_link(words: Mapping[str, object], origin: str) -> tuple[str, ...]:
    """How a guest tells a true link from a false one; `words` has the `organisation` and its `phone`."""
    return (
        own_address(origin),
        _("We never ask for your password, your bank details or a payment."),
        _(
            "Do you have doubts? Then do not use the link. Call %(organisation)s: %(phone)s. "
            "It is safest to look up the number yourself."
        )
        % words,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestNotice(MailLetter):
    """A message for somebody without an account. `guest` is in the link; with `access_code` a code was agreed beforehand."""

    kind: ClassVar[str] = "guest-notice"
    carries_secret: ClassVar[bool] = True

    guest: str
    phone: str
    intro: str = ""
    access_code: bool = False
    unknown: bool = False

    def content(self, *, secret: str, origin: str) -> Letter:
        """A numbered way in, and how to know that the mail is real."""
        words = asdict(self)
        return Letter(
            subject=_("%(organisation)s has sent you a secure message") % words,
            opening=(
                _("%(organisation)s has sent you a secure message.") % words,
                _("To keep it secure, the message itself is not in this mail. You read it on our page."),
                *filter(None, self.intro.splitlines()),
                *([_not_checked()] if self.unknown else []),
            ),
            steps=(
                _("Open the message with the button or link below."),
                _("Type the access code that you agreed with %(organisation)s.") % words
                if self.access_code
                else _code_by_text(),
                _("Read the message. You can answer it on the same page. You do not need an account."),
            ),
            button=_("Open message"),
            link=f"{origin}/g/{self.guest}#{secret}",
            assurance=_of_a_guest_link(words, origin),
            closing=(
                _("This link is for you alone. Do not forward this mail."),
                _("You cannot reply to this mail. Answer on the page of the message."),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantCode(MailLetter):
    """The code with which somebody without an account shows that a mail address is theirs, before they apply to a court."""

    kind: ClassVar[str] = "applicant-code"
    carries_secret: ClassVar[bool] = True

    minutes: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """The code first, and what to do when nobody asked for it."""
        words = asdict(self) | {"code": secret}
        return Letter(
            subject=_("Your code for an application at %(organisation)s") % words,
            opening=(
                _("Your code is: %(code)s") % words,
                _("With it you show that this mail address is yours. It works for %(minutes)s minutes.")
                % words,
            ),
            steps=(_("Type the code on the page where you asked for it."),),
            button=_("To the page"),
            link=f"{origin}/apply",
            assurance=(
                own_address(origin),
                _("Did you not ask for this? Then do nothing: without the code nothing happens."),
            ),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantLink(MailLetter):
    """The link with which somebody without an account comes back to their application. `guest` is in the link."""

    kind: ClassVar[str] = "applicant-link"
    carries_secret: ClassVar[bool] = True

    guest: str
    phone: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """What the link is for, how one gets in with it, and that it is for nobody else."""
        words = asdict(self)
        return Letter(
            subject=_("Your application at %(organisation)s: keep this mail") % words,
            opening=(
                _(
                    "You began an application at %(organisation)s. With the link in this mail you come back to it."
                )
                % words,
                _("Until you file it, the court has nothing from you."),
            ),
            steps=(
                _("Open your application with the button or link below."),
                _code_by_text(),
                _("What you filled in is kept in the browser in which you began. Go on there, and file it."),
            ),
            button=_("To my application"),
            link=f"{origin}/g/{self.guest}#{secret}",
            assurance=_of_a_guest_link(words, origin),
            closing=(_("This link is for you alone. Do not forward this mail."), no_reply()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNotice(MailLetter):
    """A message for the mailbox of one person."""

    kind: ClassVar[str] = "account-notice"

    unknown: bool = False

    def content(self, *, secret: str, origin: str) -> Letter:
        """Who wrote, and where to read it."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("New secure message from %(organisation)s") % words,
            opening=(
                _("There is a new secure message from %(organisation)s in your inbox.") % words,
                _("To keep it secure, the message itself is not in this mail."),
                *([_not_checked()] if self.unknown else []),
            ),
            steps=(_("Log in and open your inbox."),),
            button=_("Go to inbox"),
            link=f"{origin}/mail",
            assurance=(own_address(origin), typed_yourself()),
            closing=(_("You cannot reply to this mail. Answer in your inbox."),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyNotice(MailLetter):
    """So many messages came in the mailbox of one person, who wants one mail a day."""

    kind: ClassVar[str] = "daily-notice"

    count: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """How many, and where to read them."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("New secure messages in your inbox"),
            opening=(
                _("Number of new secure messages in your inbox: %(count)s.") % words,
                _("You chose one mail a day for new messages. You can change that in your account."),
            ),
            steps=(_("Log in and open your inbox."),),
            button=_("Go to inbox"),
            link=f"{origin}/mail",
            assurance=(own_address(origin), typed_yourself()),
            closing=(_("You cannot reply to this mail. Answer in your inbox."),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNotice(MailLetter):
    """A message for the mailbox of a team."""

    kind: ClassVar[str] = "reply-notice"

    team: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """Which team, and where to read it."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("New secure message for %(team)s") % words,
            opening=(
                _("There is a new secure message in the inbox of %(team)s.") % words,
                _("To keep it secure, the message itself is not in this mail."),
            ),
            steps=(_("Log in and open the inbox of the team."),),
            button=_("Go to inbox"),
            link=f"{origin}/mail",
            assurance=(own_address(origin),),
            closing=(_("You cannot reply to this mail. Answer in your inbox."),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeHelp(MailLetter):
    """A guest cannot get in and waits for help of the team."""

    kind: ClassVar[str] = "code-help"

    team: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """What is wrong, and the two things a clerk can do."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("Somebody needs help with a code: task for %(team)s") % words,
            opening=(
                _("Somebody cannot open a secure message of %(team)s, because the code does not work.")
                % words,
                _("That person is waiting for help."),
            ),
            steps=(
                _("Log in and open the task."),
                _("Check the phone number or agree a new access code. Then send the message's link again."),
            ),
            button=_("Go to task"),
            link=f"{origin}/mail",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem(MailLetter):
    """A court cannot use a file. `files` are its numbers; `path` is empty for a guest, who has a link of their own."""

    kind: ClassVar[str] = "file-problem"

    files: str
    path: str = ""

    def content(self, *, secret: str, origin: str) -> Letter:
        """Which file, that the moment of receipt stays, and what to do while a term runs."""
        del secret
        words = asdict(self)
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
                if self.path
                else _("Open the message again with the link in the mail that you had before."),
                _("Read there what is wrong with the file, and what you can do."),
                _("Is a term running? Then send a good file before it ends."),
            ),
            button=_("Open the message that you sent") if self.path else "",
            link=origin + self.path,
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryNotice(MailLetter):
    """Messages will be deleted from `day` (ISO) on. `path` and `box` are empty for a guest."""

    kind: ClassVar[str] = "expiry"

    count: int
    day: str
    path: str = ""
    box: str = ""

    def content(self, *, secret: str, origin: str) -> Letter:
        """How many, from when, and how to keep them."""
        del secret
        words = asdict(self) | {"day": _written_day(self.day)}
        return Letter(
            subject=_("Messages will be deleted from %(day)s on") % words,
            opening=(
                _("In the mailbox %(box)s are messages that have been kept as long as they have to be.")
                % words
                if self.path
                else _("%(organisation)s sent you messages that have been kept as long as they have to be.")
                % words,
                _(
                    "Number of messages: %(count)s. From %(day)s on they are deleted and can no longer be opened."
                )
                % words,
                _("What was filed at a court is never deleted."),
            ),
            steps=(
                _("Log in and look at the messages that expire.")
                if self.path
                else _("Open the messages again with the link in the mail that you had before."),
                _("Download what you want to keep."),
                *([_("Or choose on the page of a message that it is kept.")] if self.path else []),
            ),
            button=_("See the messages") if self.path else "",
            link=origin + self.path,
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingReminder(MailLetter):
    """A message is unread and the day it matters for (`day`, ISO) comes near. `path` is empty for a guest."""

    kind: ClassVar[str] = "hearing-reminder"

    day: str
    path: str = ""

    def content(self, *, secret: str, origin: str) -> Letter:
        """Who wrote, before which day to read it, whom to call."""
        del secret
        words = asdict(self) | {"day": _written_day(self.day)}
        return Letter(
            subject=_("Unread message from %(organisation)s") % words,
            opening=(
                _("%(organisation)s sent you a secure message that you have not opened yet.") % words,
                _("It is important for %(day)s. Read it before that day.") % words,
            ),
            steps=(
                _("Log in and open your inbox.")
                if self.path
                else _("Open the message with the link in the mail that you had before."),
                _("Can you not open it? Then call %(organisation)s.") % words,
            ),
            button=_("Go to inbox") if self.path else "",
            link=origin + self.path,
            assurance=(
                own_address(origin),
                _("It is safest to look up the number of %(organisation)s yourself.") % words,
            ),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestCode(SmsLetter):
    """The code with which a guest opens a message."""

    kind: ClassVar[str] = "guest-code"
    carries_code: ClassVar[bool] = True

    organisation: str
    minutes: int

    def content(self, *, code: str) -> str:
        """The code first, so that a phone's banner shows it."""
        return _(
            "%(code)s is your code for the message from %(organisation)s. It works for %(minutes)s minutes. "
            "Give it to nobody."
        ) % (asdict(self) | {"code": code})


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingReminderSms(SmsLetter):
    """The same reminder on a guest's phone; it opens nothing."""

    kind: ClassVar[str] = "hearing-reminder"

    organisation: str
    day: str

    def content(self, *, code: str) -> str:
        """Which mail to look for, and before which day."""
        del code
        return _(
            "%(organisation)s sent you an e-mail about a message that you have not opened yet. It is important for %(day)s."
        ) % {"organisation": self.organisation, "day": _written_day(self.day)}
