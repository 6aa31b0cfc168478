"""Calls of the endpoints that secure an account, and somebody who has every kind of second factor."""

import base64
from datetime import timedelta
from typing import Any

from tests.authenticator import Passkey
from tests.personas import AT, Holder, login_half, principal_of
from zegel.authentication.actions.factors import add_app, send_login_code
from zegel.authentication.actions.passkeys import add_passkey
from zegel.authentication.actions.sessions import Visitor, start_session
from zegel.authentication.keys import login_digits, seal_secret
from zegel.authentication.models import Factor
from zegel.client.second import App
from zegel.identity.models import User
from zegel.lib.moments import now

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
APP = App(SECRET)
PASSKEY = Passkey()
CHALLENGE = {"challenge": "Y2hhbGxlbmdl", "user_verification": "required"}
STATE = dict.fromkeys(("passkey-challenge", "passkey-making", "passkey-proving"), CHALLENGE)


def secure(holder: Holder) -> dict[str, Any]:
    """Give somebody every kind of second factor, and one of everything an endpoint can be about."""
    user = holder.user
    User.objects.filter(pk=user.pk).update(phone="+31612340000")
    app, _ = add_app(actor=principal_of(user), label="Telefoon", at=AT)
    Factor.objects.filter(pk=app.pk).update(
        secret=seal_secret(app.pk, base64.b32decode(SECRET)), confirmed_at=AT
    )
    PASSKEY.counter = 0
    answer = PASSKEY.made(CHALLENGE["challenge"])
    passkey = add_passkey(
        actor=principal_of(user),
        host="testserver",
        label="Sleutel",
        answer=answer,
        challenge=CHALLENGE,
        at=AT,
    )
    fresh, secret = add_app(actor=principal_of(user), label="Nieuw", at=AT)
    sent = send_login_code(actor=principal_of(user), phone="06 12348888", at=now() - timedelta(minutes=2))
    elsewhere = start_session(
        actor=principal_of(user), method="totp", visitor=Visitor("Chrome, Windows", "192.0.2.7"), at=now()
    ).session
    return {
        "passkey": passkey.pk,
        "app": fresh.pk,
        "code": App(base64.b32encode(secret).decode()).code(),
        "digits": login_digits(sent.pk),
        "session": elsewhere.pk,
        "device": elsewhere.device_id,
    }


def calls(call: Any) -> dict[str, Any]:
    """Every endpoint of this slice; `call` is `world.Call`."""
    sealed = base64.b64encode(b"age-encryption.org/v1\nsealed").decode()

    def shown() -> dict[str, Any]:
        return {"credential": PASSKEY.shown(CHALLENGE["challenge"])}

    return {
        "POST login/code": lambda w: call("login/code", {}, "half"),
        "POST login/second": lambda w: call("login/second", {"method": "totp", "code": APP.code()}, "half"),
        "POST login/passkey/begin": lambda w: call("login/passkey/begin", {}, "anyone"),
        "POST login/passkey": lambda w: call("login/passkey", shown(), "half"),
        "GET account/proof": lambda w: call("account/proof", whom="account"),
        "POST account/proof/code": lambda w: call("account/proof/code", {}),
        "POST account/proof": lambda w: call(
            "account/proof", {"method": "password", "code": login_half()}, "account"
        ),
        "POST account/proof/passkey/begin": lambda w: call("account/proof/passkey/begin", {}, "account"),
        "POST account/proof/passkey": lambda w: call("account/proof/passkey", shown()),
        "POST account/apps": lambda w: call("account/apps", {"label": "Telefoon"}, "account"),
        "POST account/apps/{key}/confirm": lambda w: call(
            f"account/apps/{w.factors['app']}/confirm", {"code": w.factors["code"]}
        ),
        "POST account/phone/code": lambda w: call("account/phone/code", {"phone": "06 12349999"}, "account"),
        "POST account/phone": lambda w: call(
            "account/phone", {"phone": "06 12348888", "code": w.factors["digits"]}
        ),
        "DELETE account/phone": lambda w: call("account/phone"),
        "POST account/passkeys/begin": lambda w: call("account/passkeys/begin", {}, "account"),
        "POST account/passkeys": lambda w: call(
            "account/passkeys",
            {"label": "Tweede", "credential": Passkey().made(CHALLENGE["challenge"])},
            "account",
        ),
        "PUT account/passkeys/{key}/seal": lambda w: call(
            f"account/passkeys/{w.factors['passkey']}/seal", {"sealed": sealed}
        ),
        "DELETE account/factors/{key}": lambda w: call(f"account/factors/{w.factors['passkey']}"),
        "POST account/backup-codes": lambda w: call("account/backup-codes", {}, "account"),
        "POST session/alive": lambda w: call("session/alive", {}, "account"),
        "DELETE account/sessions/{key}": lambda w: call(f"account/sessions/{w.factors['session']}"),
        "DELETE account/sessions": lambda w: call("account/sessions", whom="account"),
        "DELETE account/devices/{key}": lambda w: call(f"account/devices/{w.factors['device']}"),
    }
