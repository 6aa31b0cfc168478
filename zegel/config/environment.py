"""What the surroundings say, read once into a frozen, typed value. Safe values are the defaults."""

import base64
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from zegel.authentication.rules.ceilings import CEILINGS, Ceiling
from zegel.authentication.rules.sso import Provider
from zegel.config.providers import read_providers
from zegel.lib.secret_files import read_or_make
from zegel.seal.errors import CheckpointError
from zegel.seal.policy import NOBODY, NONE, Policy, parse


class UnusableSetting(Exception):
    """A setting is missing or contradicts another; the message names the variables."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting an operator can give. Durations are seconds, sizes are bytes."""

    data: Path
    origin: str
    log: str
    database: str
    storage: str
    smtp: str
    sms: str
    sms_ceilings: Mapping[str, Ceiling]
    mail_from: str
    bounce_domain: str
    demo_inbox: Path | None
    debug: bool
    proxies: int
    proxy_addresses: tuple[IPv4Network | IPv6Network, ...]
    probes: Mapping[str, bytes]
    providers: Mapping[str, Provider]
    tsa: str
    tsa_ca: str
    witnesses: Policy
    secret_key: str
    secrets: Path

    @property
    def demo(self) -> bool:
        """Whether this is the demo: its receiver's folder may be shown on a page."""
        return self.demo_inbox is not None


def _flag(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "False")
    if text not in {"True", "False"}:
        raise UnusableSetting(f"{name} must be True or False, not {text!r}")
    return text == "True"


def _count(values: Mapping[str, str], name: str) -> int:
    text = values.get(name, "0")
    if not text.isdigit() or int(text) > 9:
        raise UnusableSetting(f"{name} must be a small number, not {text!r}")
    return int(text)


