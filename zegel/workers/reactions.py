"""The one table fact → verb: what must happen because something happened."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Reaction = Callable[[dict[str, Any], datetime], None]

REACTIONS: dict[str, Reaction] = {}
