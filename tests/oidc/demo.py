"""A demo to which two providers are connected: a broker, and the directory of its court."""

from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests.oidc.certified import certified
from tests.oidc.liar import CLIENT, SECRET
from zegel.console.demo import Demo

PROVIDERS = """
[provider.demopas]
label = "Demopas"
kind = "professional"
issuer = "{issuer}"
client_id = "{client}"
secret_file = "{secret}"
two_factors = ["urn:test:substantial"]

[provider.rechtbank]
label = "Rechtbank Amsterdam"
kind = "directory"
issuer = "{issuer}"
client_id = "{client}"
secret_file = "{secret}"
scope = ["openid", "email", "profile"]
organisation = "{court}"
domains = ["rechtbank.example"]
two_factors = ["mfa"]
"""


class ConnectedDemo(Demo):
    """Connects the providers once there are organisations, before the first page is served."""

    def __init__(self, folder: Path, port: int, *, apps: bool = False) -> None:
        super().__init__(folder, port, apps=apps)
        self.stack = ExitStack()

    def start(self) -> None:
        redirects = [f"{self.origin}/login/sso/{name}" for name in ("demopas", "rechtbank")]
        ended, back = f"{self.origin}/api/login/sso/demopas/logout", f"{self.origin}/login?left=1"
        self.issuer = self.stack.enter_context(certified(*redirects, ended=ended, back=back))
        super().start()

    def stop(self) -> None:
        try:
            super().stop()
        finally:
            self.stack.close()

    def _import_accounts(self) -> None:
        super()._import_accounts()
        with psycopg.connect(self.environment["ZEGEL_DATABASE"]) as database:
            query = "SELECT id FROM accounts_organisation WHERE kind = 'district_court' ORDER BY name LIMIT 1"
            found = database.execute(query).fetchone()
        assert found is not None
        secret, file = self.folder / "oidc.secret", self.folder / "oidc.toml"
        secret.write_text(SECRET)
        file.write_text(PROVIDERS.format(issuer=self.issuer, client=CLIENT, secret=secret, court=found[0]))
        self.environment["ZEGEL_OIDC"] = str(file)
