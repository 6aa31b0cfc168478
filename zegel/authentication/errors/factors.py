"""Refusals about second factors and proof."""

from zegel.lib.refusals import Refusal


class SecondFactorNeeded(Refusal):
    """Without a second factor nothing of the court opens."""

    code = "second-factor-needed"
    message = "Your account is not safe enough yet. Add a second step for logging in on the page Security."


class LoginOver(Refusal):
    """The first half of a login was too long ago, or there was none."""

    code = "login-over"
    message = "Logging in took too long. Begin again with your password."
    retry = True


class FactorRefused(Refusal):
    """A code is not right; the same words for every kind."""

    code = "factor-refused"
    message = "This code is not right. Check it and try again."
    retry = True


class FactorUsed(Refusal):
    """A code that was right, and was used before."""

    code = "factor-used"
    message = "This code has been used or is over. Wait for the next code, or ask for a new one."
    retry = True


class CodePause(Refusal):
    """The last SMS code was sent a moment ago."""

    code = "login-code-too-soon"
    message = "A code was sent a moment ago. You can ask for a new one in {seconds} seconds."
    retry = True


class CodesEnough(Refusal):
    """So many SMS codes an hour and no more."""

    code = "login-too-many-codes"
    message = "There were {most} codes in an hour. Wait an hour, or use another way to log in."
    retry = True


class CodesStopped(Refusal):
    """So many codes by SMS went out, to everybody together, that no more are sent for a while."""

    code = "sms-stopped"
    message = "Very many codes by SMS were asked for, so we send none for a while. Use another way, or try again in an hour."
    retry = True


class FactorUnknown(Refusal):
    """No such factor, session or device of this person."""

    code = "factor-unknown"
    message = "This is not in your account any more. Reload the page."


class LastFactor(Refusal):
    """The account would be left without a second factor."""

    code = "last-factor"
    message = "This is your only second step. Add another one first."


class ProofNeeded(Refusal):
    """A dangerous act asks who is there once more."""

    code = "proof-needed"
    message = "Show once more that it is you."
    retry = True


class PasskeyRefused(Refusal):
    """What the browser said of a passkey does not hold."""

    code = "passkey-refused"
    message = "This passkey did not work. Try again, or choose another way."
    retry = True
