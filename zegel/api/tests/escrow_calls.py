"""Calls of the endpoints of the spare key, with two officers and a member who forgot the password."""

import base64
from typing import Any

from tests.personas import Holder, make_holder, principal_of
from zegel.identity.models import Role, User
from zegel.key_custody.actions.escrow import approve_escrow, ask_escrow, choose_escrow, keep_seal, set_plan
from zegel.key_custody.rules.escrow import SealedShare
from zegel.lib.moments import now

SEALED = b"age-encryption.org/v1\nsealed"
B64 = base64.b64encode(SEALED).decode()


def _call(path: str, body: Any = None) -> Any:
    from .world import Call

    return Call(path, body, "clerk")


def prepare(member: Holder) -> list[User]:
    """Two colleagues who are officers, and an organisation that keeps spare keys."""
    here = member.user.organisation
    officers = []
    for number in (1, 2):
        user = make_holder(f"O. Officier {number}", f"officer{number}@court.example").user
        User.objects.filter(pk=user.pk).update(organisation=here)
        user.refresh_from_db()
        Role.objects.create(user=user, organisation=here, kind="officer", since=now())
        officers.append(user)
    Role.objects.get_or_create(
        user=member.user, organisation=here, kind="administrator", defaults={"since": now()}
    )
    set_plan(actor=principal_of(member.user), needed=2, wait_hours=0, at=now())
    choose_escrow(actor=principal_of(member.user), agree=True, at=now())
    return officers


def _shares(officers: list[User]) -> list[SealedShare]:
    return [SealedShare(officer.pk, number, SEALED) for number, officer in enumerate(officers, 1)]


def _sealed(world: Any) -> Any:
    shares: list[Any] = []
    if isinstance(world.clerk, Holder):
        shares = [
            {"officer": str(share.officer), "number": share.number, "sealed": B64}
            for share in _shares(prepare(world.clerk))
        ]
    return _call("escrow/seal", {"sealed": B64, "needed": 2, "shares": shares})


def _asking(world: Any, *, asked: bool, approved: bool = False) -> str:
    """The clerk forgot; gives the request."""
    if not isinstance(world.clerk, Holder):
        return "0192f0c1-2345-7abc-8def-0123456789ab"
    officers, user = prepare(world.clerk), world.clerk.user
    keep_seal(actor=principal_of(user), sealed=SEALED, needed=2, shares=_shares(officers), at=now())
    User.objects.filter(pk=user.pk).update(sealed_key=b"")
    if not asked:
        return ""
    request = ask_escrow(actor=principal_of(user), recipient=user.recipient, at=now()).pk
    for officer in officers if approved else []:
        approve_escrow(
            actor=principal_of(officer),
            request=request,
            note="Seen in person today.",
            sealed=SEALED,
            at=now(),
        )
    return str(request)


def _ask(world: Any) -> Any:
    _asking(world, asked=False)
    recipient = world.clerk.user.recipient if isinstance(world.clerk, Holder) else ""
    return _call("escrow/requests", {"recipient": recipient})


def _approve(world: Any) -> Any:
    """Here the clerk is one of the officers, and a colleague forgot."""
    request = "0192f0c1-2345-7abc-8def-0123456789ab"
    if isinstance(world.clerk, Holder):
        officers, here = prepare(world.clerk), world.clerk.user.organisation
        Role.objects.create(user=world.clerk.user, organisation=here, kind="officer", since=now())
        current_user = User.objects.select_related("organisation").get(pk=officers[0].pk)
        keepers = [world.clerk.user, officers[1]]
        keep_seal(
            actor=principal_of(current_user), sealed=SEALED, needed=2, shares=_shares(keepers), at=now()
        )
        User.objects.filter(pk=current_user.pk).update(sealed_key=b"")
        request = str(
            ask_escrow(actor=principal_of(current_user), recipient=current_user.recipient, at=now()).pk
        )
    return _call(f"escrow/requests/{request}/approve", {"note": "Seen in person today.", "sealed": B64})


CALLS = {
    "GET escrow": lambda w: _account("escrow"),
    "PUT escrow/seal": _sealed,
    "POST escrow/requests": _ask,
    "GET escrow/requests": lambda w: _account("escrow/requests"),
    "DELETE escrow/requests/{key}": lambda w: _call(f"escrow/requests/{_asking(w, asked=True)}"),
    "POST escrow/requests/{key}/approve": _approve,
    "POST escrow/requests/{key}/collect": lambda w: _call(
        f"escrow/requests/{_asking(w, asked=True, approved=True)}/collect", {}
    ),
}


def _account(path: str) -> Any:
    from .world import Call

    return Call(path, None, "account")
