"""What a restored court must still do, run apart with its own surroundings by `tests/test_restore.py`."""

import json
import sys
from uuid import UUID

import django


def main() -> None:
    """Log in with each second step, read the stored file, name the key of the log; says what came of it as JSON."""
    from zegel.authentication.actions.factors import prove
    from zegel.client.second import App
    from zegel.evidence.queries import public_log_key
    from zegel.identity.queries.people import person
    from zegel.lib.moments import now
    from zegel.lib.principal import Assurance, Kind, Principal
    from zegel.lib.refusals import Refusal
    from zegel.vault.queries import object_chunks

    asked = json.load(sys.stdin)
    user = person(UUID(asked["user"]))
    actor = Principal(Kind.PERSON, user.pk, assurance=Assurance.PASSWORD)
    told = {"password": user.check_password(asked["login"]), "log": public_log_key()}
    for method, code in {"totp": App(asked["app"]).code(), "backup": asked["backup"]}.items():
        try:
            prove(actor=actor, method=method, code=code, address="192.0.2.1", known=False, at=now())
            told[method] = "in"
        except Refusal as refusal:
            told[method] = refusal.code
    told["file"] = b"".join(object_chunks(UUID(asked["object"]))).decode("latin1")
    json.dump(told, sys.stdout)


django.setup()
main()
