"""The outage the demo court had two evenings ago: told today by its probe, as one tells that was cut off itself."""

from datetime import datetime, time, timedelta
from pathlib import Path

import httpx

from zegel.client.probe import PATIENCE_SECONDS, Probe
from zegel.client.watch import Sight
from zegel.lib.moments import AMSTERDAM, amsterdam

# The machine that starts a demo has much to do.
BUSY_SECONDS = 45
BEGAN, LASTED = time(20, 14), timedelta(hours=4, minutes=12)


def seen_before(at: datetime) -> Sight:
    """What the probe saw: the evening before last, past midnight."""
    began = datetime.combine(amsterdam(at).date() - timedelta(days=2), BEGAN, AMSTERDAM)
    why = f"no answer within {PATIENCE_SECONDS} seconds"
    return Sight(began - timedelta(seconds=30), began, began + LASTED, why)


def tell(origin: str, name: str, key: Path, at: datetime) -> None:
    """Publish it in the register, signed with the key (32 bytes in a file) of the probe of that name."""
    # Beside the running probe and with a journal that is never written: this is all it has to say.
    probe = Probe(name, origin, key.read_bytes(), key.with_name("before"))
    with httpx.Client(timeout=BUSY_SECONDS) as http:
        probe.send(http, seen_before(at), "access", at).raise_for_status()
