"""Whatever is in a request, the answer is a problem with a reason: never a crash, never half a deed."""

import copy
import json
import re
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import QueryDict
from pydantic import ValidationError

from zegel.api.urls import ROUTERS

from .world import CALLS, client_of

NASTY = [
    None, True, -1, 0, 1, 2**31, 2**63, 10**30, 1.5, 1e308, "", " ", "\x00", "a\x00b", "\ud800", "x" * 300,
    "x" * 100_000, "not base64!", "AAA", "éé==", "%00", "{names}", "'; DROP TABLE", "00000000-0000-0000-0000",
    [], {}, [None], [[]], [{}], {"x": 1}, ["\x00"],
]  # fmt: skip
RAW = [
    b"", b"{", b"[]", b"null", b'"text"', b"1", b"NaN", b"\xff\xfe", b"\x00", b"{}", b'{"a":}', b"[" * 100_000,
    b'{"a":' * 50_000, b"9" * 5000, b'{"email": ' + b"9" * 5000 + b"}", b'{"x":1}', b"%PDF-1.7", b"\xef\xbb\xbf{}",
]  # fmt: skip
# A provider's form has one word, which is no shape to spoil; its nonsense is in tests/oidc/test_logout.py.
FORM = "POST login/sso/{provider}/logout"
WITH_BODY = sorted(
    call for call in CALLS if call.startswith(("POST", "PUT")) and "parts" not in call and call != FORM
)
ADDRESSES = [
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass"),
    "x" * 5000,
    "nan_x",
    "1e400_",
    "-1e18_0",
    "é",
    "' OR 1=1",
    "%",
]


def attempt(send):
    """One request, undone afterwards so that the next one meets the same world."""
    with transaction.atomic():
        response = send()
        transaction.set_rollback(True)
    return response


def client(world):
    return client_of(world.clerk, guests=(world.guest, world.other_guest))


def assert_answered(response, case):
    assert response.status_code < 500, case
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json", case
        assert set(json.loads(response.content)) >= {"type", "title", "status", "code"}


