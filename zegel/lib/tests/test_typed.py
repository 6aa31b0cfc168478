"""vectors/typed/typed-v1.json: the browser is held to the same (web/typed/signs.test.ts)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.lib.typed import only_digits, plain_code, six_digits, tidied

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "typed" / "typed-v1.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["what"] for vector in VECTORS])
def test_what_is_typed_has_one_spelling(vector):
    assert tidied(vector["typed"]) == vector["tidied"]
    assert plain_code(vector["typed"]) == vector["code"]
    assert only_digits(vector["typed"]) == vector["digits"]
    assert six_digits(vector["typed"]) == vector["six"]


@given(st.text(max_size=40))
def test_doing_it_twice_is_the_same(text):
    assert tidied(tidied(text)) == tidied(text)
    assert plain_code(plain_code(text)) == plain_code(text)


@given(st.text(alphabet="ABCDEFGHJKMNPQRSTUVWXYZ23456789", min_size=1, max_size=16), st.data())
def test_whatever_a_program_puts_between_the_signs_it_stays_the_same_code(code, data):
    between = st.text(
        alphabet="\u00ad\u200b\u200d\u2060\ufeff\u2011\u2013\u2014 \u00a0\u202f\t.\u2019\u201d", max_size=3
    )
    spoiled = "".join(data.draw(between) + sign for sign in code) + data.draw(between)
    assert plain_code(spoiled.lower()) == code


def test_a_joiner_can_be_kept_where_it_makes_another_word():
    assert (
        tidied("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", joiners=True)
        == "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc"
    )
