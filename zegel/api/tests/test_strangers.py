"""Whoever has no business at an endpoint is refused with a problem and learns nothing, endpoint by endpoint.

The list of endpoints is the router's own: a new one without a call in `world.CALLS` fails the first test.
"""

import pytest
from django.db import connection
from django.http import Http404, HttpRequest

from zegel.api.shared.routing import Router
from zegel.api.urls import said
from zegel.web_session.access import Access

from .world import CALLS, client_of, make_service, operations

OPEN = {"anyone"}
# What each operation says of its access, and by whom the call of `world` that is in order is made.
SAID = dict(said())
CALLER = {
    Access.ANYONE: {"anyone", "half"}, Access.SIGNED: {"anyone"}, Access.GUEST: {"guest"},
    Access.ACCOUNT: {"account", "clerk", "lawyer"}, Access.ADOPTER: {"adopter"}, Access.WORK: {"account", "clerk", "lawyer"},
    Access.UPLOADER: {"account", "clerk"}, Access.ADMINISTRATOR: {"clerk"}, Access.CHECKER: {"agent"},
}  # fmt: skip
# Taking back what is not one's own answers as if it were done, and does nothing.
SILENT = "DELETE uploads/{key}"
# A program asks for its own work; of another office there is none.
OWN_WORK = "GET checks"
# What a probe or a provider signs needs no token: it comes without a cookie that a page elsewhere could make use of.
SIGNED = {"POST outages/reports", "POST login/sso/{provider}/logout"}
WRITING = sorted(call for call in CALLS if not call.startswith("GET ") and call not in SIGNED)


def whom(operation):
    """Who an endpoint is for, told without a world."""
    from unittest.mock import MagicMock

    if operation in {"POST messages", "POST filings", "POST filings/direct"}:
        return "clerk"
    if operation == "GET filings/desk":
        return "account"
    if operation == "POST guests/{key}/messages":
        return "guest"
    if (
        operation == "POST boxes/{box}/members"
        or "members/{person}" in operation
        or operation in {"DELETE notes/{key}", "DELETE texts/{key}"}
        or "containers" in operation
        or "word-index/{key}" in operation
        or "filings/{key}" in operation
    ):
        return "clerk"
    if operation in {"POST guests/{key}/enter", "POST uploads/{key}/finish"}:
        return "anyone" if "enter" in operation else "clerk"
    return CALLS[operation](MagicMock()).whom


SHUT = sorted(call for call in CALLS if whom(call) not in OPEN)
FOR_ACCOUNTS = [call for call in SHUT if whom(call) in {"clerk", "account", "agent"}]
OF_THE_CLERK = [call for call in SHUT if whom(call) in {"clerk", "agent"}]
OF_BOTH = [call for call in SHUT if whom(call) == "adopter"]
OF_THE_GUEST = [call for call in SHUT if whom(call) == "guest"]


