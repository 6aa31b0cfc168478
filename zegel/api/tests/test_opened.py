"""What a reader is handed with a sealed message."""

from .world import CALLS, client_of


def test_the_sender_of_the_directory_comes_with_the_message(world):
    operation = "POST messages/{key}/open"
    opened = CALLS[operation](world).by(client_of(world.lawyer), operation).json()
    assert opened["sender"] == {
        "kind": "box",
        "id": str(world.clerk.box.pk),
        "name": world.clerk.box.name,
        "user": str(world.clerk.user.pk),
        "userName": world.clerk.user.name,
    }
