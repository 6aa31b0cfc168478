"""Refusals about organisations: their administrators, look and policies."""

from zegel.lib.refusals import Refusal


class NotAdministrator(Refusal):
    """Only an administrator of the organisation may do this."""

    code = "not-administrator"
    message = "Only an administrator of your organisation can do this."


class MemberUnknown(Refusal):
    """There is no such member, or they belong to another organisation: the two are one answer."""

    code = "member-unknown"
    message = "This person does not work for your organisation."


class RoleUnknown(Refusal):
    """No role of ours."""

    code = "role-unknown"
    message = "This role does not exist. Reload the page."


class LastAdministrator(Refusal):
    """Without an administrator nobody could ever make one again."""

    code = "last-administrator"
    message = "This is the only administrator. Make somebody else administrator first."


class NameRefused(Refusal):
    """Empty, too long, or another organisation's."""

    code = "organisation-name"
    message = "Fill in a name of at most 200 signs that no other organisation here has."


class LogoRefused(Refusal):
    """Not a picture that browsers and mail programs show safely and quickly."""

    code = "logo-refused"
    message = (
        "The logo must be a PNG image of at most 100 kB, and at most 1200 pixels wide and 600 pixels high."
    )


class ColourUnreadable(Refusal):
    """The colour cannot be read by everybody; WCAG 2.2, 1.4.3 asks 4.5 to 1 for text."""

    code = "colour-unreadable"
    message = (
        "Not everybody can read this colour: its contrast on a light page is {ratio} to 1, and 4.5 to 1 is needed. "
        "Choose a darker colour."
    )


class ColourRefused(Refusal):
    """Not a colour."""

    code = "colour-refused"
    message = "Write a colour as # and six digits or letters from a to f, for example #0b5a61."


class IntroductionRefused(Refusal):
    """Too long, or with an address: a mail of ours has one link, so that readers can tell it from a false one."""

    code = "introduction-refused"
    message = (
        "The text for guests has at most {most} signs and no web address or e-mail address: "
        "readers know our mails by their one link."
    )
