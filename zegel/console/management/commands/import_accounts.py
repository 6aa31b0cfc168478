"""`zegel manage import_accounts`: organisations, people and boxes whose keys were made elsewhere, from JSON."""

import base64
import json
import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import transaction

from zegel.authentication.actions.factors import add_known_app
from zegel.boxes.actions import add_box
from zegel.identity.actions.people import NewUser, add_organisation, import_user
from zegel.identity.actions.roles import appoint
from zegel.key_custody.actions.pins import import_pins
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.professions.actions.links import link_imported
from zegel.seal.membership import Signed


class Command(BaseCommand):
    """Reads one JSON object from standard input; all of it is imported, or nothing.

    `{"organisations": [{"ref", "kind", "name", "phone", "logo"?, "accent"?, "introNl"?, "introEn"?}],
      "users": [{"ref", "id"?, "pins"?, "organisation"?, "email", "name", "language", "login", "salt", "recipient", "signingKey",
                 "sealedKey", "kind"?: "person" | "service", "phone"?, "app"?, "roles"?: ["administrator" | "officer" | "register_keeper"],
                 "profession"?: ["bar" | "kbvg", number]}],
      "boxes": [{"id"?, "statement"?: {"statement", "signature"}, "kind", "name", "address", "organisation"?, "recipient", "language"?, "members": {user ref: sealed identity},
                 "checkers"?: [user ref of the court's agent], "managers"?: [user ref]}]}`;
    a number must be in the register (`import_register`) and have been checked by whoever makes this;
    bytes are base64, `app` (the secret of an authenticator app) is base32, `kind` is `person` or `service` (the agent of a
    court: no second factor, no pages). Who signs for members (`statement`, `pins`) chose the identifiers. Only public and sealed keys come in: whoever made them keeps the rest.
    """

    help = "Import accounts from JSON on standard input."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Import."""
        del args, options
        data = json.load(sys.stdin)
        organisations = {
            organisation["ref"]: self._organisation(organisation) for organisation in data["organisations"]
        }
        users = {user["ref"]: self._user(user, organisations) for user in data["users"]}
        for box in data["boxes"]:
            add_box(
                key=UUID(box["id"]) if "id" in box else None,
                kind=box["kind"],
                name=box["name"],
                address=box["address"],
                recipient=box["recipient"],
                organisation=organisations.get(box.get("organisation", "")),
                members={users[ref]: base64.b64decode(sealed) for ref, sealed in box["members"].items()},
                language=box.get("language", "nl"),
                checkers=[users[ref] for ref in box.get("checkers", [])],
                managers=[users[ref] for ref in box.get("managers", [])],
                statement=Signed(**box["statement"]) if "statement" in box else None,
                brought_by=system("operator"),
                at=now(),
            )
        self.stdout.write(f"{len(users)} accounts, {len(data['boxes'])} boxes")
        for organisation in data["organisations"]:
            self.stdout.write(
                f'organisation = "{organisations[organisation["ref"]]}"  # {organisation["name"]}'
            )

    @staticmethod
    def _organisation(body: dict[str, Any]) -> UUID:
        logo = base64.b64decode(body["logo"]) if body.get("logo") else None
        return add_organisation(
            actor=system("operator"),
            at=now(),
            kind=body["kind"],
            name=body["name"],
            phone=body.get("phone", ""),
            logo=logo,
            accent=body.get("accent", ""),
            intro_nl=body.get("introNl", ""),
            intro_en=body.get("introEn", ""),
        ).pk

    @staticmethod
    def _user(account: dict[str, Any], organisations: dict[str, UUID]) -> UUID:
        new = NewUser(
            email=account["email"],
            name=account["name"],
            language=account["language"],
            login=account["login"],
            password_salt=base64.b64decode(account["salt"]),
            recipient=account["recipient"],
            signing_key=account["signingKey"],
            sealed_key=base64.b64decode(account["sealedKey"]),
            kind=account.get("kind", "person"),
            phone=account.get("phone", ""),
            key=UUID(account["id"]) if "id" in account else None,
        )
        here = organisations.get(account.get("organisation", ""))
        user = import_user(actor=system("operator"), new=new, organisation=here, at=now()).pk
        if account.get("app"):
            add_known_app(user=user, secret=base64.b32decode(account["app"]), at=now())
        if account.get("pins"):
            import_pins(user=user, sealed=base64.b64decode(account["pins"]), at=now())
        for role in account.get("roles", []):
            appoint(actor=system("operator"), user=user, kind=role, at=now())
        if account.get("profession"):
            kind, number = account["profession"]
            link_imported(actor=system("operator"), user=user, kind=kind, number=number, at=now())
        return user
