"""Making the demo's accounts: every key is made here, the server is given public and sealed halves only."""

import os
from pathlib import Path
from typing import Any

from zegel.client.demo_court.people import BODIES, PASSWORD, PEOPLE, TEAMS, Body, Person, app_secret
from zegel.client.demo_court.register import LINKED
from zegel.client.sealed import encode
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import make_user_key, password_halves, seal_user_key
from zegel.seal.sealing import seal_bytes


def accounts(logos: Path, agent: dict[str, Any] | None = None, *, apps: bool = False) -> dict[str, Any]:
    """What `zegel manage import_accounts` reads; `agent` is the account that checks what the courts' teams receive.

    With `apps` everybody has an authenticator app too; then the login page asks for that before it sends an SMS.
    """
    users = {person.ref: _user(person, apps=apps) for person in PEOPLE}
    checkers = {agent["ref"]: agent["recipient"]} if agent else {}
    boxes = [
        _box(
            "personal",
            person.name,
            person.email,
            person.organisation,
            {person.ref: users[person.ref]["recipient"]},
        )
        for person in PEOPLE
    ] + [
        _box(
            "team",
            team.name,
            team.address,
            team.organisation,
            {ref: users[ref]["recipient"] for ref in team.members} | checkers,
        )
        | {"checkers": list(checkers)}
        | {"managers": list(team.members[:1])}
        for team in TEAMS
    ]
    return {
        "organisations": [_organisation(body, logos) for body in BODIES],
        "users": [*users.values(), *([agent] if agent else [])],
        "boxes": boxes,
    }


def _organisation(body: Body, logos: Path) -> dict[str, Any]:
    logo = logos / f"{body.logo}.png"
    return {
        "ref": body.ref,
        "kind": body.kind,
        "name": body.name,
        "phone": body.phone,
        "accent": body.accent,
        "introNl": body.intro_nl,
        "introEn": body.intro_en,
        "logo": encode(logo.read_bytes()) if body.logo and logo.exists() else "",
    }


def _user(person: Person, *, apps: bool) -> dict[str, Any]:
    salt = os.urandom(16)
    halves = password_halves(PASSWORD, salt)
    key = make_user_key()
    return {
        "ref": person.ref,
        "organisation": person.organisation,
        "email": person.email,
        "name": person.name,
        "language": person.language,
        "login": encode(halves.login),
        "salt": encode(salt),
        "recipient": key.recipient,
        "signingKey": encode(key.signing_public),
        "phone": person.phone,
        "roles": list(person.roles),
        "app": app_secret(person.email) if apps else "",
        "profession": ["bar", LINKED[person.ref]] if person.ref in LINKED else None,
        "sealedKey": encode(seal_user_key(key, identity_recipient(halves.unlock_identity))),
    }


def _box(kind: str, name: str, address: str, organisation: str, members: dict[str, str]) -> dict[str, Any]:
    identity = generate_hybrid()
    return {
        "kind": kind,
        "name": name,
        "address": address,
        "organisation": organisation,
        "recipient": identity_recipient(identity),
        "members": {
            ref: encode(seal_bytes([recipient], identity.encode())) for ref, recipient in members.items()
        },
    }
