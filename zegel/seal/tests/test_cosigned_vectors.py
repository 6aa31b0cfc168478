"""Receipts whose state witnesses cosigned and an authority stamped: the core says what the vectors say (web/evidence does so too)."""

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zegel.seal import stamp
from zegel.seal.errors import CheckpointError, StampError
from zegel.seal.policy import check, parse
from zegel.seal.receipt import verify

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/evidence/cosigned-v1.json").read_text())
CASES = {case["name"]: case for case in VECTORS["cases"]}
AT = datetime.fromisoformat(VECTORS["at"])


@pytest.mark.parametrize("name", CASES)
def test_the_core_says_what_the_vector_says(name):
    case, policy = CASES[name], parse(VECTORS["policy"])
    held = verify(case["receipt"].encode(), base64.b64decode(VECTORS["key"]))
    if case["vouched"]:
        assert AT - timedelta(hours=1) < check(policy, held.note).since <= AT
    else:
        with pytest.raises(CheckpointError):
            check(policy, held.note)
    trusted = stamp.authorities(VECTORS["authority"].encode())
    if case["stamp"]:
        assert abs(stamp.check(held.stamp, held.note, trusted) - AT) < timedelta(minutes=5)
    elif held.stamp is not None:
        with pytest.raises(StampError):
            stamp.check(held.stamp, held.note, trusted)
