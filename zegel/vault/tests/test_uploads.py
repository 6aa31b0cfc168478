"""An upload ends as exactly the announced bytes or as nothing, on either back end, whatever happens on the way."""

import io
from datetime import timedelta

import pytest

from tests.personas import AT, store_file
from zegel.lib.ids import uuid7
from zegel.vault.actions import begin_upload, discard_object, finish_upload, put_part, sweep_unfinished
from zegel.vault.errors import (
    AllowanceUsed,
    PartRefused,
    UploadDamaged,
    UploadIncomplete,
    UploadTooLarge,
    UploadUnknown,
)
from zegel.vault.models import Part, StoredObject
from zegel.vault.queries import object_chunks, stored_objects, upload_progress
from zegel.vault.rules import LARGEST_SEALED, PART_SIZE

from .conftest import OWNER, begin, part_of, person, put, sealed

TWO_PARTS = sealed(PART_SIZE + 1000)


def finish(key, owner=OWNER):
    return finish_upload(actor=person(owner), key=key, at=AT)


def content_of(key):
    return b"".join(object_chunks(key))


def uploaded(content=TWO_PARTS):
    key = begin(content)
    for number in range(1, -(-len(content) // PART_SIZE) + 1):
        put(key, number, part_of(content, number))
    return key


def test_what_went_in_comes_out(behind):
    key = uploaded()
    stored = finish(key)
    assert (stored.state, stored.stored_at, stored.size) == ("stored", AT, len(TWO_PARTS))
    assert content_of(key) == TWO_PARTS
    assert set(stored_objects([OWNER], [key])) == {key}


def test_the_largest_sealed_file_fits_and_one_byte_more_does_not(behind):
    content = sealed(LARGEST_SEALED)
    assert content_of(finish(uploaded(content)).pk) == content
    with pytest.raises(UploadTooLarge):
        begin_upload(actor=person(OWNER), size=LARGEST_SEALED + 1, sha256="0" * 64, at=AT)


def test_a_plain_file_of_25_mb_fits_when_sealed():
    from zegel.seal.identities import generate_hybrid, identity_recipient
    from zegel.seal.sealing import seal_bytes
    from zegel.vault.rules import LARGEST_PLAIN

    recipients = [identity_recipient(generate_hybrid()) for _ in range(2)]
    assert len(seal_bytes(recipients, bytes(LARGEST_PLAIN))) <= LARGEST_SEALED


@pytest.mark.parametrize("size", [1, PART_SIZE - 1, PART_SIZE, PART_SIZE + 1])
def test_parts_are_cut_at_the_byte(behind, size):
    content = sealed(size)
    assert content_of(finish(uploaded(content)).pk) == content


def test_parts_may_come_in_any_order(behind):
    content = sealed(2 * PART_SIZE + 7)
    key = begin(content)
    for number in (3, 1, 2):
        put(key, number, part_of(content, number))
    finish(key)
    assert content_of(key) == content


def test_an_upload_resumes_after_a_part_was_cut_off(behind):
    key = begin(TWO_PARTS)
    put(key, 1, part_of(TWO_PARTS, 1))
    half = io.BytesIO(part_of(TWO_PARTS, 2)[:500])
    with pytest.raises(PartRefused):
        put_part(actor=person(OWNER), key=key, number=2, source=half, size=1000)
    assert upload_progress(OWNER, key)[1] == [1]
    put(key, 2, part_of(TWO_PARTS, 2))
    finish(key)
    assert content_of(key) == TWO_PARTS


def test_a_part_that_is_cut_off_when_sent_again_leaves_the_first_one(behind):
    key = uploaded()
    with pytest.raises(PartRefused):
        put_part(actor=person(OWNER), key=key, number=1, source=io.BytesIO(b"short"), size=PART_SIZE)
    finish(key)
    assert content_of(key) == TWO_PARTS


def test_a_part_sent_again_replaces_the_first(behind):
    key = uploaded()
    put(key, 1, bytes(PART_SIZE))
    put(key, 1, part_of(TWO_PARTS, 1))
    finish(key)
    assert content_of(key) == TWO_PARTS


@pytest.mark.parametrize(
    ("number", "size"),
    [
        (1, PART_SIZE - 1),
        (1, PART_SIZE + 1),
        (1, 0),
        (2, 999),
        (2, 1001),
        (3, 0),
        (3, 1),
        (0, 0),
        (-1, 0),
        (10**9, 0),
    ],
)
def test_a_part_has_the_one_size_its_number_allows(behind, number, size):
    key = begin(TWO_PARTS)
    with pytest.raises(PartRefused):
        put_part(
            actor=person(OWNER), key=key, number=number, source=io.BytesIO(bytes(max(size, 0))), size=size
        )
    assert not Part.objects.exists()


@pytest.mark.parametrize("sha256", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n", "٠" * 64])
def test_a_hash_that_cannot_be_is_refused(db, sha256):
    with pytest.raises(PartRefused):
        begin_upload(actor=person(OWNER), size=1, sha256=sha256, at=AT)


@pytest.mark.parametrize("size", [0, -1, -(10**20)])
def test_an_empty_file_is_refused(db, size):
    with pytest.raises(PartRefused):
        begin_upload(actor=person(OWNER), size=size, sha256="0" * 64, at=AT)


def test_a_missing_part_holds_the_file_back(behind):
    key = begin(TWO_PARTS)
    put(key, 2, part_of(TWO_PARTS, 2))
    with pytest.raises(UploadIncomplete):
        finish(key)
    assert stored_objects([OWNER], [key]) == {}
    put(key, 1, part_of(TWO_PARTS, 1))
    assert finish(key).state == "stored"


def test_a_damaged_file_is_refused_and_removed(behind):
    before = behind.things()
    key = begin(TWO_PARTS)
    put(key, 1, bytes(PART_SIZE))
    put(key, 2, part_of(TWO_PARTS, 2))
    with pytest.raises(UploadDamaged):
        finish(key)
    assert behind.things() == before
    assert not StoredObject.objects.exists()
    with pytest.raises(UploadUnknown):
        finish(key)


def test_finishing_twice_answers_the_same(behind):
    key = uploaded()
    first, again = finish(key), finish_upload(actor=person(OWNER), key=key, at=AT + timedelta(hours=1))
    assert (again.pk, again.stored_at) == (first.pk, first.stored_at)
    assert content_of(key) == TWO_PARTS


def test_a_finish_whose_answer_was_lost_before_the_commit_can_be_repeated(behind):
    """As after a kill between the back end's work and the database's: joined there, still uploading here."""
    from zegel.vault.storage import storage

    key = uploaded()
    found = StoredObject.objects.get(pk=key)
    tags = list(found.parts.order_by("number").values_list("etag", flat=True))
    storage().finish(str(key), found.backend_upload, tags)
    assert finish(key).state == "stored"
    assert content_of(key) == TWO_PARTS


def test_a_finished_object_takes_no_more_parts(behind):
    key = uploaded()
    finish(key)
    with pytest.raises(UploadUnknown):
        put(key, 1, bytes(PART_SIZE))
    assert content_of(key) == TWO_PARTS


def test_other_people_never_reach_an_upload_or_object(behind):
    other = uuid7()
    key = begin(TWO_PARTS)
    for attempt in (
        lambda: put(key, 1, part_of(TWO_PARTS, 1), owner=other),
        lambda: finish(key, owner=other),
        lambda: upload_progress(other, key),
    ):
        with pytest.raises(UploadUnknown):
            attempt()
    put(key, 1, part_of(TWO_PARTS, 1))
    put(key, 2, part_of(TWO_PARTS, 2))
    finish(key)
    with pytest.raises(UploadUnknown):
        finish(key, owner=other)
    with pytest.raises(UploadUnknown):
        upload_progress(other, key)
    discard_object(actor=person(other), key=key)
    assert stored_objects([other], [key]) == {}
    assert content_of(key) == TWO_PARTS


def test_its_owner_can_take_back_an_upload_and_an_object(behind):
    before = behind.things()
    begun, whole = begin(TWO_PARTS), uploaded()
    put(begun, 1, part_of(TWO_PARTS, 1))
    finish(whole)
    for key in (begun, whole, uuid7()):
        discard_object(actor=person(OWNER), key=key)
    assert behind.things() == before
    assert not StoredObject.objects.exists()


def test_a_filed_object_cannot_be_taken_back(behind, clerk, lawyer):
    from tests.personas import submission
    from zegel.mail.actions.submit import submit

    mine = store_file(clerk.user.pk, TWO_PARTS)
    submit(
        actor=clerk.principal,
        box=clerk.box.pk,
        submission=submission(clerk, boxes=[lawyer], objects=(mine,)),
        at=AT,
    )
    discard_object(actor=clerk.principal, key=mine)
    assert content_of(mine) == TWO_PARTS


def test_sweeping_takes_what_was_begun_long_ago_and_nothing_else(behind):
    whole = uploaded()
    finish(whole)
    kept = behind.things()
    old, young = begin(TWO_PARTS), begin(TWO_PARTS, at=AT + timedelta(seconds=1))
    put(old, 1, part_of(TWO_PARTS, 1))
    assert sweep_unfinished(before=AT + timedelta(seconds=1)) == 1
    assert set(StoredObject.objects.values_list("pk", flat=True)) == {whole, young}
    assert [name for name in behind.things() if str(young) not in name] == kept
    with pytest.raises(UploadUnknown):
        put(old, 2, part_of(TWO_PARTS, 2))


def test_a_part_the_back_end_lost_is_told_and_can_be_sent_again(behind):
    """A power cut may take an acknowledged part; the file is not finished, and progress tells the truth."""
    from zegel.vault.storage import storage

    key = uploaded()
    found = StoredObject.objects.get(pk=key)
    if behind.folder:
        next(behind.folder.rglob(f"{key}.parts/1")).unlink()
    else:
        Part.objects.filter(object=key, number=1).update(etag='"00000000000000000000000000000000"')
    assert storage()
    with pytest.raises(UploadIncomplete):
        finish(key)
    assert upload_progress(OWNER, key)[1] == []
    for number in (1, 2):
        put(key, number, part_of(TWO_PARTS, number))
    found.refresh_from_db()
    finish(key)
    assert content_of(key) == TWO_PARTS


def test_nobody_fills_the_disk_in_a_day(behind):
    """A whole-sized file fits twice; the third waits for the next day, and one taken back makes room."""

    def announce(at=AT, owner=OWNER):
        return begin_upload(actor=person(owner), size=1000, sha256="0" * 64, at=at, allowance=2500)

    first = announce().pk
    announce()
    with pytest.raises(AllowanceUsed):
        announce()
    announce(owner=uuid7())
    discard_object(actor=person(OWNER), key=first)
    announce()
    with pytest.raises(AllowanceUsed):
        announce(at=AT + timedelta(hours=23))
    announce(at=AT + timedelta(hours=25))
