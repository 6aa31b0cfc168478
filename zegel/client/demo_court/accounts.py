"""Making the demo's accounts: every key is made here, the server is given public and sealed halves only."""

import os
from pathlib import Path
from typing import Any

from zegel.client.demo_court.people import BODIES, PASSWORD, PEOPLE, TEAMS, Body, Person, app_secret
from zegel.client.demo_court.register import LINKED
from zegel.client.sealed import encode
from zegel.lib.ids import uuid7
from zegel.lib.moments import now
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import UserKey, make_user_key, password_halves, seal_user_key
from zegel.seal.membership import Entry, Membership, Signed, key_hash, moment, read, sign
from zegel.seal.pins import Head, Keys, Pins, of_entry, seal
from zegel.seal.sealing import seal_bytes


def accounts(logos: Path, agent: dict[str, Any] | None = None, *, apps: bool = False) -> dict[str, Any]:
    """What `zegel manage import_accounts` reads; `agent` is the account that checks what the courts' teams receive.

    With `apps` everybody has an authenticator app too; then the login page asks for that before it sends an SMS.
    """
    keys = {person.ref: make_user_key() for person in PEOPLE}
    users = {person.ref: _user(person, keys[person.ref], apps=apps) for person in PEOPLE}
    checkers = [agent | {"id": agent.get("id", str(uuid7()))}] if agent else []
    boxes = [
        _box(
            _facts("personal", person.name, person.email, person.organisation),
            [users[person.ref]],
            keys[person.ref],
        )
        for person in PEOPLE
    ] + [
        _box(
            _facts("team", team.name, team.address, team.organisation),
            [*(users[ref] for ref in team.members), *checkers],
            keys[team.members[0]],
        )
        | {"checkers": [checker["ref"] for checker in checkers], "managers": list(team.members[:1])}
        for team in TEAMS
    ]
    for person in PEOPLE:
        users[person.ref]["pins"] = _pins(users[person.ref], keys[person.ref], list(users.values()), boxes)
    return {
        "organisations": [_organisation(body, logos) for body in BODIES],
        "users": [*users.values(), *checkers],
        "boxes": boxes,
    }


def _pins(
    user: dict[str, Any], key: UserKey, users: list[dict[str, Any]], boxes: list[dict[str, Any]]
) -> str:
    """What somebody goes by from the start: the members of their mailboxes and their colleagues, whom they all confirmed."""
    signed = [Signed(**box["statement"]) for box in boxes if user["ref"] in box["members"]]
    said = [(statement, read(statement)) for statement in signed]
    people = {entry.user: of_entry(entry) for _, told in said for entry in told.members} | {
        other["id"]: Keys(key_hash(other["recipient"]), other["signingKey"])
        for other in users
        if other["organisation"] and other["organisation"] == user["organisation"]
    }
    heads = {told.box: Head(told.number, statement.hash) for statement, told in said}
    return encode(seal(Pins(user["id"], 1, moment(now()), people, heads), key))


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


def _user(person: Person, key: UserKey, *, apps: bool) -> dict[str, Any]:
    salt = os.urandom(16)
    halves = password_halves(PASSWORD, salt)
    return {
        "id": str(uuid7()),
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


def _facts(kind: str, name: str, address: str, organisation: str) -> dict[str, str]:
    return {"kind": kind, "name": name, "address": address, "organisation": organisation}


def _box(facts: dict[str, str], members: list[dict[str, Any]], maker: UserKey) -> dict[str, Any]:
    """A mailbox; its first member made it and signs who is in it."""
    identity, key, at = generate_hybrid(), str(uuid7()), moment(now())
    recipient, by = identity_recipient(identity), members[0]["id"]
    entries = tuple(
        Entry(member["id"], key_hash(member["recipient"]), member["signingKey"], at, by) for member in members
    )
    told = Membership(key, 1, None, at, by, encode(maker.signing_public), 1, key_hash(recipient), entries)
    signed = sign(told, maker.signing)
    return {
        "id": key,
        "statement": {"statement": signed.statement, "signature": signed.signature},
        **facts,
        "recipient": recipient,
        "members": {
            member["ref"]: encode(seal_bytes([member["recipient"]], identity.encode())) for member in members
        },
    }
