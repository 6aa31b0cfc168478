"""A full disk: a refusal that says so, and nothing half."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.personas import AT
from zegel.vault.actions import finish_upload, keeps_bytes
from zegel.vault.errors import StorageFull
from zegel.vault.models import Part, StoredObject
from zegel.vault.queries import object_chunks, upload_progress
from zegel.vault.rules import PART_SIZE
from zegel.vault.storage.disk import DiskStorage

from .conftest import OWNER, begin, part_of, person, put, sealed

CONTENT = sealed(PART_SIZE + 4096)


def mounted(folder, size):
    """A file system of this size, or a skipped test where we may not mount one."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting needs root; the file-size limit below covers this")


@pytest.fixture
def small_disk(db, tmp_path, use_storage):
    """A disk with room for a part and a half."""
    folder = tmp_path / "small"
    mounted(folder, PART_SIZE * 3 // 2)
    use_storage(f"file://{folder}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_full_disk_refuses_the_part_and_keeps_nothing_of_it(small_disk):
    filler = small_disk / "filler"
    filler.write_bytes(bytes(PART_SIZE))
    key = begin(CONTENT)
    with pytest.raises(StorageFull):
        put(key, 1, part_of(CONTENT, 1))
    assert files(small_disk) == [filler]
    assert upload_progress(OWNER, key)[1] == []


def test_a_disk_that_is_full_when_joining_keeps_the_parts_for_another_try(small_disk):
    key = begin(CONTENT)
    put(key, 1, part_of(CONTENT, 1))
    put(key, 2, part_of(CONTENT, 2))
    with pytest.raises(StorageFull):
        finish_upload(actor=person(OWNER), key=key, at=AT)
    assert StoredObject.objects.get(pk=key).state == "uploading"
    assert sorted(path.name for path in files(small_disk)) == ["1", "2"]
    subprocess.run(["mount", "-o", f"remount,size={PART_SIZE * 4}", small_disk], check=True)
    finish_upload(actor=person(OWNER), key=key, at=AT)
    assert b"".join(object_chunks(key)) == CONTENT


def test_a_disk_without_room_for_one_more_upload_says_so(small_disk):
    subprocess.run(["mount", "-o", "remount,nr_inodes=4", small_disk], check=True)
    with pytest.raises(StorageFull):
        [begin(sealed(10, seed)) for seed in range(20)]
    assert StoredObject.objects.count() < 20
    assert not Part.objects.exists()


LIMITED = """
import resource, sys, io, signal
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
from zegel.vault.errors import StorageFull
from zegel.vault.storage.disk import DiskStorage
store = DiskStorage(Path(sys.argv[1]))
store.begin("k-ab", 10)
try:
    store.put_part("k-ab", "", 1, io.BytesIO(bytes(2_000_000)), 2_000_000)
except StorageFull:
    sys.exit(7)
"""


def test_a_file_size_limit_is_a_full_disk_too(tmp_path):
    """The kernel first takes what fits and reports the short count; only the next write fails."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, cwd=Path.cwd(), check=False
    )
    assert done.returncode == 7, done.stderr.decode()
    assert files(tmp_path) == []


def test_a_finished_object_is_private_and_synced(tmp_path, monkeypatch):
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())), fsync(handle)),
    )
    store = DiskStorage(tmp_path)
    store.begin("k-ab", 3)
    store.put_part("k-ab", "", 1, io.BytesIO(b"age"), 3)
    assert store.finish("k-ab", "", [""]) == hashlib.sha256(b"age").hexdigest()
    assert len(synced) == 2
    assert synced[1] == str(tmp_path / "ab")


def test_an_s3_store_that_is_away_says_so(db, use_storage):
    from tests.storage.seaweed import free_ports

    use_storage(f"s3://key:secret@bucket?endpoint=http://127.0.0.1:{free_ports(1)[0]}&region=local")
    with pytest.raises(StorageFull):
        begin(CONTENT)
    assert not StoredObject.objects.exists()


def test_what_has_no_room_for_a_part_says_that_it_keeps_nothing(small_disk):
    assert keeps_bytes()
    (small_disk / "filler").write_bytes(b"x" * (PART_SIZE // 2 + 4096))
    assert not keeps_bytes()
    assert not [path for path in files(small_disk) if path.name != "filler"]
