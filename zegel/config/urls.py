"""Every address of the product, door by door."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("zegel.api.urls")),
    path("", include("zegel.portal.urls")),
]
