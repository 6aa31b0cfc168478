"""Statements of who is a member: the vectors the browser holds to as well."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from zegel.seal.errors import MembershipError, SealError
from zegel.seal.keys import make_user_key
from zegel.seal.membership import Signed, check_next, followed, read, sign
from zegel.seal.pins import Head, Keys, Officers, Pins, open_pins, seal

VECTOR = json.loads(Path("vectors/seal/membership-v1.json").read_text())


def _signed(told: dict[str, str]) -> Signed:
    return Signed(told["statement"], told["signature"])


CHAIN = [(_signed(told), read(_signed(told))) for told in VECTOR["chain"]]


def test_a_chain_is_read_and_written_again_as_it_was():
    assert [signed.hash for signed, _ in CHAIN] == VECTOR["hashes"]
    for signed, said in CHAIN:
        assert sign(said, base64.b64decode(VECTOR["seeds"][said.user])) == signed
    assert followed(CHAIN) == CHAIN


def test_what_may_come_next_does():
    after = read(_signed(VECTOR["next"]))
    check_next(*CHAIN[-1], after)


@pytest.mark.parametrize("told", VECTOR["bad"], ids=lambda told: told["why"])
def test_what_may_not_come_next_begins_a_chain_of_its_own(told: dict[str, Any]):
    signed = _signed(told)
    after = read(signed)
    with pytest.raises(MembershipError):
        check_next(*CHAIN[-1], after)
    assert followed([*CHAIN, (signed, after)]) == [(signed, after)]


@pytest.mark.parametrize("told", VECTOR["broken"], ids=lambda told: told["why"])
def test_what_is_not_signed_as_it_stands_is_no_statement(told: dict[str, Any]):
    with pytest.raises(MembershipError):
        read(_signed(told))


def test_pins_open_for_who_signed_them_only():
    key, user = make_user_key(), CHAIN[0][1].user
    entry = CHAIN[0][1].members[0]
    pins = Pins(
        user, 3, "2026-11-30T09:00:00Z", {user: Keys(entry.recipient, entry.key)},
        {CHAIN[0][1].box: Head(1, CHAIN[0][0].hash)}, Officers(2, (user,)),
        {user: Head(2, CHAIN[1][0].hash)},
    )  # fmt: skip
    sealed = seal(pins, key)
    assert open_pins(sealed, key, user=user) == pins
    with pytest.raises(SealError):
        open_pins(sealed, make_user_key(), user=user)
    with pytest.raises(MembershipError):
        open_pins(sealed, key, user=CHAIN[0][1].box)
