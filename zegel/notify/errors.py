"""Refusals of the mail-and-SMS room. What goes wrong on the wire is in `wire`; nobody at a page sees that."""

from zegel.lib.refusals import Refusal


class AddressRefused(Refusal):
    """A mail can never be sent to this text."""

    code = "mail-address"
    message = "This is not a complete e-mail address. An example is: name@example.nl"


class NumberMissing(Refusal):
    """No digit was typed."""

    code = "number-missing"
    message = "Fill in a mobile phone number."


class NumberUnreadable(Refusal):
    """Something other than digits, spaces and the usual separators."""

    code = "number-unreadable"
    message = "A phone number has only digits, spaces and dashes, and can begin with a plus sign."


class NumberLength(Refusal):
    """Too many or too few digits to be a phone number."""

    code = "number-length"
    message = (
        "This phone number has {digits} digits. A Dutch mobile number has 10, a foreign number at most 15."
    )


class NumberNotMobile(Refusal):
    """A Dutch number that cannot receive an SMS."""

    code = "number-not-mobile"
    message = "This is not a mobile number. A Dutch mobile number begins with 06."


class NumberWithoutCountry(Refusal):
    """Digits that are neither a Dutch number nor begin with a country code."""

    code = "number-country"
    message = "Begin a foreign number with a plus sign and the country code, for example +32."


class NumberLostNought(Refusal):
    """Nine digits that begin with 6: a spreadsheet that takes phone numbers for sums leaves the first nought out."""

    code = "number-lost-nought"
    message = "The first 0 is missing. Do you mean {number}? Spreadsheets leave it out."


class NumberNought(Refusal):
    """A nought behind a country code, where that country has none."""

    code = "number-nought"
    message = "Leave out the 0 behind {country}, or check the number."


class PictureRefused(Refusal):
    """A logo that mail programs cannot show, or that would make every mail heavy."""

    code = "logo"
    message = "The logo must be a PNG image of at most 100 kB."


class NothingToResend(Refusal):
    """The mail does not exist, is still on its way, was handed over, or has been sent again already."""

    code = "resend-not-possible"
    message = (
        "This notification cannot be sent again: it is on its way, has arrived, or was sent again already."
    )


class UnknownBounce(Refusal):
    """A bounce with a token that belongs to no mail of ours."""

    code = "bounce-unknown"
    message = "This return address is not known here."
