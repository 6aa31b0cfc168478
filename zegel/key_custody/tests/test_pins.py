"""Which keys of others somebody goes by: the next version only, and only bytes that are sealed."""

import pytest

from tests.personas import AT
from zegel.key_custody.actions.pins import MOST_BYTES, keep_pins
from zegel.key_custody.errors.keys import KeysRefused, PinsPast
from zegel.key_custody.queries.keys import pins_of
from zegel.seal.sealing import seal_bytes


def test_the_next_version_replaces_the_one_before_and_no_other_does(lawyer, clerk):
    sealed = [seal_bytes([lawyer.key.recipient], text) for text in (b"one", b"two")]
    keep_pins(actor=lawyer.principal, version=1, sealed=sealed[0], at=AT)
    for version in (1, 3):
        with pytest.raises(PinsPast):
            keep_pins(actor=lawyer.principal, version=version, sealed=sealed[1], at=AT)
    keep_pins(actor=lawyer.principal, version=2, sealed=sealed[1], at=AT)
    kept = pins_of(lawyer.user)
    assert (kept.version, bytes(kept.sealed)) == (2, sealed[1])
    assert pins_of(clerk.user) is None


@pytest.mark.parametrize("sealed", [b"in the clear", b"age-encryption.org/v1\n" + b"x" * MOST_BYTES])
def test_what_is_not_sealed_or_too_much_is_refused(lawyer, sealed):
    with pytest.raises(KeysRefused):
        keep_pins(actor=lawyer.principal, version=1, sealed=sealed, at=AT)
    assert pins_of(lawyer.user) is None
