"""Sealing and opening beyond the public vectors."""

import io
import os
import shutil
import subprocess
import tracemalloc

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zegel.seal import armor, identities
from zegel.seal.errors import (
    ArmorError,
    HeaderError,
    KeyFormatError,
    NoMatchError,
    RecipientsError,
    SealError,
)
from zegel.seal.header import HEADER_LIMIT
from zegel.seal.opening import ScryptIdentity, open_bytes, open_stream
from zegel.seal.recipients import ScryptRecipient, parse_recipient
from zegel.seal.sealing import seal, seal_bytes
from zegel.seal.stream import BATCH, CHUNK_SIZE

HYBRID = identities.hybrid_from_seed(b"\x01" * 32)
STRANGER = identities.hybrid_from_seed(b"\x02" * 32)
X25519 = identities.generate_x25519(lambda size: b"\x03" * size)
TO_HYBRID = identities.identity_recipient(HYBRID)
TO_X25519 = identities.identity_recipient(X25519)

EDGES = [
    edge + step for edge in (0, CHUNK_SIZE, BATCH * CHUNK_SIZE, 2 * BATCH * CHUNK_SIZE) for step in (-1, 0, 1)
]


@pytest.mark.parametrize("size", [size for size in EDGES if size >= 0])
@pytest.mark.parametrize(("identity", "recipient"), [(HYBRID, TO_HYBRID), (X25519, TO_X25519)])
def test_every_size_around_a_chunk_boundary_comes_back(size, identity, recipient):
    plain = os.urandom(size)
    assert open_bytes([identity], seal_bytes([recipient], plain)) == plain


@given(st.binary(max_size=300), st.data())
def test_any_changed_byte_is_refused(plain, data):
    sealed = seal_bytes([TO_X25519], plain)
    place = data.draw(st.integers(0, len(sealed) - 1))
    mask = data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        open_bytes([X25519], sealed[:place] + bytes([sealed[place] ^ mask]) + sealed[place + 1 :])


@settings(max_examples=50)
@given(st.integers(0, 3 * CHUNK_SIZE), st.data())
def test_any_shortened_or_lengthened_file_is_refused(size, data):
    sealed = seal_bytes([TO_X25519], bytes(size))
    cut = data.draw(st.integers(0, len(sealed) - 1))
    for wrong in (sealed[:cut], sealed + sealed[cut:]):
        with pytest.raises(SealError):
            open_bytes([X25519], wrong)


