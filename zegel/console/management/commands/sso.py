"""`zegel manage sso`: what the operator connected, whether it answers, and what its keeper must know of us."""

from django.core.management.base import BaseCommand

from zegel.authentication.errors.sso import SsoUnavailable
from zegel.authentication.oidc_client import keys_of, metadata_of
from zegel.authentication.queries.logins import providers
from zegel.authentication.queries.providers import after_logout, logout_endpoint, redirect_address
from zegel.identity.queries.organisations import organisation_ids
from zegel.lib.moments import now


class Command(BaseCommand):
    help = "Show the providers of single sign-on, whether they answer, and the identifiers of organisations."

    def handle(self, **_options: object) -> None:
        """Ask each for what it says of itself and for its keys."""
        at, broken = now(), 0
        for provider in providers():
            try:
                metadata_of(provider, at)
                state = f"answers, {len(keys_of(provider, at).keys)} keys"
            except SsoUnavailable as error:
                broken += 1
                state = f"does not answer as it should: {error.__cause__ or 'other issuer, or addresses it may not name'}"
            self.stdout.write(f"{provider.name}: {state}\n  redirect address: {redirect_address(provider)}")
            self.stdout.write(f"  tells of ended logins at: {logout_endpoint(provider)}")
            self.stdout.write(f"  sends back after logging out there: {after_logout()}")
        for key, name in organisation_ids():
            self.stdout.write(f'organisation = "{key}"  # {name}')
        if broken:
            self.stderr.write(f"{broken} of {len(providers())} do not answer")
            raise SystemExit(1)
