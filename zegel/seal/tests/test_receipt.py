"""A receipt holds as it was made, and shows whatever was changed in it."""

import base64
import json
from pathlib import Path

import pytest

from zegel.seal import receipt, shape
from zegel.seal.errors import ReceiptError, SealError

FOLDER = Path(__file__).parents[3] / "vectors/evidence"
VECTORS = {
    each_name: json.loads((FOLDER / f"receipt-{each_name}.json").read_text())
    for each_name in ("v1", "v2", "v3")
}
KEY = base64.b64decode(VECTORS["v1"]["key"])
CASES = {
    f"{kind}: {each_case['name']}": each_case for kind, told in VECTORS.items() for each_case in told["cases"]
}
GOOD = CASES["v2: in a log of 300"]["receipt"]


@pytest.mark.parametrize("name", CASES)
def test_vector(name):
    case = CASES[name]
    if case["fails"]:
        with pytest.raises(SealError) as refusal:
            receipt.verify(case["receipt"].encode(), KEY)
        assert refusal.value.code == case["fails"]
    else:
        held = receipt.verify(case["receipt"].encode(), KEY)
        assert held == receipt.verify(case["receipt"].encode())
        assert (held.facts.parties is None) == (name.startswith("v1") or "forgotten" in name)
        assert held.facts.received.isoformat() == "2026-11-22T23:51:00.123456+01:00"
        assert [file.size for file in held.facts.files] == ([] if "paper" in name else [1001, 1002])
        assert (held.facts.filing is not None) == ("filing" in name)


def leaves(value, path=()):
    """Every place in the receipt where a plain value stands."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def other(value):
    others = [
        None,
        [],
        {},
        7 if value != 7 else 8,
        0.5,
        True,
        "",
        "x",
        "\ud800",
        f"{value}x",
        f"{value}"[:-1],
    ]
    return [each_other for each_other in others if (type(each_other), each_other) != (type(value), value)]


@pytest.mark.parametrize("path", list(leaves(json.loads(GOOD))), ids=lambda path: ".".join(map(str, path)))
def test_every_value_that_is_changed_shows(path):
    told = json.loads(GOOD)
    inner = told
    for step in path[:-1]:
        inner = inner[step]
    for value in other(inner[path[-1]]):
        inner[path[-1]] = value
        with pytest.raises(SealError):
            receipt.verify(json.dumps(told).encode(), KEY)


def test_every_cut_shows():
    data = GOOD.encode()
    for length in range(0, len(data), 37):
        with pytest.raises(ReceiptError):
            receipt.verify(data[:length], KEY)


def test_every_bit_flipped_shows_or_changes_nothing():
    """Only the order of members and white space may differ from what was made; one bit can do neither."""
    data = bytearray(GOOD.encode())
    for at in range(0, len(data), 5):
        data[at] ^= 1
        with pytest.raises(SealError):
            receipt.verify(bytes(data), KEY)
        data[at] ^= 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"type":1e999}', b"\x00" * 10, b"NaN",
        b" " * (shape.SIZE_LIMIT + 1), b'{"type":"zegel/receipt/v2","type":"zegel/receipt/v2"}',
        b"9" * 5000,
    ],
)  # fmt: skip
def test_garbage_is_refused(garbage):
    with pytest.raises(ReceiptError):
        receipt.verify(garbage, KEY)
    with pytest.raises(ReceiptError):
        receipt.facts_of(garbage)


def test_another_key_is_refused():
    with pytest.raises(ReceiptError):
        receipt.verify(GOOD.encode(), bytes(32))


def test_a_member_named_twice_is_refused():
    with pytest.raises(ReceiptError):
        receipt.verify(GOOD.replace('"facts":', '"type": "zegel/receipt/v2", "facts":', 1).encode(), KEY)


def test_a_record_of_something_else_makes_no_receipt():
    with pytest.raises(ReceiptError):
        receipt.facts_of(b'{"event":"mail.message.opened","v":1}')
