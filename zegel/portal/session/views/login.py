"""Coming in and going out. The password is stretched in the browser; these pages never see it."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from zegel.authentication.actions.sessions import end_session
from zegel.authentication.queries.logins import providers
from zegel.lib.moments import now
from zegel.portal.session.forms import LanguageForm, LoginQuery, OnwardForm
from zegel.web_session.access import Access, access
from zegel.web_session.cookies import leave
from zegel.web_session.current import possible_login
from zegel.web_session.principals import current_principal


@access(Access.ANYONE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for who knows nothing of it; their own first page for who is logged in."""
    if request.user.is_authenticated:
        return redirect("start")
    return render(request, "session/home.html")


@access(Access.ANYONE)
@require_safe
@ensure_csrf_cookie
def login(request: HttpRequest) -> HttpResponse:
    """Ask for address and password; the script talks to the API and goes to `next`."""
    asked = LoginQuery.asked(request)
    onward = own_path(asked["next"], reverse("start"))
    # Logged in at the server while this browser has forgotten the keys: the password is asked again.
    # Whoever came by a provider is not asked who they are, and may be allowed no password here; their keys open apart.
    session = possible_login(request)
    relock = session is not None
    if session and (session.provider or session.method == "external"):
        return redirect(f"{reverse('unlock')}?{urlencode({'next': onward})}")
    known = providers()
    return render(
        request,
        "session/login.html",
        {
            "next": onward,
            "relock": relock,
            "left": asked["left"],
            "still_at": next((provider for provider in known if provider.name == asked["at"]), None),
            "providers": known,
            "kept": onward.startswith(reverse("compose").rsplit("/", 1)[0] + "/drafts/"),
        },
    )


@access(Access.ANYONE)
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session here; the login page that follows makes the browser forget its keys, if it had not."""
    login = possible_login(request)
    words = {"left": "1", "at": "", "next": own_path(_onward(OnwardForm.sent(request)), "")}
    if login:
        end_session(actor=current_principal(request), session=login.pk, at=now())
        words["at"] = login.provider
    request.session.flush()
    told = {name: word for name, word in words.items() if word}
    answer = redirect(f"{reverse('login')}?{urlencode(told)}")
    leave(answer)
    return answer


@access(Access.ANYONE)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back."""
    form = LanguageForm.sent(request)
    answer = redirect(own_path(_onward(form), "/"))
    if form.is_valid():
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return answer


def _onward(form: OnwardForm) -> str:
    """Where the form says to go on, whatever else is wrong with it."""
    form.is_valid()
    return str(form.cleaned_data.get("next", ""))


def own_path(wanted: str, otherwise: str) -> str:
    """A path of this site, or the other one: nobody is sent elsewhere by a link to us."""
    fine = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if fine else otherwise
