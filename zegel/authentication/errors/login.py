"""Refusals of logging in."""

from zegel.lib.refusals import Refusal


class LoginRefused(Refusal):
    """The address and password do not belong together; says nothing on which of the two is wrong."""

    code = "login-refused"
    message = "This e-mail address and password do not belong together. Check both and try again."
    retry = True


class PasswordWrong(Refusal):
    """The present password, asked once more, is not right."""

    code = "password-wrong"
    message = "This is not your password. Check it and try again."
    retry = True
