"""Both back ends for every test of the vault: files on disk, and a real S3 server."""

import dataclasses
import hashlib
import io
import random
from typing import Any

import pytest

from tests.personas import AT
from tests.storage.seaweed import BUCKET, Seaweed
from zegel.lib.ids import uuid7
from zegel.lib.principal import Kind, Principal
from zegel.vault.actions import begin_upload, put_part
from zegel.vault.rules import PART_SIZE
from zegel.vault.storage import storage


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    server = Seaweed(tmp_path_factory.mktemp("seaweed") / "data")
    yield server
    server.stop()


@pytest.fixture
def use_storage(settings):
    """Point the vault at another back end for the length of a test."""

    def use(address):
        settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, storage=address)
        storage.cache_clear()

    yield use
    storage.cache_clear()


class Behind:
    """What lies on a back end, seen past the product."""

    def __init__(self, folder=None, seaweed=None):
        self.folder, self.client = folder, seaweed and seaweed.client()

    def things(self):
        """Every file, object and unfinished multipart upload there is."""
        if self.folder:
            return sorted(
                str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()
            )
        objects = self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        uploads = self.client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])
        return sorted(
            [stored["Key"] for stored in objects] + [f"upload of {upload['Key']}" for upload in uploads]
        )


@pytest.fixture(params=["disk", "s3"])
def behind(request, db, use_storage, tmp_path):
    if request.param == "disk":
        use_storage(f"file://{tmp_path / 'vault'}")
        yield Behind(folder=tmp_path / "vault")
        return
    seaweed = request.getfixturevalue("seaweed")
    use_storage(seaweed.address)
    yield Behind(seaweed=seaweed)
    remote: Any = storage()
    remote.client.close()


def sealed(size, seed=1):
    """Bytes as unlike each other as ciphertext."""
    return random.Random(seed).randbytes(size)


OWNER = uuid7()


def person(owner):
    return Principal(Kind.PERSON, owner)


def begin(content, owner=OWNER, at=AT):
    return begin_upload(
        actor=person(owner), size=len(content), sha256=hashlib.sha256(content).hexdigest(), at=at
    ).pk


def part_of(content, number):
    return content[(number - 1) * PART_SIZE : number * PART_SIZE]


def put(key, number, part, owner=OWNER):
    put_part(actor=person(owner), key=key, number=number, source=io.BytesIO(part), size=len(part))
