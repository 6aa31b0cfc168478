"""Two hands on one upload: whatever they do at the same time, a finished object never changes."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.personas import AT
from zegel.lib.refusals import Refusal
from zegel.vault.actions import finish_upload
from zegel.vault.errors import UploadUnknown
from zegel.vault.models import Part, StoredObject
from zegel.vault.queries import object_chunks
from zegel.vault.rules import PART_SIZE

from .conftest import OWNER, begin, part_of, person, put, sealed

pytestmark = pytest.mark.django_db(transaction=True)
CONTENT = sealed(PART_SIZE + 5)


def together(*deeds):
    """Do things at the same moment in threads of their own; gives answers and refusals."""
    gate = Barrier(len(deeds))

    def act(deed):
        gate.wait()
        try:
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(act, deeds))


@pytest.fixture
def uploaded(behind):
    key = begin(CONTENT)
    put(key, 1, part_of(CONTENT, 1))
    put(key, 2, part_of(CONTENT, 2))
    return key


def finish(key):
    return finish_upload(actor=person(OWNER), key=key, at=AT)


def stored_bytes(key):
    return b"".join(object_chunks(key))


def test_finishing_four_times_at_once_makes_one_whole_object(uploaded):
    answers = together(*[lambda: finish(uploaded)] * 4)
    assert [answer.state for answer in answers] == ["stored"] * 4
    assert stored_bytes(uploaded) == CONTENT


@pytest.mark.parametrize("_round", range(5))
def test_a_part_put_again_while_finishing_cannot_change_what_is_finished(behind, uploaded, _round):
    finished, finished_too, *_ = together(
        lambda: finish(uploaded),
        lambda: finish(uploaded),
        lambda: put(uploaded, 1, bytes(PART_SIZE)),
        lambda: put(uploaded, 2, b"wrong"),
    )
    row = StoredObject.objects.filter(pk=uploaded).first()
    if row is None:
        # The wrong part was in time: the whole is refused, and nothing of it stays.
        assert {type(finished).__name__, type(finished_too).__name__} <= {"UploadDamaged", "UploadUnknown"}
        assert not [name for name in behind.things() if str(uploaded) in name]
    else:
        assert row.state == StoredObject.State.STORED
        assert hashlib.sha256(stored_bytes(uploaded)).hexdigest() == row.sha256
        assert not Part.objects.filter(object=row).exists()


def test_a_part_that_was_on_its_way_when_the_file_was_finished_is_refused(uploaded):
    """The slow second sending of a part passes its first check, then loses against `finish`."""

    class Slow:
        def __init__(self, body):
            self.body = body

        def read(self, size):
            taken, self.body = self.body[:size], self.body[size:]
            if not self.body and StoredObject.objects.get(pk=uploaded).state == "uploading":
                finish(uploaded)
            return taken

    from zegel.vault.actions import put_part

    with pytest.raises(UploadUnknown):
        put_part(actor=person(OWNER), key=uploaded, number=1, source=Slow(bytes(PART_SIZE)), size=PART_SIZE)
    assert stored_bytes(uploaded) == CONTENT
    assert not Part.objects.exists()


def test_sweeping_leaves_an_upload_that_was_finished_a_moment_ago(uploaded):
    from zegel.vault.actions import discard

    seen = StoredObject.objects.get(pk=uploaded)
    finish(uploaded)
    discard(seen)
    assert stored_bytes(uploaded) == CONTENT