def leaves(value, path=()):
    """Where in a body something stands."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def replaced(body, path, value):
    changed = copy.deepcopy(body)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


def shapes(operation, source="body"):
    """What checks the body (or what else an address or form says) of an operation before any of our code sees it."""
    method, _, wanted = operation.partition(" ")
    for prefix, router in ROUTERS:
        for path, view in router.path_operations.items():
            template = re.sub(r"\{\w+:", "{", f"{prefix}/{path.strip('/')}".strip("/"))
            for found in view.operations:
                if template == wanted and method in found.methods:
                    return [model for model in found.models if model.__ninja_param_source__ == source]
    raise AssertionError(f"{operation} is nowhere")


def fits(models, body):
    """Whether our code gets to see this body."""
    try:
        for model in models:
            model.model_validate(dict.fromkeys(model.model_fields, body))
    except ValidationError:
        return False
    return True


def bad_bodies(operation, body):
    """Every value in every place that our code gets to see; of what is refused before, each value and each place."""
    models, values, places = shapes(operation), set(), set()
    for path in leaves(body):
        for number, value in enumerate(NASTY):
            changed = replaced(body, path, value)
            if fits(models, changed) or number not in values or path not in places:
                values.add(number)
                places.add(path)
                yield changed, (path, value)


@pytest.mark.parametrize("operation", WITH_BODY)
def test_any_value_in_any_place_is_answered(world, operation):
    call, browser = CALLS[operation](world), client(world)
    for body, case in bad_bodies(operation, call.body):
        bad = type(call)(call.path, body)
        assert_answered(attempt(lambda bad=bad: bad.by(browser, operation)), case)


@pytest.mark.parametrize("operation", WITH_BODY)
def test_what_is_right_fits(world, operation):
    """Or nothing would be tried of what fits."""
    assert fits(shapes(operation), CALLS[operation](world).body)


@pytest.mark.parametrize("operation", WITH_BODY)
def test_what_is_missing_or_too_much_is_answered(world, operation):
    call, browser = CALLS[operation](world), client(world)
    for name in call.body:
        less = type(call)(call.path, {key: value for key, value in call.body.items() if key != name})
        assert_answered(attempt(lambda less=less: less.by(browser, operation)), name)
    more = attempt(lambda: type(call)(call.path, {**call.body, "unheardOf": 1}).by(browser, operation))
    assert_answered(more, "more")


@pytest.mark.parametrize("operation", WITH_BODY)
def test_a_body_that_is_no_json_is_answered(world, operation):
    call, browser = CALLS[operation](world), client(world)
    method = operation.partition(" ")[0]
    for raw in RAW:
        response = attempt(
            lambda raw=raw: browser.generic(method, f"/api/{call.path}", raw, content_type="application/json")
        )
        assert_answered(response, raw[:20])


@pytest.mark.parametrize("bad", ["a\\u0000b", "\\ud800", "\\udfff\\ud800", "\\\\\\u0000"])
@pytest.mark.parametrize(
    "place", ['{{"email": "{}"}}', '{{"{}": 1}}', '{{"x": [[{{"y": ["{}"]}}]]}}', '"{}"']
)
def test_a_character_that_is_none_stands_nowhere(place, bad):
    """Not in a value, not in a name, and not where no shape looks: what a JSON escape can say and no database can keep."""
    response = client_of().generic(
        "POST", "/api/login/salt", place.format(bad), content_type="application/json"
    )
    assert_answered(response, bad)
    assert (response.status_code, response.json()["code"]) == (400, "http")


@pytest.mark.django_db
def test_a_backslash_before_an_escape_and_a_whole_pair_are_text():
    for text in ("\\\\u0000", "\\ud83d\\ude00", "\\\\ud800"):
        body = f'{{"email": "{text}@court.example"}}'
        response = client_of().generic("POST", "/api/login/salt", body, content_type="application/json")
        assert (response.status_code, response.json().get("code")) != (400, "http"), text


@pytest.mark.parametrize(
    "raw", [b'{"email": "\xed\xa0\x80"}', '{"email": "x"}'.encode("utf-16"), b'{"email": "\x00"}']
)
def test_json_is_utf_8(raw):
    response = client_of().generic("POST", "/api/login/salt", raw, content_type="application/json")
    assert_answered(response, raw)
    assert response.status_code == 400


QUESTIONS = ("q", "before", "box", "guest", "after")


@pytest.fixture
def looked(monkeypatch):
    """Which words of an address our own code has looked for so far."""
    names = set()

    def noting(method):
        def noted(asked, name, *rest):
            names.add(name)
            return method(asked, name, *rest)

        return noted

    for method in ("get", "getlist", "__contains__"):
        monkeypatch.setattr(QueryDict, method, noting(getattr(QueryDict, method)))
    return names


def declared(operation):
    """Which words of an address an operation has in its shape."""
    return {name for model in shapes(operation, "query") for name in model.__ninja_flatten_map__}


@pytest.mark.parametrize("operation", sorted(CALLS))
def test_any_question_mark_is_answered(world, operation, looked):
    """All words at once, and then each that anybody looks for alone: what is asked for after another word was right."""
    call, browser = CALLS[operation](world), client(world)
    base = call.path.partition("?")[0]

    def ask(value, *names):
        asked = "&".join(f"{name}={quote(value)}" for name in names)
        bad = type(call)(f"{base}?{asked}", call.body)
        response = attempt(lambda: bad.by(browser, operation))
        assert response.status_code < 500, (names, value)

    words = declared(operation)

    def wanted():
        return words | looked & set(QUESTIONS)

    ask("word", *{*QUESTIONS, *words})
    if not wanted():
        # Nobody has looked: what stands there is never read, whatever it is.
        return
    for value in ADDRESSES:
        ask(value, *{*QUESTIONS, *words})
    if len(wanted()) == 1:
        # All words at once was this one alone.
        return
    done = set()
    while names := wanted() - done:
        done |= names
        for name in names:
            for value in ADDRESSES:
                ask(value, name)


def test_any_address_is_answered(world):
    browser = client(world)
    for path in (
        "messages/{}/files/{}",
        "uploads/{}/parts/{}",
        "boxes/{}/{}",
        "guests/{}/messages/{}/open",
        "drafts/{}",
    ):
        for value in ("0", "9" * 30, "-1", "%00", "x" * 3000, "..%2f", "%ff", "1" * 5000):
            keys = [world.message, value] if path.count("{}") == 2 else [value]
            for method in ("get", "post", "put", "delete"):
                response = getattr(browser, method)(f"/api/{path.format(*keys)}")
                assert response.status_code < 500, (path, value, method)


def test_a_part_with_a_wrong_length_is_refused(world):
    browser = client(world)
    for number in (0, 1, 2, 9999, 10**30):
        for length in ("", "x", "-1", "3.0", "²", "9" * 30, "0"):
            path = f"/api/uploads/{world.clerk_upload}/parts/{number}"
            response = browser.generic("PUT", path, b"", CONTENT_LENGTH=length)
            assert response.status_code == 422, (number, length)
            assert json.loads(response.content)["code"] == "part-refused"


def test_a_draft_keeps_a_whole_letter_and_refuses_a_book(world):
    import base64

    sealed = b"age-encryption.org/v1\n"
    for size, status in ((1024 * 1024, 200), (1024 * 1024 + 1, 422), (3_000_000, 422)):
        body = {
            "box": str(world.clerk.box.pk),
            "sealed": base64.b64encode(sealed.ljust(size)).decode(),
            "version": 1,
        }
        answer = attempt(
            lambda body=body: client(world).put(
                f"/api/drafts/{world.draft}", body, content_type="application/json"
            )
        )
        assert answer.status_code == status, answer.content[:300]


def test_a_body_beyond_every_limit_is_refused(world):
    body = json.dumps({"email": "x" * (7 * 2**20)})
    response = client_of().generic("POST", "/api/login/salt", body, content_type="application/json")
    assert_answered(response, "7 MiB")
    assert response.status_code in {400, 413, 422}
