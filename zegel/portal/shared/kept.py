"""What is said of files that a browser keeps."""

from typing import Final

YEAR: Final = 365 * 24 * 60 * 60
# What is no page and no worker runs nothing, whoever opens it by itself; and two dozen answers for one page carry this line.
NOTHING_RUNS: Final = "default-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
