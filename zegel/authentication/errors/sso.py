"""Refusals about logging in by way of somebody else: a broker or an organisation's directory."""

from zegel.lib.refusals import Refusal


class ProviderUnknown(Refusal):
    """The operator has connected no such provider."""

    code = "sso-provider-unknown"
    message = "This way to log in does not exist any more. Log in with your password."


class SsoUnavailable(Refusal):
    """The provider does not answer, or not with what the protocol asks."""

    code = "sso-unavailable"
    message = "{provider} does not answer well at this moment. Try again later, or log in with your password."
    retry = True


class SsoOver(Refusal):
    """No login was begun in this browser, it was begun too long ago, or its answer was used before."""

    code = "sso-over"
    message = "This took too long, or this page was opened twice. Begin again."
    retry = True


class SsoCancelled(Refusal):
    """The person, or the provider, stopped."""

    code = "sso-cancelled"
    message = "You did not log in at {provider}. You can try again, or log in with your password."
    retry = True


class SsoFailed(Refusal):
    """What came back does not hold: signature, issuer, audience, nonce, moment. One answer, the log says which."""

    code = "sso-failed"
    message = (
        "We could not be sure that it is you. Begin again, and call the helpdesk if it happens once more."
    )
    retry = True


class SsoLogoutRefused(Refusal):
    """A provider's word that a login ended does not hold, or was heard before. The log says which."""

    code = "sso-logout-refused"
    message = "This logout token is not valid."


class SsoNoLogout(Refusal):
    """The provider names no address to log out at."""

    code = "sso-no-logout"
    message = "{provider} cannot log you out from here. Go there yourself to log out."


class SsoTooWeak(Refusal):
    """The provider vouches for less certainty than the operator asks."""

    code = "sso-too-weak"
    message = (
        "The way in which you logged in at {provider} is not safe enough here. Choose a safer way there."
    )
    retry = True


class SsoNoAccount(Refusal):
    """A true login of somebody whom no account here belongs to."""

    code = "sso-no-account"
    message = (
        "Your login at {provider} is right, but it is not linked to an account here yet. Log in with your password and "
        "link it on the page Security. Do you have no account? Then make one first."
    )


class SsoNotEmployee(Refusal):
    """The directory gives no address of its own organisation."""

    code = "sso-not-employee"
    message = "{provider} gave us no confirmed e-mail address of your organisation. Call your own helpdesk."


class SsoAddressKnown(Refusal):
    """Addresses prove nothing about accounts that exist: their owner links them."""

    code = "sso-address-known"
    message = (
        "There is already an account or mailbox with your e-mail address. Log in with your password and link this "
        "login on the page Security."
    )


class SsoTaken(Refusal):
    """This login belongs to another account."""

    code = "sso-taken"
    message = "This login at {provider} is already linked to another account. Unlink it there first."


class SsoAlready(Refusal):
    """One login a provider."""

    code = "sso-already"
    message = "Your account is already linked to a login at {provider}. Unlink that one first."


class SsoOnly(Refusal):
    """The organisation lets its linked members in by its own way only."""

    code = "sso-only"
    message = "Your organisation wants you to log in with {provider}. Use that button on this page."


class LinkNeeded(Refusal):
    """The organisation's day has come, and this member has not linked its login."""

    code = "sso-link-needed"
    message = "Your organisation wants you to log in with its own login. Link it on the page Security; then all opens again."


class LinkYourselfFirst(Refusal):
    """An administrator sets a day for a login that they have not linked themselves."""

    code = "sso-link-yourself-first"
    message = "Link the login of your organisation to your own account first, on the page Security. Then you know that it works."


class LastLogin(Refusal):
    """The organisation's policy leaves no other way in."""

    code = "sso-last"
    message = "Your organisation lets you in by this login only, so you cannot unlink it."
