"""A phone number as people type it becomes one that can receive an SMS, or a sentence that helps."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.lib.refusals import Refusal
from zegel.notify.errors import AddressRefused
from zegel.notify.rules import check_address, mask_number, normalise_number


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 78",
        "0612345678",
        "06-12345678",
        "+31 6 12345678",
        "+31 (0)6 12 34 56 78",
        "+310612345678",
        "0031612345678",
        "31612345678",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06.12.34.56.78",
        "٠٦١٢٣٤٥٦٧٨",
        "０６－１２３４５６７８",
        "06–12345678",
        "\u202a06\u200b12\u00ad345678\u202c",
        "tel:+31612345678",
    ],
)
def test_a_dutch_mobile_number_has_one_form(typed):
    assert normalise_number(typed) == "+31612345678"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+32 0470 12 34 56", "+32470123456"),
        ("+32 (0)470 12 34 56", "+32470123456"),
        ("0049 0151 23456789", "+4915123456789"),
        ("+353 085 123 4567", "+353851234567"),
        ("+39 06 1234 5678", "+390612345678"),
        ("+225 07 12 34 56 78", "+2250712345678"),
    ],
)
def test_a_nought_that_is_dialled_at_home_only_is_left_out_and_any_other_kept(typed, number):
    assert normalise_number(typed) == number


def test_a_lost_nought_is_proposed():
    with pytest.raises(Refusal) as refusal:
        normalise_number("612345678")
    assert "0612345678" in refusal.value.message.format(**refusal.value.details)


def test_a_foreign_number_is_kept():
    assert normalise_number("+32 470 12 34 56") == "+32470123456"
    assert normalise_number("0049 1512 3456789") == "+4915123456789"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number-missing"),
        (" - ", "number-missing"),
        ("bel mij", "number-unreadable"),
        ("06 1234567", "number-length"),
        ("06 123456789", "number-length"),
        ("+31 6 1234567", "number-length"),
        ("+32 1", "number-length"),
        ("+1234567890123456", "number-length"),
        ("020 1234567", "number-not-mobile"),
        ("+31 20 1234567", "number-not-mobile"),
        ("612345678", "number-lost-nought"),
        ("6 12 34 56 78", "number-lost-nought"),
        ("+45 012345678", "number-nought"),
        ("+1 0212 555 0123", "number-nought"),
        ("+32 00470123456", "number-nought"),
        ("+0612345678", "number-country"),
        ("00 0612345678", "number-country"),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_a_reason(typed, code):
    with pytest.raises(Refusal) as refusal:
        normalise_number(typed)
    assert refusal.value.code == code
    assert refusal.value.message.format(**refusal.value.details)


@given(st.text(max_size=30))
def test_anything_typed_gives_a_number_or_a_refusal(typed):
    try:
        number = normalise_number(typed)
    except Refusal:
        return
    assert normalise_number(number) == number


def test_a_masked_number_shows_three_digits():
    assert mask_number("+31612345678") == "06-•••••678"
    assert mask_number("+32470123456") == "+32 ••••••456"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "jan",
        "jan@",
        "jan@x",
        "a b@x.nl",
        "jan@x.nl\nBcc: piet@x.nl",
        "é@x.nl",
        "jan..p@x.nl",
        ".jan@x.nl",
        "jan@-x.nl",
        "jan@x.nl, piet@x.nl",
        "<jan@x.nl>",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(AddressRefused):
        check_address(typed)


ADDRESSES = json.loads((Path(__file__).parents[3] / "vectors" / "typed" / "addresses-v1.json").read_text())


@pytest.mark.parametrize("address", ADDRESSES, ids=[address["what"] for address in ADDRESSES])
def test_an_address_is_sent_to_whom_it_names(address):
    if address["wire"] is None:
        with pytest.raises(AddressRefused):
            check_address(address["typed"])
    else:
        assert check_address(address["typed"]) == address["wire"]
        assert check_address(address["wire"]) == address["wire"]


def test_an_international_domain_travels_in_ascii():
    assert check_address(" info@bücher.example ") == "info@xn--bcher-kva.example"
