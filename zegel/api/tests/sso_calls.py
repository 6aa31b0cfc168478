"""Calls of the endpoints of single sign-on, with a provider that is there over real HTTP."""

import secrets
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from tests.oidc.liar import Liar
from tests.personas import AT, Holder, principal_of
from zegel.authentication import oidc_client as broker
from zegel.authentication.actions.logins import link_login
from zegel.authentication.queries.logins import provider_named
from zegel.authentication.queries.providers import vouched
from zegel.authentication.rules.sso import VerifiedClaims, new_flow
from zegel.identity.models import Invitation
from zegel.lib.moments import now

from .factor_calls import CHALLENGE, PASSKEY

STATE: dict[str, Any] = {}


@cache
def _liar() -> Liar:
    """One for all tests of this folder; its thread ends with them."""
    return Liar()


def connected(environment: Any) -> Any:
    """Two providers as an operator connects them."""
    ones = [_liar().provider(name=name, two_factors=("mfa",)) for name in ("first", "second")]
    return replace(environment, providers={provider.name: provider for provider in ones})


def prepare(holder: Holder) -> dict[str, Any]:
    """Link the holder's account to the first, and let their browser be on its way back from there."""
    liar = _liar()
    liar.claims, liar.codes = {"amr": ["mfa"]}, {}
    liar.metadata = {"end_session_endpoint": liar.issuer + "/end"}
    broker.forget()
    login = link_login(
        actor=principal_of(holder.user),
        claims=VerifiedClaims(provider_named("first"), "abc", "", two_factors=True),
        at=AT,
    )
    state, flow = new_flow("first", onward="/mail", login="", at=now())
    liar.codes["code"] = flow.nonce
    invitation = Invitation.objects.create(
        email=holder.user.email, language="nl", reason="organisation", token_digest=secrets.token_bytes(32),
        made_at=AT, sent_at=AT, expires_at=AT, used_at=AT, user=holder.user,
    )  # fmt: skip
    STATE.clear()
    STATE["sso-flows"] = {state: asdict(flow) | {"begun": flow.begun.isoformat()}}
    whose = asdict(vouched(VerifiedClaims(provider_named("first"), "abc", "", two_factors=True)))
    STATE["sso-welcomed"] = [str(invitation.pk), True, now().isoformat(), whose]
    return {"state": state, "login": login.pk}


def keep() -> tuple[dict[str, Any], dict[str, str]]:
    """What `prepare` left outside the database."""
    return dict(STATE), dict(_liar().codes)


def put_back(kept: tuple[dict[str, Any], dict[str, str]]) -> None:
    """As it was after `prepare`, for the next test of the same world."""
    state, codes = kept
    STATE.clear()
    STATE.update(state)
    _liar().codes = codes


def calls(call: Any) -> dict[str, Any]:
    """Every endpoint of this slice; `call` is `world.Call`."""
    return {
        "POST login/sso/begin": lambda w: call("login/sso/begin", {"provider": "first"}, "anyone"),
        "POST login/sso/finish": lambda w: call(
            "login/sso/finish", {"provider": "first", "state": w.sso["state"], "code": "code"}, "half"
        ),
        "POST login/sso/leave": lambda w: call("login/sso/leave", {"provider": "first"}, "anyone"),
        "POST login/sso/{provider}/logout": lambda w: call(
            "login/sso/first/logout", None, "anyone", {"logout_token": _liar().logout()}
        ),
        "POST login/sso/enter": lambda w: call("login/sso/enter", {}, "half"),
        "POST account/logins/begin": lambda w: call(
            "account/logins/begin", {"provider": "second"}, "account"
        ),
        "DELETE account/logins/{key}": lambda w: call(f"account/logins/{w.sso['login']}"),
        "POST account/unlock": lambda w: call(
            "account/unlock", {"credential": PASSKEY.shown(CHALLENGE["challenge"])}
        ),
    }
