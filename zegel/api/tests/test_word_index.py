"""What the browser is told to keep of a word index, and what it is refused."""

import uuid

import pytest

from tests.personas import b64, sealed_words

from .world import CALLS, client_of

PIECE = "GET boxes/{box}/word-index/{key}"
PUT = "PUT boxes/{box}/word-index/{key}"


def test_a_piece_may_be_kept_as_it_is_and_nothing_else_of_the_index(world):
    clerk = client_of(world.clerk)
    piece = CALLS[PIECE](world).by(clerk, PIECE)
    assert (piece.content, piece["Content-Type"]) == (sealed_words(), "application/octet-stream")
    assert piece["Cache-Control"] == "private, max-age=2592000, immutable"
    for operation in ("GET boxes/{box}/word-index", "GET boxes/{box}/word-index/letters"):
        assert CALLS[operation](world).by(clerk, operation)["Cache-Control"] == "no-store"


def test_a_piece_that_is_not_there_is_not_kept(world):
    answer = client_of(world.clerk).get(f"/api/boxes/{world.clerk.box.pk}/word-index/{uuid.uuid4()}")
    assert (answer.status_code, answer.json()["code"], answer["Cache-Control"]) == (
        404,
        "words-unknown",
        "no-store",
    )


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"messages": []}, 422, None),
        ({"messages": ["x"]}, 422, None),
        ({"messages": [str(uuid.UUID(int=number)) for number in range(251)]}, 422, None),
        ({"messages": [str(uuid.UUID(int=7))]}, 409, "words-past"),
        ({"replaces": [str(uuid.UUID(int=7))]}, 409, "words-past"),
        ({"sealed": "%%"}, 422, None),
        ({"sealed": b64(b"age-encryption.org/v1\n")}, 422, "words-refused"),
        ({"keyVersion": 9}, 409, "key-version-past"),
    ],
    ids=["none", "no identifier", "too many", "unknown", "gone", "no base64", "no piece", "past key"],
)
def test_what_cannot_be_kept_is_refused_by_name(world, changes, status, code):
    call = CALLS[PUT](world)
    answer = client_of(world.clerk).put(
        f"/api/{call.path}", call.body | changes, content_type="application/json"
    )
    assert answer.status_code == status, answer.content
    assert code in {None, answer.json()["code"]}
