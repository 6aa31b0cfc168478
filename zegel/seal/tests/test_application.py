"""vectors/cases/application-v1.json: the application for a hearing, held to by both cores."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.seal import application
from zegel.seal.errors import ApplicationError

from .vectors import ROOT

TOLD = json.loads((ROOT / "vectors" / "cases" / "application-v1.json").read_text())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("document", TOLD["good"])
def test_an_application_is_read_and_written_again_byte_for_byte(document):
    told = application.read(document.encode())
    assert application.write(told) == document.encode()


@pytest.mark.parametrize("wrong", TOLD["bad"], ids=lambda wrong: wrong["why"])
def test_what_is_no_application_is_refused(wrong):
    with pytest.raises(ApplicationError):
        application.read(wrong["document"].encode())


@given(st.sampled_from(sorted(json.loads(TOLD["good"][0]))), JSON)
def test_a_member_of_any_other_kind_is_refused_or_read_back_as_it_was(name, value):
    told = json.loads(TOLD["good"][0]) | {name: value}
    try:
        written = application.write(told)
    except ApplicationError:
        return
    assert application.read(written) == told


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"\xff", b'"\\ud800"', b"[" * 100_000, b"{" + b" " * 2**20]
)
def test_bytes_that_are_nothing_are_refused(data):
    with pytest.raises(ApplicationError):
        application.read(data)
