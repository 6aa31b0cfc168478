"""Nobody stops the site by sending slowly, and nobody says who they are by a header that is not theirs to write."""

import asyncio
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from ipaddress import ip_network
from threading import Thread

import httpx
import pytest

from zegel.config.front import Front, Limits
from zegel.console.ports import free_port
from zegel.web_session.checks import in_front
from zegel.web_session.visitors import network_address

SLOW = 40
CLIENTS = 8


@pytest.fixture(scope="module")
def site():
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--no-ws", "--http1-header-read-timeout", "2000", "--log-level", "warning", "tests.front_site:application",
    ]  # fmt: skip
    with subprocess.Popen(command) as server:
        for _ in range(300):
            try:
                httpx.get(f"http://127.0.0.1:{port}/")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield port
        server.terminate()


def _begin(port, path="/", length=50_000, head=None):
    """A request whose body was announced and begun, and does not come."""
    there = socket.create_connection(("127.0.0.1", port), timeout=20)
    there.sendall(head or f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\nabc".encode())
    return there


def _work(port, seconds, answers):
    # Patient, so that a wait is measured and does not end the measuring.
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            began = time.monotonic()
            answers.append((client.post("/", content=b"y" * 2000).status_code, time.monotonic() - began))
            time.sleep(0.02)


def _worked(port, seconds=2.0):
    """What eight clients at work meet: every status, and the longest wait in seconds."""
    answers = []
    threads = [Thread(target=_work, args=(port, seconds, answers)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {status for status, _ in answers}, max(wait for _, wait in answers), len(answers)


def test_forty_slow_bodies_are_not_noticed_by_eight_who_work(site):
    with ExitStack() as stack:
        slow = [stack.enter_context(_begin(site)) for _ in range(SLOW)]
        statuses, longest, count = _worked(site)
        assert statuses == {200}
        assert longest < 2, (longest, count)
        answers = [there.recv(200) for there in slow]
    assert all(answer.startswith(b"HTTP/1.1 408") for answer in answers)


def test_a_body_that_drips_is_ended_though_it_never_stops(site):
    with _begin(site) as there:
        began = time.monotonic()
        while time.monotonic() - began < 10:
            time.sleep(0.3)
            try:
                there.sendall(b"z")
            except OSError:
                break
        assert time.monotonic() - began < 6


def test_headers_that_do_not_end_hold_nobody_up(site):
    with ExitStack() as stack:
        for _ in range(SLOW):
            stack.enter_context(_begin(site, head=b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "))
        assert _worked(site, 1.0)[0] == {200}


def test_readers_who_do_not_read_hold_nobody_up_for_long(site):
    with ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(_begin(site, head=b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"))
        time.sleep(0.5)
        statuses, longest, _ = _worked(site, 3.0)
        assert statuses == {200}
        assert longest < 10


def test_a_body_that_is_too_large_is_refused_before_it_is_read(site):
    assert httpx.post(f"http://127.0.0.1:{site}/", content=b"x" * 100_001).status_code == 413


def test_a_body_arrives_whole_and_a_query_as_it_was(site):
    assert httpx.post(f"http://127.0.0.1:{site}/?q=a%20b", content=b"x" * 99_999).text == "99999 [] q=a%20b"
    with _begin(site, head=b"GET /?q=\xc3\xa9\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") as there:
        assert there.recv(20).startswith((b"HTTP/1.1 200", b"HTTP/1.1 400"))


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "X_Forwarded_For", "x_forwarded-for", "Forwarded", "X-Forwarded-Proto"]
)
def test_a_visitor_says_nothing_of_where_they_come_from(site, name):
    assert httpx.get(f"http://127.0.0.1:{site}/", headers={name: "203.0.113.9"}).text == "0 [] "


def _headers(client, *headers, proxies=("10.0.0.0/8",)):
    """What of the headers a page is given when a request comes from this address."""
    seen = []

    async def page(scope, _body, _answer):
        seen.extend(name for name, _ in scope["headers"])

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message):
        return None

    scope = {
        "type": "http",
        "client": client,
        "query_string": b"",
        "headers": [(name, b"v") for name in headers],
    }
    asyncio.run(Front(page, [ip_network(proxy) for proxy in proxies], Limits())(scope, receive, send))
    return seen


def _echoed(front, *bodies):
    """What a page that gives back what it got answers to bodies that come side by side, in pieces of a hundred bytes."""
    held = []

    async def page(_scope, body, answer):
        held.append(body.held)
        answer.begin(200, [])
        answer.put(body.file.read())

    async def ask(content):
        pieces = [content[start : start + 100] for start in range(0, len(content), 100)] or [b""]
        given = []

        async def receive():
            await asyncio.sleep(0)
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message):
            given.append(message.get("body", b""))

        scope = {"type": "http", "client": None, "query_string": b"", "headers": []}
        await front(scope, receive, send)
        return b"".join(given)

    async def all_of_them():
        return await asyncio.gather(*(ask(content) for content in bodies))

    front.pages = page
    return asyncio.run(all_of_them()), held


def test_what_memory_may_not_hold_lies_on_disk_and_arrives_whole():
    front = Front(None, limits=Limits(held=2500))
    bodies = [bytes([number]) * 1050 for number in range(4)]
    answers, held = _echoed(front, *bodies)
    assert answers == bodies
    assert sum(held) <= 2500
    assert 0 in held
    # And it is given back: who comes later has all of the memory again.
    again, held = _echoed(front, b"x" * 2500)
    assert (again, held) == ([b"x" * 2500], [2500])


def test_an_answer_in_many_pieces_arrives_whole(site):
    assert httpx.get(f"http://127.0.0.1:{site}/large").content == b"x" * 65536 * 400


def test_a_page_that_fails_is_no_end_of_the_site(site):
    for _ in range(3):
        assert httpx.get(f"http://127.0.0.1:{site}/broken").status_code == 500
    assert httpx.get(f"http://127.0.0.1:{site}/").status_code == 200


def test_only_a_named_proxy_says_where_somebody_comes_from_and_in_one_spelling():
    spelled = (b"x-forwarded-for", b"x_forwarded_for", b"accept")
    assert _headers(("10.1.2.3", 1), *spelled) == [b"x-forwarded-for", b"accept"]
    assert _headers(("192.0.2.1", 1), *spelled) == [b"accept"]
    assert _headers(None, *spelled) == [b"accept"]
    assert _headers(("10.1.2.3", 1), *spelled, proxies=()) == [b"accept"]


@pytest.mark.parametrize(
    ("origin", "proxies", "complaints"),
    [("https://x.example", 0, 1), ("https://x.example", 1, 0), ("http://127.0.0.1:1", 0, 0)],
)
def test_a_site_in_the_open_without_a_proxy_is_complained_of(settings, origin, proxies, complaints):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, origin=origin, proxies=proxies)
    assert len(in_front()) == complaints


def test_a_limit_counts_where_a_visitor_is_and_not_what_they_say(settings, rf):
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, proxies=1, proxy_addresses=(ip_network("10.0.0.0/8"),)
    )
    told = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    assert network_address(rf.get("/", REMOTE_ADDR="10.0.0.7", **told)) == "203.0.113.9"
    assert network_address(rf.get("/", REMOTE_ADDR="192.0.2.1", **told)) == "192.0.2.1"
