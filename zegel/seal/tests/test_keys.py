import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.lib.typed import plain_code
from zegel.seal import identities, keys
from zegel.seal.errors import KeyFormatError, NoMatchError, UserKeyError
from zegel.seal.opening import open_guest, open_identity, open_sender_copy, open_user_key
from zegel.seal.sealing import seal_bytes

SALT = bytes(16)
BOX = identities.hybrid_from_seed(b"\x05" * 32)
TO_BOX = identities.identity_recipient(BOX)


@pytest.mark.parametrize(
    "code", ["K7RM92QX", " k7rm-92qx\n", "K7 RM 92 QX", "k7\u2011rm\u00a092\u2010qx", "\uff2b7rm92qx"]
)
def test_an_access_code_may_be_typed_in_many_ways(code):
    assert plain_code(code) == "K7RM92QX"


def test_an_access_code_of_nothing_but_hyphens_is_refused():
    with pytest.raises(KeyFormatError):
        keys.access_halves(" - - ", SALT)


def test_the_halves_of_a_password_differ_from_each_other_and_with_the_salt():
    first, second = keys.password_halves("geheim", SALT), keys.password_halves("geheim", b"\x01" * 16)
    assert len({first.login, first.unlock, second.login, second.unlock}) == 4


@pytest.mark.parametrize("size", [0, 15, 17])
def test_a_salt_is_sixteen_bytes(size):
    with pytest.raises(KeyFormatError):
        keys.stretch(b"geheim", bytes(size))


def test_a_user_key_opens_with_every_way_it_was_sealed_for_and_no_other():
    key = keys.make_user_key()
    unlock, recovery = identities.generate_hybrid(), identities.generate_hybrid()
    for way in (unlock, recovery):
        assert open_user_key(way, keys.seal_user_key(key, identities.identity_recipient(way))) == key
    with pytest.raises(NoMatchError):
        open_user_key(recovery, keys.seal_user_key(key, identities.identity_recipient(unlock)))


@pytest.mark.parametrize(
    "inside",
    [
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"v":2,"identity":"x","signing":"x"}',
        b'{"v":1,"identity":"x"}',
        b'{"v":1,"identity":1,"signing":"x"}',
        b'{"v":1,"identity":"AGE-SECRET-KEY-PQ-1X","signing":"x"}',
        b'{"v":1,"identity":"%b","signing":"AAAA"}' % BOX.encode(),
        b'{"v":1,"identity":"%b","signing":"*"}' % BOX.encode(),
    ],
)
def test_an_opened_user_key_of_another_shape_is_refused(inside):
    with pytest.raises(UserKeyError):
        open_user_key(BOX, seal_bytes([TO_BOX], inside))


@pytest.mark.parametrize("inside", [b"", b"\xff", BOX.encode() + b"\n", TO_BOX.encode()])
def test_only_a_bare_identity_is_taken_for_one(inside):
    with pytest.raises(UserKeyError):
        open_identity([BOX], seal_bytes([TO_BOX], inside))


def test_a_guest_opens_with_the_link_and_the_sender_can_open_it_too():
    guest = keys.make_guest(TO_BOX)
    identity = open_guest(guest.link, guest.sealed_identity)
    assert identities.identity_recipient(identity) == guest.recipient
    assert open_sender_copy([BOX], guest.sender_copy) == (identity, guest.link)


def test_with_an_access_code_the_link_alone_opens_nothing():
    access = keys.access_halves("K7RM-92QX", SALT)
    guest = keys.make_guest(TO_BOX, access=access)
    assert (
        identities.identity_recipient(open_guest(guest.link, guest.sealed_identity, access=access))
        == guest.recipient
    )
    with pytest.raises(NoMatchError):
        open_guest(guest.link, guest.sealed_identity)
    with pytest.raises(NoMatchError):
        open_guest(guest.link, guest.sealed_identity, access=keys.access_halves("K7RM-92QY", SALT))


@given(st.binary(min_size=32, max_size=32))
def test_a_link_is_43_characters_and_reads_back(secret):
    link = keys.encode_link(secret)
    assert len(link) == 43
    assert keys.decode_link(link) == secret


@pytest.mark.parametrize(
    "link", ["", "A" * 42, "A" * 44, "A" * 42 + "B", "+" * 43, "A" * 42 + "=", "\u00e9" * 43]
)
def test_what_is_not_exactly_a_link_is_refused(link):
    with pytest.raises(KeyFormatError):
        keys.decode_link(link)


@pytest.mark.parametrize("key", [b"", bytes(31), b"\xff" * 32])
def test_a_malformed_key_signed_nothing(key):
    assert not keys.is_signed_by(key, bytes(64), b"message")
