"""Statements of who reads in a circle: the vectors the browser holds to as well."""

import base64
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from zegel.seal.circle import (
    check_first_circle,
    check_next_circle,
    read_circle,
    sign_circle,
)
from zegel.seal.circle_standing import FoundCircle, judge_circle
from zegel.seal.errors import MembershipError
from zegel.seal.membership import Signed
from zegel.seal.pins import Head

VECTOR = json.loads(Path("vectors/seal/circle-v1.json").read_text())


def _signed(told: dict[str, str]) -> Signed:
    return Signed(told["statement"], told["signature"])


CHAIN = [(_signed(told), read_circle(_signed(told))) for told in VECTOR["chain"]]


def test_a_chain_is_read_and_written_again_as_it_was():
    assert [signed.hash for signed, _ in CHAIN] == VECTOR["hashes"]
    for signed, said in CHAIN:
        assert sign_circle(said, base64.b64decode(VECTOR["seeds"][said.user])) == signed
    check_first_circle(CHAIN[0][1])
    for (before, said), (_, after) in pairwise(CHAIN):
        check_next_circle(before, said, after)


@pytest.mark.parametrize("told", VECTOR["fine"], ids=lambda told: told["why"])
def test_what_may_come_next_does(told: dict[str, Any]):
    check_next_circle(*CHAIN[-1], read_circle(_signed(told)))


@pytest.mark.parametrize("told", VECTOR["bad"], ids=lambda told: told["why"])
def test_what_may_not_come_next_does_not(told: dict[str, Any]):
    with pytest.raises(MembershipError):
        check_next_circle(*CHAIN[-1], read_circle(_signed(told)))


@pytest.mark.parametrize("told", VECTOR["broken"], ids=lambda told: told["why"])
def test_what_is_not_signed_as_it_stands_is_no_statement(told: dict[str, Any]):
    with pytest.raises(MembershipError):
        read_circle(_signed(told))


@pytest.mark.parametrize("told", VECTOR["judged"], ids=lambda told: told["why"])
def test_a_reader_judges_what_the_server_says(told: dict[str, Any]):
    signers = {
        mailbox: frozenset((user, key) for user, key in people) for mailbox, people in VECTOR["signers"]
    }
    found = FoundCircle(
        VECTOR["circle"],
        [(_signed(link), read_circle(_signed(link))) for link in told["chain"]],
        told["keyVersion"],
        dict(told["derived"]),
        {mailbox: dict(keys) for mailbox, keys in told["through"]},
    )
    known = Head(**told["known"]) if told["known"] else None
    assert judge_circle(known, found, signers) == told["doubt"]
