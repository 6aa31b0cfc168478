"""Who acts, and how evidence names them."""

from uuid import UUID

import pytest

from zegel.lib.principal import Kind, Principal, Reference, Scope, parse_reference, reference, system, visitor

KEY = UUID("01a22b24-6d5b-70e0-967e-4224e5fee9eb")


@pytest.mark.parametrize(
    ("kind", "prefix"), [(Kind.PERSON, "user"), (Kind.GUEST, "guest"), (Kind.SERVICE, "service")]
)
def test_evidence_names_an_actor_as_it_always_did(kind, prefix):
    assert Principal(kind, KEY).reference == f"{prefix}:{KEY}"
    assert parse_reference(f"{prefix}:{KEY}") == Reference(kind, KEY)


def test_the_system_names_its_process():
    assert system("retention").reference == "system:retention"
    assert parse_reference("system:retention") == Reference(Kind.SYSTEM, None, "retention")
    assert reference(Kind.SERVICE, "probe-1") == "service:probe-1"
    assert visitor("login").reference == "visitor:login"
    assert parse_reference("visitor:login") == Reference(Kind.VISITOR, None, "login")


@pytest.mark.parametrize(
    "text", ["", "user:", "user:nobody", "guest:7", "box:x", "court:amsterdam", f"{KEY}"]
)
def test_what_names_nobody_is_nobody(text):
    assert parse_reference(text) is None


def test_nobody_acts_without_being_somebody():
    for kind in Kind:
        with pytest.raises(ValueError, match="identifier"):
            Principal(kind)
    with pytest.raises(ValueError, match="identifier"):
        Principal(Kind.GUEST, process="anybody")
    with pytest.raises(TypeError, match="no account"):
        _ = system("mail").account


def test_a_login_is_for_what_its_scopes_say():
    half = Principal(Kind.PERSON, KEY, scopes=frozenset({Scope.ACCOUNT}))
    assert half.may(Scope.ACCOUNT)
    assert not half.may(Scope.WORK)
    assert half.acting_for(KEY).on_behalf_of == KEY
    assert half.on_behalf_of is None
