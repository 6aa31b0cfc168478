"""Refusals of what was done too often."""

from zegel.lib.refusals import Refusal


class TooManyAsked(Refusal):
    """Too many letters asked for from one network address; says nothing about any account."""

    code = "too-many-asked"
    message = "Too many mails were asked for from your network. Wait an hour and try again."
    retry = True


class TooManyTries(Refusal):
    """Too many wrong passwords from here; the owner of the account can still log in from elsewhere."""

    code = "too-many-tries"
    message = "There were too many wrong tries. Wait {minutes} minutes and try again, or call the court."
    retry = True
