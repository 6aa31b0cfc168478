"""A site with two threads behind the front of the product, for the test that tries to stop it."""

from zegel.config.front import Front, Limits
from zegel.config.threads import Threads


def pages(environ, start_response):
    """Says what arrived: the size of the body, and what is said of the visitor."""
    size = len(environ["wsgi.input"].read())
    if environ["PATH_INFO"] == "/large":
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return (b"x" * 65536 for _ in range(400))
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("as a page may be")
    names = sorted(name for name in environ if "FORWARDED" in name)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{size} {names} {environ['QUERY_STRING']}".encode()]


application = Front(
    Threads(pages, threads=2),
    limits=Limits(
        largest=100_000, silence=1.0, patience=3.0, slowest=1000, longest=4.0, unfinished=60, reading=2.0
    ),
)
