"""A passkey in software: what a browser with an authenticator would answer, signed with a real P-256 key."""

import hashlib
import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    """One credential for one host; `counter` goes up at every use unless a test says otherwise."""

    host: str = "testserver"
    origin: str = "http://testserver:8000"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    counter: int = 0
    flags: int = PRESENT | VERIFIED

    def made(self, challenge: str) -> dict:
        """The answer to `navigator.credentials.create`."""
        cose = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cose
        data = self._data(self.flags | ATTESTED) + attested
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", challenge)
        return self._answer(
            {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(statement)}
        )

    def shown(self, challenge: str) -> dict:
        """The answer to `navigator.credentials.get`."""
        self.counter += 1
        data, client = self._data(self.flags), self._client("webauthn.get", challenge)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict) -> dict:
        name = websafe_encode(self.credential)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