def contents(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def assert_refused(response, world, statuses):
    body = contents(response).decode()
    assert response.status_code in statuses, body
    assert response["Content-Type"] == "application/problem+json"
    assert not [secret for secret in world.secrets if secret in body]


def test_every_endpoint_has_its_strangers():
    assert operations() == set(CALLS) == set(SAID)


@pytest.mark.parametrize("operation", sorted(SAID))
def test_an_operation_says_whom_it_is_for(operation):
    assert whom(operation) in CALLER[SAID[operation]]


@pytest.mark.parametrize("operation", sorted(CALLS))
def test_whom_it_is_for_gets_in(world, operation):
    """So that no refusal below is only a typing error."""
    call = CALLS[operation](world)
    clients = {
        "clerk": lambda: client_of(world.clerk),
        "account": lambda: client_of(world.clerk),
        "guest": lambda: client_of(guests=(world.guest,)),
        "lawyer": lambda: client_of(world.lawyer),
        "agent": lambda: client_of(world.agent, method=""),
        "adopter": lambda: client_of(world.lawyer, guests=(world.guest,)),
        "half": lambda: client_of(half=world.clerk),
        "anyone": client_of,
    }
    response = call.by(clients[call.whom](), operation)
    assert response.status_code < 300, contents(response)


@pytest.mark.parametrize("operation", SHUT)
def test_anonymous_is_refused(world, operation):
    statuses = {401, 403, 404} if whom(operation) == "half" else {401, 404}
    assert_refused(CALLS[operation](world).by(client_of(), operation), world, statuses)


@pytest.mark.parametrize("operation", FOR_ACCOUNTS)
def test_without_a_second_factor_nothing_of_the_court_opens(world, operation):
    """Whoever logged in with the password alone reaches their own account and nothing else."""
    answer = CALLS[operation](world).by(client_of(world.clerk, method=""), operation)
    if SAID[operation] is Access.ACCOUNT:
        assert answer.status_code != 403 or answer.json()["code"] in {"proof-needed", "factor-refused"}
    else:
        assert_refused(answer, world, {403})
        assert answer.json()["code"] == "second-factor-needed"


def test_before_the_second_step_no_mailbox_is_named(world):
    told = client_of(world.clerk, method="").get("/api/me").json()
    assert told["boxes"] == []


@pytest.mark.parametrize("operation", [call for call in OF_THE_CLERK + OF_THE_GUEST if call != SILENT])
def test_another_account_is_refused(world, stranger, operation):
    assert_refused(CALLS[operation](world).by(client_of(stranger), operation), world, {403, 404})


def test_a_program_of_another_office_has_nothing_of_ours_to_check(world):
    program = client_of(make_service("program@elsewhere.example"), method="")
    assert CALLS[OWN_WORK](world).by(program, OWN_WORK).json() == []


@pytest.mark.parametrize(
    "operation", [call for call in OF_THE_CLERK + OF_THE_GUEST if call not in {SILENT, OWN_WORK}]
)
def test_a_program_of_another_office_is_refused(world, operation):
    program = client_of(make_service("program@elsewhere.example"), method="")
    assert_refused(CALLS[operation](world).by(program, operation), world, {401, 403, 404})


def test_a_person_checks_no_files(world):
    """Not even who reads the mailbox of which the files are."""
    for operation in (call for call, who in SAID.items() if who is Access.CHECKER):
        answer = CALLS[operation](world).by(client_of(world.clerk), operation)
        assert_refused(answer, world, {404})


def test_an_operation_that_says_nothing_is_shut(world):
    router = Router(tags=[])
    router.add_api_operation("silent", ["GET"], lambda request: {"open": True})
    with pytest.raises(Http404):
        router.path_operations["silent"].operations[0].auth_callbacks[0](HttpRequest())


def test_taking_back_somebody_elses_upload_does_nothing(world, stranger):
    client = client_of(stranger)
    before = snapshot()
    assert CALLS[SILENT](world).by(client, SILENT).status_code == 204
    assert snapshot() == before


@pytest.mark.parametrize("operation", OF_BOTH)
def test_taking_along_takes_an_account_and_the_guest_of_its_address(world, stranger, operation):
    call = CALLS[operation](world)
    for client, status in (
        (client_of(guests=(world.guest,)), 401),
        (client_of(world.lawyer), 404),
        (client_of(world.lawyer, guests=(world.other_guest,)), 404),
        (client_of(stranger, guests=(world.guest,)), 403),
    ):
        assert_refused(call.by(client, operation), world, {status})


@pytest.mark.parametrize("operation", FOR_ACCOUNTS)
def test_a_guest_is_no_account(world, operation):
    client = client_of(guests=(world.guest, world.other_guest))
    assert_refused(CALLS[operation](world).by(client, operation), world, {401})


@pytest.mark.parametrize("operation", OF_THE_GUEST)
def test_a_guest_who_got_in_elsewhere_is_not_in_here(world, operation):
    """The same link in another browser, one that was let in for another message only."""
    client_of(guests=(world.guest,)).get(f"/api/guests/{world.guest}/me")
    client = client_of(guests=(world.other_guest,))
    assert_refused(CALLS[operation](world).by(client, operation), world, {404})


@pytest.mark.parametrize("operation", OF_THE_GUEST)
def test_the_sender_is_not_the_guest(world, operation):
    assert_refused(CALLS[operation](world).by(client_of(world.clerk), operation), world, {404})


@pytest.mark.parametrize("operation", [call for call in OF_THE_GUEST if "{message}" in call])
def test_a_guest_reads_no_message_of_another(world, operation):
    """Let in as oneself, asking for the message of somebody else."""
    call = CALLS[operation](world)
    own = type(call)(call.path.replace(str(world.guest), str(world.other_guest)), call.body, call.whom)
    assert_refused(own.by(client_of(guests=(world.other_guest,)), operation), world, {404})


@pytest.mark.parametrize("operation", [call for call in SHUT if "uploads" in call])
def test_naming_a_guest_who_is_not_in_uploads_nothing(world, operation):
    call = CALLS[operation](world)
    for name in (world.guest, "nobody", ""):
        named = type(call)(f"{call.path}?guest={name}", call.body, call.whom)
        assert_refused(named.by(client_of(world.clerk), operation), world, {401})


@pytest.mark.parametrize("operation", WRITING)
def test_without_the_right_token_nothing_is_done(world, operation):
    """A page of somebody else can make a browser send its cookies, but not our token: it has none, or a wrong one."""
    call = CALLS[operation](world)
    clients = [client_of(world.clerk, guests=(world.guest, world.other_guest), csrf=False) for _ in range(2)]
    clients[1].cookies["csrftoken"] = "c" * 32
    clients[1].defaults["HTTP_X_CSRFTOKEN"] = "x" * 32
    before = snapshot()
    for client in clients:
        assert_refused(call.by(client, operation), world, {403})
    assert snapshot() == before


@pytest.mark.parametrize("operation", WRITING)
def test_a_page_from_elsewhere_is_refused_even_with_a_token(world, operation):
    client = client_of(world.clerk, guests=(world.guest, world.other_guest))
    client.defaults["HTTP_ORIGIN"] = "https://elsewhere.example"
    assert_refused(CALLS[operation](world).by(client, operation), world, {403})


def snapshot():
    """Every row of every table, as one fingerprint a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_session'"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{table}\" t"
            )
            found[table] = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize(
    "path", ["/api/guests/{}", "/api/guests/{}/me", "/g/{}", "/g/{}/messages", "/g/{}/reply"]
)
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_at_a_link_changes_nothing(world, path, method):
    """Mail scanners follow every link, with GET and HEAD, again and again."""
    clients = (client_of(csrf=False), client_of(world.clerk, csrf=False))
    before = snapshot()
    for client in clients:
        for _ in range(2):
            response = getattr(client, method)(path.format(world.guest))
            assert response.status_code < 500
            assert not [
                secret
                for secret in world.secrets
                if secret in response.content.decode() and secret != "756123"
            ]
    assert snapshot() == before


def test_an_unknown_link_and_a_shut_one_look_the_same(world):
    import uuid

    shut = client_of().get(f"/api/guests/{world.guest}/me")
    unknown = client_of().get(f"/api/guests/{uuid.uuid4()}/me")
    assert (shut.status_code, shut.content) == (unknown.status_code, unknown.content)


def test_a_receiver_does_not_see_the_senders_guests(world):
    """Naming the court's mailbox in the question does not make the lawyer a member of it."""
    path = f"/api/conversations/{world.conversation}?box="
    clerk = client_of(world.clerk).get(path + str(world.clerk.box.pk))
    assert "the-guest@post.example" in clerk.content.decode()
    lawyer = client_of(world.lawyer)
    assert_refused(lawyer.get(path + str(world.clerk.box.pk)), world, {404})
    assert "the-guest@post.example" not in lawyer.get(path + str(world.lawyer.box.pk)).content.decode()


def test_there_is_nothing_beside_the_endpoints(world):
    client = client_of(world.clerk)
    for path in ("", "messages", "nothing", "docs", "guests/not-a-uuid", "uploads/1"):
        for method in ("get", "post", "put", "patch", "delete", "head", "options"):
            response = getattr(client, method)(f"/api/{path}")
            assert response.status_code in {404, 405, 415, 422}, (path, method)
            assert not [secret for secret in world.secrets if secret in response.content.decode()]
