"""Debian's WebKitGTK, the engine of every iPhone as far as Debian has it, by WebDriver and a window of our own."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from selenium.common.exceptions import NoSuchWindowException, WebDriverException
from selenium.webdriver import Remote, WebKitGTKOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.engine import PATIENCE, Engine

_WINDOW = Path(__file__).with_name("webkit_window.py")
_FIRST_SHOWN = "return [...document.querySelectorAll(arguments[0])].find((one) => one.checkVisibility())"


class WebKit(Engine):
    def __init__(self, downloads: Path, folder: Path) -> None:
        super().__init__(downloads)
        self._told = folder / "complaints.log"
        self._told.touch()
        read, write = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        options = WebKitGTKOptions()
        options.binary_location = str(_WINDOW)
        options.add_argument(str(downloads))
        options.add_argument(str(self._told))
        environment = os.environ | {
            "DISPLAY": display,
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        self._service = Service(
            "/usr/bin/WebKitWebDriver", log_output=str(folder / "driver.log"), env=environment
        )
        self._service.start()
        line = RemoteConnection(client_config=ClientConfig(remote_server_addr=self._service.service_url))
        self._driver = Remote(command_executor=line, options=options)
        # The files are on this machine; there is nowhere to send them to first.
        self._driver.file_detector = UselessFileDetector()

    def go(self, url: str) -> None:
        self._driver.get(url)

    def js(self, expression: str) -> Any:
        try:
            return self._driver.execute_script(f"return ({expression})")
        except WebDriverException:
            return None

    def click(self, x: int, y: int) -> None:
        del x, y
        # Covered, gone or left meanwhile: whether it was pressed is asked next.
        with suppress(WebDriverException):
            self._driver.execute_script("return window.aim.part").click()

    def keys(self, css: str, text: str) -> None:
        found = self._driver.execute_script(_FIRST_SHOWN, css)
        assert isinstance(found, WebElement)
        found.send_keys(text)

    def choose(self, css: str, paths: Sequence[Path]) -> None:
        self._driver.find_element("css selector", css).send_keys("\n".join(map(str, paths)))

    def forget(self) -> None:
        # A window that was nowhere yet has none.
        with suppress(NoSuchWindowException):
            self._driver.delete_all_cookies()

    def stop(self) -> None:
        # The window is gone before the driver has answered.
        with suppress(NoSuchWindowException):
            self._driver.quit()
        self._service.stop()
        self._screen.terminate()
        self._screen.wait(PATIENCE)
        self.complaints += self._told.read_text().splitlines()
