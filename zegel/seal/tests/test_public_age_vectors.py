"""The 143 vectors every age implementation is held to (C2SP CCTV)."""

import hashlib
import io

import pytest

from zegel.seal import header as headers
from zegel.seal.armor import ArmorReader, armor, dearmor
from zegel.seal.errors import SealError
from zegel.seal.opening import ScryptIdentity, open_stream, parse_identity
from zegel.seal.primitives import PAYLOAD_NONCE_SIZE, header_mac, payload_key
from zegel.seal.stream import seal_payload
from zegel.seal.tests.vectors import Vector, load

VECTORS = load()
CODES = {
    "no match": "no-match",
    "HMAC failure": "mac",
    "header failure": "header",
    "payload failure": "payload",
    "armor failure": "armor",
}


def named(vectors: list[Vector]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", vectors, ids=lambda vector: vector.name)


def identities_of(vector: Vector) -> list:
    return [*map(parse_identity, vector.identities), *map(ScryptIdentity, vector.passphrases)]


def source_of(vector: Vector) -> io.BufferedIOBase:
    source = io.BytesIO(vector.file)
    return io.BufferedReader(ArmorReader(source)) if vector.armored else source


def binary_of(vector: Vector) -> bytes:
    return dearmor(vector.file) if vector.armored else vector.file


def test_all_public_vectors_are_there():
    assert len(VECTORS) == 143
    assert {vector.expect for vector in VECTORS} == {*CODES, "success"}


@named([v for v in VECTORS if v.expect == "success"])
def test_what_should_open_opens(vector):
    plain = io.BytesIO()
    open_stream(identities_of(vector), source_of(vector), plain)
    assert hashlib.sha256(plain.getvalue()).hexdigest() == vector.payload


@named([v for v in VECTORS if v.expect != "success"])
def test_what_should_fail_fails_for_the_right_reason_and_releases_only_authentic_bytes(vector):
    plain = io.BytesIO()
    with pytest.raises(SealError) as refusal:
        open_stream(identities_of(vector), source_of(vector), plain)
    assert refusal.value.code == CODES[vector.expect]
    released = hashlib.sha256(plain.getvalue()).hexdigest()
    assert released == (vector.payload or hashlib.sha256(b"").hexdigest())


@named([v for v in VECTORS if v.expect not in {"header failure", "armor failure"}])
def test_headers_are_written_back_byte_for_byte(vector):
    binary = binary_of(vector)
    source = io.BytesIO(binary)
    header = headers.read(source)
    assert headers.encode(header) == binary[: source.tell()]
    assert headers.encode_signed(header.stanzas) == header.signed


@named([v for v in VECTORS if v.expect == "success"])
def test_files_sealed_again_with_the_same_keys_are_the_same_bytes(vector):
    binary, source = binary_of(vector), io.BytesIO(binary_of(vector))
    header = headers.read(source)
    assert header_mac(vector.file_key, header.signed) == header.mac
    nonce = source.read(PAYLOAD_NONCE_SIZE)
    plain, sealed = io.BytesIO(), io.BytesIO()
    open_stream(identities_of(vector), io.BytesIO(binary), plain)
    plain.seek(0)
    seal_payload(payload_key(vector.file_key, nonce), plain, sealed)
    assert sealed.getvalue() == source.read()


@named([v for v in VECTORS if v.armored and v.expect == "success"])
def test_armor_is_written_back_apart_from_line_ends_and_space_around_it(vector):
    assert armor(binary_of(vector)).split() == vector.file.decode().split()
