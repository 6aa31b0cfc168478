"""A browser of Django's, a provider that can lie, and one trip between them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.oidc.liar import Liar
from zegel.authentication import oidc_client as broker


@pytest.fixture
def liar() -> Iterator[Liar]:
    each_liar = Liar()
    broker.forget()
    yield each_liar
    each_liar.stop()


@dataclass
class Trip:
    """One browser, and a provider that is connected."""

    client: Client
    liar: Liar
    settings: Any
    name: str = "demo-pas"

    def connect(self, **changes: Any) -> None:
        """Connect the provider as an operator would."""
        provider = self.liar.provider(**changes)
        known = {**self.settings.ENVIRONMENT.providers, provider.name: provider}
        self.settings.ENVIRONMENT = replace(self.settings.ENVIRONMENT, providers=known)

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(f"/api/{path}", body, content_type="application/json")

    def away(self, path: str = "login/sso/begin", onward: str = "/mail") -> dict[str, str]:
        """Set out; gives the words the browser carries to the provider."""
        answer = self.post(path, provider=self.name, onward=onward)
        assert answer.status_code == 200, answer.content
        address = urlsplit(answer.json()["address"])
        return {name: values[0] for name, values in parse_qs(address.query).items()}

    def back(self, words: dict[str, str], **changes: str) -> Any:
        """Log in there and come back with a code."""
        self.liar.codes["code"] = words["nonce"]
        facts = {"provider": self.name, "state": words["state"], "code": "code"}
        return self.post("login/sso/finish", **facts | changes)

    def whole(self, path: str = "login/sso/begin") -> Any:
        return self.back(self.away(path))


@pytest.fixture
def trip(db: None, client: Client, liar: Liar, settings: Any) -> Trip:
    each_trip = Trip(client, liar, settings)
    each_trip.connect()
    return each_trip
