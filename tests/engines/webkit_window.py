#!/usr/bin/python3
"""A WebKitGTK window that WebDriver drives: its console goes to a file, its downloads into a folder.

Run by WebKitWebDriver with Debian's own Python (python3-gi), so it imports nothing of ours:
`webkit_window.py FOLDER [--automation]`. MiniBrowser asks where to save and keeps its console to itself.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2


def main(folder: Path) -> None:
    context = WebKit2.WebContext.new_ephemeral()
    context.set_automation_allowed(True)
    context.connect("automation-started", lambda _context, session: _drive(context, session))
    context.connect("download-started", lambda _context, download: _save(download, folder))
    context.set_preferred_languages(["nl-NL"])
    Gtk.main()


def _drive(context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
    info = WebKit2.ApplicationInfo()
    info.set_name("MiniBrowser")
    session.set_application_info(info)
    session.connect("create-web-view", lambda _session: _view(context))


def _view(context: WebKit2.WebContext) -> WebKit2.WebView:
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_enable_write_console_messages_to_stdout(True)
    window = Gtk.Window(default_width=1280, default_height=900)
    window.add(view)
    window.show_all()
    return view


def _save(download: WebKit2.Download, folder: Path) -> None:
    def decide(download: WebKit2.Download, name: str) -> bool:
        download.set_destination((folder / (name or "download")).as_uri())
        return True

    download.connect("decide-destination", decide)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
