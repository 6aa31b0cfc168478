"""The recovery code: read however it is typed over, and a slip is found before anything is tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.seal import keys
from zegel.seal.errors import KeyFormatError, NoMatchError
from zegel.seal.identities import identity_recipient
from zegel.seal.opening import open_user_key
from zegel.seal.recovery import RecoveryCode, make_recovery_code, read_recovery_code

CODE = RecoveryCode(bytes(range(17)))


@given(st.binary(min_size=17, max_size=17))
def test_what_was_drawn_is_what_is_read(secret):
    code = RecoveryCode(secret)
    assert read_recovery_code(code.text) == code
    assert read_recovery_code(code.text.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code


@pytest.mark.parametrize("place", [n for n in range(39) if n % 5 != 4])
def test_one_wrong_sign_anywhere_is_found(place):
    wrong = "Z" if CODE.text[place] != "Z" else "Y"
    with pytest.raises(KeyFormatError):
        read_recovery_code(CODE.text[:place] + wrong + CODE.text[place + 1 :])


@pytest.mark.parametrize("typed", ["", "0", CODE.text[:-1], CODE.text + "0", CODE.text[:-1] + "U", "é" * 32])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(KeyFormatError):
        read_recovery_code(typed)


def test_two_codes_are_never_the_same():
    assert len({make_recovery_code().text for _ in range(100)}) == 100


def test_a_code_opens_the_user_key_sealed_to_it_and_no_other_does():
    key, code = keys.make_user_key(), make_recovery_code()
    sealed = keys.seal_user_key(key, identity_recipient(code.identity))
    assert open_user_key(code.identity, sealed) == key
    with pytest.raises(NoMatchError):
        open_user_key(make_recovery_code().identity, sealed)
