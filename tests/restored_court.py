"""What a restored court must still do, run apart with its own surroundings by `tests/test_restore.py`."""

import json
import sys
from uuid import UUID

import django

django.setup()

from zegel.authentication.actions.factors import prove  # noqa: E402  after the set-up
from zegel.client.second import App  # noqa: E402
from zegel.evidence.queries import public_log_key  # noqa: E402
from zegel.identity.queries.people import person  # noqa: E402
from zegel.lib.moments import now  # noqa: E402
from zegel.lib.principal import Assurance, Kind, Principal  # noqa: E402
from zegel.lib.refusals import Refusal  # noqa: E402
from zegel.vault.queries import object_chunks, stored_objects  # noqa: E402


def main() -> None:
    """Log in with each second step, read the stored file, name the key of the log; says what came of it as JSON."""
    asked = json.load(sys.stdin)
    user = person(UUID(asked["user"]))
    actor = Principal(Kind.PERSON, user.pk, assurance=Assurance.PASSWORD)
    told = {"password": user.check_password(asked["login"]), "log": public_log_key()}
    codes = {"totp": App(asked["app"]).code(), "backup": asked["backup"]}
    for method, code in codes.items():
        try:
            prove(actor=actor, method=method, code=code, address="192.0.2.1", known=False, at=now())
            told[method] = "in"
        except Refusal as refusal:
            told[method] = refusal.code
        except Exception as error:
            told[method] = type(error).__name__
    key = UUID(asked["object"])
    assert key in stored_objects([user.pk], [key])
    told["file"] = b"".join(object_chunks(key)).decode("latin1")
    json.dump(told, sys.stdout)


main()
