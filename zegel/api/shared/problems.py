"""The one table refusal → status of this door, and how a refusal becomes problem+json (RFC 9457)."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from zegel.api.shared.law_words import shown
from zegel.lib.refusals import Refusal

STATUS = {
    "login-refused": 401,
    "login-over": 401,
    "sso-provider-unknown": 404,
    "sso-unavailable": 503,
    "sso-over": 401,
    "sso-cancelled": 401,
    "sso-failed": 401,
    "sso-logout-refused": 400,
    "sso-no-logout": 409,
    "sso-too-weak": 403,
    "sso-no-account": 403,
    "sso-not-employee": 403,
    "sso-only": 403,
    "sso-address-known": 409,
    "already-excluded": 409,
    "fee-notice-outdated": 409,
    "sso-taken": 409,
    "sso-already": 409,
    "sso-last": 409,
    "sso-link-needed": 403,
    "passkey-refused": 403,
    "factor-refused": 403,
    "second-factor-needed": 403,
    "proof-needed": 403,
    "too-many-tries": 429,
    "too-many-asked": 429,
    "invitation-too-soon": 429,
    "invitation-unknown": 404,
    "address-taken": 409,
    "key-proof-refused": 403,
    "password-wrong": 403,
    "guest-of-another": 403,
    "keys-closed": 409,
    "keys-open": 409,
    "stop-over": 404,
    "escrow-off": 404,
    "escrow-refused": 409,
    "escrow-request-unknown": 404,
    "escrow-not-yet": 409,
    "escrow-asked-enough": 429,
    "login-code-too-soon": 429,
    "login-too-many-codes": 429,
    "factor-unknown": 404,
    "code-too-soon": 429,
    "too-many-codes": 429,
    "applicants-wait": 429,
    "sms-budget": 429,
    "sms-ceiling": 429,
    "sms-stopped": 429,
    "not-administrator": 403,
    "not-colleague": 403,
    "contact-known": 409,
    "contact-unknown": 404,
    "consent-unknown": 404,
    "member-unknown": 404,
    "guest-locked": 429,
    "address-code-over": 403,
    "application-filed": 409,
    "newcomers-enough": 429,
    "searches-enough": 429,
    "messages-enough": 429,
    "drafts-full": 429,
    "outage-report-refused": 401,
    "may-not-send": 403,
    "may-not-prepare": 403,
    "may-not-manage": 403,
    "may-not-take-in": 403,
    "person-unknown": 404,
    "key-version-past": 409,
    "words-past": 409,
    "words-unknown": 404,
    "keys-incomplete": 409,
    "nothing-to-renew": 409,
    "member-already": 409,
    "last-manager": 409,
    "key-entry-unknown": 404,
    "box-unknown": 404,
    "case-unknown": 404,
    "circle-unknown": 404,
    "party-unknown": 404,
    "document-unknown": 404,
    "replacement-unknown": 404,
    "page-unknown": 404,
    "not-of-this-court": 403,
    "act-not-yours": 403,
    "act-override": 403,
    "act-unlawful": 409,
    "act-changed": 409,
    "act-taken": 409,
    "circle-key-past": 409,
    "numbers-used-up": 409,
    "conversation-unknown": 404,
    "call-unknown": 404,
    "draft-unknown": 404,
    "standard-text-unknown": 404,
    "filing-unknown": 404,
    "posting-unknown": 404,
    "filing-taken": 409,
    "filing-settled": 409,
    "nobody-to-answer": 409,
    "guest-unknown": 404,
    "guest-past": 409,
    "message-unknown": 404,
    "upload-unknown": 404,
    "already-sent": 409,
    "already-filed": 409,
    "message-withdrawn": 410,
    "message-expired": 410,
    "draft-conflict": 409,
    "standard-text-conflict": 409,
    "note-conflict": 409,
    "receipt-pending": 409,
    "clock-stepped": 503,
    "storage-full": 507,
    "upload-too-large": 413,
}


def problem(code: str, status: int, title: str, **more: Any) -> HttpResponse:
    """A problem+json answer; `title` is what the person reads."""
    body = {
        "type": f"urn:zegel:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": title,
    }
    return JsonResponse(body | more, status=status, content_type="application/problem+json")


def register(api: NinjaAPI) -> None:
    """Teach the API to answer every refusal and every kind of bad input."""

    @api.exception_handler(Refusal)
    def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
        title = refusal.words(_, shown)
        more = {
            "article": refusal.article,
            "field": refusal.field,
            "retry": refusal.retry,
            "details": refusal.details_in(_, shown),
        }
        return problem(refusal.code, STATUS.get(refusal.code, 422), title, **more)

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        field = ".".join(str(part) for part in error.errors[0]["loc"][1:]) if error.errors else ""
        return problem(
            "input", 422, _("Something in this request cannot be read. Reload the page."), field=field
        )

    @api.exception_handler(AuthenticationError)
    def unauthenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem("logged-out", 401, _("You are logged out. Log in again; what you typed is kept."))

    @api.exception_handler(HttpError)
    def http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem("http", error.status_code, _("This page is out of date. Reload it and try again."))

    @api.exception_handler(RawPostDataException)
    def no_json(_request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
        """A form: the CSRF check has read it already, and no endpoint wants one."""
        return problem("http", 415, _("This page is out of date. Reload it and try again."))

    @api.exception_handler(RequestDataTooBig)
    def too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
        return problem("input", 413, _("Something in this request cannot be read. Reload the page."))

    @api.exception_handler(Http404)
    def unknown(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return unknown_thing()


def unknown_thing() -> HttpResponse:
    """There is no such thing, or not for whoever asks."""
    return problem("unknown", 404, _("This does not exist or you have no access to it."))
