#!/usr/bin/python3
"""A WebKitGTK window that WebDriver drives: what its pages complain of goes to a file, its downloads into a folder.

Run by WebKitWebDriver with Debian's own Python (python3-gi), so it imports nothing of ours:
`webkit_window.py FOLDER COMPLAINTS`. MiniBrowser asks where to save and keeps its console to itself.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2

# What a console would show in red, told to this window: WebKit writes its own console to programs that are ended unflushed.
LISTEN = """(() => {
  const tell = (text) => window.webkit.messageHandlers.complaint.postMessage(`${location.href}: ${text}`)
  addEventListener("error", (event) => event.message && tell(event.message))
  addEventListener("unhandledrejection", (event) => tell(`unhandled: ${event.reason}`))
  const told = console.error
  console.error = (...parts) => { tell(parts.join(" ")); told.apply(console, parts) }
})()"""


def main(folder: Path, complaints: Path) -> None:
    context = WebKit2.WebContext.new_ephemeral()
    context.set_automation_allowed(True)
    context.connect("automation-started", lambda _context, session: _drive(context, session, complaints))
    context.connect("download-started", lambda _context, download: _save(download, folder))
    context.set_preferred_languages(["nl-NL"])
    Gtk.main()


def _drive(context: WebKit2.WebContext, session: WebKit2.AutomationSession, complaints: Path) -> None:
    info = WebKit2.ApplicationInfo()
    info.set_name("MiniBrowser")
    session.set_application_info(info)
    session.connect("create-web-view", lambda _session: _view(context, complaints))


def _view(context: WebKit2.WebContext, complaints: Path) -> WebKit2.WebView:
    manager = WebKit2.UserContentManager()
    manager.register_script_message_handler("complaint")
    manager.connect("script-message-received::complaint", lambda _manager, told: _write(complaints, told))
    everywhere, start = WebKit2.UserContentInjectedFrames.ALL_FRAMES, WebKit2.UserScriptInjectionTime.START
    manager.add_script(WebKit2.UserScript.new(LISTEN, everywhere, start, None, None))
    view = WebKit2.WebView(
        web_context=context, is_controlled_by_automation=True, user_content_manager=manager
    )
    window = Gtk.Window(default_width=1280, default_height=900)
    window.add(view)
    window.show_all()
    return view


def _write(complaints: Path, told: WebKit2.JavascriptResult) -> None:
    with complaints.open("a") as file:
        file.write(told.get_js_value().to_string().replace("\n", " ") + "\n")


def _save(download: WebKit2.Download, folder: Path) -> None:
    def decide(download: WebKit2.Download, name: str) -> bool:
        download.set_destination((folder / (name or "download")).as_uri())
        return True

    download.connect("decide-destination", decide)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
