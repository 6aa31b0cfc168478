"""Refusals of the accounts house."""

from zegel.lib.refusals import Refusal


class LoginRefused(Refusal):
    """The address and password do not belong together; says nothing on which of the two is wrong."""

    code = "login-refused"
    message = "This e-mail address and password do not belong together. Check both and try again."
    retry = True


class TooManyTries(Refusal):
    """Too many wrong passwords from here; the owner of the account can still log in from elsewhere."""

    code = "too-many-tries"
    message = "There were too many wrong tries. Wait {minutes} minutes and try again, or call the court."
    retry = True