class Trickle(io.RawIOBase):
    """Gives a few bytes at a time, like a slow socket."""

    def __init__(self, data, step):
        self.rest, self.step = data, step

    def readable(self):
        return True

    def readinto(self, buffer):
        count = min(self.step, len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


class Sipping:
    """Takes only part of what is offered, like an unbuffered pipe."""

    def __init__(self):
        self.taken = bytearray()

    def write(self, data):
        part = bytes(data[: max(1, len(data) // 2)])
        self.taken += part
        return len(part)


def test_streams_that_give_and_take_in_pieces_lose_nothing():
    plain, sealed, opened = os.urandom(3 * CHUNK_SIZE + 5), Sipping(), Sipping()
    seal([TO_HYBRID], Trickle(plain, 999), sealed)
    open_stream([HYBRID], Trickle(bytes(sealed.taken), 1001), opened)
    assert opened.taken == plain


def test_a_source_that_has_nothing_yet_is_not_taken_for_its_end():
    class Later(io.RawIOBase):
        def readinto(self, buffer):
            return None

    with pytest.raises(BlockingIOError):
        seal([TO_HYBRID], Later(), io.BytesIO())


def test_every_recipient_opens_and_a_stranger_does_not():
    sealed = seal_bytes([TO_HYBRID, identities.identity_recipient(STRANGER)], b"plain")
    assert open_bytes([HYBRID], sealed) == open_bytes([STRANGER], sealed) == b"plain"
    with pytest.raises(NoMatchError):
        open_bytes([STRANGER], seal_bytes([TO_HYBRID], b"plain"))


def test_no_two_files_of_the_same_text_are_alike():
    assert seal_bytes([TO_HYBRID], b"plain") != seal_bytes([TO_HYBRID], b"plain")


@pytest.mark.parametrize(
    "recipients",
    [
        [],
        [TO_HYBRID, TO_X25519],
        [ScryptRecipient("x", 1), TO_HYBRID],
        [ScryptRecipient("x", 1), ScryptRecipient("y", 1)],
    ],
    ids=["nobody", "hybrid and classical", "passphrase and key", "two passphrases"],
)
def test_recipients_that_weaken_each_other_are_refused(recipients):
    with pytest.raises(RecipientsError):
        seal_bytes(recipients, b"plain")


@pytest.mark.parametrize(
    "text",
    [
        TO_HYBRID.upper(),
        HYBRID,
        TO_HYBRID[:-1],
        "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e",
        "",
    ],
)
def test_what_is_not_a_known_recipient_is_refused(text):
    with pytest.raises(KeyFormatError):
        parse_recipient(text)


def test_a_work_factor_above_the_limit_is_refused_without_doing_the_work():
    sealed = seal_bytes([ScryptRecipient("eenhoorn", 10)], b"plain")
    assert open_bytes([ScryptIdentity("eenhoorn", max_work_factor=10)], sealed) == b"plain"
    with pytest.raises(HeaderError):
        open_bytes([ScryptIdentity("eenhoorn", max_work_factor=9)], sealed)
    with pytest.raises(HeaderError):
        open_bytes([ScryptIdentity("eenhoorn")], sealed.replace(b" 10\n", b" 60\n", 1))


def test_an_endless_header_is_refused():
    endless = b"age-encryption.org/v1\n" + b"-> grease\n\n" * (HEADER_LIMIT // 10)
    with pytest.raises(HeaderError, match="too large"):
        open_bytes([HYBRID], endless)


def test_more_recipients_than_can_be_read_back_are_refused():
    with pytest.raises(RecipientsError, match="too many"):
        seal_bytes([parse_recipient(TO_HYBRID)] * 2_800, b"plain")


@given(st.binary(max_size=500))
def test_armor_comes_off_as_it_went_on(data):
    assert armor.dearmor(armor.armor(data)) == data
    assert armor.dearmor(armor.armor(data).replace("\n", "\r\n")) == data


@given(st.binary(min_size=1, max_size=200), st.data())
def test_armor_written_in_pieces_is_the_same(data, draw):
    cut = draw.draw(st.integers(0, len(data)))
    target = io.BytesIO()
    writer = armor.ArmorWriter(target)
    writer.write(memoryview(data[:cut]))
    writer.write(memoryview(data[cut:]))
    writer.finish()
    assert target.getvalue().decode() == armor.armor(data)


@pytest.mark.parametrize(
    "text", ["", "\n" * 2000 + armor.armor(b"x"), armor.armor(b"x") + " " * 2000, armor.armor(b"x")[:-5]]
)
def test_armor_with_a_flood_of_space_or_no_end_is_refused(text):
    with pytest.raises(ArmorError):
        armor.dearmor(text)


def test_a_large_file_takes_no_more_memory_than_a_small_one():
    size = 300 * 1024 * 1024

    class Zeros(io.RawIOBase):
        left = size

        def readinto(self, buffer):
            count = min(len(buffer), self.left)
            self.left -= count
            return count

    class Counter:
        count = 0

        def write(self, data):
            self.count += len(data)
            return len(data)

    target = Counter()
    tracemalloc.start()
    seal([TO_HYBRID], Zeros(), target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert target.count > size
    assert peak < 2 * 1024 * 1024


def test_pyrage_opens_what_was_sealed_and_the_other_way_round():
    plain = os.urandom(200_000)
    theirs, ours = pyrage.x25519.Identity.from_str(X25519), pyrage.x25519.Recipient.from_str(TO_X25519)
    assert pyrage.decrypt(seal_bytes([TO_X25519], plain), [theirs]) == plain
    assert open_bytes([X25519], pyrage.encrypt(plain, [ours])) == plain
    assert str(theirs.to_public()) == TO_X25519


def test_pyrage_opens_what_was_sealed_with_a_passphrase():
    sealed = seal_bytes([ScryptRecipient("eenhoorn", 12)], b"plain")
    assert pyrage.passphrase.decrypt(sealed, "eenhoorn") == b"plain"


@pytest.mark.parametrize("size", [0, CHUNK_SIZE, 1_000_003])
def test_the_public_tool_opens_what_was_sealed_and_the_other_way_round(tmp_path, size):
    tool = shutil.which("age", path="/usr/bin")
    assert tool, "Debian's age is part of the test machine"
    plain, key = os.urandom(size), tmp_path / "key"
    key.write_text(X25519)
    sealed = seal_bytes([TO_X25519], plain)
    assert (
        subprocess.run([tool, "-d", "-i", key], input=sealed, capture_output=True, check=True).stdout == plain
    )
    theirs = subprocess.run([tool, "-r", TO_X25519], input=plain, capture_output=True, check=True).stdout
    assert open_bytes([X25519], theirs) == plain
