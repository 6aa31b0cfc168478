"""Where browsers and providers find each other, and what a login there is kept as."""

from django.conf import settings

from zegel.authentication.keys import subject_digest, there_digest
from zegel.authentication.rules.sso import Provider, VerifiedClaims, Vouched


def redirect_address(provider: Provider) -> str:
    """Where the provider sends the browser: one address for each, so that no answer is taken for another's."""
    return f"{settings.ENVIRONMENT.origin}/login/sso/{provider.name}"


def logout_endpoint(provider: Provider) -> str:
    """Where a provider tells of logins that ended there."""
    return f"{settings.ENVIRONMENT.origin}/api/login/sso/{provider.name}/logout"


def after_logout() -> str:
    """Where providers send the browser of somebody who logged out there."""
    return f"{settings.ENVIRONMENT.origin}/login?left=1"


def vouched(claims: VerifiedClaims) -> Vouched:
    """By whose word a session begins."""
    issuer = claims.provider.issuer
    there = there_digest(issuer, claims.session).hex() if claims.session else ""
    return Vouched(claims.provider.name, subject_digest(issuer, claims.subject).hex(), there)
