"""Securing one's account: second steps, browsers, and what happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.authentication.queries.account_recovery import reset_about
from zegel.authentication.queries.factors import backup_codes_left, factors_of, methods
from zegel.authentication.queries.logins import logins_of, to_link
from zegel.authentication.queries.sessions import devices_of, sessions_of
from zegel.lib.moments import now
from zegel.notify.rules import mask_number
from zegel.portal.account.activity import lines_of
from zegel.portal.account.forms import SecurityQuery
from zegel.portal.shared.account_frame import page_context
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_login


@access(Access.ACCOUNT)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Which second steps I have, and where I am logged in."""
    at, login = now(), current_login(request)
    user = login.user
    factors = factors_of(user)
    ways = [way for way in methods(user) if way != "backup"]
    sessions = list(sessions_of(user, at).select_related("device"))
    return render(
        request,
        "account/security.html",
        page_context("security")
        | {
            "ways": ways,
            "reset": reset_about(user),
            "needed": SecurityQuery.asked(request)["needed"] or not ways,
            "shut": not login.method,
            "apps": [factor for factor in factors if factor.kind == factor.Kind.TOTP],
            "passkeys": [factor for factor in factors if factor.kind == factor.Kind.PASSKEY],
            "phone": mask_number(user.phone) if user.phone else "",
            "logins": logins_of(user),
            "linking": to_link(user, at),
            "backup_left": backup_codes_left(user),
            "sessions": sessions,
            "here": login.pk,
            "devices": [
                device for device in devices_of(user) if device.trusted_until and device.trusted_until > at
            ],
        },
    )


@access(Access.ACCOUNT)
@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """What happened to my account, the newest first, from the evidence itself."""
    lines = lines_of(current_login(request).user)
    return render(request, "account/activity.html", page_context("activity") | {"lines": lines})