def _networks(values: Mapping[str, str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """From which addresses the operator's own proxies come; nobody else's word about a visitor counts."""
    words = [word.strip() for word in values.get("ZEGEL_PROXY_ADDRESSES", "127.0.0.1,::1").split(",")]
    try:
        return tuple(ip_network(word) for word in words if word)
    except ValueError as error:
        raise UnusableSetting(f"ZEGEL_PROXY_ADDRESSES must be addresses or networks: {error}") from error


def _ceilings(values: Mapping[str, str]) -> dict[str, Ceiling]:
    """`purpose=an hour/a day` of codes by SMS, separated by commas; what is not named keeps its default."""
    found = dict(CEILINGS)
    for word in values.get("ZEGEL_SMS_CEILINGS", "").split(","):
        if not word.strip():
            continue
        told = re.fullmatch(r"([a-z]+)=([0-9]{1,7})/([0-9]{1,7})", word.strip())
        if told is None or told[1] not in CEILINGS:
            raise UnusableSetting("ZEGEL_SMS_CEILINGS must be login=HOUR/DAY,number=HOUR/DAY,guest=HOUR/DAY")
        found[told[1]] = Ceiling(int(told[2]), int(told[3]))
    return found


def _probes(values: Mapping[str, str]) -> dict[str, bytes]:
    """`name=key` of each probe that may report outages, separated by commas; keys are Ed25519, base64 of 32 bytes."""
    found: dict[str, bytes] = {}
    for word in values.get("ZEGEL_PROBES", "").split(","):
        name, _, text = word.strip().partition("=")
        try:
            key = base64.b64decode(text, validate=True)
        except ValueError:
            key = b""
        if word.strip() and (len(key) != 32 or not re.fullmatch(r"[a-z0-9-]{1,60}", name)):
            raise UnusableSetting("ZEGEL_PROBES must be name=key,… as `zegel probe --show-key` prints it")
        if key:
            found[name] = key
    return found


def _providers(values: Mapping[str, str], origin: str) -> dict[str, Provider]:
    """Who vouches for people who log in elsewhere; `ZEGEL_OIDC` names a file."""
    path = values.get("ZEGEL_OIDC", "")
    try:
        return read_providers(Path(path), local=origin.startswith("http://")) if path else {}
    except ValueError as error:
        raise UnusableSetting(f"ZEGEL_OIDC: {error}") from error


def _witnesses(values: Mapping[str, str]) -> Policy:
    """Who witnesses the two logs and how many must have; `ZEGEL_WITNESSES` names a file (C2SP tlog-policy) with where each is."""
    path = values.get("ZEGEL_WITNESSES", "")
    try:
        found = parse(Path(path).read_text()) if path else NOBODY
    except (OSError, UnicodeDecodeError, CheckpointError) as error:
        raise UnusableSetting(f"ZEGEL_WITNESSES: {error}") from error
    if path and found.quorum == NONE:
        raise UnusableSetting("ZEGEL_WITNESSES must ask for a quorum")
    if not all(place.url.startswith(("https://", "http://")) for place in found.witnesses.values()):
        raise UnusableSetting("ZEGEL_WITNESSES must say of each witness its http(s) address")
    return found


def _log(values: Mapping[str, str], origin: str) -> str:
    """The name of the log of evidence: that of the site, or the one it had before it moved (C2SP tlog-checkpoint: a log's origin never changes)."""
    name = values.get("ZEGEL_LOG", "") or origin.split("//")[1]
    if not re.fullmatch(r"[!-*,-~]{1,200}", name):
        raise UnusableSetting("ZEGEL_LOG must be a name of visible ASCII signs without a plus sign or space")
    return name


def _secret_key(folder: Path) -> str:
    """The key of sessions and signed tokens."""
    return read_or_make(folder / "django.key", lambda: secrets.token_urlsafe(48).encode()).decode()


def read(values: Mapping[str, str]) -> Environment:
    """Parse environment variables.

    Raises:
        UnusableSetting: a value cannot be used; the sentence names the variable.
    """
    data = Path(values.get("ZEGEL_DATA", "var/data")).resolve()
    secrets_folder = Path(values.get("ZEGEL_SECRETS", str(data / "secrets")))
    origin = values.get("ZEGEL_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
    inbox = values.get("ZEGEL_DEMO_INBOX", "")
    if not origin.startswith("https://") and not origin.startswith("http://127.0.0.1"):
        raise UnusableSetting("ZEGEL_ORIGIN must be an https address (http only for 127.0.0.1)")
    tsa, tsa_ca = values.get("ZEGEL_TSA", ""), values.get("ZEGEL_TSA_CA", "")
    if tsa and not (tsa.startswith(("https://", "http://")) and Path(tsa_ca).is_file()):
        raise UnusableSetting(
            "ZEGEL_TSA must be an http(s) address, and ZEGEL_TSA_CA a file with its certificate"
        )
    return Environment(
        data=data,
        origin=origin,
        log=_log(values, origin),
        database=values.get("ZEGEL_DATABASE", ""),
        storage=values.get("ZEGEL_STORAGE", f"file://{data / 'vault'}"),
        smtp=values.get("ZEGEL_SMTP", ""),
        sms=values.get("ZEGEL_SMS", ""),
        sms_ceilings=_ceilings(values),
        mail_from=values.get("ZEGEL_MAIL_FROM", "no-reply@zegel.example"),
        bounce_domain=values.get("ZEGEL_BOUNCE_DOMAIN", ""),
        demo_inbox=Path(inbox) if inbox else None,
        debug=_flag(values, "ZEGEL_DEBUG"),
        proxies=_count(values, "ZEGEL_PROXIES"),
        proxy_addresses=_networks(values) if _count(values, "ZEGEL_PROXIES") else (),
        probes=_probes(values),
        providers=_providers(values, origin),
        tsa=tsa,
        tsa_ca=tsa_ca,
        witnesses=_witnesses(values),
        secret_key=_secret_key(secrets_folder),
        secrets=secrets_folder,
    )
