"""The API answers as its own description says, whatever is asked: no crash, no status, type or shape it does not name."""

import copy
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from zegel.api.shared.described import PROBLEM, undeclared
from zegel.api.urls import api

from .world import client_of

EXAMPLES = 2
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
TAGS: dict[str, list] = defaultdict(list)
for found in SCHEMA.get_all_operations():
    TAGS[(found.ok().definition.raw.get("tags") or ["rest"])[0]].append(found.ok())


def _answer(client, asked: requests.PreparedRequest) -> schemathesis.Response:
    """What the API answers; the world is as it was before."""
    address, cookies = urlsplit(asked.url), copy.deepcopy(client.cookies)
    headers = {
        name: value
        for name, value in asked.headers.items()
        if name.lower() not in {"content-type", "content-length", "cookie"}
    }
    with transaction.atomic():
        got = client.generic(
            asked.method,
            f"{address.path}?{address.query}",
            asked.body or b"",
            content_type=asked.headers.get("Content-Type", ""),
            headers=headers,
        )
        content = b"".join(got.streaming_content) if got.streaming else got.content
        transaction.set_rollback(True)
    client.cookies = cookies
    named = {name.lower(): [value] for name, value in got.headers.items()}
    return schemathesis.Response(got.status_code, named, content, asked, 0.0, verify=False)


def _clients(world) -> Iterator:
    """Somebody of a court with guests let in, and nobody."""
    yield client_of(world.clerk, guests=(world.guest, world.other_guest))
    yield client_of()


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_operations_answer_what_they_describe(world, tag):
    clients = list(_clients(world))
    for operation in TAGS[tag]:
        _try(operation, clients)


def _try(operation, clients):
    """Ask an operation what its schema allows, and what it does not."""

    @seed(20261130)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case):
        asked = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
        for client in clients:
            case.validate_response(_answer(client, asked), checks=CHECKS)

    ask()


def test_every_status_of_the_table_of_refusals_is_described():
    assert not undeclared()


def test_every_operation_says_how_it_refuses():
    for methods in api.get_openapi_schema()["paths"].values():
        for operation in methods.values():
            refusals = {status: said for status, said in operation["responses"].items() if status >= 400}
            assert {401, 403, 404, 422, 429} <= set(refusals)
            assert all(list(said["content"]) == [PROBLEM] for said in refusals.values())
