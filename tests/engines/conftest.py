"""The engines, each started once; and a court of their own, so that what they write is in nobody's way."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.oldest import Oldest
from tests.engines.webkit import WebKit
from tests.journeys.conftest import Court, court

__all__ = ["Court", "court"]


@pytest.fixture(scope="session", params=["firefox", "webkit", "oldest"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A window of Firefox, of WebKit, and of a Chromium that is as old as may be."""
    downloads: Path = tmp_path_factory.mktemp("downloads")
    if request.param == "firefox":
        yield from _used(Firefox(downloads, tmp_path_factory.mktemp("profile")))
    elif request.param == "webkit":
        yield from _used(WebKit(downloads, tmp_path_factory.mktemp("webkit")))
    else:
        # Playwright's own loop makes Django believe it runs inside asyncio; these tests call no Django at all.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        with sync_playwright() as driver:
            yield from _used(Oldest(downloads, driver))


def _used(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.stop()
    assert not engine.complaints, engine.complaints
