"""Evidence is stated by typed events, which live with their words in the house they speak of."""

import json
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

import pytest

from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent, Words, event_words, known_events, plain
from zegel.evidence.models import Opening
from zegel.lib.ids import uuid7
from zegel.lib.principal import Kind, Principal, system

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPainted(EvidenceEvent):
    name: ClassVar[str] = "test.door.painted"
    version: ClassVar[int] = 2
    words: ClassVar[Words] = Words("The door was painted", "ok", "court", "other")
    personal: ClassVar[frozenset[str]] = frozenset({"painter"})

    coats_of_paint: int
    painter: str = "A. Schilder"


@pytest.fixture
def person():
    return Principal(Kind.PERSON, uuid7())


def test_a_record_holds_the_facts_and_who_acted(db, person):
    door = uuid7()
    (record,) = write([DoorPainted(subject=door, coats_of_paint=3)], actor=person, at=AT)
    body = json.loads(bytes(record.body))
    assert (body["event"], body["subject"], body["actor"]) == (
        "test.door.painted",
        str(door),
        person.reference,
    )
    assert (body["facts"]["coatsOfPaint"], body["facts"]["version"]) == (3, 2)


def test_what_is_personal_lies_beside_the_record(db, person):
    (record,) = write([DoorPainted(subject=uuid7(), coats_of_paint=1)], actor=person, at=AT)
    assert b"Schilder" not in bytes(record.body)
    assert b"Schilder" in bytes(Opening.objects.get(record=record).body)


def test_evidence_without_an_actor_is_refused(db):
    nobody = {"at": AT}
    with pytest.raises(TypeError, match="actor"):
        write([DoorPainted(subject=uuid7(), coats_of_paint=1)], **nobody)
    assert write([DoorPainted(subject=uuid7(), coats_of_paint=1)], actor=system("painter"), at=AT)


def test_an_event_has_its_words_by_its_name():
    assert event_words("test.door.painted") == Words("The door was painted", "ok", "court", "other")
    assert event_words("test.door.sold") is None


def test_a_name_and_version_are_given_once():
    with pytest.raises(TypeError, match="two events"):
        type("Other", (EvidenceEvent,), {"name": "test.door.painted", "version": 2, "words": Words("x")})


def test_every_event_is_named_by_its_house():
    for (name, version), kind in known_events().items():
        house = kind.__module__.split(".")[1].replace("_", "-")
        assert version >= 1
        assert name.startswith((f"{house}.", "test.")), f"{name} stands in {house}"


def test_an_event_never_changes():
    event = DoorPainted(subject=uuid7(), coats_of_paint=3)
    with pytest.raises(FrozenInstanceError):
        event.coats_of_paint = 4


def test_only_plain_values_are_stated():
    assert plain({"a": (UUID(int=1), AT), "b": {"z", "y"}}) == {
        "a": [str(UUID(int=1)), AT.isoformat()],
        "b": ["y", "z"],
    }
    with pytest.raises(TypeError, match="no plain form"):
        plain(b"bytes")
