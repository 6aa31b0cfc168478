import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.seal import bech32, identities
from zegel.seal.errors import KeyFormatError

# C2SP age.md, the identity and recipient it prints.
X25519_IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
X25519_RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"


def test_the_example_of_the_specification_comes_out():
    assert bech32.decode(X25519_IDENTITY) == ("age-secret-key-", b"\x42" * 32)
    assert identities.identity_recipient(X25519_IDENTITY) == X25519_RECIPIENT


def test_the_checksums_of_bip_173_are_told_right_from_wrong():
    assert bech32.decode("A12UEL5L") == ("a", b"")
    assert bech32.decode("?1ezyfcl") == ("?", b"")
    with pytest.raises(KeyFormatError, match="checksum"):
        bech32.decode("A1G7SGD8")


@given(st.binary(max_size=1300), st.sampled_from(["age", "age1pq", "age-secret-key-pq-"]))
def test_what_is_encoded_decodes_in_either_case(data, prefix):
    text = bech32.encode(prefix, data)
    assert bech32.decode(text) == (prefix, data)
    assert bech32.decode(text.upper()) == (prefix, data)


@given(st.binary(min_size=1, max_size=50), st.data())
def test_one_wrong_character_is_always_noticed(data, draw):
    text = bech32.encode("age", data)
    place = draw.draw(st.integers(4, len(text) - 1))
    wrong = draw.draw(st.sampled_from([c for c in bech32.CHARSET if c != text[place]]))
    with pytest.raises(KeyFormatError):
        bech32.decode(text[:place] + wrong + text[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "age1",
        "age",
        X25519_RECIPIENT[:-1],
        X25519_RECIPIENT.replace("z", "Z", 1),
        "age1b" * 20,
        "\u00e9" * 9,
    ],
)
def test_what_is_not_bech32_is_refused(text):
    with pytest.raises(KeyFormatError):
        bech32.decode(text)


@pytest.mark.parametrize(
    "text", [X25519_RECIPIENT, X25519_IDENTITY.lower(), bech32.encode("age-secret-key-", b"x").upper()]
)
def test_only_an_upper_case_identity_of_32_bytes_is_an_identity(text):
    with pytest.raises(KeyFormatError):
        identities.decode_identity(text)
