"""Logging in and what belongs to the person who did."""

import secrets

from django.contrib.auth import login as start_session
from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from zegel.accounts.actions.login import log_in
from zegel.accounts.queries.people import User, password_salt
from zegel.api.schemas import BoxOut, CorrespondentOut, LoginIn, MeOut, SaltIn, SaltOut, UserOut
from zegel.api.security import Anyone, network_address, user
from zegel.boxes.queries import find_boxes, memberships
from zegel.lib.moments import now

router = Router(by_alias=True, tags=["accounts"])


@router.post("login/salt", auth=Anyone(), response=SaltOut)
def salt(request: HttpRequest, body: SaltIn) -> SaltOut:
    """The salt to stretch a password with."""
    del request
    return SaltOut(salt=password_salt(body.email.strip()))


@router.post("login", auth=Anyone(), response=MeOut)
def login(request: HttpRequest, body: LoginIn) -> MeOut:
    """Log in with the login half; gives the sealed keys that the unlock half opens."""
    person = log_in(email=body.email.strip(), login=body.login, address=network_address(request), at=now())
    start_session(request, person, backend="zegel.accounts.backends.SplitPasswordBackend")
    return _me(request, person)


@router.get("me", auth=django_auth, response=MeOut)
def me(request: HttpRequest) -> MeOut:
    """The logged-in person, their sealed key and the boxes they can open."""
    return _me(request, user(request))


@router.get("recipients", auth=django_auth, response=list[CorrespondentOut])
def recipients(request: HttpRequest, q: str = "") -> list[CorrespondentOut]:
    """Mailboxes to address, by name, address or organisation."""
    return [
        CorrespondentOut(
            kind="box",
            id=box.pk,
            name=box.name,
            address=box.address,
            recipient=box.recipient,
            organisation=box.organisation.name if box.organisation else "",
        )
        for box in find_boxes(user(request), q[:100])
    ]


def _me(request: HttpRequest, person: User) -> MeOut:
    # A name for this session that is not its key: the browser drops the unlocked keys of any other one.
    session = request.session.setdefault("keyring", secrets.token_urlsafe(12))
    boxes = [
        BoxOut(
            id=one.box.pk,
            kind=one.box.kind,
            name=one.box.name,
            address=one.box.address,
            organisation=one.box.organisation.name if one.box.organisation else "",
            recipient=one.box.recipient,
            sealed_identity=bytes(one.sealed_identity),
            may_send=one.may_send,
        )
        for one in memberships(person)
    ]
    facts = UserOut(
        id=person.pk,
        name=person.name,
        email=person.email,
        recipient=person.recipient,
        signing_key=person.signing_key,
    )
    return MeOut(session=session, user=facts, sealed_key=bytes(person.sealed_key), boxes=boxes)
