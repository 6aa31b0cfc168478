"""One court for all faults of a file."""

import pytest

from .court import Court


@pytest.fixture(scope="module")
def court(tmp_path_factory):
    court = Court(tmp_path_factory.mktemp("court") / "demo")
    try:
        court.start()
        yield court
    finally:
        court.stop()
