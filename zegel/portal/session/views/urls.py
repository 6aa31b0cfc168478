"""Coming in, going out, and the language."""

from django.urls import path

from zegel.portal.session.views import display, login, provider

urlpatterns = [
    path("", login.home, name="home"),
    path("login", login.login, name="login"),
    path("login/unlock", provider.unlock, name="unlock"),
    path("login/sso/<slug:provider>", provider.callback, name="sso"),
    path("logout", login.logout, name="logout"),
    path("language", login.language, name="language"),
    path("display", display.display, name="display"),
]
