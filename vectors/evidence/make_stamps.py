# ruff: noqa: INP001, S607 - a script, not a package; openssl from the path
"""Makes vectors/evidence/stamp-v1.json: answers of time-stamping authorities about a note, and which of them hold.

    .venv/bin/python vectors/evidence/make_stamps.py

`openssl ts -reply` and `openssl cms` write them, with keys made at random, so every run makes others; the file is made once and
then only added to. Checked by `openssl ts -verify`, the Python core (zegel/seal/tests/test_stamp_vectors.py) and web/evidence/stamp.test.ts.
"""

import base64
import json
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as Eku
from cryptography.x509.oid import NameOID

from zegel.lib.moments import now

FILE = Path(__file__).parent / "stamp-v1.json"
NOTE = "court.example\n300\n" + "A" * 43 + "=\n\n— court.example AAAA\n"
NOW = now().replace(microsecond=0)
# What is ours to refuse, and openssl reads over.
LAX_OPENSSL = {"something behind it"}
STAMPING = [Eku.TIME_STAMPING]
type Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_CONFIG = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """A root with signers below it, in a folder where openssl finds them."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        folder.mkdir()
        self.key: Key = rsa.generate_private_key(65537, 2048)
        self.root = self._certificate(f"{name} root", self.key, None, ca=True)
        (folder / "serial").write_text("01\n")
        (folder / "openssl.cnf").write_text(_CONFIG.format(folder=folder))

    def signer(
        self,
        usage: list[x509.ObjectIdentifier] | None = None,
        *,
        critical: bool = True,
        days: tuple[int, int] = (-1, 3650),
        curve: bool = False,
        between: bool = False,
    ) -> None:
        """Make the certificate that signs from now on; `between` puts another authority between it and the root."""
        key: Key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)
        issuer: tuple[x509.Certificate, Key] = (self.root, self.key)
        chain = []
        if between:
            middle = rsa.generate_private_key(65537, 2048)
            issuer = (self._certificate(f"{self.name} between", middle, issuer, ca=True), middle)
            chain.append(issuer[0])
        made = self._certificate(
            f"{self.name} TSA", key, issuer, usage=usage or STAMPING, critical=critical, days=days
        )
        (self.folder / "tsa.pem").write_bytes(pem(made))
        (self.folder / "certs.pem").write_bytes(b"".join(pem(item) for item in chain))
        (self.folder / "tsa.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def _certificate(
        self,
        name: str,
        key: Key,
        issuer: tuple[x509.Certificate, Key] | None,
        *,
        ca: bool = False,
        usage: list[x509.ObjectIdentifier] | None = None,
        critical: bool = True,
        days: tuple[int, int] = (-1, 3650),
    ) -> x509.Certificate:
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Vectors"),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        made = (
            x509.CertificateBuilder(
                subject_name=subject, issuer_name=issuer[0].subject if issuer else subject
            )
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + timedelta(days=days[0]))
            .not_valid_after(NOW + timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(
                    (issuer[1] if issuer else key).public_key()
                ),
                critical=False,
            )
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not ca,
                    key_cert_sign=ca,
                    crl_sign=ca,
                    content_commitment=False,
                    key_encipherment=False,
                    data_encipherment=False,
                    key_agreement=False,
                    encipher_only=False,
                    decipher_only=False,
                ),
                critical=True,
            )
        )
        if usage:
            made = made.add_extension(x509.ExtendedKeyUsage(usage), critical=critical)
        return made.sign(issuer[1] if issuer else key, hashes.SHA256())

    def reply(self, note: str = NOTE, digest: str = "sha256") -> bytes:
        """What `openssl ts` answers."""
        (self.folder / "note").write_text(note)
        self._openssl("ts", "-query", "-data", "note", f"-{digest}", "-cert", "-out", "query")
        self._openssl(
            "ts",
            "-reply",
            "-config",
            "openssl.cnf",
            "-section",
            "tsa",
            "-queryfile",
            "query",
            "-signer",
            "tsa.pem",
            "-inkey",
            "tsa.key",
            "-out",
            "answer",
        )
        return (self.folder / "answer").read_bytes()

    def signed(self, answer: bytes, *, ess: bool = True) -> bytes:
        """The same words, signed by `openssl cms`, which does not look at what a certificate is for."""
        (self.folder / "answer").write_bytes(answer)
        self._openssl("ts", "-reply", "-in", "answer", "-token_out", "-out", "token")
        self._openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "words")
        chain = ["-certfile", "certs.pem"] if (self.folder / "certs.pem").stat().st_size else []
        self._openssl(
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-nosmimecap",
            "-md",
            "sha256",
            "-econtent_type",
            "1.2.840.113549.1.9.16.1.4",
            *(["-cades"] if ess else []),
            "-signer",
            "tsa.pem",
            "-inkey",
            "tsa.key",
            *chain,
            "-in",
            "words",
            "-outform",
            "DER",
            "-out",
            "token",
        )
        return der(0x30, der(0x30, b"\x02\x01\x00") + (self.folder / "token").read_bytes())

    def rejection(self) -> bytes:
        """A refusal: the digest asked for is not one of this authority's."""
        return self.reply(digest="sha1")

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=self.folder)


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + content


def cases(authority: Authority, other: Authority) -> list[tuple[str, bytes, bool]]:
    authority.signer()
    good = authority.reply()
    found = [
        ("as the authority gave it", good, True),
        ("signed again with the same certificate", authority.signed(good), True),
        ("about another note", authority.reply(NOTE.replace("300", "301")), False),
        ("about another digest of the note", authority.reply(digest="sha512"), True),
        ("a refusal", authority.rejection(), False),
        ("its certificate not named in what is signed", authority.signed(good, ess=False), False),
        ("the moment changed", good.replace(NOW.strftime("%Y%m%d").encode(), b"20250101"), False),
        ("the last byte of the signature changed", good[:-1] + bytes([good[-1] ^ 1]), False),
        ("cut short", good[:-200], False),
        ("something behind it", good + b"\x00", False),
        ("nothing", b"\x30\x00", False),
    ]
    authority.signer(curve=True)
    found.append(("with an elliptic curve", authority.reply(), True))
    authority.signer(between=True)
    # openssl ts does not sort the certificates as DER must have them; openssl cms does.
    found.append(("with an authority between", authority.signed(good), True))
    for title, words in (
        ("a certificate for web servers", {"usage": [Eku.SERVER_AUTH]}),
        ("a certificate for more than stamping", {"usage": [Eku.TIME_STAMPING, Eku.SERVER_AUTH]}),
        ("stamping not marked critical", {"critical": False}),
        ("a certificate that had ended", {"days": (-9, -3)}),
        ("a certificate that had not begun", {"days": (3, 9)}),
    ):
        authority.signer(**cast("dict[str, Any]", words))
        found.append((title, authority.signed(good), False))
    other.signer()
    found.append(("of another authority", other.reply(), False))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        first, other = Authority(Path(scratch, "one"), "One"), Authority(Path(scratch, "other"), "Other")
        told = [
            {
                "name": name,
                "stamp": base64.b64encode(data).decode(),
                "holds": holds,
                "openssl": holds or name in LAX_OPENSSL,
            }
            for name, data, holds in cases(first, other)
        ]
        made = {"note": NOTE, "authority": pem(first.root).decode(), "at": NOW.isoformat(), "cases": told}
    FILE.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
