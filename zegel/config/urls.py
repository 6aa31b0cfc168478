"""Every address of the product, door by door."""

from django.urls import URLPattern, URLResolver, include, path

from zegel.console.views import inbox

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("zegel.api.urls")),
    path("demo/inbox", inbox, name="demo-inbox"),
    path("", include("zegel.portal.urls")),
]
