"""How an upload is cut, and how large a sealed file may be. Sizes are bytes."""

from datetime import timedelta

PART_SIZE = 5 * 2**20
# VI 6.6 allows 25 MB; read as 25 × 2^20 (I-7). A sealed file adds a header and 16 bytes for each 64 KiB.
LARGEST_PLAIN = 25 * 2**20
LARGEST_SEALED = LARGEST_PLAIN + 16 * (LARGEST_PLAIN // 65536 + 1) + 16 * 1024

# What one uploader may announce in a day: a secretariat on its worst day and a citizen with a whole file of photos stay
# under it; somebody who wants to fill the disk does not.
ALLOWANCE_PERIOD = timedelta(days=1)
ALLOWANCE_ACCOUNT = 10 * 2**30
ALLOWANCE_GUEST = 2**30
MONTH = timedelta(days=30)


def part_count(size: int) -> int:
    """How many parts an upload of `size` bytes has; the last may be shorter."""
    return -(-size // PART_SIZE)


def part_size(size: int, number: int) -> int:
    """The exact size of part `number` (from 1) of an upload of `size` bytes; 0 where there is no such part."""
    if not 1 <= number <= part_count(size):
        return 0
    return min(PART_SIZE, size - (number - 1) * PART_SIZE)
