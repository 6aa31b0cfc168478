"""An identity provider that says whatever a test wants, over real HTTP: the lies no certified provider can be made to tell."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from zegel.authentication.rules.sso import LOGOUT_EVENT, Provider
from zegel.lib.moments import now

CLIENT, SECRET = "zegel", "a secret: of more than, one kind/of sign"


@dataclass
class Liar:
    """One provider. `claims` changes what its tokens say, `codes` maps a code to the nonce of its login."""

    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    # How the next tokens are signed: `ES256`, `HS256` with the public key or the secret, or `none`.
    signed: str = "ES256"
    status: int = 200
    raw: bytes | None = None

    def __post_init__(self) -> None:
        self.rotate()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def rotate(self) -> None:
        """A new key under a new name; the old one is gone."""
        self.key = ECKey.generate_key("P-256", auto_kid=True)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def provider(self, **changes: Any) -> Provider:
        """Itself as an operator connects it."""
        facts = {
            "name": "demo-pas", "label": "Demopas", "kind": "professional", "issuer": self.issuer,
            "client_id": CLIENT, "client_secret": SECRET,
        }  # fmt: skip
        return Provider(**facts | changes)

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            told = {
                "issuer": self.issuer,
                "authorization_endpoint": self.issuer + "/authorize",
                "token_endpoint": self.issuer + "/token",
                "jwks_uri": self.issuer + "/keys",
                "userinfo_endpoint": self.issuer + "/me",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
            return self.status, told | self.metadata
        if path == "/keys":
            return self.status, dict(KeySet([self.key]).as_dict())
        if path == "/me":
            return 200, {"sub": "abc"} | self.userinfo
        self.forms.append(form | {"authorization": authorization})
        nonce = self.codes.pop(form.get("code", ""), None)
        if nonce is None:
            return 400, {"error": "invalid_grant"}
        return 200, {"id_token": self.token(nonce), "access_token": "at", "token_type": "Bearer"}

    def token(self, nonce: str) -> str:
        at = int(now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "abc", "nonce": nonce, "iat": at, "exp": at + 300}
        return self.sign({name: value for name, value in (claims | self.claims).items() if value is not None})

    def logout(self, **changes: Any) -> str:
        """A logout token; what is None is left out."""
        at = int(now().timestamp())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": at, "exp": at + 120, "jti": secrets.token_hex(8), "sub": "abc",
            "sid": "there", "events": {LOGOUT_EVENT: {}},
        }  # fmt: skip
        return self.sign({name: value for name, value in (claims | changes).items() if value is not None})

    def sign(self, said: dict[str, Any], kind: str = "JWT") -> str:
        if self.signed == "ES256":
            return jwt.encode({"alg": "ES256", "kid": self.key.kid, "typ": kind}, said, self.key)
        head = {"alg": "none"} if self.signed == "none" else {"alg": "HS256", "kid": self.key.kid}
        text = f"{_b64(json.dumps(head).encode())}.{_b64(json.dumps(said).encode())}"
        if self.signed == "none":
            return f"{text}."
        secret = self.key.as_pem(private=False) if self.signed == "HS256 public" else SECRET.encode()
        return f"{text}.{_b64(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _handler(liar: Liar) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._reply({name: values[0] for name, values in parse_qs(text).items()})

        def _reply(self, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            liar.asked.append(path)
            status, told = liar.answer(path, form, self.headers.get("Authorization", ""))
            body = liar.raw if liar.raw is not None else json.dumps(told).encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", liar.issuer + "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Tests are quiet."""

    return Handler
