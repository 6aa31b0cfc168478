"""A phone number as people type it becomes one that can receive an SMS, or a sentence that helps."""

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
    ],
)
def test_a_dutch_mobile_number_has_one_form(typed):
    assert normalise_number(typed) == "+31612345678"


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
        ("612345678", "number-country"),
        ("+0612345678", "number-country"),
        ("00 0612345678", "number-country"),
        ("٠٦١٢٣٤٥٦٧٨", "number-unreadable"),
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


def test_an_international_domain_travels_in_ascii():
    assert check_address(" info@bücher.example ") == "info@xn--bcher-kva.example"
