"""What stands behind an address that a program or a hand changed: `%23` for the # with its secret, a point, a bracket."""

from django.urls import register_converter

BEHIND = "behind"
"""The name of this kind of part in an address."""


class Behind:
    """Anything that begins with a sign no page's address has there, or a stroke with nothing behind it."""

    regex = r"[^0-9a-zA-Z/-][\s\S]*|/"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Behind, BEHIND)
