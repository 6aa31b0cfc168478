"""Read by every Python that `bin/test --on` starts, and by no other: faketime 0.9.10 and Python 3.13 do not agree on a pause.

Python asks for one until a moment of the monotonic clock. faketime, told to leave that clock alone (without which no wait with a
deadline ends), subtracts its offset all the same, and the kernel refuses the moment. A pause of `select` has a length instead.
"""

import select
import time


def _sleep(seconds: float) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = _sleep
